"""Responses: submitted answers, kept apart from everybody; marks that somebody has taken part; tallies."""

import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.tables import participation, response, survey, tally
from db.unit import Unit
from domain.dialogue import Answer
from domain.dialogue_data import answers_from_json, answers_to_json


def add(unit: Unit, version_id: int, answers: dict[str, Answer]) -> None:
    """Keep submitted answers under a random key: without a chat, a member, an order or a time."""
    unit.connection.execute(
        insert(response).values(
            rid=secrets.token_bytes(16), version_id=version_id, answers=answers_to_json(answers)
        )
    )


def of_version(unit: Unit, version_id: int) -> Iterator[dict[str, Answer]]:
    """Yield the responses to a version, in the order of their random keys."""
    query = select(response.c.answers).where(response.c.version_id == version_id).order_by(response.c.rid)
    for text in unit.connection.execute(query).scalars():
        yield answers_from_json(text)


def count(unit: Unit, version_ids: list[int]) -> int:
    """Return how many responses these versions of a survey have."""
    query = select(func.count()).select_from(response).where(response.c.version_id.in_(version_ids))
    return unit.connection.execute(query).scalar_one()


def has_taken_part(unit: Unit, mark: bytes) -> bool:
    """Tell whether a participation mark is there."""
    query = select(participation.c.mark).where(participation.c.mark == mark)
    return unit.connection.execute(query).first() is not None


def mark_participation(unit: Unit, mark: bytes, survey_key: str) -> None:
    """Leave the mark that stops a second answer."""
    unit.connection.execute(insert(participation).values(mark=mark, survey_key=survey_key))


def forget_marks(unit: Unit, today: date) -> int:
    """Delete the marks of surveys that ended before today; return how many."""
    ended = select(survey.c.key).where(survey.c.closes_on < today).scalar_subquery()
    return unit.connection.execute(
        delete(participation).where(participation.c.survey_key.in_(ended))
    ).rowcount


def tally_up(unit: Unit, day: date, event: str, dimension: str, value: str) -> None:
    """Count one more: how many, never who."""
    upsert = sqlite_insert if unit.connection.dialect.name == "sqlite" else postgresql_insert
    statement = upsert(tally).values(day=day, event=event, dimension=dimension, value=value, n=1)
    unit.connection.execute(
        statement.on_conflict_do_update(index_elements=list(tally.primary_key), set_={"n": tally.c.n + 1})
    )


def tallies(unit: Unit, event: str, dimension: str) -> Counter[str]:
    """Return the totals of one dimension over all days."""
    query = (
        select(tally.c.value, func.sum(tally.c.n))
        .where(tally.c.event == event, tally.c.dimension == dimension)
        .group_by(tally.c.value)
    )
    return Counter({value: int(n) for value, n in unit.connection.execute(query)})


def tallies_by_day(unit: Unit, event: str, since: date) -> dict[date, int]:
    """Return how often something happened on each day since a day."""
    query = (
        select(tally.c.day, func.sum(tally.c.n))
        .where(tally.c.event == event, tally.c.dimension == "all", tally.c.day >= since)
        .group_by(tally.c.day)
        .order_by(tally.c.day)
    )
    return {day: int(n) for day, n in unit.connection.execute(query)}
