"""What has served its purpose is deleted on time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import dialogues, responses, staff, updates
from db.unit import Unit
from domain.times import local_day


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days each kind of row is kept."""

    drafts: int
    updates: int


def forget(unit: Unit, periods: Periods, timezone: str, now: datetime) -> dict[str, int]:
    """Delete what is due and return how many rows of each kind.

    A survey's participation marks go on the day after it ends: nobody can take part in it any more.
    """
    today = local_day(now, timezone)
    return {
        "drafts": dialogues.forget_older_than(unit, today - timedelta(days=periods.drafts)),
        "updates": updates.forget_updates(unit, today - timedelta(days=periods.updates)),
        "invitations": staff.forget_invites(unit, now),
        "participations": responses.forget_marks(unit, today),
    }
