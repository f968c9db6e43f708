"""Surveys and their versions. A version's definition never changes, so it is read once a process."""

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db import survey_files
from db.tables import dialogue, response, survey, survey_version
from db.unit import Unit
from domain.survey import Survey
from domain.survey_data import survey_from_data, survey_to_data
from domain.survey_life import Window
from domain.times import DayTime

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """A survey as it is offered: its newest version, and when it can be answered."""

    key: str
    version_id: int
    survey: Survey
    window: Window
    ended_on: date | None = None

    def is_open(self, now: datetime, timezone: str) -> bool:
        """Tell whether it can be answered now."""
        return self.ended_on is None and self.window.is_open(now, timezone)

    def is_over(self, now: datetime, timezone: str) -> bool:
        """Tell whether it can be answered no more."""
        return self.ended_on is not None or self.window.is_over(now, timezone)


WINDOW = (survey.c.opens_on, survey.c.opens_at, survey.c.closes_on, survey.c.closes_at)
"""The columns of `window_of`."""


def window_of(opens_on: date, opens_at: str | None, closes_on: date, closes_at: str | None) -> Window:
    """Return when a survey can be answered, as it is kept."""
    return Window(DayTime(opens_on, opens_at), DayTime(closes_on, closes_at))


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
    columns = (survey.c.key, newest, survey.c.ended_on, *WINDOW)
    query = select(*columns).order_by(survey.c.position, survey.c.key)
    return [
        Offer(key, version_id, offered, window_of(*window), ended_on)
        for key, version_id, ended_on, *window in unit.connection.execute(query).all()
        if version_id is not None and (offered := _offered(unit, key, version_id)) is not None
    ]


def offer(unit: Unit, key: str) -> Offer | None:
    """Return the survey with this key, or None."""
    return next((offer for offer in offers(unit) if offer.key == key), None)


def lock(unit: Unit, key: str) -> None:
    """Let no other process seal or count this survey's answers until the unit's end.

    Rows that name the survey can be added meanwhile: its key does not change.
    """
    row = select(survey.c.key).where(survey.c.key == key)
    unit.connection.execute(row.with_for_update(key_share=True))


def still_runs(unit: Unit, key: str) -> bool:
    """Tell whether a survey has not ended; until the unit's end, no other process ends it.

    Who submits in its last second is counted with its last wave, or told that it was too late.
    """
    query = select(survey.c.ended_on.is_(None)).where(survey.c.key == key).with_for_update(read=True)
    return unit.connection.execute(query).scalar_one()


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


def close_at(unit: Unit, key: str, closes: DayTime) -> None:
    """Let a survey close at another time."""
    values = {"closes_on": closes.day, "closes_at": closes.clock}
    unit.connection.execute(update(survey).where(survey.c.key == key).values(values))


def schedule(
    unit: Unit,
    key: str,
    position: int,
    opens_on: date,
    closes_on: date,
    opens_at: str | None = None,
    closes_at: str | None = None,
) -> None:
    """Add a survey to the process, or change when it can be answered.

    The survey's row stays locked until the unit's end: of two processes that start at once, the second
    one finds the version that the first one has added.
    """
    window = {"opens_on": opens_on, "opens_at": opens_at, "closes_on": closes_on, "closes_at": closes_at}
    values = {"position": position, **window}
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
    """Keep a new version; dialogues that run stay with theirs. The files that it shows are kept already."""
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
    survey_files.carry(unit, version_id, new)
    return version_id
