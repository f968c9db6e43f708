"""What happens on its own at a time: each thing is a row that is claimed once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done when a row is due."""

    INVITE = "invite"  # to an event: subject `event:ID`
    CALL = "call"  # an event's change or cancellation is told: subject `event:ID`, part the sequence
    REMIND = "remind"  # of an event: subject `event:ID`, part the minutes before it
    FEEDBACK = "feedback"  # the day after an event: subject `event:ID`
    CLOSE_EVENT = "close_event"  # needs and registrations go: subject `event:ID`
    BROADCAST = "broadcast"  # subject `broadcast:ID`, part the local date
    UPDATE = "update"  # a measure's update is told at once: subject `update:ID`
    DIGEST = "digest"  # the week's updates: subject `measures`, part the local date


class Status(StrEnum):
    """What has become of a row."""

    WAITING = "waiting"
    RUNNING = "running"  # some of its messages are written
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"  # by staff
    MISSED = "missed"  # it no longer made sense when it could be done


class Late(StrEnum):
    """Why something that was due is not done any more."""

    BEGUN = "begun"  # what it invites to, or reminds of, has begun
    OVER = "over"  # what it is about has ended
    CLOSED = "closed"  # nobody can register or answer any more
    WITHDRAWN = "withdrawn"  # what it is about was cancelled or deleted
    STALE = "stale"  # it is older than it may be when it is told


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One row of the schedule.

    `local_time` is the wall time (`2027-03-10T18:00`) that staff have said; `due_at` the same as an
    instant. `reached` is the last chat whose messages are written, as long as there are more. `reason`
    says why it was missed.
    """

    id: int
    kind: Kind
    subject: str
    part: str
    local_time: str
    timezone: str
    due_at: datetime
    status: Status
    reached: int = 0
    revision: int = 0
    failures: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A step has written the messages of one chunk: the last chat it has dealt with; there may be more."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A step has done the last of what there was to do."""


@dataclass(frozen=True, slots=True)
class Missed:
    """It is too late: what was to be said makes no sense any more. The reason is one of `Late`."""

    reason: Late


Progress = Reached | Finished | Missed


BEGUN = -1
"""What `reached` of an ended row is if something was written for it: no chat, but not nothing either."""

CHUNK = 1000  # chats whose messages one unit of work writes, at the most: replies wait no longer behind it

LASTING_FAILURES = 3
"""From so many failures of a row on, staff see that it does not succeed."""


def pause_after(failures: int) -> timedelta:
    """Return how long a row waits before its next attempt: a minute, then twice as long, up to an hour."""
    return min(timedelta(minutes=2 ** min(failures - 1, 6)), timedelta(hours=1))
