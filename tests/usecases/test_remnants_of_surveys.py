"""After a scrub nothing tells who was counted in which cell of a quota, nor what staff typed in a preview."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from db import previews, traces
from db.connect import open_engine
from db.previews import Preview
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.person import Person
from domain.survey import Quota
from tests.usecases.town import NOON
from usecases.preview import leave
from usecases.rehearsal import SURVEY, Rehearsal
from usecases.scrub import scrub_asked_for
from usecases.visit import receive

MARKER = "ausprobiert-ÄÖ-"
CELLS = (Quota({"area": "north"}, 1000), Quota({"area": "south"}, 1000))


@pytest.fixture
def rehearsal(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    monkeypatch.setattr("usecases.rehearsal.SURVEY", replace(SURVEY, quotas=CELLS))
    played = Rehearsal(database_url, NOON, Random(7))
    yield played
    played.close()


def transactions(rehearsal: Rehearsal, table: str) -> set[str]:
    """Return the transactions that wrote the rows of a table, as PostgreSQL keeps them with each row."""
    engine = open_engine(rehearsal.address)
    with engine.connect() as connection:
        found = set(connection.scalars(text(f"SELECT xmin::text FROM {table}")))  # noqa: S608 - our own names
    engine.dispose()
    return found


def test_no_transaction_that_counted_somebody_in_a_cell_wrote_anything_of_theirs(
    rehearsal: Rehearsal,
) -> None:
    for number in range(12):
        rehearsal.take_part([f"Text {number}"])
    if "postgresql" not in rehearsal.address:
        pytest.skip("SQLite keeps no transactions with its rows")
    before = transactions(rehearsal, "quota_count")
    assert before & transactions(rehearsal, "member"), "the attack finds whose answers are linked still"
    rehearsal.seal()
    batch = transactions(rehearsal, "quota_count")
    assert batch.isdisjoint(transactions(rehearsal, "member")), "a batch writes the row of all its cells anew"
    assert batch == transactions(rehearsal, "response")
    rehearsal.scrub()
    after = transactions(rehearsal, "quota_count")
    assert len(after) == 1
    for table in ("member", "chat", "outbox", "handled_update", "participation", "response", "consent"):
        assert after.isdisjoint(transactions(rehearsal, table)), table


def test_what_was_typed_to_try_a_form_out_is_in_no_file_after_the_scrub(rehearsal: Rehearsal) -> None:
    rehearsal.take_part(["Text"])

    def try_out(unit: Unit) -> None:
        visit = receive(unit, rehearsal.house, 777_000, Person(1, 1, "de"), NOON)
        assert visit is not None
        dialogue = Dialogue(answers={"words": MARKER * 20})
        one = Preview(visit.resident.member_id, "rehearsal", None, "en", dialogue)
        previews.put(unit, one, visit.today)

    def stop(unit: Unit) -> None:
        visit = receive(unit, rehearsal.house, 777_001, Person(1, 1, "de"), NOON)
        assert visit is not None
        assert leave(visit) is not None
        assert scrub_asked_for(unit), "nothing else has to ask for it"

    rehearsal.run(try_out)
    rehearsal.run(stop)
    rehearsal.scrub()
    engine = open_engine(rehearsal.address)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("CHECKPOINT")
        files = traces.files(connection, rehearsal.address)
    engine.dispose()
    assert files is not None
    assert traces.found_in(files, traces.encoded(MARKER)) == {}
