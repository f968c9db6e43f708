"""Events that come again: each is a row of its own, made half a year ahead and copied from one pattern.

The day that the rule gave an event stays its place in the series: one that was moved or cancelled is not
made anew. All are at the same time on the clock, whatever the clocks do.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from db import event_series, events, staff
from db.event_series import Series
from db.unit import Unit
from domain.event_plan import copied, days_before
from domain.events import Event, EventStatus
from domain.languages import Texts
from domain.times import instant_of, local_day
from usecases.change_event import CannotPublish, cancel, keep, publish, remove_draft, tell_changes
from usecases.house import House
from usecases.recurrence import check_rule, dates

HORIZON = timedelta(days=183)
INVITED_BEFORE = 14  # days before an event of a series its invitations go out, where staff say nothing else


def begin(
    unit: Unit, house: House, staff_id: int | None, shown: Event, rule: str, until: date | None, now: datetime
) -> Event | None:
    """Let an event come again; make the events of the next half year.

    Args:
        unit: The unit of work.
        house: The deployment.
        staff_id: Who does it; None: the operator.
        shown: The first of the series, with its start.
        rule: In the words of RFC 5545.
        until: The last local date; None: it goes on.
        now: The time.

    Returns:
        The first event, None where somebody else has changed it meanwhile.

    Raises:
        RuleRefused: The rule cannot be used.
        ValueError: The event has no start, or is part of a series already.
    """
    if shown.local_start is None or shown.series_id is not None:
        raise ValueError("only an event with a start that is in no series can come again")
    check_rule(rule, _day(shown))
    last = until.isoformat() if until else None
    pattern = replace(shown, status=EventStatus.DRAFT)  # those that follow are published on their own
    number = event_series.add(unit, rule, last, shown.local_start, pattern)
    first = events.save(unit, shown, replace(shown, series_id=number, series_day=shown.local_start[:10]))
    if first is None:
        return None
    staff.record(unit, staff_id, "began a series", first.subject, now)
    series = event_series.by_id(unit, number)
    if series is not None:
        make_events(unit, house, series, now)
    return first


def make_events(unit: Unit, house: House, series: Series, now: datetime) -> int:
    """Make the events of the next half year that are not there yet; return how many.

    Days that went by while the program was away are left out.
    """
    last = local_day(now + HORIZON, house.timezone)
    if series.until is not None:
        last = min(last, date.fromisoformat(series.until))
    known = {one.series_day for one in events.of_series(unit, series.id)}
    newest = max((day for day in known if day), default="")
    made = 0
    for day in dates(series.rule, date.fromisoformat(series.first[:10]), last):
        spelled = day.isoformat()
        start = f"{spelled}{series.first[10:]}"
        if spelled <= newest or instant_of(start, series.pattern.timezone) <= now:
            continue
        _make(unit, house, series, start, now)
        made += 1
    return made


def make_coming(unit: Unit, house: House, now: datetime) -> None:
    """Make the coming events of all series: what the planner of `usecases/on_time.py` does."""
    for series in event_series.running(unit, local_day(now, house.timezone).isoformat()):
        make_events(unit, house, series, now)


def _make(unit: Unit, house: House, series: Series, start: str, now: datetime) -> None:
    pattern = series.pattern
    new = copied(pattern, events.new_uid(), pattern.created_by, start)
    if new.invite_at is None:
        new = replace(new, invite_at=days_before(new.register_until or start, INVITED_BEFORE))
    kept = events.add(unit, replace(new, series_id=series.id, series_day=start[:10]))
    if pattern.status is EventStatus.PUBLISHED:
        _publish_if_ready(unit, house, None, kept, now)


def _publish_if_ready(unit: Unit, house: House, staff_id: int | None, draft: Event, now: datetime) -> bool:
    """Publish one of a series; one that was changed on its own and lacks something now stays a draft."""
    try:
        publish(unit, house, staff_id, draft, now)
    except CannotPublish:
        return False
    return True


# --- one and all that follow -----------------------------------------------------------------------


def following(unit: Unit, event: Event) -> list[Event]:
    """Return the events of its series that come after an event and are neither over nor cancelled."""
    if event.series_id is None or event.series_day is None:
        return []
    ahead = (EventStatus.DRAFT, EventStatus.PUBLISHED)
    return [one for one in events.of_series(unit, event.series_id, event.series_day) if one.status in ahead]


def publish_all(unit: Unit, house: House, staff_id: int | None, shown: Event, now: datetime) -> int:
    """Publish an event and all drafts that follow in its series, and whatever is made later.

    Returns:
        How many were published.

    Raises:
        EventRefused: As `publish` does, for this event; nothing is published then.
    """
    published = 0
    if shown.status is EventStatus.DRAFT:
        publish(unit, house, staff_id, shown, now)
        published = 1
    for one in following(unit, shown):
        if one.status is EventStatus.DRAFT:
            published += _publish_if_ready(unit, house, staff_id, one, now)
    _change_series(unit, shown, _published)
    return published


def spread(unit: Unit, house: House, staff_id: int | None, event: Event, now: datetime) -> int:
    """Let all that follow, and whatever is made later, say what this event says; each keeps its day.

    Where residents know one of them already, they are told what has changed.

    Returns:
        How many were changed.
    """
    changed = 0
    for one in following(unit, event):
        start = f"{_day(one)}{_clock(event)}"
        like = copied(event, one.uid, one.created_by, start)
        after = replace(
            like,
            id=one.id,
            key=one.key,
            status=one.status,
            sequence=one.sequence,
            told=one.told,
            changes=one.changes,
            series_id=one.series_id,
            series_day=one.series_day,
            invite_at=one.invite_at,
        )
        saved = keep(unit, house, staff_id, one, after, "series", now)
        if saved is not None:
            tell_changes(unit, house, staff_id, saved, now)
            changed += 1

    def like_it(series: Series) -> Series:
        pattern = replace(event, status=series.pattern.status, invite_at=None)
        return replace(series, pattern=pattern, first=f"{series.first[:10]}{_clock(event)}")

    _change_series(unit, event, like_it)
    return changed


def cancel_all(
    unit: Unit, house: House, staff_id: int | None, shown: Event, reason: Texts, now: datetime
) -> int:
    """Cancel an event and all that follow in its series, drafts included; nothing comes after them.

    Returns:
        How many were cancelled or, as drafts, deleted.

    Raises:
        EventRefused: As `cancel` does, for this event; nothing is cancelled then.
    """
    rest = following(unit, shown)
    cancel(unit, house, staff_id, shown, reason, now)
    for one in rest:
        if one.status is EventStatus.DRAFT:
            remove_draft(unit, staff_id, one, now)
        else:
            cancel(unit, house, staff_id, one, reason, now)
    _change_series(unit, shown, lambda series: replace(series, until=shown.series_day))
    return 1 + len(rest)


def _published(series: Series) -> Series:
    return replace(series, pattern=replace(series.pattern, status=EventStatus.PUBLISHED))


def _change_series(unit: Unit, event: Event, change: Callable[[Series], Series]) -> None:
    series = None if event.series_id is None else event_series.by_id(unit, event.series_id)
    if series is not None:
        event_series.change(unit, change(series))


def _day(event: Event) -> date:
    return date.fromisoformat(_start(event)[:10])


def _clock(event: Event) -> str:
    return _start(event)[10:]


def _start(event: Event) -> str:
    if event.local_start is None:
        raise ValueError("an event of a series has a start")
    return event.local_start
