"""A schedule to play through: made-up things to do, and a tick as the program's own does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from db import schedule
from db.unit import Unit
from domain.schedule import Finished, Kind, Progress, Reached, Scheduled
from domain.times import instant_of
from tests.usecases.town import Town
from usecases.house import House
from usecases.on_time import Step, StepFailed, do_next, let_wait, tell_missed

BERLIN = "Europe/Berlin"


@dataclass
class Doing:
    """A step that remembers what it was asked to do, and goes through made-up chats in chunks.

    `chats` get one message each; `failing` numbers of calls raise an error.
    """

    chats: int = 0
    chunk: int = 10
    failing: tuple[int, ...] = ()
    done: list[tuple[str, datetime]] = field(default_factory=list)  # part, when
    written: list[int] = field(default_factory=list)
    calls: int = 0

    def __call__(self, unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
        self.calls += 1
        if self.calls in self.failing:
            raise RuntimeError("a bug")
        end = min(row.reached + self.chunk, self.chats)
        self.written += range(row.reached + 1, end + 1)
        if end < self.chats:
            return Reached(end)
        self.done.append((row.part, now))
        return Finished()


def put(
    town: Town, local: str, kind: Kind = Kind.BROADCAST, subject: str = "broadcast:1", part: str = ""
) -> bool:
    """Plan something at a wall time in Berlin."""
    result: bool = town.run(schedule.put, kind, subject, part, local, BERLIN, instant_of(local, BERLIN))
    return result


def tick(town: Town, steps: Mapping[Kind, Step], most: int = 1000) -> int:
    """Do what is due as the program's tick does; return in how many units of work."""
    units = 0
    for _ in range(most):
        try:
            if town.run(do_next, town.house, town.now, steps) is None:
                break
        except StepFailed as failed:
            town.run(let_wait, failed.row_id, town.now)
        units += 1
    town.run(tell_missed, town.house, town.now)
    return units


def row(town: Town, part: str = "") -> Scheduled:
    """Return the row with this part."""
    (found,) = [one["id"] for one in town.rows("scheduled") if one["part"] == part]
    result: Scheduled = town.run(schedule.by_id, found)
    return result
