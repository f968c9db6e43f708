"""Broadcasts, as staff plan them: kept with a revision, so that of two who change one at once one is told."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from db.prepared import Prepared
from db.tables import broadcast, outbox, scheduled
from db.unit import Unit
from domain.audience import audience_from_data, audience_to_data
from domain.broadcasts import (
    EDITABLE,
    SUBJECT,
    Broadcast,
    BroadcastStatus,
    Link,
    LinkKind,
    Step,
    status_after,
    statuses_before,
)
from domain.languages import Language

_COLUMNS = tuple(broadcast.c)


def add(unit: Unit, new: Broadcast) -> int:
    """Keep a new broadcast; return its number."""
    values = {"key": new.key, "timezone": new.timezone, "created_by": new.created_by, **_changed(new)}
    added: int = unit.connection.execute(
        insert(broadcast).values(**values).returning(broadcast.c.id)
    ).scalar_one()
    return added


def by_id(unit: Unit, broadcast_id: int) -> Broadcast | None:
    """Return a broadcast, None where there is none."""
    return _first(unit, select(*_COLUMNS).where(broadcast.c.id == broadcast_id))


def by_key(unit: Unit, key: str) -> Broadcast | None:
    """Return the broadcast with this key, None where there is none."""
    return _first(unit, select(*_COLUMNS).where(broadcast.c.key == key))


def with_status(unit: Unit, statuses: Iterable[BroadcastStatus], limit: int | None = None) -> list[Broadcast]:
    """Return the broadcasts in any of these states, the newest first."""
    query = select(*_COLUMNS).where(broadcast.c.status.in_(sorted(statuses)))
    rows = unit.connection.execute(query.order_by(broadcast.c.id.desc()).limit(limit)).mappings()
    return [_broadcast(row) for row in rows]


def save(unit: Unit, shown: Broadcast, after: Broadcast) -> bool:
    """Change a draft if it still is as it was shown; what changes is a draft again and no emergency.

    Args:
        unit: The unit of work.
        shown: The broadcast as whoever changes it knew it.
        after: How it is to be.

    Returns:
        False where somebody else was faster, or where it has been released meanwhile.
    """
    draft = status_after(BroadcastStatus.TESTED, Step.EDIT)
    return _change(unit, shown, EDITABLE, **{**_changed(after), "status": draft, "urgent": False})


def mark_urgent(unit: Unit, shown: Broadcast, *, urgent: bool) -> bool:
    """Let a draft be an emergency as it stands, or no longer; return False where somebody else was faster."""
    return _change(unit, shown, EDITABLE, urgent=urgent)


def move_on(unit: Unit, shown: Broadcast, step: Step, **values: object) -> bool:
    """Take a step with a broadcast if it still is as it was shown; return False where it is not.

    Args:
        unit: The unit of work.
        shown: The broadcast as whoever takes the step knew it.
        step: What is done with it.
        values: What else is kept: `released_by`, `started_at`, `finished_at`.
    """
    after = status_after(shown.status, step)
    if after is None:
        return False
    if step in (Step.TAKE_BACK, Step.MISS):
        values["revision"] = shown.revision + 1  # who has confirmed it before has not confirmed it again
    changed = unit.connection.execute(
        update(broadcast)
        .where(
            broadcast.c.id == shown.id,
            broadcast.c.revision == shown.revision,
            broadcast.c.status == shown.status,
            broadcast.c.status.in_(sorted(statuses_before(step))),
        )
        .values(status=after, **values)
    )
    return changed.rowcount > 0


def lock(unit: Unit, shown: Broadcast) -> Broadcast | None:
    """Let nobody write messages of a broadcast until the unit's end; return it as it is now.

    Who writes them holds the schedule's row first and then the broadcast's, so this asks in the same order.

    Returns:
        None where it was changed since it was shown; that it has begun or come to its end is no change.
    """
    rows = select(scheduled.c.id).where(scheduled.c.subject == shown.subject).order_by(scheduled.c.id)
    unit.connection.execute(rows.with_for_update())
    found = by_id(unit, shown.id)
    return found if found is not None and found.revision == shown.revision else None


def count_planned(unit: Unit, broadcast_id: int, more: int) -> None:
    """Count messages that were written."""
    unit.connection.execute(
        update(broadcast).where(broadcast.c.id == broadcast_id).values(planned=broadcast.c.planned + more)
    )


_STATE = Prepared(
    select(broadcast.c.status, broadcast.c.revision).where(broadcast.c.id == bindparam("which"))
)


def state(unit: Unit, broadcast_id: int) -> tuple[BroadcastStatus, int] | None:
    """Return status and revision of a broadcast; asked for with every message of it that is about to go."""
    row = _STATE.first(unit.connection, which=broadcast_id)
    return None if row is None else (BroadcastStatus(row[0]), row[1])


def left(unit: Unit, broadcast_id: int) -> Counter[Language]:
    """Return how many messages of a broadcast have not gone yet, by the language that they are planned in."""
    about = outbox.c.occasion.startswith(f"{SUBJECT}{broadcast_id}:", autoescape=True)
    query = select(outbox.c.occasion, func.count()).where(about).group_by(outbox.c.occasion)
    found: Counter[Language] = Counter()
    for occasion, n in unit.connection.execute(query):
        found[str(occasion).rpartition(":")[2]] += n
    return found


def links_to_json(links: Iterable[Link]) -> str:
    """Return links as they are kept."""
    return json.dumps([[link.kind, link.target] for link in links])


def _change(unit: Unit, shown: Broadcast, states: Iterable[BroadcastStatus], **values: object) -> bool:
    changed = unit.connection.execute(
        update(broadcast)
        .where(
            broadcast.c.id == shown.id,
            broadcast.c.revision == shown.revision,
            broadcast.c.status.in_(sorted(states)),
        )
        .values(revision=shown.revision + 1, **values)
    )
    return changed.rowcount > 0


def _changed(after: Broadcast) -> dict[str, Any]:
    """Return the columns that staff write."""
    return {
        "purpose": after.purpose,
        "urgent": after.urgent,
        "text": json.dumps(after.text, ensure_ascii=False),
        "buttons": links_to_json(after.links),
        "attachment_id": after.attachment_id,
        "audience": json.dumps(audience_to_data(after.audience)),
        "local_time": after.local_time,
        "rule": after.rule,
    }


def _first(unit: Unit, query: Select[*tuple[Any, ...]]) -> Broadcast | None:
    row = unit.connection.execute(query).mappings().first()
    return None if row is None else _broadcast(row)


def _broadcast(row: Mapping[Any, Any]) -> Broadcast:
    values = {str(name): value for name, value in row.items()}
    links = json.loads(values.pop("buttons"))
    values["status"] = BroadcastStatus(values["status"])
    values["text"] = json.loads(values["text"])
    values["links"] = tuple(Link(LinkKind(kind), target) for kind, target in links)
    values["audience"] = audience_from_data(json.loads(values["audience"]))
    return Broadcast(**values)
