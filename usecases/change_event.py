"""An event is kept, published, changed, told anew, cancelled: the same steps in the chat and for operators.

Each is one unit of work: the event, its rows in the schedule and the audit entry are committed together.
"""

from dataclasses import replace
from datetime import datetime

from db import events, schedule, staff
from db.unit import Unit
from domain.events import Event, EventStatus, Gap, Step, edited, gaps, status_after, told, untold
from domain.languages import Texts
from domain.schedule import Kind
from usecases.event_schedule import plan_call, plan_invitation, plan_rest, withdraw
from usecases.house import House
from usecases.seats import settle_line


class EventRefused(Exception):
    """A step cannot be taken with this event; the message says why in one sentence."""


class CannotPublish(EventRefused):
    """Something is missing before an event can be published."""

    def __init__(self, missing: list[Gap]) -> None:
        """Keep what is missing."""
        super().__init__(f"It cannot be published yet; missing or wrong: {', '.join(missing)}.")
        self.missing = missing


class ChangedMeanwhile(EventRefused):
    """Somebody else has changed the event since it was shown; nothing was done."""


def add_draft(unit: Unit, staff_id: int | None, new: Event, now: datetime) -> Event:
    """Keep a new draft."""
    kept = events.add(unit, new)
    staff.record(unit, staff_id, "planned", kept.subject, now)
    return kept


def keep(
    unit: Unit, house: House, staff_id: int | None, before: Event, after: Event, what: str, now: datetime
) -> Event | None:
    """Keep a step of editing, with all that follows from it.

    Args:
        unit: The unit of work.
        house: The deployment.
        staff_id: Who edits; None: the operator.
        before: The event as it was shown.
        after: As it is to be.
        what: The field, for the audit log.
        now: The time.

    Returns:
        The event as it is kept; None where somebody else was faster.
    """
    saved = events.save(unit, before, edited(before, after))
    if saved is None:
        return None
    staff.record(unit, staff_id, "changed", f"{saved.subject}:{what}", now)
    if saved.status is EventStatus.PUBLISHED:
        if _when(saved) != _when(before):
            plan_rest(unit, house, saved, now)
        if (saved.capacity, saved.waitlist) != (before.capacity, before.waitlist):
            settle_line(unit, house, saved.id, now)  # whoever waits may fit now
    return saved


def publish(unit: Unit, house: House, staff_id: int | None, shown: Event, now: datetime) -> datetime:
    """Let residents see an event, invite them and plan all that comes later.

    Returns:
        When the invitations go out.

    Raises:
        CannotPublish: Something is missing.
        ChangedMeanwhile: It is not as it was shown.
        EventRefused: It is no draft any more.
    """
    status = status_after(shown.status, Step.PUBLISH)
    if status is None:
        raise EventRefused(f"It cannot be published: it is {shown.status} already.")
    if missing := gaps(shown, now):
        raise CannotPublish(missing)
    saved = events.save(unit, shown, told(replace(shown, status=status)))
    if saved is None:
        raise ChangedMeanwhile("Somebody else has changed the event meanwhile.")
    plan_rest(unit, house, saved, now)
    staff.record(unit, staff_id, "published", saved.subject, now)
    return plan_invitation(unit, house, saved, now)


def let_invitation_go(unit: Unit, staff_id: int, event: Event, now: datetime) -> None:
    """Let invitations that were held go out with what the event says now.

    Raises:
        EventRefused: None are held.
    """
    if not schedule.pause(unit, event.subject, Kind.INVITE, paused=False):
        raise EventRefused("No invitations are held.")
    staff.record(unit, staff_id, "released the invitation", event.subject, now)


def tell_changes(
    unit: Unit, house: House, staff_id: int | None, shown: Event, now: datetime, *, quietly: bool = False
) -> Event:
    """Tell whoever has answered what has changed, or, where it is a mere correction, let it count as told.

    Raises:
        ChangedMeanwhile: It is not as it was shown.
    """
    if shown.status is not EventStatus.PUBLISHED or not untold(shown):
        return shown
    after = replace(shown, told=shown.facts) if quietly else told(shown)
    saved = events.save(unit, shown, after)
    if saved is None:
        raise ChangedMeanwhile("Somebody else has changed the event meanwhile.")
    if not quietly:
        plan_call(unit, house, saved, now)
    staff.record(unit, staff_id, "corrected" if quietly else "told changes", saved.subject, now)
    return saved


def cancel(
    unit: Unit, house: House, staff_id: int | None, shown: Event, reason: Texts, now: datetime
) -> Event:
    """Cancel an event: whoever has answered is told why, and nothing else is said about it any more.

    Raises:
        ChangedMeanwhile: It is not as it was shown.
        EventRefused: It is over, or was cancelled before.
    """
    status = status_after(shown.status, Step.CANCEL)
    if status is None:
        raise EventRefused(f"It cannot be cancelled: it is {shown.status} already.")
    after = replace(shown, status=status, reason=reason, sequence=shown.sequence + 1)
    saved = events.save(unit, shown, after)
    if saved is None:
        raise ChangedMeanwhile("Somebody else has changed the event meanwhile.")
    withdraw(unit, saved)
    if shown.status is EventStatus.PUBLISHED:
        plan_call(unit, house, saved, now)
    staff.record(unit, staff_id, "cancelled", saved.subject, now)
    return saved


def remove_draft(unit: Unit, staff_id: int | None, shown: Event, now: datetime) -> None:
    """Delete a draft, of which residents know nothing.

    Raises:
        ChangedMeanwhile: It is not as it was shown, or no draft any more.
    """
    if not events.remove(unit, shown):
        raise ChangedMeanwhile("Somebody else has changed the event meanwhile.")
    staff.record(unit, staff_id, "deleted a draft", shown.subject, now)


def _when(event: Event) -> tuple[object, ...]:
    return event.starts_at, event.minutes, event.reminders
