"""Dialogues: the drafts, linked to a member until they are submitted or erased."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from db.tables import dialogue
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.dialogue_data import dialogue_from_json, dialogue_to_json


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue as it is kept."""

    id: int
    member_id: int
    survey_key: str
    version_id: int
    dialogue: Dialogue
    card: int | None


_DRAFT = select(
    dialogue.c.id,
    dialogue.c.member_id,
    dialogue.c.survey_key,
    dialogue.c.version_id,
    dialogue.c.state,
    dialogue.c.card,
)


def by_id(unit: Unit, dialogue_id: int) -> Draft | None:
    """Return a draft, or None where it was submitted or erased."""
    row = unit.connection.execute(_DRAFT.where(dialogue.c.id == dialogue_id)).first()
    return Draft(row[0], row[1], row[2], row[3], dialogue_from_json(row[4]), row[5]) if row else None


def of_member(unit: Unit, member_id: int, survey_key: str) -> Draft | None:
    """Return a member's draft of a survey, or None."""
    query = select(dialogue.c.id).where(
        dialogue.c.member_id == member_id, dialogue.c.survey_key == survey_key
    )
    found = unit.connection.execute(query).scalar_one_or_none()
    return None if found is None else by_id(unit, found)


def add(unit: Unit, member_id: int, survey_key: str, version_id: int, new: Dialogue, today: date) -> Draft:
    """Keep a new draft, pinned to a version."""
    dialogue_id = unit.connection.execute(
        insert(dialogue)
        .values(
            member_id=member_id,
            survey_key=survey_key,
            version_id=version_id,
            state=dialogue_to_json(new),
            touched_on=today,
        )
        .returning(dialogue.c.id)
    ).scalar_one()
    return Draft(dialogue_id, member_id, survey_key, version_id, new, None)


def save(unit: Unit, draft_id: int, changed: Dialogue, today: date) -> None:
    """Keep where a dialogue stands now."""
    unit.connection.execute(
        update(dialogue)
        .where(dialogue.c.id == draft_id)
        .values(state=dialogue_to_json(changed), touched_on=today)
    )


def remove(unit: Unit, draft_id: int) -> None:
    """Delete a draft: it was submitted, or its survey ended for this person."""
    unit.connection.execute(delete(dialogue).where(dialogue.c.id == draft_id))


def forget_older_than(unit: Unit, before: date) -> int:
    """Delete drafts that nobody has touched since a day; return how many."""
    return unit.connection.execute(delete(dialogue).where(dialogue.c.touched_on < before)).rowcount
