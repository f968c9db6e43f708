"""Translations of questionnaires' texts that are kept beside their forms."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import translation
from db.unit import Unit
from domain.languages import Language
from domain.survey_texts import Place
from domain.translations import Translation


def of_survey(unit: Unit, key: str) -> tuple[Translation, ...]:
    """Return the translations that are kept of a survey's texts, by place and language."""
    columns = (translation.c.place, translation.c.language, translation.c.text, translation.c.source)
    query = (
        select(*columns)
        .where(translation.c.survey_key == key)
        .order_by(translation.c.place, translation.c.language)
    )
    rows = unit.connection.execute(query)
    return tuple(Translation(place, language, text, json.loads(made)) for place, language, text, made in rows)


def put(unit: Unit, key: str, rows: Iterable[Translation]) -> None:
    """Keep translations of a survey's texts, instead of those that were there for the same texts."""
    values = [
        {
            "survey_key": key,
            "place": row.place,
            "language": row.language,
            "text": row.text,
            "source": json.dumps(dict(row.made_from), ensure_ascii=False, sort_keys=True),
        }
        for row in rows
    ]
    if not values:
        return
    new = upsert(translation)
    unit.connection.execute(
        new.on_conflict_do_update(
            index_elements=[translation.c.survey_key, translation.c.place, translation.c.language],
            set_={"text": new.excluded.text, "source": new.excluded.source},
        ),
        values,
    )


def drop(unit: Unit, key: str, language: Language, places: Sequence[Place]) -> None:
    """Forget the translations of some texts into a language: the form says the same by now."""
    if not places:
        return
    its = delete(translation).where(
        translation.c.survey_key == key,
        translation.c.language == language,
        translation.c.place == bindparam("gone"),
    )
    unit.connection.execute(its, [{"gone": place} for place in places])
