"""Who belongs to an audience, as the tables know it.

The query walks chats by their ids and members by theirs, so a chunk costs as much as it is long and not as
much as the town is large: `ORDER BY` follows the index of (chat, person), every condition one of its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, distinct, exists, func, select

from db.tables import chat, consent, dialogue, follow, member, registration
from db.unit import Unit
from domain.audience import FEWEST_SHOWN, Audience, Following
from domain.languages import Language
from domain.modes import Mode
from domain.registrations import COMING, RegistrationStatus

STANDINGS = {
    "coming": COMING,
    "waiting": frozenset({RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED}),
    "attended": frozenset({RegistrationStatus.ATTENDED}),
}
"""What a registration's status has to be for a standing that an audience names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who belongs to an audience as far as the tables tell; `ordinal` says who of the household."""

    chat_id: int
    address: int
    ordinal: int
    language: Language


def candidates(
    unit: Unit, purpose: str, audience: Audience, areas: Collection[str], after: int, limit: int
) -> list[Candidate]:
    """Return the next people of an audience, in the order of their chats' ids, no chat torn apart.

    Whether they have taken part in `not_answered` is told by marks that only the pepper opens; here those
    are left out whose answers still wait to be cut loose.

    Args:
        unit: The unit of work.
        purpose: The consent that has to hold.
        audience: Who is meant.
        areas: The audience's areas with all that lie in them.
        after: The last chat that was returned before.
        limit: How many at the most.
    """
    columns = (chat.c.id, chat.c.address, member.c.ordinal, member.c.language)
    query = (
        select(*columns)
        .join(member, member.c.chat_id == chat.c.id)
        .where(member.c.chat_id > after, *_meant(purpose, audience, areas))
        .order_by(member.c.chat_id, member.c.ordinal)
        .limit(limit + 1)
    )
    found = [Candidate(*row) for row in unit.connection.execute(query)]
    if len(found) <= limit:
        return found
    whole = [one for one in found if one.chat_id != found[-1].chat_id]
    return whole or candidates(unit, purpose, audience, areas, after, limit * 2)  # a household beyond limit


def count_chats(unit: Unit, purpose: str, audience: Audience, areas: Collection[str]) -> int:
    """Return in how many chats people of an audience are, whatever their marks tell."""
    query = (
        select(func.count(distinct(member.c.chat_id)))
        .join(chat, chat.c.id == member.c.chat_id)
        .where(*_meant(purpose, audience, areas))
    )
    return unit.connection.execute(query).scalar_one()


def sources(unit: Unit) -> list[str]:
    """Return the posters and links that have led people here who still use the bot.

    One that has led fewer than ten chats here is left out: a link can be made for a single person.
    """
    query = select(chat.c.source).where(chat.c.source != "").group_by(chat.c.source)
    many = query.having(func.count() >= FEWEST_SHOWN)
    return list(unit.connection.scalars(many.order_by(chat.c.source)))


def _meant(purpose: str, audience: Audience, areas: Collection[str]) -> list[ColumnElement[bool]]:
    agreed = exists().where(
        consent.c.member_id == member.c.id, consent.c.purpose == purpose, consent.c.withdrawn_at.is_(None)
    )
    return [chat.c.reachable, chat.c.stopped_at.is_(None), agreed, *_narrowed(audience, areas)]


def _narrowed(audience: Audience, areas: Collection[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if audience.areas:
        conditions.append(_follows(Following.AREA, sorted(areas)))
    if audience.languages:
        conditions.append(member.c.language.in_(audience.languages))
    if audience.themes:
        conditions.append(_follows(Following.THEME, audience.themes))
    if audience.measures:
        conditions.append(_follows(Following.MEASURE, audience.measures))
    if audience.sources:
        conditions.append(chat.c.source.in_(audience.sources))
    if audience.not_answered:
        waits = exists().where(
            dialogue.c.member_id == member.c.id,
            dialogue.c.survey_key == audience.not_answered,
            dialogue.c.mode == Mode.CHAT,
            dialogue.c.seal.is_not(None),
        )
        conditions.append(~waits)
    if audience.event is not None:
        conditions.append(_stands(audience.event, audience.event_standing))
    return conditions


def _follows(kind: Following, keys: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(follow.c.member_id == member.c.id, follow.c.kind == kind, follow.c.key.in_(keys))


def _stands(event_id: int, standing: str) -> ColumnElement[bool]:
    """Return the condition for how somebody stands to an event; who has not answered has no row there."""
    answers = exists().where(registration.c.member_id == member.c.id, registration.c.event_id == event_id)
    match standing:
        case "invited":
            return ~answers
        case "":
            return answers
        case _:
            return answers.where(registration.c.status.in_(sorted(STANDINGS[standing])))
