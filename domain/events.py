"""Events: workshops, results evenings. How far one has come, what it offers, what it lacks to be published.

    draft → published → over
    draft or published → cancelled

What residents were told of a published event (its facts) is compared with how it stands: that is what a
message about a change says. Every change of a fact raises `sequence`, which the calendar file carries too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.audience import Audience
from domain.languages import DEFAULT, Language, Texts
from domain.times import instant_of

LONGEST_TITLE = 120  # characters; a list and a calendar show it whole
LONGEST_PLACE = 200
LONGEST_DESCRIPTION = 1500  # what an invitation has room for
LONGEST_REASON = 500  # why it is cancelled
LONGEST_LINK = 500
MOST_MINUTES = 14 * 24 * 60
MOST_PEOPLE = 100_000
MOST_IN_PARTY = 50
MOST_REMINDERS = 6
LONGEST_REMINDER = 60 * 24 * 60  # minutes before the event
REMINDERS = (7 * 24 * 60, 24 * 60, 120)
"""Minutes before an event at which those who come are reminded, where staff say nothing else."""


class EventStatus(StrEnum):
    """How far an event has come."""

    DRAFT = "draft"  # only staff see it
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    OVER = "over"


class Step(StrEnum):
    """What moves an event on."""

    PUBLISH = "publish"
    CANCEL = "cancel"
    END = "end"


_LEADS_TO: Mapping[Step, Mapping[EventStatus, EventStatus]] = {
    Step.PUBLISH: {EventStatus.DRAFT: EventStatus.PUBLISHED},
    Step.CANCEL: dict.fromkeys((EventStatus.DRAFT, EventStatus.PUBLISHED), EventStatus.CANCELLED),
    Step.END: {EventStatus.PUBLISHED: EventStatus.OVER},
}


def status_after(status: EventStatus, step: Step) -> EventStatus | None:
    """Return what a step makes of an event, or None where it cannot be taken."""
    return _LEADS_TO[step].get(status)


class Need(StrEnum):
    """What somebody can need to come; each can be asked for only where the event offers it."""

    INTERPRETER = "interpreter"  # detail: the language
    CHILDCARE = "childcare"  # detail: how many children
    STEP_FREE = "step_free"


@dataclass(frozen=True, slots=True)
class Offers:
    """What an event offers to those who need it."""

    interpreters: tuple[Language, ...] = ()  # languages; gsg: German sign language
    childcare: bool = False
    step_free: bool = False

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return the needs that can be met, in the order in which they are asked."""
        met = {
            Need.INTERPRETER: bool(self.interpreters),
            Need.CHILDCARE: self.childcare,
            Need.STEP_FREE: self.step_free,
        }
        return tuple(need for need, is_met in met.items() if is_met)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map."""

    latitude: float
    longitude: float


class Fact(StrEnum):
    """What residents are told of an event; a change of it is told as well."""

    TITLE = "title"
    START = "start"  # the wall time
    MINUTES = "minutes"  # how long it takes
    PLACE = "place"
    PIN = "pin"
    LINK = "link"
    CAPACITY = "capacity"  # only that it has become smaller is told


FactValue = str | int | None | dict[str, str] | list[float]
"""A fact's value as JSON has it."""

