"""An update that cannot be handled is set aside, and whoever waits for an answer hears that it failed."""

from datetime import datetime

from db import outbox, residents, updates
from db.unit import Unit
from domain.languages import DEFAULT
from domain.outgoing import Outgoing


def set_aside(unit: Unit, update_id: int, reason: str, address: int | None, now: datetime) -> None:
    """Keep an update's id and why it failed, and apologise.

    Args:
        unit: The unit of work.
        update_id: The update.
        reason: The kind of error; nothing of what the update holds.
        address: The private chat to apologise in; None: nobody waits.
        now: The time.
    """
    updates.set_aside(unit, update_id, reason, now)
    if address is not None:
        resident = residents.by_address(unit, address)
        outbox.say(unit, Outgoing(address, "sorry", resident.language if resident else DEFAULT), now)
