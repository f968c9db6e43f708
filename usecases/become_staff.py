"""A single-use invitation makes its holder a member of staff."""

from db import staff
from domain.invitation import token_hash
from usecases.visit import Visit


def become_staff(visit: Visit, token: str) -> None:
    """Redeem an invitation; an unknown, expired or used one says so and gives nothing."""
    role = staff.use_invite(visit.unit, token_hash(token), visit.now)
    if role is None:
        visit.say("invitation_invalid")
        return
    staff_id = staff.appoint(visit.unit, visit.person.user, role, visit.now)
    staff.record(visit.unit, staff_id, "joined", role, visit.now)
    visit.say("staff_welcome", role=role)
