"""Results read frozen tables: with a million responses they take no longer than with twenty."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, text

from benchmarks.million import AREAS, MILLION, SURVEY, release_of_a_million
from db import releases
from db.unit import Unit
from domain.releases import Release, release_to_json
from domain.results import Filter, PublishedResults
from tests.usecases.town import Town
from usecases import published


def _keep(town: Town, release: Release) -> int:
    version = town.open_survey("stadtweit", SURVEY, source="2")
    town.run(releases.add, release)
    return version


@contextmanager
def _asked(town: Town) -> Iterator[list[str]]:
    """Collect the SQL that is asked."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = town.connection.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def _all_of(unit: Unit, chosen: Filter | None) -> PublishedResults | None:
    return published.results(unit, "stadtweit", 1, chosen)


def test_the_totals_of_a_million_add_up_in_every_table_and_under_every_filter(town: Town) -> None:
    _keep(town, release_of_a_million())
    results = town.run(_all_of, None)
    assert results.total == MILLION
    assert all(table.n + table.skipped == MILLION for table in results.tables)
    parts = [town.run(_all_of, one) for one in results.filters if one.dimension == "area"]
    assert sum(part.total for part in parts) + results.dimensions[0].rest == MILLION


def test_of_the_responses_only_those_that_wait_are_counted_and_none_is_read(town: Town) -> None:
    _keep(town, release_of_a_million())
    with _asked(town) as asked:
        town.run(_all_of, None)
        town.run(_all_of, Filter("area", "a1"))
        town.run(published.comparison, "stadtweit", 1, 3, 0)
        town.run(published.comparison, "stadtweit", 1, 3, None, 1)
        town.run(published.overview)
    about = [statement for statement in asked if "FROM response" in statement]
    assert about
    assert all("count(*)" in statement and "wave IS NULL" in statement for statement in about)
    assert not any("response.answers" in statement for statement in asked)


def test_a_release_is_read_once_a_process_and_by_its_hash(town: Town) -> None:
    first, second = release_of_a_million(), replace(release_of_a_million(), closed_on=date(2026, 10, 10))
    _keep(town, first)
    with _asked(town) as asked:
        assert town.run(releases.by_number, "stadtweit", 1) == first
        assert town.run(releases.by_number, "stadtweit", 1) == first
    assert sum("SELECT release.content" in statement for statement in asked) <= 1
    table = "UPDATE release SET content = :content, hash = :hash"
    with town.connection.begin():  # as after a wave that was rolled back and closed anew
        values = {"content": release_to_json(second), "hash": second.hash}
        town.connection.execute(text(table), values)
    assert town.run(releases.by_number, "stadtweit", 1) == second


def test_what_a_release_says_is_made_once_and_anew_for_another_part_text_or_release(
    town: Town,
) -> None:
    _keep(town, release_of_a_million())
    everybody, part = town.run(_all_of, None), town.run(_all_of, Filter("area", "a1"))
    assert town.run(_all_of, None).entries is everybody.entries
    assert town.run(_all_of, Filter("area", "a1")).entries is part.entries
    assert part.total < everybody.total
    questions = (replace(SURVEY.questions[0], label={"de": "Wo genau?"}), *SURVEY.questions[1:])
    town.open_survey("stadtweit", replace(SURVEY, version="2", questions=questions), source="3")
    assert town.run(_all_of, None).entries[0].label == {"de": "Wo genau?"}
    half = {key: dict(list(cells.items())[:100]) for key, cells in release_of_a_million().cells.items()}
    with town.connection.begin():
        town.connection.execute(text("DELETE FROM release"))
    town.run(releases.add, replace(release_of_a_million(), cells=half))
    assert town.run(_all_of, None).total < MILLION


def test_of_what_releases_say_only_so_much_is_kept_in_memory(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "MOST_KNOWN", 2)
    _keep(town, release_of_a_million())
    parts = [Filter("area", area) for area in AREAS[:3]]
    first = [town.run(_all_of, part) for part in parts]
    assert town.run(_all_of, parts[2]).entries is first[2].entries
    assert town.run(_all_of, parts[0]).entries == first[0].entries
    assert town.run(_all_of, parts[0]).entries is not first[0].entries
