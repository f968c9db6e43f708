"""The content folder becomes surveys in the database."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from domain.dialogue import Move
from domain.times import DayTime
from tests.usecases.conftest import CONTENT
from tests.usecases.town import Resident, Town, opened
from usecases.house import House
from usecases.open_content import SurveyRefused, open_content

FIRST = """
| survey |      |      |                     |
|        | type | name | label::Deutsch (de) |
|        | note | n    | Hallo               |
|        | text | t    | Was noch?           |
"""
SECOND = FIRST.replace("Was noch?", "Was fehlt?")
SICK = FIRST.replace("| text |", "| txet |")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one small survey."""
    (tmp_path / "surveys").mkdir()
    (tmp_path / "surveys" / "stadtweit.md").write_text(FIRST, "utf-8")
    return tmp_path


@pytest.fixture
def empty(database_url: str, house: House) -> Iterator[Town]:
    """A town before its first start, on the day on which its only survey opens."""
    first = house.town.surveys[0]
    with opened(
        database_url, replace(house, town=replace(house.town, surveys=(first,), feedback=None))
    ) as town:
        town.now = datetime.combine(first.window.opens.day, time(12), UTC)
        yield town


def write(folder: Path, text: str) -> None:
    (folder / "surveys" / "stadtweit.md").write_text(text, "utf-8")


def imported(town: Town, folder: Path) -> list[str]:
    keys: list[str] = town.run(open_content, town.house, folder, town.now)
    return keys


def test_a_version_is_made_only_where_the_file_changed(empty: Town, folder: Path) -> None:
    assert imported(empty, folder) == ["stadtweit"]
    assert imported(empty, folder) == []
    write(folder, SECOND)
    assert imported(empty, folder) == ["stadtweit"]
    assert len(empty.rows("survey_version")) == 2


def test_a_file_can_be_put_back_as_it_was(empty: Town, folder: Path) -> None:
    for text in (FIRST, SECOND, FIRST):
        write(folder, text)
        assert imported(empty, folder) == ["stadtweit"]
    assert imported(empty, folder) == []
    first, _second, third = sorted(empty.rows("survey_version"), key=lambda row: int(row["id"]))
    assert first["definition"] == third["definition"]


def test_a_dialogue_that_runs_keeps_the_words_it_began_with(empty: Town, folder: Path) -> None:
    imported(empty, folder)
    ayse = Resident(empty, 1)
    ayse.begin()
    version = ayse.draft["version_id"]
    write(folder, SECOND)
    imported(empty, folder)
    ayse.tap(Move.KEEP)
    assert (ayse.draft["version_id"], ayse.dialogue.at) == (version, "t")


def test_the_days_of_a_survey_follow_the_process(empty: Town, folder: Path) -> None:
    imported(empty, folder)
    (planned,) = empty.house.town.surveys
    closes = DayTime(planned.window.opens.day, "18:00")
    changed = replace(planned, window=replace(planned.window, closes=closes))
    empty.house = replace(empty.house, town=replace(empty.house.town, surveys=(changed,)))
    imported(empty, folder)
    (row,) = empty.rows("survey")
    assert (row["opens_at"], row["closes_on"], row["closes_at"]) == (None, closes.day, "18:00")


def with_sample(town: Town) -> None:
    """Let the process say that the survey's sample is told from others."""
    (planned,) = town.house.town.surveys
    surveys = (replace(planned, sample=True),)
    town.house = replace(town.house, town=replace(town.house.town, surveys=surveys))


def dimensions(town: Town) -> list[list[str]]:
    rows = sorted(town.rows("survey_version"), key=lambda row: int(row["id"]))
    return [json.loads(row["definition"]).get("dimensions", []) for row in rows]


def test_a_survey_with_a_sample_tells_it_before_everything_else_and_is_a_version_of_its_own(
    empty: Town, folder: Path
) -> None:
    write(folder, FIRST + "| settings | | |\n| | dimensions | version |\n| | language | 1 |\n")
    imported(empty, folder)
    with_sample(empty)
    assert imported(empty, folder) == ["stadtweit"]
    assert imported(empty, folder) == []
    assert dimensions(empty) == [["language"], ["access", "language"]]


@pytest.mark.parametrize(("sample", "named_as_dimension"), [(True, False), (False, True), (True, True)])
def test_a_question_that_has_the_name_of_the_way_of_taking_part_is_named(
    empty: Town, folder: Path, sample: bool, named_as_dimension: bool
) -> None:
    form = """
| survey   |               |         |                     |
|          | type          | name    | label::Deutsch (de) |
|          | select_one yn | access  | Zugang?             |
| choices  |               |         |                     |
|          | list_name     | name    | label::Deutsch (de) |
|          | yn            | y       | Ja                  |
|          | yn            | n       | Nein                |
"""
    if named_as_dimension:
        form += "| settings |  |  |\n|  | dimensions | version |\n|  | access | 1 |\n"
    write(folder, form)
    if sample:
        with_sample(empty)
    with pytest.raises(SurveyRefused, match=r"stadtweit\.md: “access” says who was invited"):
        imported(empty, folder)


@pytest.mark.parametrize("text", [SICK, "", "no table"])
def test_a_file_with_errors_is_named_and_nothing_is_kept(empty: Town, folder: Path, text: str) -> None:
    write(folder, text)
    with pytest.raises(SurveyRefused, match=r"stadtweit\.md"):
        imported(empty, folder)
    assert empty.rows("survey") == []


def test_a_file_that_is_missing_is_named(empty: Town, folder: Path) -> None:
    (folder / "surveys" / "stadtweit.md").unlink()
    with pytest.raises(SurveyRefused, match=r"stadtweit\.md"):
        imported(empty, folder)


def test_the_towns_own_content_opens(database_url: str, house: House) -> None:
    with opened(database_url, house) as town:
        assert imported(town, CONTENT) == [planned.key for planned in house.town.surveys]
        town.now = datetime.combine(house.town.surveys[0].window.opens.day, time(12), UTC)
        ayse = Resident(town, 1)
        ayse.begin("ar")
        assert (ayse.sees.template, ayse.dialogue.at) == ("card", "area")
