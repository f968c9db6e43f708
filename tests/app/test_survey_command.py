"""`quartier survey check`, as an author of questionnaires types it."""

import json
from pathlib import Path

import pytest

from app.cli import main

GOOD = "| survey |\n| | type | name | label |\n| | text | q | Q |\n"
BAD = GOOD + "| | text | r | |\n"


def check(tmp_path: Path, form: str, *options: str) -> int:
    path = tmp_path / "form.md"
    path.write_text(form)
    return main(["survey", "check", str(path), *options])


def test_a_good_form_is_said_to_be_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, GOOD) == 0
    assert capsys.readouterr().out == "form.md can be used: 1 questions and notes in de.\n"


def test_every_problem_is_a_line_with_its_place_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, BAD) == 1
    assert capsys.readouterr().out == (
        "error: sheet “survey”, row 3, column “label”: The text in the form's own language (“de”) is missing."
        " Fill in the label. The own language is “default_language” in the settings.\n"
    )


def test_programs_get_the_codes_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, BAD, "--json", "--language", "de") == 1
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["severity"], line["kind"], line["row"]) == ("error", "missing_label", 3)


def test_files_that_come_with_the_form_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    towns = tmp_path / "towns.csv"
    towns.write_text("name,label\nk,Kornwestheim\n")
    form = GOOD + "| | select_one_from_file towns.csv | r | R |\n"
    assert check(tmp_path, form) == 1
    assert check(tmp_path, form, "--with", str(towns)) == 0
    capsys.readouterr()


def test_an_unknown_language_and_a_missing_file_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, GOOD, "--language", "tlh") == 1
    assert "--language is one of de, " in capsys.readouterr().err
    assert main(["survey", "check", str(tmp_path / "nowhere.md")]) == 1
    assert "cannot be read" in capsys.readouterr().err
