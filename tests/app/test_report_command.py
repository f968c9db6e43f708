"""`quartier report` on a real database, as an operator types it."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine

from app.cli import main
from db import releases, surveys
from db.tables import metadata
from db.unit import Unit
from tests.domain.reporting import asked, counted
from usecases.work import run_once


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database in which one survey has a release and another has none."""
    url = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    now = datetime(2026, 11, 22, tzinfo=UTC)

    def fill(unit: Unit) -> None:
        for place, key in enumerate(("stadtweit", "quartier")):
            surveys.schedule(unit, key, place, now.date(), now.date())
            surveys.add_version(unit, key, "1", asked(), now)
        releases.add(unit, counted(asked()))

    run_once(url, fill)
    return tmp_path


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_a_file_is_written(town: Path, kind: str, start: bytes) -> None:
    assert main(["report", "stadtweit", "--format", kind, "--output", f"out.{kind}"]) == 0
    content = (town / f"out.{kind}").read_bytes()
    assert content.startswith(start)
    if kind == "xlsx":
        assert ZipFile(io.BytesIO(content)).testzip() is None


def test_words_say_the_facts_and_every_question(
    town: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["report", "stadtweit"]) == 0
    said = capfdbinary.readouterr().out.decode()
    for words in ("Befragung", "22. November 2026", counted(asked()).hash, "Was gefällt Ihnen?", "Parks"):
        assert words in said


def test_json_is_for_other_programs(town: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["report", "stadtweit", "--release", "2", "--format", "json", "--filter", "area=centre"]) == 0
    said = json.loads(capfdbinary.readouterr().out)
    assert (said["release"], said["filter"], said["final"]) == (2, {"area": "centre"}, False)
    assert said["people_shown"] + said["not_attributable"] == said["people_counted"] == 120
    assert [question["question"] for question in said["questions"]][:2] == ["area", "likes"]


def test_a_table_on_the_screen_can_go_on_to_another_program(
    town: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["report", "stadtweit", "--format", "csv", "--language", "ar"]) == 0
    rows = list(csv.reader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "survey"
    assert any("حي" in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "there is no survey 'nowhere'; there are: stadtweit, quartier."),
        (["quartier"], "the survey 'quartier' has no release yet."),
        (["stadtweit", "--release", "9"], "the survey 'stadtweit' has no release 9 yet."),
        (["stadtweit", "--filter", "area=moon"], "release 2 cannot be filtered by 'area=moon'"),
        (["stadtweit", "--language", "xx"], "the language should be one of de"),
        (["stadtweit", "--output", "no/such/folder/x"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    town: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["report", *arguments]) == 1
    out, error = capfd.readouterr()
    assert out == ""
    assert words in error
    assert error.startswith("quartier: ")
    assert error.count("\n") == 1


def test_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", "--help"])
    assert left.value.code == 0
    assert "--filter DIMENSION=VALUE" in capsys.readouterr().out
