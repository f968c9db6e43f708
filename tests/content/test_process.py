"""The process: complete in nine languages, dates in order, nothing that points nowhere."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from tests.content.conftest import CONTENT, LANGUAGES, Form, read_form
from tests.content.writing import arabic_faults

Process = dict[str, Any]
NOT_AREAS = {"outside", "not_said", "other_part"}


def texts_of(value: Any) -> Iterator[dict[str, str]]:
    """Yield every text in several languages, wherever it stands."""
    if isinstance(value, dict):
        if "de" in value:
            yield value
        else:
            for inner in value.values():
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def keys(process: Process, table: str) -> list[str]:
    """Return the keys of a table, in order."""
    return [row["key"] for row in process[table]]


def test_every_text_stands_in_all_nine_languages(process: Process) -> None:
    texts = list(texts_of(process))
    assert len(texts) > 20
    for text in texts:
        assert list(text) == list(LANGUAGES)
        assert all(text.values()), text


def test_arabic_texts_begin_in_arabic_and_keep_other_scripts_apart(process: Process) -> None:
    for text in texts_of(process):
        assert arabic_faults(text["ar"]) == [], text["ar"]


@pytest.mark.parametrize("table", ["phases", "areas", "themes", "focuses", "steering_group", "surveys"])
def test_keys_are_unique(process: Process, table: str) -> None:
    assert len(set(keys(process, table))) == len(process[table]) > 0


def test_exactly_one_phase_is_active_and_phases_do_not_run_backwards(process: Process) -> None:
    assert [phase["status"] for phase in process["phases"]] == ["active", "planned", "planned"]
    for phase in process["phases"]:
        assert phase["starts"] < phase["ends"]
    starts = [phase["starts"] for phase in process["phases"]]
    assert starts == sorted(starts)


def test_areas_are_one_tree_with_the_whole_town_at_its_root(process: Process) -> None:
    parents = {area["key"]: area.get("parent") for area in process["areas"]}
    assert [key for key, parent in parents.items() if parent is None] == ["kornwestheim"]
    for start in parents:
        seen: list[str] = []
        key: str | None = start
        while key is not None:
            assert key not in seen, "a circle"
            seen.append(key)
            key = parents[key]


def test_phases_and_surveys_point_to_what_exists(process: Process) -> None:
    for row in [*process["phases"], *process["surveys"]]:
        assert row["area"] in keys(process, "areas")
    for survey in process["surveys"]:
        assert survey["phase"] in keys(process, "phases")
        assert set(survey["themes"]) <= set(keys(process, "themes"))
        assert set(survey["focuses"]) <= set(keys(process, "focuses"))


def test_surveys_open_within_their_phase_for_whole_days(process: Process) -> None:
    phases = {phase["key"]: phase for phase in process["phases"]}
    for survey in process["surveys"]:
        phase = phases[survey["phase"]]
        for day in (survey["opens"], survey["closes"], phase["starts"], phase["ends"]):
            assert isinstance(day, date)
            assert not isinstance(day, datetime)
        assert phase["starts"] <= survey["opens"] < survey["closes"] <= phase["ends"]


def test_every_survey_of_the_process_is_there_under_its_key_and_no_other(process: Process) -> None:
    files = {f"surveys/{path.name}" for path in (CONTENT / "surveys").iterdir()}
    asked = [*process["surveys"], {"key": "feedback", **process["feedback"]}]
    assert {survey["file"] for survey in asked} == files
    for survey in asked:
        assert read_form(CONTENT / survey["file"]).settings["form_id"] == survey["key"]


def test_the_areas_that_residents_choose_from_are_the_areas_of_the_process(
    process: Process, town_wide: Form
) -> None:
    areas = {area["key"]: area["title"] for area in process["areas"] if area.get("parent")}
    chosen = {choice["name"]: choice for choice in town_wide.choices if choice["list_name"] == "area"}
    assert set(chosen) - NOT_AREAS == set(areas)
    for key, title in areas.items():
        assert {code: chosen[key][f"label::{head}"] for code, head in LANGUAGES.items()} == title


def test_the_town_wide_survey_asks_how_satisfied_people_are_with_each_theme(
    process: Process, town_wide: Form
) -> None:
    asked = [q["name"].removeprefix("satisfaction_") for q in town_wide.questions if q["type"] == "range"]
    assert asked == keys(process, "themes")


def test_the_quarter_survey_asks_for_priorities_in_each_focus(process: Process, quarter: Form) -> None:
    assert set(keys(process, "focuses")) <= {question["name"] for question in quarter.questions}
