"""Surveys and their versions. A version's definition never changes, so it is read once a process."""

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import dialogue, response, survey, survey_version
from db.unit import Unit
from domain.survey import Survey
from domain.survey_data import survey_from_data, survey_to_data

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """A survey as it is offered: its newest version and the days on which it can be answered."""

    key: str
    version_id: int
    survey: Survey
    opens_on: date
    closes_on: date
    ended_on: date | None = None

    def is_open(self, today: date) -> bool:
        """Tell whether it can be answered on this day."""
        return self.ended_on is None and self.opens_on <= today <= self.closes_on


_versions: WeakKeyDictionary[Engine, dict[int, Survey]] = WeakKeyDictionary()
_unreadable: WeakKeyDictionary[Engine, set[int]] = WeakKeyDictionary()
"""Versions that were named in the log, each once."""


def version(unit: Unit, version_id: int) -> Survey:
    """Return a version's questionnaire; a database is asked for it once, since it never changes."""
    known = _versions.setdefault(unit.connection.engine, {})
    if version_id not in known:
        query = select(survey_version.c.definition).where(survey_version.c.id == version_id)
        known[version_id] = survey_from_data(json.loads(unit.connection.execute(query).scalar_one()))
    return known[version_id]


def _offered(unit: Unit, key: str, version_id: int) -> Survey | None:
    """Return a version's questionnaire, or None with an error in the log where this program cannot read it.

    One damaged version must not take all other surveys from everybody.
    """
    try:
        return version(unit, version_id)
    except ValueError as error:  # of its format, its JSON or its expressions
        named = _unreadable.setdefault(unit.connection.engine, set())
        if version_id not in named:
            named.add(version_id)
            what = {"survey": key, "version_id": version_id, "error": type(error).__name__}
            log.error("survey not offered: its version cannot be read", extra=what)
        return None


def offers(unit: Unit) -> list[Offer]:
    """Return every survey with its newest version, in the process's order.

    A survey whose newest version cannot be read is left out, and named in the log.
    """
    newest = (
        select(survey_version.c.id)
        .where(survey_version.c.survey_key == survey.c.key)
        .order_by(survey_version.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    days = (survey.c.opens_on, survey.c.closes_on, survey.c.ended_on)
    query = select(survey.c.key, newest, *days).order_by(survey.c.position, survey.c.key)
    return [
        Offer(key, version_id, offered, opens_on, closes_on, ended_on)
        for key, version_id, opens_on, closes_on, ended_on in unit.connection.execute(query).all()
        if version_id is not None and (offered := _offered(unit, key, version_id)) is not None
    ]


def offer(unit: Unit, key: str) -> Offer | None:
    """Return the survey with this key, or None."""
    return next((offer for offer in offers(unit) if offer.key == key), None)


def lock(unit: Unit, key: str) -> None:
    """Let no other process seal or count this survey's answers until the unit's end."""
    unit.connection.execute(select(survey.c.key).where(survey.c.key == key).with_for_update())


def end(unit: Unit, key: str, today: date) -> None:
    """End a survey for good."""
    unit.connection.execute(update(survey).where(survey.c.key == key).values(ended_on=today))


def version_ids(unit: Unit, key: str) -> list[int]:
    """Return the ids of a survey's versions, oldest first."""
    query = (
        select(survey_version.c.id).where(survey_version.c.survey_key == key).order_by(survey_version.c.id)
    )
    return list(unit.connection.execute(query).scalars())


def begun_versions(unit: Unit, key: str) -> list[int]:
    """Return the ids of a survey's versions that somebody has begun or submitted, oldest first."""
    begun = select(dialogue.c.id).where(dialogue.c.version_id == survey_version.c.id).exists()
    submitted = select(response.c.rid).where(response.c.version_id == survey_version.c.id).exists()
    query = select(survey_version.c.id).where(survey_version.c.survey_key == key, or_(begun, submitted))
    return list(unit.connection.execute(query.order_by(survey_version.c.id)).scalars())


def count_in_the_middle(unit: Unit, key: str) -> int:
    """Return how many people have begun a survey and not submitted it."""
    query = select(func.count()).where(dialogue.c.survey_key == key, dialogue.c.seal.is_(None))
    return unit.connection.execute(query).scalar_one()


def last_position(unit: Unit) -> int:
    """Return the highest position of a survey, -1 where there is none."""
    highest = unit.connection.execute(select(func.max(survey.c.position))).scalar_one()
    return -1 if highest is None else int(highest)


def close_on(unit: Unit, key: str, last_day: date) -> None:
    """Give a survey another last day."""
    unit.connection.execute(update(survey).where(survey.c.key == key).values(closes_on=last_day))


def schedule(unit: Unit, key: str, position: int, opens_on: date, closes_on: date) -> None:
    """Add a survey to the process, or change its days.

    The survey's row stays locked until the unit's end: of two processes that start at once, the second
    one finds the version that the first one has added.
    """
    values = {"position": position, "opens_on": opens_on, "closes_on": closes_on}
    unit.connection.execute(
        upsert(survey).values(key=key, **values).on_conflict_do_update(index_elements=["key"], set_=values)
    )


def newest_source(unit: Unit, key: str) -> str | None:
    """Return the hash of the source that a survey's newest version was made from."""
    query = (
        select(survey_version.c.source_hash)
        .where(survey_version.c.survey_key == key)
        .order_by(survey_version.c.id.desc())
        .limit(1)
    )
    return unit.connection.execute(query).scalar_one_or_none()


def add_version(unit: Unit, key: str, source_hash: str, new: Survey, now: datetime) -> int:
    """Keep a new version; dialogues that run stay with theirs."""
    version_id: int = unit.connection.execute(
        insert(survey_version)
        .values(
            survey_key=key,
            version=new.version,
            source_hash=source_hash,
            definition=json.dumps(survey_to_data(new), ensure_ascii=False),
            created_at=now,
        )
        .returning(survey_version.c.id)
    ).scalar_one()
    return version_id
