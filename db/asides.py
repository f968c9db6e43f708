"""Messages that go with a dialogue's card and are none of it: the button for a place, pictures of a question.

They are kept by what they are there for. What was said is known from the moment it is put into the outbox,
its message only when it has arrived; until then there is nothing that could be taken out of the chat.
"""

import json
from collections.abc import Mapping

from sqlalchemy import bindparam, select, update

from db.prepared import Prepared
from db.tables import dialogue
from db.unit import Unit
from domain.outgoing import Aside

_FIND = Prepared(select(dialogue.c.asides).where(dialogue.c.id == bindparam("draft")))
_KEEP = Prepared(update(dialogue).where(dialogue.c.id == bindparam("draft")), sets=("asides",))


def expect(unit: Unit, aside: Aside) -> None:
    """Remember that something is said beside a card."""
    known = _read(unit, aside.dialogue)
    if aside.subject not in known:
        _write(unit, aside.dialogue, {**known, aside.subject: []})


def keep(unit: Unit, aside: Aside, message: int) -> None:
    """Remember the message of something that was said; not where it was taken away meanwhile."""
    known = _read(unit, aside.dialogue)
    if aside.subject in known and message not in known[aside.subject]:
        _write(unit, aside.dialogue, {**known, aside.subject: [*known[aside.subject], message]})


def subjects(unit: Unit, draft_id: int) -> frozenset[str]:
    """Return what is said beside a dialogue's card."""
    return frozenset(_read(unit, draft_id))


def take(unit: Unit, draft_id: int, *subjects: str) -> tuple[int, ...]:
    """Return the messages that are there for some things, the oldest first, and forget them."""
    known = _read(unit, draft_id)
    if known.keys().isdisjoint(subjects):
        return ()
    _write(unit, draft_id, {what: ids for what, ids in known.items() if what not in subjects})
    return tuple(sorted(message for what in subjects for message in known.get(what, ())))


def messages_in(kept: str) -> list[int]:
    """Return the messages of a dialogue's column `asides`."""
    return [message for ids in json.loads(kept or "{}").values() for message in ids]


def _read(unit: Unit, draft_id: int) -> dict[str, list[int]]:
    row = _FIND.first(unit.connection, draft=draft_id)
    return json.loads(row[0]) if row and row[0] else {}


def _write(unit: Unit, draft_id: int, kept: Mapping[str, list[int]]) -> None:
    _KEEP.run(unit.connection, draft=draft_id, asides=json.dumps(kept) if kept else "")
