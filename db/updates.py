"""Which updates were handled already, and which were set aside."""

from datetime import date, datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.prepared import Prepared
from db.tables import handled_update
from db.tables import set_aside as kept_aside
from db.unit import Unit

_HANDLE = Prepared(
    insert(handled_update).on_conflict_do_nothing(index_elements=["update_id"]),
    sets=("update_id", "handled_on"),
)
_SET_ASIDE = Prepared(
    insert(kept_aside).on_conflict_do_nothing(index_elements=["update_id"]),
    sets=("update_id", "reason", "at"),
)
_FORGET = Prepared(delete(handled_update).where(handled_update.c.handled_on < bindparam("before")))


def first_time(unit: Unit, update_id: int, day: date) -> bool:
    """Note that an update is being handled; False if it was handled before and nothing is to be done."""
    return _HANDLE.run(unit.connection, update_id=update_id, handled_on=day) == 1


def set_aside(unit: Unit, update_id: int, reason: str, now: datetime) -> None:
    """Keep the id of an update that cannot be handled, and why; never anything of what was in it."""
    first_time(unit, update_id, now.date())
    _SET_ASIDE.run(unit.connection, update_id=update_id, reason=reason, at=now)


def forget_updates(unit: Unit, before: date) -> int:
    """Forget the handled updates of the days before; return how many."""
    return _FORGET.run(unit.connection, before=before)
