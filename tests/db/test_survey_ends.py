"""Who submits in the last second: no other process ends a survey while an answer to it is being taken."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db import surveys
from db.connect import open_engine
from db.unit import Unit
from domain.survey import Kind, Question, Survey

DAY = date(2026, 10, 3)
FORM = Survey("s", "1", {"de": "s"}, ("de",), (Question("q", Kind.TEXT, {"de": "?"}),))


def test_the_last_wave_waits_for_an_answer_that_is_being_taken(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("one process writes at a time")
    engine = open_engine(database_url)
    with engine.begin() as connection:
        unit = Unit(connection, 0)
        surveys.schedule(unit, "s", 0, DAY, DAY, None, "18:00")
        surveys.add_version(unit, "s", "source", FORM, datetime(2026, 10, 1, tzinfo=UTC))
    with engine.begin() as one, engine.begin() as other, engine.connect() as ending:
        assert surveys.still_runs(Unit(one, 0), "s")
        assert surveys.still_runs(Unit(other, 0), "s")  # people do not wait for each other
        ending.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            surveys.lock(Unit(ending, 0), "s")
        ending.rollback()
    with engine.begin() as connection:
        surveys.end(Unit(connection, 0), "s", DAY)
        assert not surveys.still_runs(Unit(connection, 0), "s")
    engine.dispose()
