"""`quartier measure` on a real database, as an operator types it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.cli import main
from db.tables import metadata

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "measures.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty database."""
    url = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_can_be_tried_added_and_added_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "add", str(EXAMPLE), "--dry-run"]) == 0
    tried = capsys.readouterr().out.splitlines()
    assert tried[0] == "need sitting: added"
    assert tried[-1] == "Nothing was changed; without --dry-run this is done."
    assert main(["measure", "list"]) == 0
    assert capsys.readouterr().out == "There are no needs yet.\n"
    assert main(["measure", "add", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out.splitlines() == tried[:-1]
    assert main(["measure", "add", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out == "Everything is there already; nothing changes.\n"


def test_the_list_is_for_people_and_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["measure", "add", str(EXAMPLE)])
    capsys.readouterr()
    assert main(["measure", "list"]) == 0
    assert "    measure benches: in_progress, 50 %, updates: 2" in capsys.readouterr().out.splitlines()
    assert main(["measure", "list", "--json"]) == 0
    sitting, _crossing, _meeting, swimming = json.loads(capsys.readouterr().out)
    assert sitting["goals"][0]["measures"][0]["updates"][0]["day"] == "2026-10-02"
    assert swimming["reason"]["tr"].startswith("Bunun için")


def test_a_file_with_problems_changes_nothing_and_names_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wrong.yaml").write_text("needs:\n  - key: a b\n    titel: {de: X}\n")
    assert main(["measure", "add", "wrong.yaml"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "quartier: wrong.yaml, line 2: needs.key: needs 1 to 40 of a-z, 0-9, _ and -",
        "wrong.yaml, line 2: needs.title: is missing",
        "wrong.yaml, line 3: needs.titel: is no field here; known are key, title, description, status,"
        " reason, area, theme, evidence, goals",
    ]
