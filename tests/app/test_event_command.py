"""`quartier event` on a real database, as an operator types it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.cli import main
from db.tables import metadata

DAY = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
FILE = f"""\
key: workshop
title: {{de: Werkstatt, tr: Atölye}}
place: {{de: Rathaus}}
starts: {DAY} 18:00
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty database and a file."""
    url = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "event.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["event", *arguments]) == 0
    return capsys.readouterr().out


def test_an_event_is_added_published_shown_and_cancelled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, "list") == "There are no events yet.\n"
    first = printed(capsys, "add", "event.yaml").splitlines()
    assert first == [
        f"Event 1 (workshop) is new: {DAY}T18:00, draft.",
        "No title in de_simple, en, it, ro, uk, hr, ar: readers of these get the German one.",
    ]
    added = json.loads(printed(capsys, "add", "event.yaml", "--publish", "--json"))
    assert (added["new"], added["changed"], added["published"], added["status"]) == (
        False,
        [],
        1,
        "published",
    )
    shown = json.loads(printed(capsys, "show", "workshop", "--json"))
    assert shown["title"] == {"de": "Werkstatt", "tr": "Atölye"}
    assert {row["kind"] for row in shown["schedule"]} == {"invite", "remind", "feedback", "close_event"}
    assert f"{DAY}T16:00 remind 120: waiting" in printed(capsys, "show", "1")
    (folder / "reason.yaml").write_text("reason: {de: Sturm}\n", encoding="utf-8")
    assert printed(capsys, "cancel", "workshop", "--reason-file", "reason.yaml") == "Cancelled: 1.\n"
    assert printed(capsys, "list") == f"1 (workshop): {DAY}T18:00, cancelled, Werkstatt\n"
    (listed,) = json.loads(printed(capsys, "list", "--json"))
    assert listed["reason"] == {"de": "Sturm"}


def test_what_is_wrong_is_one_line_each_on_stderr(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "wrong.yaml").write_text("key: a b\ntitle: {de: X}\nstarts: bald\n", encoding="utf-8")
    assert main(["event", "add", "wrong.yaml"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "quartier: wrong.yaml, line 1: key: needs 1 to 40 of a-z, 0-9, _ and -",
        "wrong.yaml, line 3: starts: should be a date and time such as 2027-03-10 18:00",
    ]
    assert main(["event", "show", "nothing"]) == 1
    expected = "quartier: There is no event nothing; `quartier event list` names them.\n"
    assert capsys.readouterr().err == expected
