"""Needs, goals, measures and their updates, as the tables keep them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import evidence, goal, measure, measure_update, need, setting
from db.unit import Unit
from domain.evidence import Evidence, EvidenceKind
from domain.measures import (
    Goal,
    Measure,
    MeasureStatus,
    MeasureUpdate,
    Need,
    NeedStatus,
)

Thing = TypeVar("Thing")

_NEED = (
    *(need.c.id, need.c.key, need.c.status, need.c.title, need.c.description, need.c.reason),
    *(need.c.area, need.c.theme, need.c.revision),
)
_GOAL = (
    *(goal.c.id, goal.c.key, goal.c.need_id, goal.c.title, goal.c.indicator, goal.c.unit),
    *(goal.c.baseline, goal.c.target, goal.c.due_on, goal.c.revision),
)
_MEASURE = (
    *(measure.c.id, measure.c.key, measure.c.goal_id, measure.c.status, measure.c.title),
    *(measure.c.description, measure.c.owner, measure.c.area, measure.c.theme, measure.c.progress),
    *(measure.c.starts_on, measure.c.due_on, measure.c.revision),
)
_UPDATE = (
    *(measure_update.c.id, measure_update.c.measure_id, measure_update.c.day, measure_update.c.text),
    *(measure_update.c.status, measure_update.c.progress, measure_update.c.attachment_id),
    *(measure_update.c.published_at, measure_update.c.number, measure_update.c.created_by),
    measure_update.c.revision,
)
_NUMBER = "last_measure_update"  # the setting that keeps the number given last


# --- reading ---------------------------------------------------------------------------------------


def needs(unit: Unit) -> list[Need]:
    """Return all needs, in the order in which they were added."""
    return _all(unit, _NEED, _need, need.c.id)


def need_by_id(unit: Unit, need_id: int) -> Need | None:
    """Return a need, None where there is none."""
    return _one(unit, _NEED, _need, need.c.id == need_id)


def need_by_key(unit: Unit, key: str) -> Need | None:
    """Return the need with a key, None where there is none."""
    return _one(unit, _NEED, _need, need.c.key == key)


def goals(unit: Unit, need_ids: Sequence[int] | None = None) -> list[Goal]:
    """Return the goals of some needs, or of all, in the order in which they were added."""
    return _all(unit, _GOAL, _goal, goal.c.id, *_of(goal.c.need_id, need_ids))


def goal_by_id(unit: Unit, goal_id: int) -> Goal | None:
    """Return a goal, None where there is none."""
    return _one(unit, _GOAL, _goal, goal.c.id == goal_id)


def goal_by_key(unit: Unit, key: str) -> Goal | None:
    """Return the goal with a key, None where there is none."""
    return _one(unit, _GOAL, _goal, goal.c.key == key)


def measures(unit: Unit, goal_ids: Sequence[int] | None = None) -> list[Measure]:
    """Return the measures of some goals, or of all, in the order in which they were added."""
    return _all(unit, _MEASURE, _measure, measure.c.id, *_of(measure.c.goal_id, goal_ids))


def measure_by_id(unit: Unit, measure_id: int) -> Measure | None:
    """Return a measure, None where there is none."""
    return _one(unit, _MEASURE, _measure, measure.c.id == measure_id)


def measure_by_key(unit: Unit, key: str) -> Measure | None:
    """Return the measure with a key, None where there is none."""
    return _one(unit, _MEASURE, _measure, measure.c.key == key)


def lock_measure(unit: Unit, measure_id: int) -> Measure | None:
    """Return a measure that nobody else changes until the unit's end, None where there is none."""
    unit.connection.execute(select(measure.c.id).where(measure.c.id == measure_id).with_for_update())
    return measure_by_id(unit, measure_id)


def evidence_of(unit: Unit, need_id: int) -> list[Evidence]:
    """Return what a need rests on."""
    query = select(evidence.c.kind, evidence.c.reference).where(evidence.c.need_id == need_id)
    rows = unit.connection.execute(query.order_by(evidence.c.kind.desc(), evidence.c.reference))
    return [Evidence(EvidenceKind(kind), reference) for kind, reference in rows]


def updates(unit: Unit, measure_ids: Sequence[int], *, published: bool) -> list[MeasureUpdate]:
    """Return updates of measures, the newest day first.

    Args:
        unit: The unit of work.
        measure_ids: The measures.
        published: Those that residents read; else the drafts.
    """
    state = (
        measure_update.c.published_at.is_not(None) if published else measure_update.c.published_at.is_(None)
    )
    found = _all(
        unit, _UPDATE, _update, measure_update.c.id, state, measure_update.c.measure_id.in_(measure_ids)
    )
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def update_by_id(unit: Unit, update_id: int) -> MeasureUpdate | None:
    """Return an update, None where there is none."""
    return _one(unit, _UPDATE, _update, measure_update.c.id == update_id)


def update_of_day(unit: Unit, measure_id: int, day: date) -> MeasureUpdate | None:
    """Return the published update of a measure's day, the last of several; None where there is none."""
    found = updates(unit, [measure_id], published=True)
    return next((one for one in found if one.day == day), None)


# --- writing ---------------------------------------------------------------------------------------


def add_need(unit: Unit, key: str, /, **fields: object) -> int:
    """Add a need and return its id. The fields are named as in `Need`; it has at least status and title."""
    return _add(unit, need, key=key, **fields)


