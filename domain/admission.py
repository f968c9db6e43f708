"""Whether an event can be registered for now, and how full it is: words for residents, never a number."""

from datetime import datetime
from enum import StrEnum

from domain.events import Event, EventStatus
from domain.registrations import Rules


class Phase(StrEnum):
    """What can be done about an event."""

    OPEN = "open"  # registered for
    CLOSED = "closed"  # no longer; whoever is registered can still change it
    BEGUN = "begun"
    CANCELLED = "cancelled"
    UNSEEN = "unseen"  # residents do not know of it

    @property
    def is_ahead(self) -> bool:
        """Whether registrations can still be given up and made smaller."""
        return self in (Phase.OPEN, Phase.CLOSED)


def phase_of(event: Event, now: datetime) -> Phase:
    """Return what can be done about an event."""
    if event.status is EventStatus.CANCELLED:
        return Phase.UNSEEN if event.told is None else Phase.CANCELLED
    if event.status is EventStatus.DRAFT or event.starts_at is None:
        return Phase.UNSEEN
    if event.status is EventStatus.OVER or event.starts_at <= now:
        return Phase.BEGUN
    return Phase.CLOSED if event.closes_at is not None and event.closes_at <= now else Phase.OPEN


class Room(StrEnum):
    """How full an event is."""

    ENOUGH = "enough"
    FEW = "few"  # a few seats are left
    LINE = "line"  # none are, but there is a waitlist
    FULL = "full"


_FEW = 10  # people
_FEW_SHARE = 5  # or a fifth of all seats


def room_of(rules: Rules, taken: int) -> Room:
    """Return how full an event is when so many people have seats or an offer."""
    if rules.capacity is None:
        return Room.ENOUGH
    left = rules.capacity - taken
    if left <= 0:
        return Room.LINE if rules.waitlist else Room.FULL
    return Room.FEW if left <= _FEW or left * _FEW_SHARE <= rules.capacity else Room.ENOUGH
