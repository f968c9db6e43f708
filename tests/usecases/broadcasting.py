"""Broadcasts for tests: residents who asked for news, a message that was released, ticks that come."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from db import broadcasts
from db.tables import outbox
from db.unit import Unit
from domain.broadcasts import Broadcast, Step
from domain.outgoing import Outgoing
from domain.schedule import Scheduled
from tests.usecases.test_audiences import Household, Someone, move_in
from tests.usecases.town import Town
from usecases import broadcast_control
from usecases.on_time import do_next
from usecases.send_broadcast import tend_broadcasts

ZONE = "Europe/Berlin"
TEXT = {"de": "Am Samstag ist Straßenfest.", "tr": "Cumartesi günü sokak şenliği var."}


def readers(town: Town, languages: Sequence[str], first: int = 5000) -> list[int]:
    """Let people move in who asked for news, one in each of the languages; return their addresses."""
    homes = [Household([Someone(language)]) for language in languages]
    move_in(town, homes, first)
    return [first + number for number in range(len(homes))]


def drafted(town: Town, **values: Any) -> Broadcast:
    """Keep a draft."""
    new = Broadcast(0, values.pop("key", "fest"), ZONE, text=values.pop("text", TEXT), **values)

    def add(unit: Unit) -> Broadcast:
        kept = broadcasts.by_id(unit, broadcasts.add(unit, new))
        assert kept is not None
        return kept

    made: Broadcast = town.run(add)
    return made


def release(town: Town, new: Broadcast) -> None:
    """Test and release a draft."""

    def through(unit: Unit) -> None:
        assert broadcasts.move_on(unit, new, Step.TEST)
        tested = broadcasts.by_id(unit, new.id)
        assert tested is not None
        step = Step.RELEASE if tested.local_time is None else Step.SCHEDULE
        assert broadcasts.move_on(unit, tested, step)
        assert broadcast_control.put_on_schedule(unit, tested, town.now)

    town.run(through)


def released(town: Town, **values: Any) -> Broadcast:
    """Keep a broadcast that has been tested and released."""
    new = drafted(town, **values)
    release(town, new)
    return now(town, new)


def now(town: Town, one: Broadcast) -> Broadcast:
    """Return a broadcast as it is now."""
    found: Broadcast | None = town.run(broadcasts.by_id, one.id)
    assert found is not None
    return found


def tick(town: Town, chunks: int = 100) -> list[Scheduled]:
    """Let the schedule's tick come: all chunks that are due, at most so many; return their rows."""
    done: list[Scheduled] = []
    while len(done) < chunks and (row := town.run(do_next, town.house, town.now)):
        done.append(row)
    town.run(tend_broadcasts, town.house, town.now)
    return done


def pass_hours(town: Town, hours: float) -> None:
    """Let time pass."""
    town.now += timedelta(hours=hours)


def waiting(town: Town) -> int:
    """Return how many messages wait."""

    def number(unit: Unit) -> int:
        return unit.connection.execute(select(func.count()).select_from(outbox)).scalar_one()

    found: int = town.run(number)
    return found


def told(messages: Sequence[Outgoing]) -> list[tuple[int, str]]:
    """Return to whom messages go, and in which language."""
    return sorted((one.address, one.language) for one in messages)
