"""What happens on its own at a time: each thing is a row that is claimed once."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One row of the schedule.

    `local_time` is the wall time (`2027-03-10T18:00`) that staff have said; `due_at` the same as an
    instant. `reached` is the last chat whose messages are written.
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
