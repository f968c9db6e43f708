"""What becomes of what was said: needs, goals and measures, and the steps that each can take.

A need is recognised, prioritised, taken up, or deferred for a reason that residents read. A measure is
proposed, decided, in progress, and then done, delayed or stopped; its status only changes with a dated
update, so that residents read when and why.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.languages import DEFAULT, Texts


class NeedStatus(StrEnum):
    """How far a need has come."""

    RECOGNISED = "recognised"
    PRIORITISED = "prioritised"
    TAKEN_UP = "taken_up"
    DEFERRED = "deferred"


class MeasureStatus(StrEnum):
    """How far a measure has come."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DELAYED = "delayed"
    STOPPED = "stopped"


NEED_STEPS: dict[NeedStatus, tuple[NeedStatus, ...]] = {
    NeedStatus.RECOGNISED: (NeedStatus.PRIORITISED, NeedStatus.DEFERRED),
    NeedStatus.PRIORITISED: (NeedStatus.TAKEN_UP, NeedStatus.DEFERRED),
    NeedStatus.TAKEN_UP: (),
    NeedStatus.DEFERRED: (NeedStatus.PRIORITISED,),  # deferred is not refused: its time may come
}

MEASURE_STEPS: dict[MeasureStatus, tuple[MeasureStatus, ...]] = {
    MeasureStatus.PROPOSED: (MeasureStatus.DECIDED,),
    MeasureStatus.DECIDED: (MeasureStatus.IN_PROGRESS,),
    MeasureStatus.IN_PROGRESS: (MeasureStatus.DONE, MeasureStatus.DELAYED, MeasureStatus.STOPPED),
    # To stop it, nobody should have to say first that it goes on.
    MeasureStatus.DELAYED: (MeasureStatus.IN_PROGRESS, MeasureStatus.STOPPED),
    MeasureStatus.DONE: (),
    MeasureStatus.STOPPED: (),
}

ALL = 100
"""Percent: the progress of what is done."""


@dataclass(frozen=True, slots=True)
class Need:
    """What residents need, as they have said it."""

    id: int
    key: str
    status: NeedStatus
    title: Texts
    description: Texts
    reason: Texts
    area: str | None
    theme: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached for a need, and how one can tell."""

    id: int
    key: str
    need_id: int
    title: Texts
    indicator: Texts
    unit: Texts
    baseline: float | None
    target: float | None
    due_on: date | None
    revision: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done for a goal. Area and theme are the need's where it names none."""

    id: int
    key: str
    goal_id: int
    status: MeasureStatus
    title: Texts
    description: Texts
    owner: Texts
    area: str | None
    theme: str | None
    progress: int
    starts_on: date | None
    due_on: date | None
    revision: int


@dataclass(frozen=True, slots=True)
class MeasureUpdate:
    """What there is to tell of a measure on a day; a draft until it is published.

    `number` is the order in which published updates are told; one that was brought along from earlier
    years has none, and nobody is told.
    """

    id: int
    measure_id: int
    day: date
    text: Texts
    status: MeasureStatus
    progress: int
    attachment_id: int | None
    published_at: datetime | None
    number: int | None
    created_by: int | None
    revision: int


class Obstacle(StrEnum):
    """Why a step cannot be taken."""

    NO_SUCH_STEP = "no_such_step"  # the lifecycle has none from here
    NO_REASON = "no_reason"  # deferring and stopping need one, in German at least
    NO_TEXT = "no_text"  # an update says something, in German at least
    PROGRESS = "progress"  # done means 100 percent, and nothing is beyond it


def obstacle_to_need(before: NeedStatus, after: NeedStatus, reason: Texts) -> Obstacle | None:
    """Return why a need cannot take a step, None where it can.

    Args:
        before: Its status.
        after: The one it is to have.
        reason: Why it is deferred, in words that residents read.
    """
    if after not in NEED_STEPS[before]:
        return Obstacle.NO_SUCH_STEP
    if after is NeedStatus.DEFERRED and not has_german(reason):
        return Obstacle.NO_REASON
    return None


def obstacle_to_update(
    before: MeasureStatus, after: MeasureStatus, progress: int, text: Texts
) -> Obstacle | None:
    """Return why an update cannot be published, None where it can.

    Args:
        before: The measure's status.
        after: The one that the update says; the same is a step, too, while the measure goes on.
        progress: The progress that it says.
        text: What it says. Of a measure that is stopped it is the reason.
    """
    if after != before and after not in MEASURE_STEPS[before]:
        return Obstacle.NO_SUCH_STEP
    if not has_german(text):
        return Obstacle.NO_REASON if after is MeasureStatus.STOPPED else Obstacle.NO_TEXT
    return None if is_progress(after, progress) else Obstacle.PROGRESS


def steps_of(status: MeasureStatus) -> tuple[MeasureStatus, ...]:
    """Return what an update of a measure can say about its status, as it is first."""
    return (status, *MEASURE_STEPS[status])


def is_progress(status: MeasureStatus, progress: int) -> bool:
    """Tell whether a measure of this status can have come so far: done means 100 percent."""
    return 0 <= progress <= ALL and (status is not MeasureStatus.DONE or progress == ALL)


def has_german(texts: Texts) -> bool:
    """Tell whether a text is there for residents who have no text in their own language."""
    return bool(texts.get(DEFAULT, "").strip())
