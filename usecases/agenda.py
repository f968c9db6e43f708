"""What goes out in the next days: all rows of the schedule, and what content and settings fix, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db import releases, schedule, surveys
from db.unit import Unit
from domain.agenda import SHOWN, Fixed, Line, fixed_line, waves_between
from domain.languages import Texts
from domain.schedule import Scheduled
from domain.times import DayTime, local_day
from usecases.house import House
from usecases.schedule_subjects import reach_of, title_of


@dataclass(frozen=True, slots=True)
class Agenda:
    """What comes, what came too late in as many days before, and how often that has happened so far."""

    coming: tuple[Line, ...]
    missed: tuple[Line, ...]
    ever_missed: int


def agenda(unit: Unit, house: House, now: datetime, days: timedelta = SHOWN) -> Agenda:
    """Return what goes out from now on, in order. To how many is another question: `with_reach`."""
    rows = [line_of(unit, row) for row in schedule.coming(unit, now + days)]
    fixed = [line for line in _fixed(unit, house, now, now + days) if line.at <= now + days]
    coming = sorted((*rows, *fixed), key=lambda line: line.at)
    missed = tuple(line_of(unit, row) for row in schedule.missed(unit, now - days))
    return Agenda(tuple(coming), missed, schedule.count_missed(unit))


def line_of(unit: Unit, row: Scheduled) -> Line:
    """Return a row's line."""
    return Line(row.local_time, row.due_at, row.kind, title_of(unit, row), row)


def with_reach(unit: Unit, house: House, line: Line) -> Line:
    """Return a line with the number of chats that it goes to."""
    return line if line.row is None else replace(line, reach=reach_of(unit, house, line.row))


def _fixed(unit: Unit, house: House, now: datetime, until: datetime) -> Iterator[Line]:
    first, last = local_day(now, house.timezone), local_day(until, house.timezone)
    for when, what, title in (*_of_phases(house), *_of_surveys(unit, house, first, last)):
        if first <= when.day <= last:
            yield fixed_line(when, what, title, house.timezone)


def _of_phases(house: House) -> Iterator[tuple[DayTime, Fixed, Texts]]:
    for phase in house.town.phases:
        yield DayTime(phase.starts_on), Fixed.PHASE_BEGINS, phase.title
        yield DayTime(phase.ends_on), Fixed.PHASE_ENDS, phase.title


def _of_surveys(unit: Unit, house: House, first: date, last: date) -> Iterator[tuple[DayTime, Fixed, Texts]]:
    for offer in surveys.offers(unit):
        title, opens, closes = offer.survey.title, offer.window.opens, offer.window.closes
        after = closes.day + timedelta(days=1)
        yield opens, Fixed.SURVEY_OPENS, title
        yield closes, Fixed.SURVEY_CLOSES_AT if closes.clock else Fixed.SURVEY_CLOSES, title
        if offer.ended_on is None:
            newest = next(iter(releases.of_survey(unit, offer.key)), None)
            due_on = (newest.closed_on if newest else opens.day) + timedelta(days=house.wave_days)
            for day in waves_between(due_on, closes.day, house.wave_days, first, last):
                yield DayTime(day), Fixed.WAVE, title
            ends = closes if closes.clock else DayTime(after)
            yield ends if ends.day >= first else DayTime(first), Fixed.LAST_WAVE, title
        yield DayTime(after), Fixed.MARKS_GO, title
        yield DayTime(after + timedelta(days=house.periods.contributions)), Fixed.TEXTS_GO, title
