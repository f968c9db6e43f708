"""Inspection: what `quartier verify` reads from the tables, as an attacker with the whole database would."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, inspect, or_, select

from db.tables import (
    chat,
    contribution,
    dialogue,
    frozen,
    invited,
    member,
    metadata,
    outbox,
    participation,
    participation_code,
    release,
    response,
    survey,
    survey_version,
    tally,
    withdrawal,
)
from domain.batches import Waiting
from domain.dialogue_data import answers_from_json, dialogue_from_json
from domain.keys import name_of
from domain.modes import Mode
from domain.survey import QuestionName


@dataclass(frozen=True, slots=True)
class Stored:
    """A release as it is kept, with how many responses say that its wave counted them, withdrawn ones too."""

    survey: str
    number: int
    content: str
    hash: str
    responses: int


def unexpected_columns(connection: Connection, table: str) -> set[str]:
    """Return the columns that a table has beyond those this program made: a time, a number, a name."""
    return {column["name"] for column in inspect(connection).get_columns(table)} - set(
        metadata.tables[table].columns.keys()
    )


def has_row_numbers(connection: Connection, table: str) -> bool:
    """Tell whether SQLite numbers a table's rows in the order in which they came."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    return "WITHOUT ROWID" not in connection.exec_driver_sql(query, (table,)).scalar_one().upper()


def languages(connection: Connection) -> tuple[Counter[str], Counter[str]]:
    """Return how many responses that wait for a wave, and how many members, have each language."""
    kept = select(response.c.language, func.count()).where(response.c.language != "")
    spoken = select(member.c.language, func.count()).group_by(member.c.language)
    return _counts(connection, kept.group_by(response.c.language)), _counts(connection, spoken)


def dimensions_of_submissions(connection: Connection) -> set[str]:
    """Return by what submissions are tallied day by day."""
    query = select(tally.c.dimension).where(tally.c.event == "submitted").distinct()
    return set(connection.scalars(query))


def counted_answers(connection: Connection) -> Iterator[tuple[int, set[QuestionName]]]:
    """Yield the version and the answered questions of every response that a wave has counted."""
    query = select(response.c.version_id, response.c.answers).where(response.c.wave.is_not(None))
    for version_id, answers in connection.execute(query):
        yield version_id, {name_of(key) for key in answers_from_json(answers)}


def languages_of_counted(connection: Connection) -> int:
    """Return how many counted responses still hold the language in which they were given."""
    query = select(func.count()).where(response.c.wave.is_not(None), response.c.language != "")
    return connection.execute(query).scalar_one()


def accesses_of_counted(connection: Connection) -> int:
    """Return how many counted responses still say how their person came, or in which mode they were given."""
    told = or_(response.c.access != "", response.c.mode != "")
    query = select(func.count()).where(response.c.wave.is_not(None), told)
    return connection.execute(query).scalar_one()


def invited_chats(connection: Connection) -> set[int]:
    """Return the addresses of all chats somebody of which has come with a letter's code."""
    query = (
        select(chat.c.address)
        .join(member, member.c.chat_id == chat.c.id)
        .join(invited, invited.c.member_id == member.c.id)
    )
    return set(connection.scalars(query))


def oldest_draft(connection: Connection) -> date | None:
    """Return the day on which the draft was touched that nobody has touched for longest."""
    return connection.execute(
        select(func.min(dialogue.c.touched_on)).where(dialogue.c.seal.is_(None))
    ).scalar()


