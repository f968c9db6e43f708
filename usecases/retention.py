"""What has served its purpose is deleted on time; each kind of row has its own period."""

from datetime import datetime, timedelta

from db import (
    attachments,
    bulk_days,
    dialogues,
    event_counts,
    invited,
    media,
    pace,
    previews,
    residents,
    responses,
    retention,
    rights,
    staff,
    updates,
)
from db.unit import Unit
from domain.periods import Periods
from domain.times import local_day
from usecases.close_event import close_event
from usecases.erase import forget_chat
from usecases.house import House
from usecases.scrub import ask_for_scrub
from usecases.to_many import plan

__all__ = ["Periods", "forget", "retention_log", "tell_inactive", "try_to_forget"]

_SCRUBBED = ("drafts", "residents", "registrations", "feedback", "contributions", "codes", "invited")
_AT_ONCE = 1000  # recipients in one set of statements


def forget(unit: Unit, periods: Periods, timezone: str, now: datetime) -> dict[str, int]:
    """Delete what is due, leave a record where something was, and return how many rows of each kind went.

    A survey's participation marks go on the day after it ends: nobody can take part in it any more. So do
    the codes of its letters, and who had come with one but for answers that wait to be cut loose.

    Args:
        unit: The unit of work.
        periods: How long each kind is kept.
        timezone: What "today" means.
        now: The time.
    """
    today = local_day(now, timezone)

    def day(days: int) -> datetime:
        return now - timedelta(days=days)

    gone = {
        "drafts": dialogues.forget_older_than(unit, today - timedelta(days=periods.drafts)),
        "residents": _forget_inactive(unit, periods, timezone, now),
        "participations": responses.forget_marks(unit, today),
        "codes": invited.forget_codes(unit, today),
        "invited": invited.forget_invited(unit, today),
        "registrations": _forget_registrations(unit, day(periods.registrations)),
        "feedback": retention.forget_unread_feedback(unit),
        "contributions": retention.forget_contributions(unit, today - timedelta(days=periods.contributions)),
        "media": media.forget_undecided(unit, today - timedelta(days=periods.contributions)),
        "tallies": retention.forget_tallies(unit, today - timedelta(days=periods.tallies)),
        "updates": updates.forget_updates(unit, today - timedelta(days=periods.updates)),
        "set_aside": retention.forget_set_aside(unit, day(periods.set_aside)),
        "throttles": rights.forget_wrong_codes(unit, day(periods.throttles)),
        "invitations": staff.forget_invites(unit, day(periods.invitations)),
        "confirmations": retention.forget_confirmations(unit, day(periods.confirmations)),
        "audit": retention.forget_audit(unit, day(periods.audit)),
        "runs": rights.forget_runs(unit, day(periods.runs)),
    }
    bulk_days.forget(unit, today)
    previews.forget_older_than(unit, today)  # of the days before: nothing that was tried out is kept
    attachments.forget_unused(unit)
    pace.forget(unit, now)
    retention.forget_offers(unit, "withdraw:")  # its button needs no menu, and a chat should name no answer
    if any(gone[kind] for kind in _SCRUBBED):
        ask_for_scrub(unit)
    if any(gone.values()):
        rights.record_run(unit, now, {kind: number for kind, number in gone.items() if number})
    return gone


def try_to_forget(unit: Unit, periods: Periods, timezone: str, now: datetime) -> dict[str, int]:
    """Return how many rows of each kind `forget` would delete; nothing is changed."""
    with unit.connection.begin_nested() as trial:
        gone = forget(unit, periods, timezone, now)
        trial.rollback()
    return gone


def retention_log(unit: Unit) -> list[tuple[datetime, dict[str, int]]]:
    """Return when how many rows of which kind were deleted, the newest first."""
    return rights.runs(unit)


def tell_inactive(unit: Unit, house: House, periods: Periods, now: datetime) -> int:
    """Tell residents who have been away for long that what is linked to their chat will go; return how many.

    Whoever writes then counts as active again. Who asked for silence, or blocked the bot, is not told.
    """
    today = local_day(now, house.timezone)
    away = retention.to_be_told(unit, today - timedelta(days=periods.residents - periods.notice))
    last_day = (today + timedelta(days=periods.notice)).isoformat()
    for start in range(0, len(away), _AT_ONCE):
        told = away[start : start + _AT_ONCE]
        occasion = f"inactive:{today.isoformat()}"
        plan(
            unit,
            house,
            told,
            lambda _: ("inactive", {"day": last_day}),
            occasion,
            now,
            purpose=None,
            capped=True,
        )
        retention.keep_told(unit, [one.chat_id for one in told], today)
    return len(away)


def _forget_registrations(unit: Unit, before: datetime) -> int:
    """Count and delete the registrations of events that ended before a time, with needs and names."""
    return sum(close_event(unit, event_id) for event_id in event_counts.over_since(unit, before))


def _forget_inactive(unit: Unit, periods: Periods, timezone: str, now: datetime) -> int:
    today = local_day(now, timezone)
    last_day = today - timedelta(days=periods.residents)
    gone = 0
    for address in retention.inactive(unit, last_day, today - timedelta(days=periods.notice)):
        resident = residents.by_address(unit, address)
        if resident is not None and resident.last_seen_on < last_day:  # nobody has come back meanwhile
            forget_chat(unit, resident)
            gone += 1
    return gone
