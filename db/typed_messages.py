"""Residents' own messages that held answers, by their ids, until they are taken out of the chat."""

import json
from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from db import asides
from db.prepared import Prepared
from db.tables import dialogue
from db.unit import Unit

MOST_KEPT = 200
"""Ids for each dialogue, the newest; messages can be taken out for two days, so older ones are of no use."""

_FIND = Prepared(select(dialogue.c.typed).where(dialogue.c.id == bindparam("draft")))
_KEEP = Prepared(update(dialogue).where(dialogue.c.id == bindparam("draft")), sets=("typed",))


def keep(unit: Unit, draft_id: int, message: int) -> None:
    """Remember that a message of the resident went to a dialogue as an answer."""
    ids = [one for one in _read(unit, draft_id) if one != message]
    _KEEP.run(unit.connection, draft=draft_id, typed=json.dumps([*ids, message][-MOST_KEPT:]))


def take(unit: Unit, draft_id: int) -> tuple[int, ...]:
    """Return a dialogue's messages, the oldest first, and forget them."""
    ids = _read(unit, draft_id)
    if ids:
        _KEEP.run(unit.connection, draft=draft_id, typed="")
    return tuple(sorted(ids))


def of_members(unit: Unit, members: Sequence[int]) -> tuple[int, ...]:
    """Return all messages in which answers of these people can be read, or what they are asked."""
    columns = (dialogue.c.typed, dialogue.c.asides, dialogue.c.card)
    found: set[int] = set()
    for typed, beside, card in unit.connection.execute(
        select(*columns).where(dialogue.c.member_id.in_(members))
    ):
        found.update(json.loads(typed or "[]"), asides.messages_in(beside), () if card is None else (card,))
    return tuple(sorted(found))


def _read(unit: Unit, draft_id: int) -> tuple[int, ...]:
    row = _FIND.first(unit.connection, draft=draft_id)
    return tuple(json.loads(row[0])) if row and row[0] else ()
