"""`quartier broadcast` on a real database, as an operator types it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.cli import main
from db.tables import metadata

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "broadcast.yaml"
SMALL = "key: fest\ntext: {de: Fest am Samstag}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty database."""
    url = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SECRET_KEY", "0123456789abcdef0123456789abcdef")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan(folder: Path, text: str, *more: str) -> int:
    (folder / "fest.yaml").write_text(text)
    return main(["broadcast", "plan", "fest.yaml", *more])


def test_the_example_becomes_a_draft_for_staff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["broadcast", "plan", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Broadcast 1 (autumn_walk) is draft; it reaches fewer than 10 chats now.",
        "Staff test and release it with /broadcast; or say when with “at”, or run it with --now.",
    ]


def test_a_message_is_released_at_once_reported_paused_and_cancelled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(folder, SMALL, "--now", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["id"], said["status"], said["chats"]) == (1, "released", 0)
    assert said["missing"] == ["de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar"]
    for action, status in (("pause", "paused"), ("resume", "scheduled"), ("cancel", "cancelled")):
        assert main(["broadcast", action, "fest"]) == 0
        assert capsys.readouterr().out == f"Broadcast 1 (fest) is {status}.\n"
    assert main(["broadcast", "report", "1", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["sent"], report["left"]) == ("cancelled", 0, 0)
    assert report["languages"]["tr"]["planned"] == 0
    assert main(["broadcast", "report", "fest"]) == 0
    assert "planned      sent   blocked" in capsys.readouterr().out
    assert main(["broadcast", "pause", "1"]) == 1
    assert capsys.readouterr().err == "quartier: Broadcast 1 (fest) is cancelled: it cannot be paused.\n"


def test_one_that_waits_for_its_time_is_changed_by_a_second_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    timed = SMALL + "at: 2099-03-10 18:00\nrule: FREQ=WEEKLY;BYDAY=TU\n"
    assert plan(folder, timed) == 0
    assert "Broadcast 1 (fest) is scheduled" in capsys.readouterr().out
    assert plan(folder, timed.replace("Samstag", "Sonntag")) == 0
    assert "Broadcast 1 (fest) is scheduled" in capsys.readouterr().out
    assert main(["broadcast", "list"]) == 0
    out = capsys.readouterr().out
    assert out.split() == ["1", "scheduled", "fest", "2099-03-10", "18:00,", "FREQ=WEEKLY;BYDAY=TU"]
    assert main(["broadcast", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["rule"] == "FREQ=WEEKLY;BYDAY=TU"


def test_one_that_has_ended_is_not_sent_again_under_its_key(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(folder, SMALL, "--now")
    main(["broadcast", "cancel", "fest"])
    capsys.readouterr()
    assert plan(folder, SMALL, "--now") == 1
    assert "Give the file another key" in capsys.readouterr().err


def test_every_problem_is_named_with_its_line_and_nothing_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = """key: fest
text:
  de: Fest
buttons:
  - survey: stadtweit
    page: https://example.org
  - page: http://example.org
audience:
  standing: coming
rule: FREQ=WEEKLY
"""
    assert plan(folder, wrong) == 1
    assert capsys.readouterr().err.splitlines() == [
        "quartier: fest.yaml, line 5: buttons: should have one of survey, event, measure and page",
        "fest.yaml, line 7: buttons.page: should be an address that begins with https://, such as"
        " https://example.org/page",
        "fest.yaml, line 8: audience: has a standing, so it should name the event, too",
    ]
    assert plan(folder, f"{SMALL}rule: FREQ=WEEKLY\n") == 1
    assert "should say with “at” from when on" in capsys.readouterr().err
    assert main(["broadcast", "list"]) == 0
    assert "no broadcasts yet" in capsys.readouterr().out


def test_what_only_the_deployment_can_tell_is_named_with_its_line_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = datetime.now(UTC).year + 1
    wrong = f"""key: fest
text: {{de: Fest}}
picture: fest.jpg
buttons:
  - survey: gone
  - event: 7
  - measure: benches
audience:
  areas: [moon]
  languages: [xx]
  not_answered: gone
  event: 7
at: {year}-03-10 23:00
"""
    (folder / "fest.jpg").write_bytes(b"no picture")
    assert plan(folder, wrong) == 1
    assert "fest.yaml, line 3: picture: should be one of" in capsys.readouterr().err
    (folder / "fest.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert plan(folder, wrong) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(
        "quartier: fest.yaml, line 5: buttons.survey: “gone” is no survey; known are stadtweit"
    )
    assert lines[1:3] == [
        "fest.yaml, line 6: buttons.event: there is no public event 7",
        "fest.yaml, line 7: buttons.measure: there is no measure “benches”",
    ]
    assert lines[3].startswith(
        "fest.yaml, line 9: audience.areas: “moon” is not there; known are kornwestheim"
    )
    assert [line.partition(": ")[0] for line in lines[4:]] == [
        "fest.yaml, line 10",
        "fest.yaml, line 11",
        "fest.yaml, line 12",
        "fest.yaml, line 13",
    ]
    assert lines[-1].endswith(f"at: lies in quiet hours; the next decent time is {year}-03-11 08:00")


def test_with_a_picture_a_text_that_is_too_long_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fest.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    long = f"key: fest\npicture: fest.jpg\ntext:\n  de: kurz\n  tr: {'x' * 601}\n"
    assert plan(folder, long) == 1
    room = "beside the picture and the buttons there is room for 600 characters"
    assert capsys.readouterr().err == f"quartier: fest.yaml, line 5: text.tr: {room}\n"


@pytest.mark.parametrize("which", ["7", "nobody", "999999999999999999999", "٣"])
def test_one_that_is_not_there_is_said_to_be_so(
    folder: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    assert main(["broadcast", "report", which]) == 1
    assert capsys.readouterr().err == (
        f"quartier: There is no broadcast {which}; see `quartier broadcast list`.\n"
    )
