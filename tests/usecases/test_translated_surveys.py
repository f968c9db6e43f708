"""Translations that came back reach residents with the survey's next version, and with no other."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from db import surveys
from db.unit import Unit
from domain.returned_texts import Returned
from domain.survey_data import survey_from_data
from tests.domain.survey_with_texts import FORM
from tests.usecases.town import Town, opened
from usecases.apply_texts import apply_texts
from usecases.find_form import NoForm, form_in_database, link_to_bot
from usecases.house import House
from usecases.introduce import introduce
from usecases.open_content import open_content, read_planned
from usecases.survey_texts import Imported, TextsFile, import_texts

FIRST = """
| survey |      |      |                     |
|        | type | name | label::Deutsch (de) |
|        | note | n    | Hallo               |
|        | text | t    | Was noch?           |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "surveys").mkdir()
    (tmp_path / "surveys" / "stadtweit.md").write_text(FIRST, "utf-8")
    return tmp_path


@pytest.fixture
def place(database_url: str, house: House) -> Iterator[Town]:
    first = house.town.surveys[0]
    with opened(
        database_url, replace(house, town=replace(house.town, surveys=(first,), feedback=None))
    ) as town:
        town.now = datetime.combine(first.window.opens.day, time(12), UTC)
        yield town


def brought(town: Town, folder: Path, text: str) -> Imported:
    (survey,) = read_planned(folder, town.house.town.surveys)
    file = TextsFile("stadtweit", "uk", (Returned(2, "question:t:label", "Was noch?", text),))
    found: Imported = town.run(import_texts, "stadtweit", survey, file, None, town.now)
    return found


def imported(town: Town, folder: Path) -> list[str]:
    keys: list[str] = town.run(open_content, town.house, folder, town.now)
    return keys


def newest_label(town: Town) -> dict[str, str]:
    newest = max(town.rows("survey_version"), key=lambda row: int(row["id"]))
    return dict(survey_from_data(json.loads(newest["definition"])).question("t").label)


def test_the_content_folders_survey_gets_a_new_version_with_them(place: Town, folder: Path) -> None:
    assert imported(place, folder) == ["stadtweit"]
    assert brought(place, folder, "Що ще?").changed == 1
    assert newest_label(place) == {"de": "Was noch?"}
    assert imported(place, folder) == ["stadtweit"]
    assert newest_label(place) == {"de": "Was noch?", "uk": "Що ще?"}
    assert imported(place, folder) == []


def test_when_the_form_changes_its_translation_is_not_shown(place: Town, folder: Path) -> None:
    brought(place, folder, "Що ще?")
    changed = FIRST.replace("Was noch?", "Was fehlt?")
    (folder / "surveys" / "stadtweit.md").write_text(changed, "utf-8")
    imported(place, folder)
    assert newest_label(place) == {"de": "Was fehlt?"}


def test_a_survey_of_the_staffs_that_is_open_gets_them_at_once_and_once(town: Town) -> None:
    def open_it(unit: Unit) -> None:
        surveys.schedule(unit, "form", 9, town.now.date(), town.now.date())
        surveys.add_version(unit, "form", "draft:1", FORM, town.now)

    town.run(open_it)
    form = town.run(form_in_database, "form")
    assert form == FORM
    file = TextsFile("form", "uk", (Returned(2, "question:name:label", "", "Як звати?"),))
    town.run(import_texts, "form", form, file, None, town.now)
    assert town.run(apply_texts, town.house, "form", None, town.now)
    offered = town.run(form_in_database, "form")
    assert offered.question("name").label["uk"] == "Як звати?"
    assert not town.run(apply_texts, town.house, "form", None, town.now)


def test_what_cannot_be_applied_is_said_so(town: Town) -> None:
    with pytest.raises(NoForm, match="content folder"):
        town.run(apply_texts, town.house, "stadtweit", None, town.now)
    with pytest.raises(NoForm, match="no survey 'form'"):
        town.run(apply_texts, town.house, "form", None, town.now)
    with pytest.raises(NoForm, match="there is no survey 'form'"):
        town.run(form_in_database, "form")


def test_the_link_to_the_bot_is_known_once_it_ran(town: Town) -> None:
    assert town.run(link_to_bot, "paper") == ""
    town.run(introduce, "bot", "https://t.me/bot")
    assert town.run(link_to_bot, "paper") == "https://t.me/bot?start=paper"
