"""Before something that cannot be undone, staff are asked once more: who was asked confirms, once, soon."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from db import confirmations, residents, staff
from domain.confirmations import (
    SECOND_WITHIN,
    SEED_BYTES,
    VALID_FOR,
    Confirmation,
    Deed,
    Doubt,
    confirmation_token,
    doubt_about,
)
from domain.invitation import Permission, may, token_hash
from domain.outgoing import Argument, Placement
from usecases.views import ConfirmationView
from usecases.visit import WORDS, Visit

NAMED_BY_HASH = "#"
"""What the menu's option holds before the hash, in place of the token.

The option that a typed number stands for is kept in the database, where no token may stand. A button
cannot hold this sign, so nobody gets in by a hash.
"""

ASKED_OF_STAFF = tuple(
    f"{WORDS}{what}:" for what in ("broadcast", "door", "event", "measure", "moderate", "schedule", "sv")
)
"""What the options begin with under which a menu asks staff for words."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who has confirmed what."""

    staff_id: int
    deed: Deed


def staff_who_may(visit: Visit, permission: Permission) -> int | None:
    """Return the staff id of whoever acts if their role, as it is now, allows it; else refuse.

    Nobody may where others are listening. Words that staff were asked for are not asked for any more then:
    what is typed next is the resident's own again.
    """
    role = role_in_private(visit)
    if role is None or not may(role[1], permission):
        if any(option.startswith(ASKED_OF_STAFF) for option in visit.resident.menu):
            residents.offer_menu(visit.unit, visit.resident.member_id, [])
        visit.say("refused")
        return None
    return role[0]


def role_in_private(visit: Visit) -> tuple[int, str] | None:
    """Return staff id and role of whoever acts, None for others, and where somebody else may be listening."""
    return staff.role_of(visit.unit, visit.person.user) if visit.person.chat == visit.person.user else None


def ask(
    visit: Visit,
    staff_id: int,
    deed: Deed,
    template: str,
    place: Placement,
    **args: Argument,
) -> None:
    """Ask for a fresh confirmation; it holds for this person and this state of the object, for 5 minutes.

    Args:
        visit: The update that is handled.
        staff_id: Who is asked.
        deed: What is to be done.
        template: The question in words; its view is a `ConfirmationView`.
        place: Where the question belongs.
        args: What the question says beyond the view.
    """
    seed = secrets.token_bytes(SEED_BYTES)
    token = confirmation_token(visit.house.pepper, seed)
    confirmations.add(visit.unit, token_hash(token), staff_id, deed, visit.now + VALID_FOR)
    staff.record(visit.unit, staff_id, "was asked", _in_audit(deed), visit.now)
    typed = f"confirm:{NAMED_BY_HASH}{token_hash(token)}"
    residents.offer_menu(visit.unit, visit.resident.member_id, [typed, "cancel"])
    visit.say(template, place, ConfirmationView(token), None, None, seed=seed.hex(), **args)


def redeem(
    visit: Visit, token: str, place: Placement, state_of: Callable[[Deed], str | None]
) -> Confirmed | None:
    """Use a confirmation up, or say why it does not hold and return None.

    Args:
        visit: The update that is handled.
        token: What the button holds.
        place: Where the question stands.
        state_of: Returns the state that a deed's object is in now, None where it is gone.
    """
    unit = visit.unit
    hashed = token.removeprefix(NAMED_BY_HASH) if token.startswith(NAMED_BY_HASH) else token_hash(token)
    asked = confirmations.by_hash(unit, hashed)
    staff_id, role = role_in_private(visit) or (None, None)
    state = None if asked is None else state_of(asked.deed)
    doubt = doubt_about(asked, visit.person.user, role, state, visit.now)
    residents.offer_menu(unit, visit.resident.member_id, [])
    if doubt is None and not confirmations.use(unit, hashed, visit.now):
        doubt = Doubt.USED
    if doubt or asked is None or staff_id is None:
        _refuse(visit, staff_id, asked, doubt or Doubt.UNKNOWN, place)
        return None
    return Confirmed(staff_id, asked.deed)


def needs_another(visit: Visit, confirmed: Confirmed) -> bool:
    """Tell whether a second member of staff has to confirm this as well, where the operator wants that."""
    deed = confirmed.deed
    since = visit.now - SECOND_WITHIN
    others = confirmations.others_who_confirmed(visit.unit, deed, visit.person.user, since)
    return visit.house.second_person and not any(may(role, deed.permission) for role in others)


def cancel(visit: Visit, place: Placement) -> None:
    """Take a no: nothing was done, and a typed 1 confirms nothing any more."""
    residents.offer_menu(visit.unit, visit.resident.member_id, [])
    visit.say("cancelled", place)


def _refuse(
    visit: Visit, staff_id: int | None, asked: Confirmation | None, doubt: Doubt, place: Placement
) -> None:
    if staff_id is not None:
        what = f"{_in_audit(asked.deed)}: {doubt}" if asked else str(doubt)
        staff.record(visit.unit, staff_id, "could not confirm", what, visit.now)
    visit.say("not_confirmed", place, doubt=str(doubt))


def _in_audit(deed: Deed) -> str:
    return f"{deed.permission}:{deed.subject}"
