"""Staff pick what a need rests on, from what there is: published counts, themes of texts, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from db import contributions, events, releases, surveys
from db.unit import Unit
from domain.events import EventStatus
from domain.evidence import Evidence, EvidenceKind
from domain.languages import Texts
from domain.results import PublishedRow, PublishedTable
from usecases import published
from usecases.house import House

Thing = TypeVar("Thing")

MOST_EVENTS = 20
WHOLE = "all"
RELEASES, THEMES, MINUTES = "r", "t", "m"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick or to open: the step that its button adds, and what it is called.

    `row` is an answer, whose label may be a span of numbers; `number` a release.
    """

    step: str
    title: Texts
    row: PublishedRow | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be picked at a place; `picked` is there instead where the place is a piece of evidence."""

    path: tuple[str, ...]
    found: tuple[Choice, ...] = ()
    picked: Evidence | None = None


def choices_at(unit: Unit, house: House, path: Sequence[str]) -> Choices | None:
    """Return what can be picked at a place, None where there is no such place.

    Args:
        unit: The unit of work.
        house: The deployment.
        path: [RELEASES], then the place of a survey, a release's number, the place of a question and of an
            answer; [THEMES], then the place of a survey and of a theme; [MINUTES], then an event's number.
    """
    match list(path):
        case [("r" | "t") as kind]:
            keys = _with_releases(unit) if kind == RELEASES else _with_themes(unit)
            titles = {offer.key: offer.survey.title for offer in surveys.offers(unit)}
            found = tuple(Choice(str(place), titles[key]) for place, key in enumerate(keys))
            return Choices(tuple(path), found)
        case ["r", place, *rest]:
            key = _at(_with_releases(unit), place)
            return None if key is None else _in_survey(unit, key, tuple(path), rest)
        case ["t", place, *rest]:
            key = _at(_with_themes(unit), place)
            return None if key is None else _themes(unit, house, key, tuple(path), rest)
        case ["m", *rest]:
            return _events(unit, tuple(path), rest)
        case _:
            return None


def _in_survey(unit: Unit, key: str, path: tuple[str, ...], rest: list[str]) -> Choices | None:
    if not rest:
        lines = releases.of_survey(unit, key)
        return Choices(path, tuple(Choice(str(line.number), {}, number=line.number) for line in lines))
    if not rest[0].isdecimal():
        return None
    number = int(rest[0])
    results = published.results(unit, key, number, for_residents=True)
    if results is None:
        return None
    tables = [one for one in results.tables if one.rows]
    match rest[1:]:
        case []:
            found = (Choice(str(place), table.label) for place, table in enumerate(tables))
            return Choices(path, (Choice(WHOLE, {}), *found))
        case ["all"]:
            return _picked(path, f"{key}:{number}")
        case [place, *last]:
            table = _at(tables, place)
            return None if table is None else _in_table(f"{key}:{number}", table, path, last)
        case _:
            return None


def _in_table(release: str, table: PublishedTable, path: tuple[str, ...], last: list[str]) -> Choices | None:
    question = f"{release}:{table.question}"
    match last:
        case []:
            found = (Choice(str(place), row.label, row=row) for place, row in enumerate(table.rows))
            return Choices(path, (Choice(WHOLE, {}), *found))
        case ["all"]:
            return _picked(path, question)
        case [place]:
            row = _at(table.rows, place)
            return None if row is None else _picked(path, f"{question}:{row.code}")
        case _:
            return None


def _themes(unit: Unit, house: House, key: str, path: tuple[str, ...], rest: list[str]) -> Choices | None:
    codings = [one for found in contributions.codings(unit, key).values() for one in found]
    counted = [theme for theme in house.town.themes if any(one.counts.get(theme) for one in codings)]
    match rest:
        case []:
            return Choices(path, tuple(Choice(theme, house.town.themes[theme]) for theme in counted))
        case [theme] if theme in counted:
            return _picked(path, f"{key}:{theme}", EvidenceKind.CODING)
        case _:
            return None


def _events(unit: Unit, path: tuple[str, ...], rest: list[str]) -> Choices | None:
    public = (EventStatus.PUBLISHED, EventStatus.OVER)
    found = [one for one in events.everything(unit) if one.status in public and one.starts_at]
    newest = found[::-1][:MOST_EVENTS]
    match rest:
        case []:
            return Choices(path, tuple(Choice(str(one.id), one.title) for one in newest))
        case [number] if number in {str(one.id) for one in found}:
            return _picked(path, f"event:{number}", EvidenceKind.MINUTES)
        case _:
            return None


def _picked(path: tuple[str, ...], reference: str, kind: EvidenceKind = EvidenceKind.RELEASE) -> Choices:
    return Choices(path, picked=Evidence(kind, reference))


def _with_releases(unit: Unit) -> list[str]:
    return [offer.key for offer in surveys.offers(unit) if releases.of_survey(unit, offer.key)]


def _with_themes(unit: Unit) -> list[str]:
    return [offer.key for offer in surveys.offers(unit) if contributions.codings(unit, offer.key)]


def _at(things: Sequence[Thing], place: str) -> Thing | None:
    return things[int(place)] if place.isdecimal() and int(place) < len(things) else None