def sealed_since(connection: Connection, before: date) -> list[tuple[str, int, bool, Waiting]]:
    """Return the sealed drafts that wait since before a day.

    Returns:
        (survey, version, whether the person came with a letter's code, draft) of each.
    """
    of_draft = and_(
        invited.c.member_id == dialogue.c.member_id, invited.c.survey_key == dialogue.c.survey_key
    )
    came = or_(and_(dialogue.c.mode == Mode.CHAT, invited.c.member_id.is_not(None)), dialogue.c.with_code)
    query = (
        select(
            dialogue.c.survey_key,
            dialogue.c.version_id,
            came,
            dialogue.c.id,
            member.c.chat_id,
            dialogue.c.mode,
        )
        .join(member, member.c.id == dialogue.c.member_id)
        .outerjoin(invited, of_draft)
        .where(dialogue.c.seal.is_not(None), dialogue.c.touched_on < before)
    )
    return [
        (key, version, bool(way), Waiting(draft, chat_id, mode=Mode(mode)))
        for key, version, way, draft, chat_id, mode in connection.execute(query)
    ]


def marks_of_ended(connection: Connection, before: date) -> int:
    """Return how many marks are left of surveys whose last day was before a day."""
    ended = select(survey.c.key).where(survey.c.closes_on < before)
    query = select(func.count()).select_from(participation).where(participation.c.survey_key.in_(ended))
    return connection.execute(query).scalar_one()


def letters_of_ended(connection: Connection, before: date) -> int:
    """Return how many letters' codes, and people who came with one, are left of such surveys."""
    ended = select(survey.c.key).where(survey.c.closes_on < before)
    counts = (
        select(func.count()).select_from(table).where(table.c.survey_key.in_(ended))
        for table in (participation_code, invited)
    )
    return sum(connection.execute(query).scalar_one() for query in counts)


def stored_releases(connection: Connection) -> list[Stored]:
    """Return every release."""
    there = (
        select(survey_version.c.survey_key, response.c.wave, func.count())
        .select_from(response)
        .join(survey_version, survey_version.c.id == response.c.version_id)
        .where(response.c.wave.is_not(None))
        .group_by(survey_version.c.survey_key, response.c.wave)
    )
    gone = select(withdrawal.c.survey_key, withdrawal.c.wave, withdrawal.c.n)
    counted: Counter[tuple[str, int]] = Counter()
    for key, wave, n in [*connection.execute(there), *connection.execute(gone)]:
        counted[key, wave] += n
    rows = select(release.c.survey_key, release.c.number, release.c.content, release.c.hash)
    return [
        Stored(key, number, content, found, counted[key, number])
        for key, number, content, found in connection.execute(
            rows.order_by(release.c.survey_key, release.c.number)
        )
    ]


def smallest_cell(connection: Connection, survey_key: str) -> int | None:
    """Return how many people the smallest frozen cell of a survey rests on, None without any."""
    query = select(func.min(frozen.c.n)).where(frozen.c.survey_key == survey_key)
    return connection.execute(query).scalar()


def people_by_wave(connection: Connection, survey_key: str, question: str) -> dict[int, int]:
    """Return how many people the frozen cells of one question have, wave by wave."""
    query = select(frozen.c.wave, func.sum(frozen.c.n)).group_by(frozen.c.wave)
    rows = connection.execute(query.where(frozen.c.survey_key == survey_key, frozen.c.question == question))
    return {wave: int(n) for wave, n in rows}


def texts(connection: Connection, shortest: int) -> set[str]:
    """Return the texts that residents wrote and that are kept anywhere, those of some length."""
    found: set[str] = set()
    for state in connection.scalars(select(dialogue.c.state)):
        found |= {one for one in dialogue_from_json(state).answers.values() if isinstance(one, str)}
    for answers in connection.scalars(select(response.c.answers)):
        found |= {one for one in answers_from_json(answers).values() if isinstance(one, str)}
    found |= set(connection.scalars(select(contribution.c.text)))
    return {one for one in found if len(one) >= shortest}


def outbox_arguments(connection: Connection) -> list[str]:
    """Return the arguments of all messages that wait."""
    return list(connection.scalars(select(outbox.c.args)))


def _counts(connection: Connection, query: Select[Any]) -> Counter[str]:
    return Counter({str(row[0]): int(row[1]) for row in connection.execute(query)})