Facts = Mapping[Fact, FactValue]


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as it is kept.

    Attributes:
        id: Its number; old buttons never name a newer one.
        uid: The name it has in calendars, for ever the same.
        sequence: Rises with every change of a fact once it is published.
        revision: Rises with every step of editing; `db.events.save` refuses an older one.
        status: How far it has come.
        title: By language, as all texts here.
        description: What happens there.
        place: Where, in words.
        pin: Where, on the map.
        link: Where it can be joined online.
        local_start: The wall time that staff have said, `2027-03-10T18:00`.
        timezone: The time zone of it and of `register_until`.
        key: What a file of the operator calls it, for ever; None: it came from the chat.
        starts_at: The same as an instant; None exactly where `local_start` is.
        minutes: How long it takes.
        register_until: The last wall time to register; None: until it starts.
        capacity: People, not parties; None: as many as come.
        largest_party: People that one registration may bring, the resident included.
        waitlist: Whether there is one when it is full.
        offer_hours: So long a free seat is kept for the next on the waitlist.
        audience: Who is invited.
        invite_at: The wall time at which invitations go out; None: as soon as it is published.
        offers: What there is for those who need it.
        reminders: Minutes before it at which those who come are reminded, the first one first.
        reason: Why it is cancelled.
        told: The facts that residents were told last; None before it is published.
        changes: What was told as changed, by sequence: each changed fact with its value before.
        series_id: The series it belongs to.
        series_day: The local date that the series' rule gave it, wherever it has been moved since.
        created_by: Staff; None: the operator.
    """

    id: int
    uid: str
    timezone: str
    key: str | None = None
    sequence: int = 0
    revision: int = 0
    status: EventStatus = EventStatus.DRAFT
    title: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    place: Texts = field(default_factory=dict)
    pin: Pin | None = None
    link: str | None = None
    local_start: str | None = None
    starts_at: datetime | None = None
    minutes: int = 120
    register_until: str | None = None
    capacity: int | None = None
    largest_party: int = 6
    waitlist: bool = True
    offer_hours: int = 24
    audience: Audience = field(default_factory=Audience)
    invite_at: str | None = None
    offers: Offers = field(default_factory=Offers)
    reminders: tuple[int, ...] = REMINDERS
    reason: Texts = field(default_factory=dict)
    told: Facts | None = None
    changes: Mapping[int, Facts] = field(default_factory=dict)
    series_id: int | None = None
    series_day: str | None = None
    created_by: int | None = None

    @property
    def subject(self) -> str:
        """Return its name in the schedule and in the audit log."""
        return f"event:{self.id}"

    @property
    def ends_at(self) -> datetime | None:
        """Return when it ends: so many minutes after it starts, whatever the clocks do."""
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)

    @property
    def closes_at(self) -> datetime | None:
        """Return the instant from which nobody can register any more."""
        return (
            self.starts_at if self.register_until is None else instant_of(self.register_until, self.timezone)
        )

    def at(self, local_start: str | None) -> "Event":
        """Return the event with another start, the instant with the wall time."""
        starts_at = None if local_start is None else instant_of(local_start, self.timezone)
        return replace(self, local_start=local_start, starts_at=starts_at)

    @property
    def facts(self) -> dict[Fact, FactValue]:
        """Return the facts as they stand now."""
        return {
            Fact.TITLE: dict(self.title),
            Fact.START: self.local_start,
            Fact.MINUTES: self.minutes,
            Fact.PLACE: dict(self.place),
            Fact.PIN: [self.pin.latitude, self.pin.longitude] if self.pin else None,
            Fact.LINK: self.link,
            Fact.CAPACITY: self.capacity,
        }


class Gap(StrEnum):
    """What stands in the way of publishing an event."""

    TITLE = "title"  # none in German, which everybody else's falls back to
    START = "start"
    START_PAST = "start_past"
    PLACE = "place"  # neither a place nor a link
    DEADLINE_LATE = "deadline_late"  # registration would close after the start
    DEADLINE_PAST = "deadline_past"
    PARTY_TOO_LARGE = "party_too_large"  # larger than the whole event
    INVITATION_LATE = "invitation_late"  # it would go out when nobody can register any more


def gaps(event: Event, now: datetime) -> list[Gap]:
    """Return what is missing before an event may be published, in the order in which it is asked."""
    starts_at, closes_at = event.starts_at, event.closes_at
    invite_at = event.invite_at and instant_of(event.invite_at, event.timezone)
    is_asked = {
        Gap.TITLE: not event.title.get(DEFAULT),
        Gap.START: starts_at is None,
        Gap.START_PAST: starts_at is not None and starts_at <= now,
        Gap.PLACE: not event.place.get(DEFAULT) and not event.link,
        Gap.DEADLINE_LATE: bool(starts_at and closes_at and closes_at > starts_at),
        Gap.DEADLINE_PAST: event.register_until is not None and bool(closes_at and closes_at <= now),
        Gap.PARTY_TOO_LARGE: event.capacity is not None and event.largest_party > event.capacity,
        Gap.INVITATION_LATE: bool(invite_at and closes_at and closes_at <= invite_at),
    }
    return [gap for gap, holds in is_asked.items() if holds]


def changed(before: Facts, after: Facts) -> dict[Fact, FactValue]:
    """Return the facts that residents have to be told anew, each with its value before.

    More seats are good news that nobody needs to be written to for; fewer are told. A text that was added
    in another language changes nothing for those who read it before.
    """
    return {fact: before[fact] for fact in Fact if _has_changed(fact, before[fact], after[fact])}


def _has_changed(fact: Fact, before: FactValue, after: FactValue) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return any(after.get(language) != text for language, text in before.items())
    if fact is Fact.CAPACITY:
        return isinstance(after, int) and (not isinstance(before, int) or after < before)
    return before != after


def edited(before: Event, after: Event) -> Event:
    """Return an event after a step of editing: `sequence` rises where residents know it otherwise."""
    if before.status is not EventStatus.PUBLISHED or not changed(before.facts, after.facts):
        return after
    return replace(after, sequence=before.sequence + 1)


def untold(event: Event) -> dict[Fact, FactValue]:
    """Return the facts that have changed since residents were told last, each with its value before."""
    return {} if event.told is None else changed(event.told, event.facts)


def told(event: Event) -> Event:
    """Return an event whose changes are told from now on: kept by sequence, for those who heard less."""
    news = untold(event)
    changes = {**event.changes, event.sequence: news} if news else event.changes
    return replace(event, told=event.facts, changes=changes)


def changes_since(event: Event, sequence: int) -> dict[Fact, FactValue]:
    """Return what has changed for somebody who was told last at a sequence, each with its value then.

    What was changed back since is nothing new to them.

    Args:
        event: The event.
        sequence: `told_sequence` of their registration.
    """
    known: dict[Fact, FactValue] = {}
    for number in sorted(event.changes):
        if number > sequence:
            known = {**event.changes[number], **known}  # the oldest value is the one they know
    before = {**event.facts, **known}
    return changed(before, event.facts)
