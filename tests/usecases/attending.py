"""An event on its way: published, answered, and the schedule's rows about it done as they fall due."""

from dataclasses import replace
from typing import Any

from db import events
from db.unit import Unit
from domain.events import Event
from domain.outgoing import Outgoing
from domain.times import instant_of
from tests.usecases.eventful import arrived, come, publish
from tests.usecases.office import deliver
from tests.usecases.scheduling import BERLIN, tick
from tests.usecases.town import Resident, Town
from usecases.change_event import cancel, keep, tell_changes
from usecases.event_schedule import plan_rest
from usecases.on_time import STEPS


def planned(town: Town, **changes: Any) -> int:
    """Publish an event that differs so from the workshop, with all that comes later; return its number."""
    number = publish(town, **changes)
    town.run(_plan, town, number)
    return number


def _plan(unit: Unit, town: Town, number: int) -> None:
    event = events.by_id(unit, number)
    assert event is not None
    plan_rest(unit, town.house, event, town.now)


def found(town: Town, number: int) -> Event:
    """Return an event as it is kept."""
    event: Event = town.run(events.by_id, number)
    return event


def change(town: Town, number: int, *, told: bool = True, **changes: Any) -> Event:
    """Let staff change an event and, if they say so, tell it."""
    before = found(town, number)
    after = replace(before, **changes)
    if "local_start" in changes:
        after = after.at(changes["local_start"])
    saved = town.run(keep, town.house, None, before, after, "changed", town.now)
    assert saved is not None
    if told:
        town.run(tell_changes, town.house, None, saved, town.now)
    return found(town, number)


def call_off(town: Town, number: int, **reason: str) -> None:
    """Let staff cancel an event."""
    reasons = reason or {"de": "Die Halle ist überschwemmt."}
    town.run(cancel, town.house, None, found(town, number), reasons, town.now)


def guest(town: Town, chat: int, number: int, party: int = 1, language: str = "de") -> Resident:
    """Return somebody who comes with so many people."""
    one = arrived(town, chat, language)
    come(one, number, party)
    return one


def at(town: Town, local: str) -> list[Outgoing]:
    """Let it be a wall time in the town and the ticks come; return what goes out."""
    town.now = instant_of(local, BERLIN)
    tick(town, STEPS)
    return deliver(town)


def status_of(town: Town, kind: str, part: str = "") -> tuple[str, str]:
    """Return what became of a row of the schedule, and why it was missed."""
    (row,) = [one for one in town.rows("scheduled") if (one["kind"], one["part"]) == (kind, part)]
    return row["status"], row["reason"]
