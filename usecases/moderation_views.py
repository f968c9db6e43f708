"""What a moderator sees, loaded while the reply is made and again after a crash, never kept in the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from db import contributions, media, staff, surveys
from db.contributions import Moderated, Standing
from db.unit import Unit
from domain.contributions import OTHER, Status
from domain.invitation import Permission, may
from domain.languages import Language, Texts
from domain.media import Status as FileStatus
from domain.outgoing import Argument, Outgoing
from domain.redaction import Mark, proposed, readable
from domain.survey import Kind, QuestionName, Survey
from usecases.house import House
from usecases.plain_surveys import plain_versions

PAGE = 3
"""How many cleared texts are read at once: as many of the longest fit into one message."""


class Notice(StrEnum):
    """What is said above a screen when something did not go as asked."""

    CHANGED = "changed"  # somebody else was at work here, or the button was an older one
    DECIDED = "decided"  # and has decided the text
    GONE = "gone"  # the text was withdrawn, or its time was over
    ONLY_ONE = "only_one"  # no other text waits
    NO_SUCH_WORD = "no_such_word"
    TOO_LONG = "too_long"
    COUNTED = "counted"
    FILE_GONE = "file_gone"


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as a moderator sees it.

    `text` is what can be decided on: the original without unseen signs while nothing is decided, then
    what was cleared. `marks` are the places that are to be blacked out. The themes are all that can be
    chosen, each with whether it was.
    """

    ref: str
    status: Status
    revision: int
    wave: int
    survey: Texts
    question: Texts
    language: Language
    themes: tuple[tuple[str, Texts, bool], ...]
    text: str = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SurveyQueue:
    """A survey with how its moderation stands; how many files wait, and how many were cleared."""

    key: str
    title: Texts
    standing: Standing
    files: int = 0
    cleared_files: int = 0


@dataclass(frozen=True, slots=True)
class FileView:
    """A picture, recording or file as a moderator sees it; the file itself is read when it is sent."""

    name: str
    kind: Kind
    is_cleared: bool
    wave: int
    survey: Texts
    question: Texts


@dataclass(frozen=True, slots=True)
class ClearedPage:
    """Some of the texts that can be read, from the place `first` on; `more` tells whether others follow."""

    survey: Texts
    first: int
    texts: tuple[TextView, ...]
    more: bool


def overview(unit: Unit) -> tuple[SurveyQueue, ...]:
    """Return every survey with how its moderation stands."""
    return tuple(
        SurveyQueue(
            offer.key,
            offer.survey.title,
            contributions.standing(unit, offer.key),
            *media.counts(unit, offer.key),
        )
        for offer in surveys.offers(unit)
    )


def marks_of(one: Moderated) -> tuple[Mark, ...]:
    """Return the places of a text that are to be blacked out: what a moderator chose, else the rules."""
    return proposed(readable(one.text), one.language) if one.marks is None else one.marks


def text_view(unit: Unit, house: House, one: Moderated) -> TextView:
    """Return a text as a moderator sees it now."""
    is_new = one.cleared_text is None
    themes: Mapping[str, Texts] = {**house.town.themes, OTHER: {}}
    versions = plain_versions(unit, one.survey)
    return TextView(
        ref=one.ref,
        status=one.status,
        revision=one.revision,
        wave=one.wave,
        survey=versions[-1].title,
        question=_label_of(versions, one.question),
        language=one.language,
        themes=tuple((theme, title, theme in one.themes) for theme, title in themes.items()),
        text=readable(one.text) if one.cleared_text is None else one.cleared_text,
        marks=marks_of(one) if is_new else (),
    )


def cleared_page(unit: Unit, house: House, survey_key: str, page: int) -> ClearedPage | None:
    """Return a page of texts that can be read, from 0; None where there is no such survey."""
    offer = surveys.offer(unit, survey_key)
    if offer is None:
        return None
    found = contributions.readable(unit, survey_key, page * PAGE, PAGE + 1)
    texts = tuple(text_view(unit, house, one) for one in found[:PAGE])
    return ClearedPage(offer.survey.title, page * PAGE, texts, len(found) > PAGE)


def file_view(unit: Unit, name: str) -> FileView | None:
    """Return a file as a moderator sees it now; None where it is gone, or its wave is not closed."""
    one = media.by_name(unit, name)
    offer = None if one is None else surveys.offer(unit, one.survey)
    if one is None or offer is None:
        return None
    return FileView(
        name=one.name,
        kind=one.kind,
        is_cleared=one.status is FileStatus.CLEARED,
        wave=one.wave or 0,
        survey=offer.survey.title,
        question=_label_of(plain_versions(unit, one.survey), one.question),
    )


def _label_of(versions: Sequence[Survey], question: QuestionName) -> Texts:
    """Return how the newest version that asks a question asks it; nothing where none does."""
    labels = {one.name: one.label for version in versions for one in version.questions}
    return labels.get(question, {})


def load_moderation(unit: Unit, house: House, outgoing: Outgoing) -> Outgoing | None:
    """Return a moderator's message with its view; None where the text or the role is gone by now."""
    role = staff.role_of(unit, outgoing.address)  # in a private chat the number is the person's
    if role is None or not may(role[1], Permission.MODERATE):
        return None
    view = _view(unit, house, outgoing.template, outgoing.args)
    return None if view is None else replace(outgoing, view=view)


def _view(unit: Unit, house: House, template: str, args: Mapping[str, Argument]) -> object | None:
    match template:
        case "moderation":
            return overview(unit)
        case "moderation_cleared":
            page = args["page"]
            return cleared_page(unit, house, str(args["survey"]), page if isinstance(page, int) else 0)
        case "moderation_file":
            return file_view(unit, str(args["file"]))
        case _:
            one = contributions.by_ref(unit, str(args["ref"]))
            return None if one is None else text_view(unit, house, one)
