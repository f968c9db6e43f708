"""What the schedule's messages show beyond their arguments, loaded while they are made and after a crash."""

from dataclasses import dataclass, replace
from datetime import datetime

from db import schedule
from db.unit import Unit
from domain.agenda import Line
from domain.outgoing import Outgoing
from usecases.agenda import agenda, line_of, with_reach
from usecases.house import House

PAGE = 8  # lines on a screen


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """One page of the schedule; what came too late stands on the first."""

    lines: tuple[Line, ...]
    missed: tuple[Line, ...]
    ever_missed: int
    page: int
    pages: int


def page_of(unit: Unit, house: House, number: int, now: datetime) -> SchedulePage:
    """Return one page of the schedule as it is now, the last one where there are fewer."""
    found = agenda(unit, house, now)
    pages = max(1, -(-len(found.coming) // PAGE))
    number = min(number, pages - 1)
    lines = found.coming[number * PAGE : (number + 1) * PAGE]
    missed = found.missed if number == 0 else ()
    return SchedulePage(
        tuple(with_reach(unit, house, line) for line in lines), missed, found.ever_missed, number, pages
    )


def load_schedule_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message of the schedule with its view, or None where what it showed is gone."""
    args = outgoing.args
    if outgoing.template == "schedule":
        return replace(outgoing, view=page_of(unit, house, _number(args["page"]), now))
    if outgoing.template == "schedule_missed":
        rows = args["rows"]
        if not isinstance(rows, list):
            raise TypeError("the outbox row lacks its rows")
        found = [schedule.by_id(unit, int(row)) for row in rows]
        lines = tuple(line_of(unit, row) for row in found if row is not None)
        return replace(outgoing, view=lines) if lines else None
    row = schedule.by_id(unit, _number(args["row"]))
    if row is None:
        return None
    line = line_of(unit, row)
    return replace(outgoing, view=with_reach(unit, house, line))


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
