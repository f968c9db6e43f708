"""Waves and releases: frozen cells, the tables made of them, and how many were withdrawn since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import frozen, release, withdrawal
from db.unit import Unit
from domain.blocks import FrozenCell
from domain.releases import Release, release_from_json, release_to_json
from domain.tallies import Cell

_CELL = (
    frozen.c.question,
    frozen.c.labels,
    frozen.c.n,
    frozen.c.answered,
    frozen.c.counts,
    frozen.c.kept_back,
)


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release as a list shows it."""

    number: int
    closed_on: date
    is_final: bool
    hash: str
    published_on: date | None


_parsed: dict[str, Release] = {}
"""Releases by hash, which names their contents: they never change, and reading a large one takes long."""

MOST_PARSED = 32


def freeze(unit: Unit, survey_key: str, wave: int, cells: Sequence[FrozenCell]) -> None:
    """Keep what a wave counted, for ever."""
    rows = [
        {
            "survey_key": survey_key,
            "wave": wave,
            "question": one.question,
            "labels": json.dumps(one.labels, ensure_ascii=False),
            "n": one.cell.n,
            "answered": one.cell.answered,
            "counts": json.dumps(one.cell.counts, sort_keys=True, ensure_ascii=False),
            "kept_back": one.kept_back,
        }
        for one in cells
    ]
    unit.connection.execute(insert(frozen), rows)


def frozen_cells(unit: Unit, survey_key: str, up_to: int | None = None) -> list[FrozenCell]:
    """Return what the waves of a survey counted, all of them or those up to a number."""
    query = select(*_CELL).where(frozen.c.survey_key == survey_key)
    if up_to is not None:
        query = query.where(frozen.c.wave <= up_to)
    return _cells(unit, query)


def kept_back(unit: Unit, survey_key: str, wave: int) -> list[FrozenCell]:
    """Return what a wave has counted and kept back for the next one."""
    query = select(*_CELL).where(
        frozen.c.survey_key == survey_key, frozen.c.wave == wave, frozen.c.kept_back.is_(True)
    )
    return _cells(unit, query)


def _cells(unit: Unit, query: Select[Any]) -> list[FrozenCell]:
    return [
        FrozenCell(question, tuple(json.loads(labels)), Cell(n, answered, json.loads(counts)), waits)
        for question, labels, n, answered, counts, waits in unit.connection.execute(query)
    ]


def add(unit: Unit, new: Release) -> None:
    """Keep a release."""
    unit.connection.execute(
        insert(release).values(
            survey_key=new.survey,
            number=new.number,
            closed_on=new.closed_on,
            is_final=new.is_final,
            content=release_to_json(new),
            hash=new.hash,
        )
    )


def of_survey(unit: Unit, survey_key: str) -> list[ReleaseLine]:
    """Return the releases of a survey, the newest first."""
    columns = (
        release.c.number,
        release.c.closed_on,
        release.c.is_final,
        release.c.hash,
        release.c.published_on,
    )
    query = select(*columns).where(release.c.survey_key == survey_key).order_by(release.c.number.desc())
    return [ReleaseLine(*row) for row in unit.connection.execute(query)]


def by_number(unit: Unit, survey_key: str, number: int) -> Release | None:
    """Return a release, or None where there is none of this number."""
    this = (release.c.survey_key == survey_key, release.c.number == number)
    found = unit.connection.execute(select(release.c.hash).where(*this)).scalar_one_or_none()
    if found is None:
        return None
    parsed = _parsed.pop(found, None) or release_from_json(
        unit.connection.execute(select(release.c.content).where(*this)).scalar_one()
    )
    _parsed[found] = parsed  # as the one that was asked for last
    if len(_parsed) > MOST_PARSED:
        del _parsed[next(iter(_parsed))]
    return parsed


def newest(unit: Unit, survey_key: str, *, published: bool = False) -> Release | None:
    """Return the newest release of a survey, of all or of those that residents see; None without any."""
    query = select(func.max(release.c.number)).where(release.c.survey_key == survey_key)
    if published:
        query = query.where(release.c.published_on.is_not(None))
    number = unit.connection.execute(query).scalar_one()
    return None if number is None else by_number(unit, survey_key, number)


def publish(unit: Unit, survey_key: str, number: int, today: date) -> bool:
    """Let residents see a release from today on; return False if they did before, or there is none."""
    changed = unit.connection.execute(
        update(release)
        .where(
            release.c.survey_key == survey_key,
            release.c.number == number,
            release.c.published_on.is_(None),
        )
        .values(published_on=today)
    )
    return changed.rowcount > 0


def count_withdrawal(unit: Unit, survey_key: str, wave: int | None) -> None:
    """Count one more withdrawn response; the wave that had counted it, None for none."""
    statement = upsert(withdrawal).values(survey_key=survey_key, wave=wave or 0, n=1)
    unit.connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(withdrawal.primary_key), set_={"n": withdrawal.c.n + 1}
        )
    )


def withdrawn(unit: Unit, survey_key: str, up_to: int) -> int:
    """Return how many responses were withdrawn after a wave up to this number had counted them."""
    query = select(func.sum(withdrawal.c.n)).where(
        withdrawal.c.survey_key == survey_key, withdrawal.c.wave.between(1, up_to)
    )
    return int(unit.connection.execute(query).scalar_one() or 0)
