"""A gap in the content folder stops the start and is named."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.speech import OFFERED
from domain.periods import Periods
from domain.times import DayTime
from tests.usecases.conftest import CONTENT
from usecases.content import ContentError, read_town

DAYS = Periods().placeholders()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_text_says_the_periods_that_are_configured(folder: Path) -> None:
    town = read_town(folder, OFFERED, {**DAYS, "retention_draft_days": 77})
    assert "77" in town.page("privacy", "de").text


@pytest.mark.parametrize("key", ["Stadt:weit", "استطلاع", "", "x" * 41])
def test_a_survey_key_that_no_button_can_hold_is_named(folder: Path, key: str) -> None:
    change(folder / "process.toml", 'key = "stadtweit"', f'key = "{key}"')
    with pytest.raises(ContentError, match="needs 1 to 40"):
        read_town(folder, OFFERED, DAYS)


@pytest.mark.parametrize("key", ["Handel", "a:b", "", "x" * 25, "other"])
def test_a_theme_that_no_button_can_hold_is_named(folder: Path, key: str) -> None:
    change(folder / "process.toml", '[[themes]]\nkey = "trade"', f'[[themes]]\nkey = "{key}"')
    with pytest.raises(ContentError, match="needs 1 to 24"):
        read_town(folder, OFFERED, DAYS)


def let_first_survey(folder: Path, name: str, value: str) -> None:
    """Write when the first survey opens or closes."""
    path = folder / "process.toml"
    lines = path.read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith(name))
    lines[place] = f"{name} = {value}"
    path.write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize(
    "when",
    [
        *("2099-01-01", '"2099-01-01 08:00"', '"soon"', '"2026-09-31"', '"2026-09-01 24:00"', "true"),
        *("2026-09-01T08:00:30", "2026-09-01T08:00:00Z", "9999-12-31", "0001-01-01"),
    ],
)
@pytest.mark.parametrize("name", ["opens", "closes"])
def test_days_and_times_that_are_none_or_the_wrong_way_round_are_named(
    folder: Path, name: str, when: str
) -> None:
    let_first_survey(folder, name, when)
    if name == "closes" and when.strip('"').startswith("2099"):
        let_first_survey(folder, "opens", "2099-01-02")
    with pytest.raises(ContentError, match="“stadtweit” needs a beginning before its end"):
        read_town(folder, OFFERED, DAYS)


@pytest.mark.parametrize(
    ("when", "clock"),
    [
        ("2026-09-01", None),
        ('"2026-09-01"', None),
        ('"2026-09-01 08:30"', "08:30"),
        ("2026-09-01 08:30:00", "08:30"),
        ("2026-09-01T00:00:00", "00:00"),
    ],
)
def test_a_survey_opens_on_a_day_or_at_a_time_of_it(folder: Path, when: str, clock: str | None) -> None:
    let_first_survey(folder, "opens", when)
    assert read_town(folder, OFFERED, DAYS).surveys[0].window.opens == DayTime(date(2026, 9, 1), clock)


def test_a_survey_says_whether_its_sample_is_told_from_others(folder: Path) -> None:
    assert [survey.sample for survey in read_town(folder, OFFERED, DAYS).surveys] == [False, False]
    change(
        folder / "process.toml",
        'file = "surveys/stadtweit.md"',
        'file = "surveys/stadtweit.md"\nsample = true',
    )
    assert [survey.sample for survey in read_town(folder, OFFERED, DAYS).surveys] == [True, False]


@pytest.mark.parametrize("value", ['"true"', "1", "[]", '"yes"'])
def test_a_sample_that_is_neither_true_nor_false_is_named(folder: Path, value: str) -> None:
    change(
        folder / "process.toml",
        'file = "surveys/stadtweit.md"',
        f'file = "surveys/stadtweit.md"\nsample = {value}',
    )
    with pytest.raises(ContentError, match="“stadtweit” needs sample = true or sample = false"):
        read_town(folder, OFFERED, DAYS)


def test_a_missing_translation_is_named(folder: Path) -> None:
    (folder / "texts" / "ar" / "privacy.md").unlink()
    with pytest.raises(ContentError, match=r"ar/privacy\.md is missing"):
        read_town(folder, OFFERED, DAYS)


def test_an_unknown_placeholder_is_named(folder: Path) -> None:
    change(folder / "texts" / "de" / "contact.md", "{contact_phone}", "{telephone}")
    with pytest.raises(ContentError, match="telephone"):
        read_town(folder, OFFERED, DAYS)


def test_a_missing_field_and_a_slip_of_the_pen_are_named(folder: Path) -> None:
    change(folder / "process.toml", "[contact]", "[kontakt]")
    with pytest.raises(ContentError, match="contact"):
        read_town(folder, OFFERED, DAYS)
    (folder / "process.toml").write_text("= 1")
    with pytest.raises(ContentError, match=r"process\.toml"):
        read_town(folder, OFFERED, DAYS)


def test_areas_are_a_tree_in_which_a_quarter_belongs_to_the_town(folder: Path) -> None:
    town = read_town(folder, OFFERED, DAYS)
    assert town.areas["south_of_salamander_park"].parent == "kornwestheim"
    assert town.within("kornwestheim") == frozenset(town.areas)
    assert town.within("east") == {"east"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('[[areas]]\nkey = "east"', '[[areas]]\nkey = "East:side"', "needs 1 to 24"),
        ('key = "east"\nparent = "kornwestheim"', 'key = "east"\nparent = "stuttgart"', "which is no area"),
    ],
)
def test_an_area_that_no_button_can_hold_or_that_hangs_in_the_air_is_named(
    folder: Path, old: str, new: str, problem: str
) -> None:
    change(folder / "process.toml", old, new)
    with pytest.raises(ContentError, match=problem):
        read_town(folder, OFFERED, DAYS)
