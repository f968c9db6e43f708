"""What staff see while they plan events, loaded while the reply is made and again after a crash."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from db import door, event_counts, event_needs, event_series, events, registrations, schedule, staff
from db.registrations import Number
from db.unit import Unit
from domain.admission import Phase, Room, phase_of
from domain.door import Expected, expected
from domain.events import Event, EventStatus, Fact, FactValue, Gap, Need, gaps, untold
from domain.invitation import Permission, may
from domain.languages import Language, Texts
from domain.outgoing import Outgoing
from domain.registrations import RegistrationStatus
from domain.schedule import Kind, Status
from domain.texts import missing
from usecases.event_series import following
from usecases.house import House
from usecases.registration_views import EventView

PAGE = 8
"""Events on one page of a list."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """An event as staff see it.

    Attributes:
        event: The event.
        now: The time.
        gaps: What is missing before it can be published.
        missing: The languages that have no title, place and description, each text by its field's name.
        untold: What has changed since residents were told last, with the values before.
        numbers: How many have answered, by their standing.
        rule: The rule of its series.
        followers: How many events of its series come after it.
        invited_at: When its invitations go out, where they are planned and have not begun.
        is_held: Its invitations wait: it was changed after two had published it.
        here: How many were expected and have come, from the beginning until the registrations go.
        needs: How many parties with seats need what, each need with its detail.
        counts: What is left of it when they have gone (`db.event_counts`), and who came without one.
    """

    event: Event
    now: datetime
    gaps: tuple[Gap, ...]
    missing: Mapping[str, tuple[Language, ...]]
    untold: Mapping[Fact, FactValue]
    numbers: Mapping[RegistrationStatus, Number]
    rule: str | None
    followers: int
    invited_at: datetime | None
    is_held: bool = False
    here: Expected | None = None
    needs: Mapping[tuple[Need, str], int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.event.status in (EventStatus.DRAFT, EventStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class PlanList:
    """One page of events, from the place `first` on; `more` tells whether others follow."""

    events: tuple[Event, ...]
    first: int
    more: bool


def plan_view(unit: Unit, house: House, event: Event, now: datetime) -> PlanView:
    """Return an event as staff see it now."""
    texts: dict[str, Texts] = {"title": event.title}
    texts |= {name: text for name, text in _optional(event).items() if any(text.values())}
    series = None if event.series_id is None else event_series.by_id(unit, event.series_id)
    rows = schedule.of_subject(unit, event.subject, Kind.INVITE)
    has_begun = event.status is EventStatus.PUBLISHED and phase_of(event, now) is Phase.BEGUN
    return PlanView(
        event=event,
        now=now,
        gaps=tuple(gaps(event, now)) if event.status is EventStatus.DRAFT else (),
        missing={name: tuple(missing(text, house.languages)) for name, text in texts.items()},
        untold=untold(event) if event.status is EventStatus.PUBLISHED else {},
        numbers=registrations.numbers(unit, event.id),
        rule=series.rule if series else None,
        followers=len(following(unit, event)),
        invited_at=next((row.due_at for row in rows if row.status is Status.WAITING), None),
        is_held=any(row.status is Status.PAUSED for row in rows),
        here=expected(door.parties(unit, event.id)) if has_begun else None,
        needs=event_needs.need_totals(unit, event.id),
        counts=event_counts.counts(unit, event.id),
    )


def coming_page(unit: Unit, now: datetime, page: int) -> PlanList:
    """Return a page of what is coming and of drafts, from 0."""
    found = events.coming(unit, now)
    start = page * PAGE
    return PlanList(tuple(found[start : start + PAGE]), start, len(found) > start + PAGE)


def past_page(unit: Unit, now: datetime, page: int) -> PlanList:
    """Return a page of what is over or was cancelled, from 0, the newest first."""
    start = page * PAGE
    found = events.past(unit, now, start, PAGE + 1)
    return PlanList(tuple(found[:PAGE]), start, len(found) > PAGE)


def preview_of(house: House, event: Event, now: datetime) -> EventView:
    """Return an event as an invitation shows it to somebody who has not answered."""
    names_zone = event.timezone != house.timezone or event.link is not None
    return EventView(replace(event, status=EventStatus.PUBLISHED), Phase.OPEN, Room.ENOUGH, names_zone, now)


def load_planning(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message to staff about events with its view; None where the event or the role is gone."""
    role = staff.role_of(unit, outgoing.address)  # in a private chat the number is the person's
    if role is None or not may(role[1], Permission.MANAGE_EVENTS):
        return None
    args = outgoing.args
    if "page" in args:
        page = args["page"] if isinstance(args["page"], int) else 0
        load = past_page if args.get("past") else coming_page
        return replace(outgoing, view=load(unit, now, page))
    if "event" not in args:
        return outgoing
    event = events.by_id(unit, args["event"]) if isinstance(args["event"], int) else None
    if event is None:
        return None
    if outgoing.template == "event_plan_preview":
        return replace(outgoing, view=preview_of(house, event, now))
    return replace(outgoing, view=plan_view(unit, house, event, now))


def _optional(event: Event) -> dict[str, Texts]:
    return {"place": event.place, "description": event.description}
