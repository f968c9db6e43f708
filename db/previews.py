"""Previews: where staff stand while they try a questionnaire out. Nothing of it is kept or counted."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import preview
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.dialogue_data import dialogue_from_json, dialogue_to_json
from domain.languages import Language


@dataclass(frozen=True, slots=True)
class Preview:
    """A member of staff goes through a questionnaire.

    Attributes:
        member_id: Who.
        survey_key: The survey.
        revision: The draft's; None: a version.
        language: In which it is shown.
        dialogue: Where it stands.
        version_id: The version, where it is none of a draft.
        invited: As somebody who was invited by a letter.
        card: The message that is the living card.
    """

    member_id: int
    survey_key: str
    revision: int | None
    language: Language
    dialogue: Dialogue
    version_id: int | None = None
    invited: bool = False
    card: int | None = None


def of_member(unit: Unit, member_id: int) -> Preview | None:
    """Return what a member tries out, or None."""
    columns = (
        *(preview.c.member_id, preview.c.survey_key, preview.c.revision, preview.c.language),
        *(preview.c.state, preview.c.card),
    )
    row = unit.connection.execute(select(*columns).where(preview.c.member_id == member_id)).first()
    if row is None:
        return None
    member, key, revision, language, state, card = row
    data = json.loads(state)
    dialogue = dialogue_from_json(data["dialogue"])
    return Preview(member, key, revision, language, dialogue, data["version"], data["invited"], card)


def put(unit: Unit, one: Preview, today: date) -> None:
    """Keep where a preview stands, in place of the member's one before."""
    state = {"dialogue": dialogue_to_json(one.dialogue), "version": one.version_id, "invited": one.invited}
    values = {
        "survey_key": one.survey_key,
        "revision": one.revision,
        "language": one.language,
        "state": json.dumps(state, ensure_ascii=False),
        "card": one.card,
        "touched_on": today,
    }
    unit.connection.execute(
        upsert(preview)
        .values(member_id=one.member_id, **values)
        .on_conflict_do_update(index_elements=["member_id"], set_=values)
    )


def remove(unit: Unit, member_id: int) -> None:
    """Forget what a member tried out."""
    unit.connection.execute(delete(preview).where(preview.c.member_id == member_id))


def forget_older_than(unit: Unit, before: date) -> int:
    """Forget previews that nobody has touched since a day; return how many."""
    return unit.connection.execute(delete(preview).where(preview.c.touched_on < before)).rowcount
