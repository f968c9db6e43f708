"""Responses: submitted answers, kept apart from everybody; marks that somebody has taken part; tallies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.tables import participation, response, survey, tally
from db.unit import Unit
from domain.dialogue import Answer
from domain.dialogue_data import answers_from_json, answers_to_json
from domain.languages import Language

_AT_ONCE = 500  # marks in one statement


@dataclass(frozen=True, slots=True)
class Response:
    """Submitted answers: a key that only the receipt leads to, and nobody."""

    key: bytes
    version_id: int
    language: Language
    answers: dict[str, Answer]
    access: str = ""  # domain.access, where the survey tells it
    mode: str = ""  # domain.modes, likewise


def add_all(unit: Unit, new: Sequence[Response]) -> None:
    """Keep a batch of submitted answers, in the order given, which has to be a random one."""
    rows = [
        {
            "rid": one.key,
            "version_id": one.version_id,
            "language": one.language,
            "answers": answers_to_json(one.answers),
            "access": one.access,
            "mode": one.mode,
        }
        for one in new
    ]
    unit.connection.execute(insert(response), rows)


def waiting(unit: Unit, version_ids: list[int]) -> list[Response]:
    """Return the responses that no wave has counted yet, in the order of their random keys."""
    query = (
        select(
            response.c.rid,
            response.c.version_id,
            response.c.language,
            response.c.answers,
            response.c.access,
            response.c.mode,
        )
        .where(response.c.version_id.in_(version_ids), response.c.wave.is_(None))
        .order_by(response.c.rid)
    )
    return [
        Response(bytes(rid), version_id, language, answers_from_json(answers), came, mode)
        for rid, version_id, language, answers, came, mode in unit.connection.execute(query)
    ]


def accesses_waiting(unit: Unit, version_ids: list[int]) -> list[str]:
    """Return how the people of each response came that no wave has counted yet."""
    query = select(response.c.access).where(response.c.version_id.in_(version_ids), response.c.wave.is_(None))
    return list(unit.connection.scalars(query))


def modes_waiting(unit: Unit, version_ids: list[int]) -> list[str]:
    """Return in which mode each response was given that no wave has counted yet."""
    query = select(response.c.mode).where(response.c.version_id.in_(version_ids), response.c.wave.is_(None))
    return list(unit.connection.scalars(query))


def count_waiting(unit: Unit, version_ids: list[int]) -> int:
    """Return how many responses no wave has counted yet."""
    query = select(func.count()).where(response.c.version_id.in_(version_ids), response.c.wave.is_(None))
    return unit.connection.execute(query).scalar_one()


def put_in_wave(unit: Unit, wave: int, taken: Sequence[Response]) -> None:
    """Remember which wave counted the responses, with the answers that they still hold.

    Their language, how their people came and their mode are counted with them and go: chats have a language,
    too.
    """
    statement = (
        update(response)
        .where(response.c.rid == bindparam("key"))
        .values(wave=bindparam("number"), answers=bindparam("left"), language="", access="", mode="")
    )
    rows = [{"key": one.key, "number": wave, "left": answers_to_json(one.answers)} for one in taken]
    unit.connection.execute(statement, rows)


def has_taken_part(unit: Unit, mark: bytes) -> bool:
    """Tell whether a participation mark is there."""
    query = select(participation.c.mark).where(participation.c.mark == mark)
    return unit.connection.execute(query).first() is not None


def known_marks(unit: Unit, marks: list[bytes]) -> list[bytes]:
    """Return those of the marks that are there."""
    known = []
    for start in range(0, len(marks), _AT_ONCE):
        query = select(participation.c.mark).where(participation.c.mark.in_(marks[start : start + _AT_ONCE]))
        known += [bytes(mark) for mark in unit.connection.execute(query).scalars()]
    return known


def mark_participations(unit: Unit, marks: Sequence[bytes], survey_key: str) -> None:
    """Leave the marks that stop a second answer, in the order given, which has to be a random one.

    Raises:
        IntegrityError: One of them is there already; then none of the batch may be kept.
    """
    rows = [{"mark": mark, "survey_key": survey_key} for mark in marks]
    unit.connection.execute(insert(participation), rows)


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


def tallied_on(unit: Unit, day: date, event: str, dimension: str, value: str) -> int:
    """Return how often something happened on a day."""
    which = {"day": day, "event": event, "dimension": dimension, "value": value}
    query = select(tally.c.n).where(*(tally.c[name] == one for name, one in which.items()))
    return unit.connection.execute(query).scalar_one_or_none() or 0


def tallies_by_day(unit: Unit, event: str, since: date) -> dict[date, int]:
    """Return how often something happened on each day since a day."""
    query = (
        select(tally.c.day, func.sum(tally.c.n))
        .where(tally.c.event == event, tally.c.dimension == "all", tally.c.day >= since)
        .group_by(tally.c.day)
        .order_by(tally.c.day)
    )
    return {day: int(n) for day, n in unit.connection.execute(query)}
