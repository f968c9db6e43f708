"""The door of an event: who has seats, who of them has come, how many came without a registration."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import event_count, event_need, registration
from db.unit import Unit
from domain.door import Party
from domain.events import Need
from domain.registrations import COMING, SEATED, RegistrationStatus

WALK_IN = "walk_in"
"""The kind under which people without a registration are counted."""


def parties(unit: Unit, event_id: int) -> list[Party]:
    """Return all parties that have seats at an event, with what they need."""
    seated = (registration.c.event_id == event_id, registration.c.status.in_(sorted(SEATED)))
    query = (
        select(event_need.c.registration_id, event_need.c.kind, event_need.c.detail)
        .join(registration, registration.c.id == event_need.c.registration_id)
        .where(*seated)
        .order_by(event_need.c.kind, event_need.c.detail)
    )
    needs: dict[int, list[tuple[Need, str]]] = defaultdict(list)
    for key, kind, detail in unit.connection.execute(query):
        needs[key].append((Need(kind), detail))
    columns = (registration.c.id, registration.c.party, registration.c.arrived, registration.c.arrived_at)
    rows = unit.connection.execute(
        select(*columns, registration.c.name).where(*seated).order_by(registration.c.id)
    )
    return [
        Party(key, people, arrived, arrived_at, name, tuple(needs[key]))
        for key, people, arrived, arrived_at, name in rows
    ]


def check_in(unit: Unit, registration_id: int, arrived: int, now: datetime) -> bool:
    """Keep that so many of a party have come; return False where it is not expected, or is here already.

    Of two members of staff who do it at once, one finds it done.
    """
    changed = unit.connection.execute(
        update(registration)
        .where(registration.c.id == registration_id, registration.c.status.in_(sorted(COMING)))
        .values(status=RegistrationStatus.ATTENDED.value, arrived=arrived, arrived_at=now)
    )
    return changed.rowcount > 0


def take_back(unit: Unit, registration_id: int) -> bool:
    """Let a party that was checked in be expected again; return False where it was not."""
    was = case(
        (registration.c.queue > 0, RegistrationStatus.CONFIRMED.value),
        else_=RegistrationStatus.REGISTERED.value,
    )
    changed = unit.connection.execute(
        update(registration)
        .where(
            registration.c.id == registration_id,
            registration.c.status == RegistrationStatus.ATTENDED.value,
        )
        .values(status=was, arrived=0, arrived_at=None)
    )
    return changed.rowcount > 0


def walk_ins(unit: Unit, event_id: int) -> int:
    """Return how many people came without a registration."""
    query = select(event_count.c.n).where(event_count.c.event_id == event_id, event_count.c.kind == WALK_IN)
    return unit.connection.execute(query).scalar_one_or_none() or 0


def count_walk_in(unit: Unit, event_id: int, people: int) -> None:
    """Count people without a registration, or, with a negative number, take some back; never below none."""
    statement = upsert(event_count).values(event_id=event_id, kind=WALK_IN, n=max(people, 0))
    total = event_count.c.n + people
    unit.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["event_id", "kind"], set_={"n": case((total > 0, total), else_=0)}
        )
    )
