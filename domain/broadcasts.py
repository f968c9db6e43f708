"""Broadcasts: one message to many, from its draft until everybody has it.

    draft → tested → released (at once) or scheduled (at a time) → running → finished
    scheduled → running → scheduled: it comes again and again
    released, scheduled, running ⇄ paused
    released, scheduled → draft: taken back before it began
    anything that has not ended → cancelled

What has been released does not change any more: what one person released, or two, is what everybody gets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.audience import Audience
from domain.languages import DEFAULT, Language, Texts
from domain.texts import LONGEST, length
from domain.town import NEWS_CONSENT

LONGEST_WITH_FILE = 600
"""Characters of a text with a picture or document: below one there is room for 1,024, with why it came."""

MOST_LINKS = 4
LONGEST_TITLE = 60  # characters, of what a button leads to
_LINE = 30  # characters around them, such as the command that can be typed instead
LONGEST_URL = 300
STALE_AFTER = timedelta(hours=24)
"""What could not begin for so long is not sent any more: staff are told, and can release it again."""


class BroadcastStatus(StrEnum):
    """How far a broadcast has come."""

    DRAFT = "draft"
    TESTED = "tested"  # staff have sent it to themselves as it is
    RELEASED = "released"  # it goes out as soon as somebody gets to it
    SCHEDULED = "scheduled"  # it goes out at a time, or the next time
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What moves a broadcast on."""

    EDIT = "edit"
    TEST = "test"
    RELEASE = "release"  # to go out at once
    SCHEDULE = "schedule"  # to go out at a time
    TAKE_BACK = "take_back"
    MISS = "miss"  # its time went by while nobody was there
    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"  # with messages written already
    RESUME_WAITING = "resume_waiting"  # before any was written
    AGAIN = "again"  # this run is over, and there will be another
    FINISH = "finish"
    CANCEL = "cancel"


_S = BroadcastStatus
_AWAITING = (_S.RELEASED, _S.SCHEDULED)
_LEADS_TO: Mapping[Step, Mapping[BroadcastStatus, BroadcastStatus]] = {
    Step.EDIT: dict.fromkeys((_S.DRAFT, _S.TESTED), _S.DRAFT),
    Step.TEST: dict.fromkeys((_S.DRAFT, _S.TESTED), _S.TESTED),
    Step.RELEASE: {_S.TESTED: _S.RELEASED},
    Step.SCHEDULE: {_S.TESTED: _S.SCHEDULED},
    Step.TAKE_BACK: dict.fromkeys(_AWAITING, _S.DRAFT),
    Step.MISS: dict.fromkeys(_AWAITING, _S.TESTED),
    Step.BEGIN: dict.fromkeys((*_AWAITING, _S.RUNNING), _S.RUNNING),
    Step.PAUSE: dict.fromkeys((*_AWAITING, _S.RUNNING), _S.PAUSED),
    Step.RESUME: {_S.PAUSED: _S.RUNNING},
    Step.RESUME_WAITING: {_S.PAUSED: _S.SCHEDULED},
    Step.AGAIN: {_S.RUNNING: _S.SCHEDULED},
    Step.FINISH: dict.fromkeys((_S.RUNNING, _S.SCHEDULED), _S.FINISHED),
    Step.CANCEL: dict.fromkeys((_S.DRAFT, _S.TESTED, *_AWAITING, _S.RUNNING, _S.PAUSED), _S.CANCELLED),
}

EDITABLE = frozenset(_LEADS_TO[Step.EDIT])
ENDED = frozenset({_S.FINISHED, _S.CANCELLED})
ON_ITS_WAY = frozenset({*_AWAITING, _S.RUNNING, _S.PAUSED})
"""Released, and not over."""


def status_after(status: BroadcastStatus, step: Step) -> BroadcastStatus | None:
    """Return what a step makes of a broadcast, or None where it cannot be taken."""
    return _LEADS_TO[step].get(status)


def statuses_before(step: Step) -> frozenset[BroadcastStatus]:
    """Return the states in which a step can be taken."""
    return frozenset(_LEADS_TO[step])


class LinkKind(StrEnum):
    """Where a button leads."""

    SURVEY = "survey"
    EVENT = "event"
    MEASURE = "measure"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Link:
    """A button: `target` is a survey's key, an event's or measure's number, or an address on the web."""

    kind: LinkKind
    target: str

    @property
    def room(self) -> int:
        """How many characters its line in the text takes at the most."""
        return _LINE + (len(self.target) if self.kind is LinkKind.PAGE else LONGEST_TITLE)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message to many, as it is kept.

    Attributes:
        id: Its number; old buttons never name a newer one.
        key: What files call it, for ever.
        status: How far it has come.
        purpose: The consent under which it goes out.
        timezone: Whose clock its time is of.
        urgent: An emergency: quiet hours and the daily number do not hold it. Any change takes this away.
        text: What it says, by language.
        links: Its buttons.
        attachment_id: The picture or document that goes along.
        audience: Who gets it.
        local_time: When it goes out, `2027-03-10T18:00`; None: at once. If it comes again: from when on.
        rule: In the words of RFC 5545 when it comes again; None: once.
        planned: How many messages were written so far.
        created_by: Staff; None: the operator.
        released_by: Staff; None: the operator, or nobody yet.
        started_at: When the first of them was written.
        finished_at: When the last of them was sent.
        revision: Rises with every change.
    """

    id: int
    key: str
    timezone: str
    status: BroadcastStatus = BroadcastStatus.DRAFT
    purpose: str = NEWS_CONSENT
    urgent: bool = False
    text: Texts = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    attachment_id: int | None = None
    audience: Audience = field(default_factory=Audience)
    local_time: str | None = None
    rule: str | None = None
    planned: int = 0
    created_by: int | None = None
    released_by: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    revision: int = 0

    @property
    def longest(self) -> int:
        """How many characters each text may have: the picture and the buttons need room, too."""
        room = LONGEST if self.attachment_id is None else LONGEST_WITH_FILE
        return max(0, room - sum(link.room for link in self.links))

    @property
    def subject(self) -> str:
        """What the schedule and the audit log call it."""
        return f"{SUBJECT}{self.id}"

    @property
    def version(self) -> str:
        """What a confirmation is bound to: whoever has changed or released it meanwhile ends the question."""
        return f"{self.revision}.{self.status}"


SUBJECT = "broadcast:"
"""What the schedule's subject of a broadcast begins with; its number follows."""


def number_in(subject: str) -> int:
    """Return the broadcast's number in a subject.

    Raises:
        ValueError: The subject is of something else.
    """
    if not subject.startswith(SUBJECT):
        raise ValueError(f"{subject} is no broadcast")
    return int(subject.removeprefix(SUBJECT))


class Lacking(StrEnum):
    """What a broadcast needs before it can be tested or released."""

    TEXT = "text"  # there is none in German, which everybody gets who has none of their own
    TOO_LONG = "too_long"  # with the picture and the buttons


def lacking(broadcast: Broadcast) -> tuple[Lacking, tuple[Language, ...]] | None:
    """Return what a broadcast still needs, with the languages concerned; None where it can be sent."""
    if not broadcast.text.get(DEFAULT):
        return Lacking.TEXT, (DEFAULT,)
    long = [language for language, text in broadcast.text.items() if length(text) > broadcast.longest]
    return (Lacking.TOO_LONG, tuple(long)) if long else None
