"""Who reads in a chat, for many chats in one query."""

from collections.abc import Sequence

from sqlalchemy import and_, select

from db.id_lists import ByIds
from db.tables import chat, consent, member
from db.unit import Unit
from domain.readers import Reader

_holds = and_(consent.c.member_id == member.c.id, consent.c.withdrawn_at.is_(None))
_READERS = ByIds(
    chat.c.address,
    lambda which: (
        select(chat.c.address, chat.c.reachable, chat.c.stopped_at, consent.c.purpose, member.c.language)
        .outerjoin(member, member.c.chat_id == chat.c.id)
        .outerjoin(consent, _holds)
        .where(which)
    ),
)


def readers(unit: Unit, addresses: Sequence[int]) -> dict[int, Reader]:
    """Return the readers of each of these chats; chats that are not known are left out."""
    states: dict[int, tuple[bool, bool]] = {}
    agreed: dict[int, set[tuple[str, str]]] = {}
    for address, reachable, stopped_at, purpose, language in _READERS.rows(unit.connection, addresses):
        states[address] = reachable, stopped_at is not None
        if purpose is not None:
            agreed.setdefault(address, set()).add((purpose, language))
    return {address: Reader(*state, frozenset(agreed.get(address, ()))) for address, state in states.items()}
