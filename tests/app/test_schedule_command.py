"""The operator's `quartier schedule`: what goes out, moved and cancelled with clear sentences."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.cli import main
from db import events, schedule
from db.unit import Unit
from domain.events import Event, EventStatus
from domain.schedule import Kind, Scheduled, Status
from domain.times import instant_of, local_time_of
from usecases.work import run_once

BERLIN = "Europe/Berlin"
Quartier = Callable[..., tuple[int, str, str]]


@pytest.fixture
def quartier(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Quartier:
    """The command with a database: its arguments give exit code, stdout, stderr."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BOT_TOKEN", "123456:made-up-for-tests")
    monkeypatch.setenv("SECRET_KEY", "x" * 32)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["schedule", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def tomorrow(clock: str, days: int = 1) -> str:
    """Return a wall time of the next days."""
    return f"{local_time_of(datetime.now(UTC) + timedelta(days=days), BERLIN)[:10]}T{clock}"


@pytest.fixture
def planned(database_url: str) -> Scheduled:
    """A reminder of a workshop in five days, tomorrow at noon."""

    def add(unit: Unit) -> Scheduled:
        event = Event(0, events.new_uid(), BERLIN, status=EventStatus.PUBLISHED, title={"de": "Workshop"})
        event = events.add(unit, event.at(tomorrow("18:00", 5)))
        local = tomorrow("12:00")
        schedule.put(unit, Kind.REMIND, event.subject, "1440", local, BERLIN, instant_of(local, BERLIN))
        return schedule.of_subject(unit, event.subject)[0]

    return run_once(database_url, add)


def now_in(database_url: str, row: Scheduled) -> Scheduled:
    found = run_once(database_url, schedule.by_id, row.id)
    assert found is not None
    return found


def test_machines_read_all_that_comes(quartier: Quartier, planned: Scheduled) -> None:
    code, out, _ = quartier("--json")
    data: dict[str, Any] = json.loads(out)
    (line,) = [one for one in data["coming"] if one["id"] == planned.id]
    assert code == 0
    assert (line["what"], line["title"], line["local_time"]) == (
        "remind",
        {"de": "Workshop"},
        planned.local_time,
    )
    assert (line["chats"], line["status"], line["can_be_moved"]) == (None, "waiting", True)
    assert (data["missed"], data["missed_in_all"]) == ([], 0)


def test_people_read_a_table(quartier: Quartier, planned: Scheduled) -> None:
    code, out, _ = quartier()
    (line,) = [one for one in out.splitlines() if one.split()[0] == str(planned.id)]
    assert (code, "Workshop, to fewer than 10 chats" in line) == (0, True)


def test_days_are_as_many_as_asked_for(quartier: Quartier, planned: Scheduled) -> None:
    long, short = (
        json.loads(quartier("--days", "300", "--json")[1]),
        json.loads(quartier("--days", "1", "--json")[1]),
    )
    assert len(long["coming"]) > len(short["coming"])
    with pytest.raises(SystemExit):
        quartier("--days", "0")


def test_moving_changes_the_time_and_is_noted(
    quartier: Quartier, planned: Scheduled, database_url: str
) -> None:
    local = tomorrow("15:30", 2)
    code, out, _ = quartier("move", str(planned.id), local)
    assert (code, out) == (0, f"{planned.id} goes out at {local.replace('T', ' ')}.\n")
    moved = now_in(database_url, planned)
    assert (moved.local_time, moved.due_at) == (local, instant_of(local, BERLIN))
    assert "moved" in run_once(database_url, actions)


def actions(unit: Unit) -> list[str]:
    rows = unit.connection.exec_driver_sql("SELECT action, staff_id FROM audit")
    return [action for action, staff_id in rows if staff_id is None]


@pytest.mark.parametrize(
    ("clock", "days", "why"),
    [
        ("23:00", 1, "these are quiet hours; the next"),
        ("12:00", -2, "over already; the next"),
        ("19:00", 5, "too late."),
    ],
)
def test_a_time_that_does_not_fit_is_refused_in_a_sentence(
    quartier: Quartier, planned: Scheduled, database_url: str, clock: str, days: int, why: str
) -> None:
    code, _, err = quartier("move", str(planned.id), tomorrow(clock, days))
    assert (code, why in err, err.count("\n")) == (1, True, 1)
    assert now_in(database_url, planned) == planned


@pytest.mark.parametrize("time", ["tomorrow", "2027-02-30T10:00", "2027-03-10", "10:00"])
def test_what_is_no_time_is_refused(quartier: Quartier, planned: Scheduled, time: str) -> None:
    with pytest.raises(SystemExit) as ended:
        quartier("move", str(planned.id), time)
    assert ended.value.code == 2


def test_cancelling_works_once(quartier: Quartier, planned: Scheduled, database_url: str) -> None:
    assert quartier("cancel", str(planned.id))[:2] == (0, f"{planned.id} is cancelled.\n")
    assert now_in(database_url, planned).status is Status.CANCELLED
    code, _, err = quartier("cancel", str(planned.id))
    assert (code, err) == (1, f"quartier: {planned.id} cannot be cancelled any more: it is cancelled.\n")


def test_an_unknown_id_is_named(quartier: Quartier) -> None:
    code, _, err = quartier("cancel", "77")
    assert (code, err) == (1, "quartier: The schedule has nothing with the id 77; see `quartier schedule`.\n")
