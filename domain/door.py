"""The door of an event: from when until when parties are checked in, and in which order they are listed."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.events import Event, EventStatus, Need

OPENS_BEFORE = timedelta(hours=4)  # the beginning: whoever helps comes early
CLOSES_AFTER = timedelta(days=1)  # the end: a list on paper can still be taken over


class Door(StrEnum):
    """Whether parties can be checked in."""

    BEFORE = "before"  # not yet
    OPEN = "open"
    AFTER = "after"  # no longer
    OFF = "off"  # the event does not take place


def door_of(event: Event, now: datetime) -> Door:
    """Return whether parties can be checked in at an event now."""
    if event.starts_at is None or event.ends_at is None or event.status is EventStatus.DRAFT:
        return Door.OFF
    if event.status is EventStatus.CANCELLED:
        return Door.OFF
    if event.status is EventStatus.OVER or now >= event.ends_at + CLOSES_AFTER:
        return Door.AFTER
    return Door.OPEN if now >= event.starts_at - OPENS_BEFORE else Door.BEFORE


@dataclass(frozen=True, slots=True)
class Party:
    """A party that has seats. Name and needs are theirs: they stay in memory."""

    registration_id: int
    people: int
    arrived: int = 0  # so many of them have been checked in
    arrived_at: datetime | None = None
    name: str | None = field(default=None, repr=False)
    needs: tuple[tuple[Need, str], ...] = field(default=(), repr=False)

    @property
    def is_here(self) -> bool:
        """Whether somebody of it has been checked in."""
        return self.arrived_at is not None


@dataclass(frozen=True, slots=True)
class Expected:
    """How many are expected, and how many of them have come."""

    parties: int
    people: int
    parties_here: int
    people_here: int


def expected(parties: Iterable[Party]) -> Expected:
    """Return how many people parties are, and how many of them have come."""
    every = list(parties)
    here = [one for one in every if one.is_here]
    return Expected(
        len(every),
        sum(one.people for one in every),
        len(here),
        sum(one.arrived for one in here),
    )


def in_order(parties: Iterable[Party]) -> list[Party]:
    """Return parties as they are looked for: those who are not here yet first, by name, unnamed ones last."""
    return sorted(
        parties, key=lambda one: (one.is_here, one.name is None, folded(one.name or ""), one.people)
    )


def found(parties: Iterable[Party], words: str) -> list[Party]:
    """Return the parties in whose name all of the typed words stand; marks and capitals do not matter."""
    wanted = folded(words).split()
    named = [one for one in parties if one.name is not None]
    return [one for one in named if wanted and all(word in folded(one.name or "") for word in wanted)]


def folded(text: str) -> str:
    """Return a text without marks and capitals, as it is compared."""
    apart = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("İ", "i").casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
