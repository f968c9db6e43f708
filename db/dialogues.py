"""Dialogues: the drafts, linked to a member until they are submitted or erased."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update

from db.prepared import Prepared
from db.surveys import Offer
from db.tables import dialogue, survey
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
    opens_on: date
    closes_on: date


_DRAFT = Prepared(
    select(
        dialogue.c.id,
        dialogue.c.member_id,
        dialogue.c.survey_key,
        dialogue.c.version_id,
        dialogue.c.state,
        dialogue.c.card,
        survey.c.opens_on,
        survey.c.closes_on,
    )
    .join(survey, survey.c.key == dialogue.c.survey_key)
    .where(dialogue.c.id == bindparam("draft"))
)
_SAVE = Prepared(update(dialogue).where(dialogue.c.id == bindparam("draft")), sets=("state", "touched_on"))


def by_id(unit: Unit, dialogue_id: int) -> Draft | None:
    """Return a draft, or None where it was submitted or erased."""
    row = _DRAFT.first(unit.connection, draft=dialogue_id)
    if row is None:
        return None
    draft, member, key, version, state, card, opens_on, closes_on = row
    return Draft(draft, member, key, version, dialogue_from_json(state), card, opens_on, closes_on)


def of_member(unit: Unit, member_id: int, survey_key: str) -> Draft | None:
    """Return a member's draft of a survey, or None."""
    query = select(dialogue.c.id).where(
        dialogue.c.member_id == member_id, dialogue.c.survey_key == survey_key
    )
    found = unit.connection.execute(query).scalar_one_or_none()
    return None if found is None else by_id(unit, found)


def add(unit: Unit, member_id: int, offer: Offer, new: Dialogue, today: date) -> Draft:
    """Keep a new draft, pinned to the version that is offered now."""
    dialogue_id = unit.connection.execute(
        insert(dialogue)
        .values(
            member_id=member_id,
            survey_key=offer.key,
            version_id=offer.version_id,
            state=dialogue_to_json(new),
            touched_on=today,
        )
        .returning(dialogue.c.id)
    ).scalar_one()
    return Draft(
        dialogue_id, member_id, offer.key, offer.version_id, new, None, offer.opens_on, offer.closes_on
    )


def save(unit: Unit, draft_id: int, changed: Dialogue, today: date) -> None:
    """Keep where a dialogue stands now."""
    _SAVE.run(unit.connection, draft=draft_id, state=dialogue_to_json(changed), touched_on=today)


def keep_card(unit: Unit, draft_id: int, message: int) -> None:
    """Remember the message that is the living card from now on."""
    unit.connection.execute(update(dialogue).where(dialogue.c.id == draft_id).values(card=message))


def remove(unit: Unit, draft_id: int) -> None:
    """Delete a draft: it was submitted, or its survey ended for this person."""
    unit.connection.execute(delete(dialogue).where(dialogue.c.id == draft_id))


def forget_older_than(unit: Unit, before: date) -> int:
    """Delete drafts that nobody has touched since a day; return how many."""
    return unit.connection.execute(delete(dialogue).where(dialogue.c.touched_on < before)).rowcount
