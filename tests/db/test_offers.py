"""Which surveys are offered: those whose newest version this program can read."""

import json
import logging
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from db import surveys
from db.connect import open_engine
from db.tables import survey_version
from db.unit import Unit
from domain.survey import Kind, Question, Survey

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def survey(key: str) -> Survey:
    return Survey(key, "1", {"de": key}, ("de",), (Question("q", Kind.TEXT, {"de": "?"}),))


def test_a_version_that_cannot_be_read_takes_no_other_survey_away(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        unit = Unit(connection, 0)
        ids = {}
        for key in ("good", "broken"):
            surveys.schedule(unit, key, 0, date(2026, 1, 1), date(2027, 1, 1))
            ids[key] = surveys.add_version(unit, key, "source", survey(key), NOW)
        question = {"name": "q", "kind": "text", "relevant": "no-such-function(1)"}
        data = {"format": 2, "name": "broken", "version": "1", "title": {}, "languages": ["de"]}
        damaged = json.dumps({**data, "questions": [question]})
        connection.execute(
            update(survey_version).where(survey_version.c.id == ids["broken"]).values(definition=damaged)
        )
        with caplog.at_level(logging.ERROR):
            for _ in range(2):
                assert [offer.key for offer in surveys.offers(unit)] == ["good"]
        assert [record.message for record in caplog.records] == [
            "survey not offered: its version cannot be read"
        ]
    engine.dispose()