def add_goal(unit: Unit, key: str, /, **fields: object) -> int:
    """Add a goal and return its id. The fields are named as in `Goal`; it has at least need_id and title."""
    return _add(unit, goal, key=key, **fields)


def add_measure(unit: Unit, key: str, /, **fields: object) -> int:
    """Add a measure and return its id.

    The fields are named as in `Measure`; it has at least goal_id, status and title.
    """
    return _add(unit, measure, key=key, **fields)


def add_update(unit: Unit, measure_id: int, /, **fields: object) -> int:
    """Add the draft of an update and return its id.

    The fields are named as in `MeasureUpdate`; it has at least day, text, status and progress.
    """
    return _add(unit, measure_update, measure_id=measure_id, **fields)


def change(unit: Unit, thing: Need | Goal | Measure | MeasureUpdate, /, **fields: object) -> bool:
    """Change a thing that is as it was read; return False where somebody else has changed it meanwhile."""
    table = _TABLES[type(thing)]
    changed = unit.connection.execute(
        update(table)
        .where(table.c.id == thing.id, table.c.revision == thing.revision)
        .values(revision=thing.revision + 1, **_values(fields))
    )
    return changed.rowcount > 0


def delete_thing(unit: Unit, thing: Need | Goal | Measure | MeasureUpdate) -> bool:
    """Delete a thing that is as it was read; return False where somebody else has changed it meanwhile."""
    table = _TABLES[type(thing)]
    gone = delete(table).where(table.c.id == thing.id, table.c.revision == thing.revision)
    return unit.connection.execute(gone).rowcount > 0


def set_evidence(unit: Unit, need_id: int, found: Sequence[Evidence]) -> None:
    """Let a need rest on this and on nothing else."""
    unit.connection.execute(delete(evidence).where(evidence.c.need_id == need_id))
    rows = [{"need_id": need_id, "kind": one.kind, "reference": one.reference} for one in found]
    if rows:
        unit.connection.execute(insert(evidence), rows)


def publish(unit: Unit, draft: MeasureUpdate, now: datetime, *, tell: bool) -> bool:
    """Let residents read an update; return False where it was changed meanwhile.

    Args:
        unit: The unit of work.
        draft: The update as it was read.
        now: The time.
        tell: Whether it gets a number, by which followers are told.
    """
    return change(unit, draft, published_at=now, number=_next_number(unit) if tell else None)


def _next_number(unit: Unit) -> int:
    """Return the next number; whoever publishes at the same time waits for this unit's end."""
    first = upsert(setting).values(key=_NUMBER, value="0").on_conflict_do_nothing()
    unit.connection.execute(first)
    mine = setting.c.key == _NUMBER
    last = unit.connection.execute(select(setting.c.value).where(mine).with_for_update()).scalar_one()
    unit.connection.execute(update(setting).where(mine).values(value=str(int(last) + 1)))
    return int(last) + 1


# --- rows ------------------------------------------------------------------------------------------


def _of(column: ColumnElement[int], ids: Sequence[int] | None) -> list[ColumnElement[bool]]:
    return [] if ids is None else [column.in_(ids)]


def _all(
    unit: Unit,
    columns: Sequence[ColumnElement[Any]],
    read: Callable[..., Thing],
    order: ColumnElement[Any],
    *where: ColumnElement[bool],
) -> list[Thing]:
    return [read(*row) for row in unit.connection.execute(select(*columns).where(*where).order_by(order))]


def _one(
    unit: Unit, columns: Sequence[ColumnElement[Any]], read: Callable[..., Thing], which: ColumnElement[bool]
) -> Thing | None:
    row = unit.connection.execute(select(*columns).where(which)).first()
    return None if row is None else read(*row)


def _add(unit: Unit, table: Table, /, **fields: object) -> int:
    added: int = unit.connection.execute(
        insert(table).values(**_values(fields)).returning(table.c.id)
    ).scalar_one()
    return added


def _values(fields: Mapping[str, object]) -> dict[str, object]:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else value
        for name, value in fields.items()
    }


def _need(
    row_id: int,
    key: str,
    status: str,
    title: str,
    description: str,
    reason: str,
    area: str | None,
    theme: str | None,
    revision: int,
) -> Need:
    texts = (json.loads(title), json.loads(description), json.loads(reason))
    return Need(row_id, key, NeedStatus(status), *texts, area, theme, revision)


def _goal(
    row_id: int,
    key: str,
    need_id: int,
    title: str,
    indicator: str,
    unit_: str,
    baseline: float | None,
    target: float | None,
    due_on: date | None,
    revision: int,
) -> Goal:
    texts = (json.loads(title), json.loads(indicator), json.loads(unit_))
    return Goal(row_id, key, need_id, *texts, baseline, target, due_on, revision)


def _measure(
    row_id: int, key: str, goal_id: int, status: str, title: str, description: str, owner: str, *rest: Any
) -> Measure:
    texts = (json.loads(title), json.loads(description), json.loads(owner))
    return Measure(row_id, key, goal_id, MeasureStatus(status), *texts, *rest)


def _update(row_id: int, measure_id: int, day: date, text: str, status: str, *rest: Any) -> MeasureUpdate:
    return MeasureUpdate(row_id, measure_id, day, json.loads(text), MeasureStatus(status), *rest)


_TABLES: dict[type, Table] = {Need: need, Goal: goal, Measure: measure, MeasureUpdate: measure_update}
