"""Results read frozen tables: with a million responses they take no longer than with twenty."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import product
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import event, text

from db import releases
from db.unit import Unit
from domain.blocks import Labels
from domain.invitation import Role
from domain.releases import PEOPLE, Release, release_to_json
from domain.results import Filter, PublishedResults
from domain.survey import LANGUAGE, Choice, Kind, Question, Scale, Survey
from domain.tallies import Cell, Series, series_of
from tests.usecases.town import Resident, Town
from usecases import published
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.results import results_command

MILLION = 1_000_000
AREAS, AGES, LANGUAGES = (
    [f"{name}{place}" for place in range(n)] for name, n in (("a", 8), ("g", 6), ("l", 5))
)
YEARS = 100


def _choices(names: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": f"Antwort {name}"}) for name in names)


def _survey() -> Survey:
    """Return a survey as long as the town's: dimensions, scales, choices, boxes, a number, a text."""
    answers = _choices([f"c{place}" for place in range(12)])
    questions = [
        Question("area", Kind.SELECT_ONE, {"de": "Wo?"}, choices=_choices(AREAS)),
        Question("age", Kind.SELECT_ONE, {"de": "Wie alt?"}, choices=_choices(AGES)),
        *(Question(f"scale{n}", Kind.RANGE, {"de": "Wie?"}, scale=Scale(1, 5)) for n in range(6)),
        *(Question(f"one{n}", Kind.SELECT_ONE, {"de": "Was?"}, choices=answers) for n in range(4)),
        *(Question(f"many{n}", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choices=answers) for n in range(4)),
        Question("years", Kind.INTEGER, {"de": "Wie viele Jahre?"}),
        Question("words", Kind.TEXT, {"de": "Was noch?"}),
    ]
    return Survey(
        "town", "1", {"de": "Stadt"}, ("de",), tuple(questions), dimensions=("area", "age", LANGUAGE)
    )


SURVEY = _survey()


def _values(series: Series) -> list[str]:
    question = series.question
    if question.kind is Kind.TEXT:
        return [""]
    if question.scale:
        return [str(value) for value in question.scale.values()]
    return [choice.name for choice in question.choices] or [str(year) for year in range(YEARS)]


def _release(population: bool = False) -> Release:
    """Return what a million responses leave: a cell for every combination of labels, mixed ones too."""
    labels: list[Labels] = list(product([*AREAS, None], [*AGES, None], [*LANGUAGES, None]))
    sizes = [MILLION // len(labels) + (place < MILLION % len(labels)) for place in range(len(labels))]
    cells: dict[str, dict[Labels, Cell]] = {
        PEOPLE: {one: Cell(n) for one, n in zip(labels, sizes, strict=True)}
    }
    for series in series_of([SURVEY]):
        values = _values(series)
        shares = [(n // len(values), n % len(values)) for n in sizes]
        cells[series.key] = {
            one: Cell(n, n, {value: each + (place < over) for place, value in enumerate(values)})
            for one, n, (each, over) in zip(labels, sizes, shares, strict=True)
        }
    margins = {
        "area": {area: 1000 + 500 * place for place, area in enumerate(AREAS)},
        "age": {age: 2000 + 300 * place for place, age in enumerate(AGES)},
    }
    return Release(
        "stadtweit", 1, date(2026, 10, 3), False, SURVEY.dimensions, cells, margins if population else {}
    )


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
    _keep(town, _release())
    results = town.run(_all_of, None)
    assert results.total == MILLION
    assert all(table.n + table.skipped == MILLION for table in results.tables)
    parts = [town.run(_all_of, one) for one in results.filters if one.dimension == "area"]
    assert sum(part.total for part in parts) + results.dimensions[0].rest == MILLION


def test_of_the_responses_only_those_that_wait_are_counted_and_none_is_read(town: Town) -> None:
    _keep(town, _release())
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
    first, second = _release(), replace(_release(), closed_on=date(2026, 10, 10))
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


def test_what_a_release_says_is_made_once_and_anew_for_another_part_text_or_release(town: Town) -> None:
    _keep(town, _release())
    everybody, part = town.run(_all_of, None), town.run(_all_of, Filter("area", "a1"))
    assert town.run(_all_of, None).entries is everybody.entries
    assert town.run(_all_of, Filter("area", "a1")).entries is part.entries
    assert part.total < everybody.total
    questions = (replace(SURVEY.questions[0], label={"de": "Wo genau?"}), *SURVEY.questions[1:])
    town.open_survey("stadtweit", replace(SURVEY, version="2", questions=questions), source="3")
    assert town.run(_all_of, None).entries[0].label == {"de": "Wo genau?"}
    half = {key: dict(list(cells.items())[:100]) for key, cells in _release().cells.items()}
    with town.connection.begin():
        town.connection.execute(text("DELETE FROM release"))
    town.run(releases.add, replace(_release(), cells=half))
    assert town.run(_all_of, None).total < MILLION


def test_of_what_releases_say_only_so_much_is_kept_in_memory(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "MOST_KNOWN", 2)
    _keep(town, _release())
    parts = [Filter("area", area) for area in AREAS[:3]]
    first = [town.run(_all_of, part) for part in parts]
    assert town.run(_all_of, parts[2]).entries is first[2].entries
    assert town.run(_all_of, parts[0]).entries == first[0].entries
    assert town.run(_all_of, parts[0]).entries is not first[0].entries


_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :n)"
    " SELECT randomblob(32), :version, 'de', :answers, 1 FROM numbers",
    "postgresql": "SELECT sha256(CAST(CAST(i AS text) AS bytea)), :version, 'de', :answers, 1"
    " FROM generate_series(1, :n) AS i",
}


def _add_a_million_rows(town: Town, version: int) -> None:
    """Put a million counted responses beside the release, so that whoever looked at them would be slow."""
    numbers = _NUMBERS[town.connection.dialect.name]
    answers = '{"area": "a1", "age": "g2", "scale0": 4, "many0": ["c1", "c5"], "years": 12}'
    insert = "INSERT INTO response (rid, version_id, language, answers, wave) " + numbers
    with town.connection.begin():
        values = {"version": version, "answers": answers, "n": MILLION}
        town.connection.execute(text(insert), values)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("population", [False, True], ids=["raw", "weighted"])
def test_staff_who_open_the_results_of_a_million_wait_less_than_a_tenth_of_a_second(
    town: Town, population: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    version = _keep(town, _release(population))
    _add_a_million_rows(town, version)
    town.run(introduce, "bot", "https://t.me/bot")
    staff = Resident(town, 1)
    staff.start(town.run(invite_staff, Role.ADMIN, town.now).split("=")[1])
    staff.command(results_command)

    def timed(act: Callable[[], object]) -> float:
        began = perf_counter()
        act()
        return perf_counter() - began

    first = timed(lambda: staff.choose("results:stadtweit"))
    kinds = {
        "all surveys": "results",
        "one survey": "results:stadtweit",
        "one question": "results:stadtweit:r1q9",
        "one area": "results:stadtweit:r1f2",
        "a comparison": "results:stadtweit:r1q9d0",
    }
    took = {
        name: median(timed(lambda option=option: staff.choose(option)) for _ in range(9))  # type: ignore[misc]
        for name, option in kinds.items()
    }
    with capsys.disabled():
        shown = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in took.items())
        sys.stderr.write(f"\n{town.connection.dialect.name}: first {first * 1000:.0f} ms; {shown}\n")
    assert max(took.values()) < 0.1
