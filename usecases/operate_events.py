"""The operator plans events from files, lists them, and cancels them, with the same rules as staff.

A file's key says which event it is: a second run changes what the file says differently and adds nothing
twice. Whoever may run commands has the database, so nobody else is asked to confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from db import event_series, events, registrations, schedule
from db.registrations import Number
from db.unit import Unit
from domain.events import Event, EventStatus
from domain.languages import Language, Texts
from domain.registrations import RegistrationStatus
from domain.schedule import Scheduled
from domain.texts import missing
from usecases.change_event import EventRefused, add_draft, cancel, keep, publish, remove_draft, tell_changes
from usecases.event_files import EventFile, check_event, event_in
from usecases.event_series import begin, cancel_all, following, publish_all, spread
from usecases.house import House
from usecases.yaml_files import FileProblems, Located

_NOT_FROM_FILES = frozenset({"id", "uid", "sequence", "revision", "starts_at", "told", "changes"})


@dataclass(frozen=True, slots=True)
class Added:
    """What has become of a file.

    Attributes:
        event: The event as it is kept.
        is_new: Whether it was not there before.
        changed: The fields that were changed, where it was.
        published: How many events were published: this one, and those that follow in its series.
        followers: How many follow in its series.
        missing: The languages without a title, whose readers get the German one.
    """

    event: Event
    is_new: bool
    changed: tuple[str, ...]
    published: int
    followers: int
    missing: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as the operator reads of it."""

    event: Event
    rule: str | None
    numbers: Mapping[RegistrationStatus, Number]
    rows: tuple[Scheduled, ...]


def add_event(
    unit: Unit, house: House, located: Located[EventFile], now: datetime, to_publish: bool, quietly: bool
) -> Added:
    """Keep an event as a file says, and publish it if that is asked for.

    Where residents know it already, they are told what has changed, unless it is to be done quietly.

    Raises:
        FileProblems: The file cannot be used; every problem is named with its line.
        EventRefused: The event is over or cancelled, or its series has another rule.
    """
    file = located.value
    known = events.by_key(unit, file.key)
    if known is not None and known.status not in (EventStatus.DRAFT, EventStatus.PUBLISHED):
        raise EventRefused(f"The event “{file.key}” is {known.status}; a new one needs another key.")
    check_event(unit, house, located, now, is_public=known is not None and known.told is not None)
    changed: tuple[str, ...] = ()
    if known is None:
        draft = event_in(house, file, Event(0, events.new_uid(), house.timezone))
        event = add_draft(unit, None, draft, now)
    else:
        event, changed = _changed(unit, house, located, known, now, quietly)
    if file.rule is not None and event.series_id is None:
        event = begin(unit, house, None, event, file.rule, file.until, now) or event
    published = 0
    if to_publish and event.series_id is not None:
        published = publish_all(unit, house, None, event, now)
    elif to_publish and event.status is EventStatus.DRAFT:
        publish(unit, house, None, event, now)
        published = 1
    kept = events.by_id(unit, event.id) or event
    lacking = tuple(missing(kept.title, house.languages))
    return Added(kept, known is None, changed, published, len(following(unit, kept)), lacking)


def list_events(unit: Unit) -> list[Event]:
    """Return all events, in the order in which they begin; undated ones last."""
    return events.everything(unit)


def show_event(unit: Unit, which: str) -> Shown:
    """Return an event with what is planned about it and how many have answered.

    Raises:
        EventRefused: There is none with this number or key.
    """
    event = _named(unit, which)
    series = None if event.series_id is None else event_series.by_id(unit, event.series_id)
    rows = tuple(schedule.of_subject(unit, event.subject))
    return Shown(event, series.rule if series else None, registrations.numbers(unit, event.id), rows)


def cancel_event(
    unit: Unit, house: House, which: str, reason: Texts, now: datetime, with_following: bool
) -> int:
    """Cancel an event, with all that follow in its series if that is asked for; a draft is deleted.

    Returns:
        How many events are concerned.

    Raises:
        EventRefused: There is none with this number or key, or it is over or cancelled already.
    """
    event = _named(unit, which)
    if with_following:
        return cancel_all(unit, house, None, event, reason, now)
    if event.status is EventStatus.DRAFT and event.series_id is None:
        remove_draft(unit, None, event, now)
    else:
        cancel(unit, house, None, event, reason, now)
    return 1


def _changed(
    unit: Unit, house: House, located: Located[EventFile], known: Event, now: datetime, quietly: bool
) -> tuple[Event, tuple[str, ...]]:
    """Keep what a file says differently of an event, and of those that follow it."""
    file = located.value
    series = None if known.series_id is None else event_series.by_id(unit, known.series_id)
    if series is not None and (file.rule, file.until and file.until.isoformat()) != (
        series.rule,
        series.until,
    ):
        problem = "is another one than before: cancel the events that follow, and begin a new series"
        raise FileProblems([located.problem(("rule",), problem)], located.name)
    after = event_in(house, file, known)
    if known.status is EventStatus.PUBLISHED:  # whoever was invited was invited
        after = replace(after, audience=known.audience, invite_at=known.invite_at)
    changed = tuple(name for name in Event.__dataclass_fields__ if _differs(name, known, after))
    if not changed:
        return known, ()
    saved = keep(unit, house, None, known, after, "file", now)
    if saved is None:
        raise EventRefused("Somebody has changed the event at this moment; please try again.")
    saved = tell_changes(unit, house, None, saved, now, quietly=quietly)
    if series is not None:
        spread(unit, house, None, saved, now)
    return saved, changed


def _differs(name: str, before: Event, after: Event) -> bool:
    return name not in _NOT_FROM_FILES and getattr(before, name) != getattr(after, name)


def _named(unit: Unit, which: str) -> Event:
    event = events.by_key(unit, which)
    if event is None and which.isascii() and which.isdecimal() and len(which) < 18:
        event = events.by_id(unit, int(which))
    if event is None:
        raise EventRefused(f"There is no event {which}; `quartier event list` names them.")
    return event
