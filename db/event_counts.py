"""What is left of an event's registrations when they go: how many people of each kind, never who."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import event, event_count, event_need, registration
from db.unit import Unit
from domain.registrations import COMING, SEATED, RegistrationStatus

_Status = RegistrationStatus
_OF_STATUS = {
    _Status.MAYBE: "maybe",
    _Status.DECLINED: "declined",
    _Status.CANCELLED: "cancelled",
    _Status.NO_SHOW: "no_show",
    **dict.fromkeys((_Status.WAITLISTED, _Status.OFFERED, _Status.EXPIRED), "without_seats"),
    **dict.fromkeys(COMING, "no_show"),  # they were expected, and nobody checked them in
}


def over_since(unit: Unit, before: datetime) -> list[int]:
    """Return the events that ended before a time and still have registrations."""
    query = (
        select(event.c.id, event.c.starts_at, event.c.minutes)
        .where(event.c.starts_at < before, event.c.id.in_(select(registration.c.event_id)))
        .order_by(event.c.id)
    )
    rows = unit.connection.execute(query)
    return [key for key, starts_at, minutes in rows if starts_at + timedelta(minutes=minutes) < before]


def close(unit: Unit, event_id: int) -> int:
    """Count an event's registrations and delete them, with needs and names; return how many went.

    Where it was done before, what has come since is added.
    """
    theirs = registration.c.event_id == event_id
    columns = (registration.c.status, registration.c.party, registration.c.arrived)
    rows = unit.connection.execute(select(*columns).where(theirs)).fetchall()
    for kind, n in sorted(_counted([(status, party, arrived) for status, party, arrived in rows]).items()):
        statement = upsert(event_count).values(event_id=event_id, kind=kind, n=n)
        unit.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["event_id", "kind"], set_={"n": event_count.c.n + n}
            )
        )
    ids = select(registration.c.id).where(theirs).scalar_subquery()
    unit.connection.execute(delete(event_need).where(event_need.c.registration_id.in_(ids)))
    return unit.connection.execute(delete(registration).where(theirs)).rowcount


def counts(unit: Unit, event_id: int) -> dict[str, int]:
    """Return what is left of an event's registrations.

    `parties` had seats; `attended`, `no_show`, `cancelled`, `without_seats`, `maybe`, `declined` are people.
    """
    query = select(event_count.c.kind, event_count.c.n).where(event_count.c.event_id == event_id)
    return {str(kind): int(n) for kind, n in unit.connection.execute(query)}


def _counted(rows: list[tuple[str, int, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for status, party, arrived in rows:
        found["parties"] += status in SEATED | {_Status.NO_SHOW}
        if status == _Status.ATTENDED:
            found["attended"] += arrived
            found["no_show"] += max(0, party - arrived)
        else:
            found[_OF_STATUS[_Status(status)]] += party
    return +found
