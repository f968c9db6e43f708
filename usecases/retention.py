"""What has served its purpose is deleted on time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import dialogues, staff, updates
from db.unit import Unit
from domain.times import local_day


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days each kind of row is kept."""

    drafts: int
    updates: int


def forget(unit: Unit, periods: Periods, timezone: str, now: datetime) -> dict[str, int]:
    """Delete old drafts, ids of handled updates and expired invitations; return how many of each."""
    today = local_day(now, timezone)
    return {
        "drafts": dialogues.forget_older_than(unit, today - timedelta(days=periods.drafts)),
        "updates": updates.forget_updates(unit, today - timedelta(days=periods.updates)),
        "invitations": staff.forget_invites(unit, now),
    }
