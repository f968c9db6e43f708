"""A file with translations of a questionnaire's texts comes back: what of it is kept, and what is the matter.

Nothing is taken that would lose an answer's place or a text's markup.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.direction import in_its_place
from domain.languages import Language
from domain.survey import Survey
from domain.survey_texts import LONGEST, Place, SurveyText, own_language, source_of, texts_of
from domain.translations import Line, State, Translation, lines_of, made_from

_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))  # which spreadsheets make of them
_MARK = re.compile(r"\*\*|__|\]\(")  # bold, and the joint of a link, as XLSForm's Markdown has them


class Trouble(StrEnum):
    """What is the matter with a translation that came back. Those that are errors are not taken."""

    UNKNOWN_PLACE = "unknown_place"
    REPEATED = "repeated"
    REFERENCES = "references"
    MARKUP = "markup"
    TOO_LONG = "too_long"
    UNCONFIRMED = "unconfirmed"  # marked as fuzzy or outdated, and not changed
    SOURCE_CHANGED = "source_changed"  # since the file was written: kept as outdated
    LONG_FOR_BUTTON = "long_for_button"
    TURNING_SIGNS = "turning_signs"  # which are left out

    @property
    def is_error(self) -> bool:
        """Tell whether somebody has to mend it."""
        return self not in _NO_ERRORS


_NO_ERRORS = frozenset(
    {Trouble.UNCONFIRMED, Trouble.SOURCE_CHANGED, Trouble.LONG_FOR_BUTTON, Trouble.TURNING_SIGNS}
)


@dataclass(frozen=True, slots=True)
class Returned:
    """A translation in a file that came back.

    Attributes:
        row: Where it stands.
        place: Which text it is.
        source: What the file says that it translates, "" where that is not known.
        text: The translation.
        confirmed: Somebody stands for it; None: if it is another one than before.
    """

    row: int
    place: Place
    source: str
    text: str
    confirmed: bool | None = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A trouble and where it is; `detail` is what lacks or is too much, or how many characters there are."""

    trouble: Trouble
    row: int
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a file is kept from now on, and what is the matter with the rest.

    `dropped` are the places whose kept translation is needed no more: the form's own is wanted again.
    """

    rows: tuple[Translation, ...]
    dropped: tuple[Place, ...]
    findings: tuple[Finding, ...]


def take(
    survey: Survey, kept: Iterable[Translation], language: Language, returned: Sequence[Returned]
) -> Taken:
    """Return what of a file with translations can be kept. An empty translation changes nothing.

    Args:
        survey: The questionnaire as its form says it.
        kept: The translations that are kept beside it so far.
        language: The file's language.
        returned: Its rows.
    """
    before = {row.place: row for row in kept if row.language == language}
    texts = {text.place: text for text in texts_of(survey)}
    lines = {line.place: line for line in lines_of(survey, before.values(), language)}
    own = own_language(survey)
    rows: dict[Place, Translation] = {}
    dropped: list[Place] = []
    findings: list[Finding] = []
    seen: set[Place] = set()
    for written in returned:
        one = replace(written, text=in_its_place(written.text))
        if not one.text.strip():
            continue
        known = texts.get(one.place)
        troubles = _troubles(one, known, own, repeated=one.place in seen)
        seen.add(one.place)
        if known is not None and not any(finding.trouble.is_error for finding in troubles):
            line = lines[one.place]
            if one.confirmed is False or (one.confirmed is None and _same(one.text, line.translation)):
                troubles = [Finding(Trouble.UNCONFIRMED, one.row, one.place)]
            elif _same(one.text, known.texts.get(language, "")) and not _is_older(one, line):
                if one.place not in before or not _same(one.text, before[one.place].text):
                    dropped.append(one.place)  # else it stays: a version may have got this text from it
            elif not _same(one.text, line.translation) or line.state is not State.TRANSLATED:
                row = _row(one, known, language, own)
                rows[one.place] = row
                if _is_older(one, line):
                    troubles = [*troubles, Finding(Trouble.SOURCE_CHANGED, one.row, one.place)]
        if one.text != written.text:
            troubles = [*troubles, Finding(Trouble.TURNING_SIGNS, one.row, one.place)]
        findings += troubles
    return Taken(tuple(rows.values()), tuple(dropped), tuple(findings))


def _is_older(one: Returned, line: Line) -> bool:
    """Tell whether a file was written when the form said something else."""
    return one.source != "" and not _same(one.source, line.source)


def _row(one: Returned, known: SurveyText, language: Language, own: Language) -> Translation:
    now = made_from(known.texts, language, own)
    older = one.source != "" and not _same(one.source, now[own])
    return Translation(one.place, language, one.text, {**now, own: one.source} if older else now)


def _same(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for kinds of blanks."""
    return one.translate(_BLANKS).strip() == other.translate(_BLANKS).strip()


def _troubles(one: Returned, known: SurveyText | None, own: Language, *, repeated: bool) -> list[Finding]:
    if known is None:
        return [Finding(Trouble.UNKNOWN_PLACE, one.row, one.place)]
    if repeated:
        return [Finding(Trouble.REPEATED, one.row, one.place)]
    source = source_of(known.texts, own)
    found: list[Finding] = []
    for trouble, marks in ((Trouble.REFERENCES, _references), (Trouble.MARKUP, _markup)):
        if difference := _difference(marks(source), marks(one.text)):
            found.append(Finding(trouble, one.row, one.place, difference))
    if len(one.text) > LONGEST:
        found.append(Finding(Trouble.TOO_LONG, one.row, one.place, str(len(one.text))))
    elif len(one.text) > known.part.limit:
        found.append(Finding(Trouble.LONG_FOR_BUTTON, one.row, one.place, str(len(one.text))))
    return found


def _references(text: str) -> Mapping[str, int]:
    return Counter(f"${{{name}}}" for name in _REFERENCE.findall(text))


def _markup(text: str) -> Mapping[str, int]:
    return Counter([*_TAG.findall(text), *_MARK.findall(text)])


def _difference(wanted: Mapping[str, int], given: Mapping[str, int]) -> str:
    """Return the marks that one of two texts has more often: `-${name} +**`, "" where they have the same."""
    lacking = [f"-{mark}" for mark, n in wanted.items() if given.get(mark, 0) < n]
    more = [f"+{mark}" for mark, n in given.items() if wanted.get(mark, 0) < n]
    return " ".join([*lacking, *more])
