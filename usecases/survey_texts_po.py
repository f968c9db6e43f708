"""A survey's texts as a gettext catalogue, for Weblate, Poedit and whoever else reads .po files.

The context of a message is its text's place, so that the same words can be translated otherwise elsewhere.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from babel import UnknownLocaleError
from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from domain.languages import Language, locale_of
from domain.returned_texts import Returned
from domain.survey import Survey
from domain.survey_texts import Part, own_language
from domain.translations import Line, State
from usecases.survey_texts import TextsFile, TextsRefused, TextsTrouble

_PARTS = {
    Part.TITLE: "The survey's title",
    Part.HEADING: "A heading above questions",
    Part.LABEL: "A question",
    Part.HINT: "A hint below a question",
    Part.GUIDANCE: "More help with a question",
    Part.REQUIRED_MESSAGE: "Said where an answer is missing",
    Part.CONSTRAINT_MESSAGE: "Said where an answer cannot be right",
    Part.CHOICE: "An answer to choose",
}
MOST = 5 * 1024 * 1024
"""Bytes of a file that is read back."""


def write_po_file(survey: Survey, language: Language, lines: Iterable[Line], made: datetime) -> bytes:
    """Return a catalogue of a survey's texts; outdated translations are fuzzy, with the former source."""
    catalogue = Catalog(locale=locale_of(language), charset="utf-8")
    for line in lines:
        outdated = line.state is State.OUTDATED
        message = catalogue.add(
            line.source,
            line.translation,
            flags=["fuzzy"] if outdated else [],
            auto_comments=explained(line, own_language(survey)),
            previous_id=line.former if outdated and line.former else (),
            context=line.place,
        )
        # Babel takes "50 % of it" and "{}" for placeholders of programs, and checks would complain.
        message.flags -= {"python-format", "python-brace-format"}
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_previous=True)
    return _header(survey, language, made).encode() + body.getvalue()


def read_po_file(content: bytes) -> TextsFile:
    """Return what stands in a catalogue. Fuzzy translations are not confirmed, as everywhere in gettext.

    Raises:
        TextsRefused: It is no catalogue, or does not name its language.
    """
    if len(content) > MOST:
        raise TextsRefused(f"the file is larger than {MOST // 1024 // 1024} MB.")
    try:
        catalogue = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError, LookupError) as error:
        raise TextsRefused(f"the file is no .po catalogue: {_in_one_line(error)}.") from error
    language = (catalogue.locale_identifier or "").replace("-", "_")
    if not language:
        why = "the file does not say its language in the header “Language:”."
        raise TextsRefused(why, TextsTrouble.LANGUAGE)
    survey = catalogue.project if catalogue.project != "PROJECT" else ""
    lines = [
        Returned(
            message.lineno or 0,
            message.context or "",
            str(message.id),
            str(message.string or ""),
            confirmed=not message.fuzzy,
        )
        for message in catalogue
        if message.id and isinstance(message.id, str)
    ]
    return TextsFile(survey, language, tuple(lines))


def explained(line: Line, own: Language) -> Sequence[str]:
    """Return what a translator has to know of a text: what it is, how long it may be, what is beside it."""
    words = [f"{_PARTS[line.part]}."]
    if line.part is Part.CHOICE:
        words.append(f"It stands on a button: at most {line.part.limit} characters are shown.")
    if "${" in line.source:
        words.append("Leave ${…} as it is: an answer is put there.")
    if line.near:
        words.append(f"It belongs to ({own}): {' '.join(line.near.split())}")
    return words


def _header(survey: Survey, language: Language, made: datetime) -> str:
    """Return the header. Babel would write `de` for `de_simple`, and another count of plurals than others."""
    day = made.strftime("%Y-%m-%d %H:%M%z")
    named = {
        "Project-Id-Version": f"{survey.name} {'_'.join(survey.version.split())}",
        "POT-Creation-Date": day,
        "PO-Revision-Date": day,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {_escaped(value)}\\n"' for name, value in named.items()]
    title = f"# Texts of the survey {survey.name}. What is below msgstr is read back, and nothing else."
    return "\n".join([title, 'msgid ""', 'msgstr ""', *lines]) + "\n\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
