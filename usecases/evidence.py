"""What a need rests on is looked up: it has to be there, and residents read of it what is published."""

from dataclasses import dataclass, field
from datetime import date

from db import contributions, events, releases, surveys
from db.unit import Unit
from domain.events import EventStatus
from domain.evidence import Evidence, EvidenceKind, event_meant, release_meant, theme_meant
from domain.languages import Texts
from domain.results import PublishedRow, PublishedTable
from domain.times import local_day
from usecases import published
from usecases.house import House


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of evidence as it is shown.

    Attributes:
        evidence: What it is.
        title: What the survey or the event is called.
        survey: The survey's key; empty for minutes.
        people: How many took part, where a whole release is meant.
        table: The question, where one is meant.
        row: The answer, where one is meant.
        theme: What the texts are about.
        day: When the event was.
        is_public: Whether residents can look it up.
    """

    evidence: Evidence
    title: Texts
    survey: str = ""
    people: int | None = None
    table: PublishedTable | None = None
    row: PublishedRow | None = None
    theme: Texts = field(default_factory=dict)
    day: date | None = None
    is_public: bool = False


def ground_of(unit: Unit, house: House, evidence: Evidence) -> Ground | None:
    """Return what a piece of evidence says, None where there is nothing of the kind, or no more."""
    match evidence.kind:
        case EvidenceKind.RELEASE:
            return _release(unit, evidence)
        case EvidenceKind.CODING:
            return _coding(unit, house, evidence)
        case EvidenceKind.MINUTES:
            return _minutes(unit, house, evidence)


def _release(unit: Unit, evidence: Evidence) -> Ground | None:
    meant = release_meant(evidence.reference)
    results = meant and published.results(unit, meant.survey, meant.number, for_residents=True)
    if not meant or not results or results.total is None:
        return None
    is_public = any(
        line.number == meant.number and line.published_on for line in releases.of_survey(unit, meant.survey)
    )
    if not meant.question:
        return Ground(evidence, results.title, meant.survey, people=results.total, is_public=is_public)
    table = next((one for one in results.tables if one.question == meant.question and one.rows), None)
    row = next((one for one in table.rows if one.code == meant.code), None) if table else None
    if table is None or (meant.code and row is None):
        return None
    return Ground(evidence, results.title, meant.survey, table=table, row=row, is_public=is_public)


def _coding(unit: Unit, house: House, evidence: Evidence) -> Ground | None:
    """Return the theme of a survey's texts; how many are about it is for staff, as all that texts say."""
    survey, theme = theme_meant(evidence.reference) or ("", "")
    offer = surveys.offer(unit, survey)
    title = house.town.themes.get(theme)
    codings = [one for found in contributions.codings(unit, survey).values() for one in found]
    if offer is None or title is None or not any(one.counts.get(theme) for one in codings):
        return None
    is_public = any(line.published_on for line in releases.of_survey(unit, survey))
    return Ground(evidence, offer.survey.title, survey, theme=title, is_public=is_public)


def _minutes(unit: Unit, house: House, evidence: Evidence) -> Ground | None:
    number = event_meant(evidence.reference)
    event = None if number is None else events.by_id(unit, number)
    if event is None or event.status is EventStatus.DRAFT or event.starts_at is None:
        return None
    return Ground(evidence, event.title, day=local_day(event.starts_at, house.timezone), is_public=True)
