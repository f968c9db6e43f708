"""What residents' rights need: wrong codes, answers by their key, erasures, consents, retention's record."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import (
    chat,
    consent,
    dialogue,
    erasure,
    member,
    response,
    retention_run,
    survey_version,
    throttle,
)
from db.unit import Unit
from domain.dialogue import Answer
from domain.dialogue_data import answers_from_json
from domain.keys import Key
from domain.languages import Language
from domain.modes import Mode
from domain.withdrawal import WrongCodes

# --- wrong codes -----------------------------------------------------------------------------------


def wrong_codes(unit: Unit, chat_id: int) -> WrongCodes | None:
    """Return how many wrong codes a chat has sent, None for none."""
    query = select(throttle.c.failures, throttle.c.since).where(throttle.c.chat_id == chat_id)
    row = unit.connection.execute(query).first()
    return None if row is None else WrongCodes(row[0], row[1])


def keep_wrong_codes(unit: Unit, chat_id: int, wrong: WrongCodes) -> None:
    """Keep how many wrong codes a chat has sent."""
    values = {"failures": wrong.number, "since": wrong.since}
    statement = upsert(throttle).values(chat_id=chat_id, **values)
    unit.connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))


def forget_wrong_codes(unit: Unit, before: datetime) -> int:
    """Delete the wrong codes of chats that sent none since; return of how many chats."""
    return unit.connection.execute(delete(throttle).where(throttle.c.since < before)).rowcount


# --- answers by their key --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SealOf:
    """A sealed draft: which one, of which survey, and the random bytes that its receipt is made of."""

    draft_id: int
    survey_key: str
    seal: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a response is kept: version, survey, the wave that counted it; and what it still holds."""

    version_id: int
    survey_key: str
    wave: int | None
    answers: Mapping[Key, Answer] = field(repr=False)


def seals(unit: Unit) -> list[SealOf]:
    """Return all sealed drafts, without their answers; nobody is kept from changing them meanwhile."""
    query = select(dialogue.c.id, dialogue.c.survey_key, dialogue.c.seal).where(dialogue.c.seal.is_not(None))
    return [SealOf(draft, key, bytes(seal)) for draft, key, seal in unit.connection.execute(query)]


def drafts_of(unit: Unit, member_id: int) -> list[int]:
    """Return the ids of a member's own dialogues, sealed ones too; not what they entered for others."""
    own = (dialogue.c.member_id == member_id, dialogue.c.mode == Mode.CHAT)
    query = select(dialogue.c.id).where(*own).order_by(dialogue.c.id)
    return list(unit.connection.scalars(query))


def response_with(unit: Unit, key: bytes) -> Kept | None:
    """Return where the response with this key is kept, None where there is none."""
    query = (
        select(response.c.version_id, survey_version.c.survey_key, response.c.wave, response.c.answers)
        .join(survey_version, survey_version.c.id == response.c.version_id)
        .where(response.c.rid == key)
    )
    row = unit.connection.execute(query).first()
    return None if row is None else Kept(row[0], row[1], row[2], answers_from_json(row[3]))


def remove_response(unit: Unit, key: bytes) -> None:
    """Delete a response."""
    unit.connection.execute(delete(response).where(response.c.rid == key))


def response_keys(unit: Unit) -> Iterator[bytes]:
    """Return the keys of all responses."""
    return (bytes(key) for key in unit.connection.scalars(select(response.c.rid)))


# --- erasures --------------------------------------------------------------------------------------


def erasures(unit: Unit) -> set[bytes]:
    """Return the tokens of everything that was erased or withdrawn."""
    return {bytes(token) for token in unit.connection.scalars(select(erasure.c.token))}


def is_erased(unit: Unit, token: bytes) -> bool:
    """Tell whether what this token stands for was erased or withdrawn."""
    return (
        unit.connection.execute(select(erasure.c.token).where(erasure.c.token == token)).first() is not None
    )


def keep_erasures(unit: Unit, tokens: Iterable[bytes]) -> None:
    """Remember erasures, in the order of their random bytes, so that a restored backup can repeat them."""
    rows = [{"token": token} for token in sorted(set(tokens))]
    if rows:
        unit.connection.execute(upsert(erasure).on_conflict_do_nothing(), rows)
        unit.erased += [row["token"] for row in rows]


def addresses(unit: Unit) -> list[int]:
    """Return the channel's numbers of all chats."""
    return list(unit.connection.scalars(select(chat.c.address).order_by(chat.c.id)))


# --- consents --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it was given: for what, to which text, in which language, when; None: it holds."""

    purpose: str
    text_version: str
    text_hash: str
    language: Language
    given_at: datetime
    withdrawn_at: datetime | None


def consents(unit: Unit, member_id: int) -> list[Consent]:
    """Return all consents of a member, withdrawn ones too, the oldest first."""
    columns = (
        consent.c.purpose,
        consent.c.text_version,
        consent.c.text_hash,
        consent.c.language,
        consent.c.given_at,
        consent.c.withdrawn_at,
    )
    query = select(*columns).where(consent.c.member_id == member_id).order_by(consent.c.id)
    return [Consent(*row) for row in unit.connection.execute(query)]


@dataclass(frozen=True, slots=True)
class HoldingConsent:
    """A consent that holds, and whose it is."""

    address: int
    ordinal: int
    member_id: int
    purpose: str
    given_at: datetime


def holding_consents(unit: Unit) -> list[HoldingConsent]:
    """Return all consents that hold, of everybody."""
    query = (
        select(chat.c.address, member.c.ordinal, member.c.id, consent.c.purpose, consent.c.given_at)
        .join(member, member.c.id == consent.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(consent.c.withdrawn_at.is_(None))
    )
    return [HoldingConsent(*row) for row in unit.connection.execute(query)]


# --- retention -------------------------------------------------------------------------------------


def record_run(unit: Unit, at: datetime, counts: dict[str, int]) -> None:
    """Leave a record of what was deleted because its time was over."""
    unit.connection.execute(insert(retention_run).values(at=at, counts=json.dumps(counts, sort_keys=True)))


def runs(unit: Unit) -> list[tuple[datetime, dict[str, int]]]:
    """Return what retention deleted and when, the newest first."""
    query = select(retention_run.c.at, retention_run.c.counts).order_by(retention_run.c.id.desc())
    return [(at, json.loads(counts)) for at, counts in unit.connection.execute(query)]


def forget_runs(unit: Unit, before: datetime) -> int:
    """Delete the record of runs before a time; return of how many."""
    return unit.connection.execute(delete(retention_run).where(retention_run.c.at < before)).rowcount
