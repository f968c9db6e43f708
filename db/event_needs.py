"""What the parties who come to an event need there."""

from sqlalchemy import and_, delete, func, insert, select, update

from db.tables import event_need, registration
from db.unit import Unit
from domain.events import Need
from domain.registrations import SEATED


def needs(unit: Unit, registration_id: int) -> list[tuple[Need, str]]:
    """Return what a party needs, each with its detail."""
    query = (
        select(event_need.c.kind, event_need.c.detail)
        .where(event_need.c.registration_id == registration_id)
        .order_by(event_need.c.kind, event_need.c.detail)
    )
    return [(Need(kind), detail) for kind, detail in unit.connection.execute(query)]


def set_need(unit: Unit, registration_id: int, need: Need, detail: str | None) -> None:
    """Keep one need of a party in place of what it said of this need before; None: it has none."""
    of_it = and_(event_need.c.registration_id == registration_id, event_need.c.kind == need)
    unit.connection.execute(delete(event_need).where(of_it))
    if detail is not None:
        unit.connection.execute(
            insert(event_need).values(registration_id=registration_id, kind=need, detail=detail)
        )


def forget_needs(unit: Unit, member_id: int) -> int:
    """Delete all that a member has said to need, and the names for the door; return how many needs."""
    theirs = select(registration.c.id).where(registration.c.member_id == member_id).scalar_subquery()
    unit.connection.execute(
        update(registration).where(registration.c.member_id == member_id).values(name=None)
    )
    return unit.connection.execute(
        delete(event_need).where(event_need.c.registration_id.in_(theirs))
    ).rowcount


def need_totals(unit: Unit, event_id: int) -> dict[tuple[Need, str], int]:
    """Return how many parties that have seats need what: totals, which is all that planning needs."""
    query = (
        select(event_need.c.kind, event_need.c.detail, func.count())
        .join(registration, registration.c.id == event_need.c.registration_id)
        .where(registration.c.event_id == event_id, registration.c.status.in_(SEATED))
        .group_by(event_need.c.kind, event_need.c.detail)
        .order_by(event_need.c.kind, event_need.c.detail)
    )
    return {(Need(kind), detail): n for kind, detail, n in unit.connection.execute(query)}
