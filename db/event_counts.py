"""What is left of an event's registrations when they go: how many people of each kind, never who."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, distinct, func, select
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


def close(unit: Unit, event_id: int, *, took_place: bool = True) -> int:
    """Count an event's registrations and delete them, with needs and names; return how many went.

    Where it was done before, what has come since is added.

    Args:
        unit: The unit of work.
        event_id: The event.
        took_place: Whether anybody could have come: who did not come to a cancelled event is no no-show.
    """
    theirs = registration.c.event_id == event_id
    columns = (registration.c.status, registration.c.party, registration.c.arrived)
    rows = [tuple(row) for row in unit.connection.execute(select(*columns).where(theirs))]
    found = _counted(rows, tells_no_shows=took_place and _was_kept(unit, event_id, rows))
    found.update(_needs(unit, event_id))
    for kind, n in sorted(found.items()):
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

    `parties` had seats, `need_…` of them needed something; `registered` are the people of these parties;
    `attended`, `no_show`, `walk_in`, `cancelled`, `without_seats`, `maybe`, `declined` are people. There are
    no no-shows where nobody was checked in: then the door was not kept.
    """
    query = select(event_count.c.kind, event_count.c.n).where(event_count.c.event_id == event_id)
    return {str(kind): int(n) for kind, n in unit.connection.execute(query)}


def _was_kept(unit: Unit, event_id: int, rows: list[tuple[str, int, int]]) -> bool:
    """Tell whether somebody stood at the door."""
    return any(status == _Status.ATTENDED for status, _, _ in rows) or "walk_in" in counts(unit, event_id)


def _needs(unit: Unit, event_id: int) -> dict[str, int]:
    """Return how many parties with seats needed what; of the language or the number of children nothing."""
    query = (
        select(event_need.c.kind, func.count(distinct(event_need.c.registration_id)))
        .join(registration, registration.c.id == event_need.c.registration_id)
        .where(registration.c.event_id == event_id, registration.c.status.in_(sorted(SEATED)))
        .group_by(event_need.c.kind)
    )
    return {f"need_{kind}": n for kind, n in unit.connection.execute(query)}


def _counted(rows: list[tuple[str, int, int]], *, tells_no_shows: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for status, party, arrived in rows:
        had_seats = status in SEATED | {_Status.NO_SHOW}
        found["parties"] += had_seats
        found["registered"] += party * had_seats
        if status == _Status.ATTENDED:
            found["attended"] += arrived
            found["no_show"] += max(0, party - arrived)
        elif not had_seats or tells_no_shows:
            found[_OF_STATUS[_Status(status)]] += party
    return +found
