"""At the desk: withdrawing by code, trying retention out, and a start after a restored backup."""

import asyncio
import io
import json
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import insert, select

from app.cli import main
from app.serve import serve
from app.settings import load_settings
from db.store import run_once
from db.tables import metadata
from db.unit import Unit
from domain.dialogue import Move
from domain.outgoing import Placement
from domain.person import Person
from simulator.server import Simulator
from tests.bot.saying import HOUSE
from tests.domain.questionnaires import TOWN
from tests.usecases.town import Resident, opened
from usecases.erase import erase
from usecases.erasure_list import read_list
from usecases.house import House
from usecases.views import ReceiptView
from usecases.visit import receive

PEPPER = "a pepper for the tests of the desk"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    for name in ("BOT_API_URL", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN", "ERASURE_LIST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BOT_TOKEN", "1000001:simulated")
    monkeypatch.setenv("SECRET_KEY", PEPPER)


@pytest.fixture
def house() -> House:
    return House(HOUSE.town, HOUSE.languages, PEPPER.encode(), HOUSE.timezone)


@pytest.fixture
def code(database_url: str, house: House) -> str:
    """The receipt of somebody who has submitted."""
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", TOWN)
        ayse = Resident(town, 501)
        ayse.begin()
        ayse.answer_all()
        ayse.tap(Move.SUBMIT)
        view = ayse.sees.view
        assert isinstance(view, ReceiptView)
        return view.receipt


def rows(unit: Unit, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in unit.connection.execute(select(metadata.tables[table]))]


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_the_desk_withdraws_with_a_code_that_is_typed_in(
    code: str, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, f"{code.lower()}\nyes\n")
    assert main(["response", "withdraw"]) == 0
    said = capsys.readouterr()
    assert "The answers to “stadtweit” are deleted." in said.out
    assert code not in said.out + said.err
    assert run_once(database_url, rows, "dialogue") == []
    listed = read_list(load_settings().erasures)
    assert listed == {bytes(token) for (token,) in run_once(database_url, rows, "erasure")}  # type: ignore[call-overload]
    assert main(["response", "withdraw", *code.split("-"), "--yes"]) == 1
    assert "no answers under this code" in capsys.readouterr().err


def test_the_desk_can_think_twice_and_hears_of_a_slip(
    code: str, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, "no\n")
    assert main(["response", "withdraw", code]) == 1
    assert "nothing was deleted" in capsys.readouterr().err
    assert main(["response", "withdraw", code[:-1], "--yes"]) == 1
    assert "this is not a receipt code" in capsys.readouterr().err
    assert len(run_once(database_url, rows, "dialogue")) == 1
    assert main(["response", "withdraw", code, "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"survey": "stadtweit", "stage": "linked"}


def test_retention_is_tried_run_and_looked_up(
    code: str, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=800)

    def add(unit: Unit) -> None:
        audit = metadata.tables["audit"]
        unit.connection.execute(insert(audit).values(at=long_ago, action="saw", object=""))

    run_once(database_url, add)
    assert main(["retention", "run", "--dry-run", "--json"]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert tried["audit"] == 1
    assert main(["retention", "log", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert len(run_once(database_url, rows, "audit")) == 1
    assert main(["retention", "run"]) == 0
    assert "1  audit" in capsys.readouterr().out
    assert main(["retention", "log", "--json"]) == 0
    (run,) = json.loads(capsys.readouterr().out)
    assert run["deleted"]["audit"] == 1
    assert main(["retention", "log"]) == 0
    assert "1 audit" in capsys.readouterr().out


def erase_chat(unit: Unit, house: House, now: datetime) -> None:
    visit = receive(unit, house, 99_999, Person(501, 501), now)
    assert visit is not None
    erase(visit, Placement())


@ON_SQLITE
@pytest.mark.usefixtures("code")
def test_after_a_restore_the_command_repeats_what_the_list_knows(
    database_url: str, house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy(tmp_path / "quartier.db", tmp_path / "backup.db")
    run_once(database_url, erase_chat, house, datetime.now(UTC))
    assert main(["db", "reapply"]) == 0
    assert "again: 0 chats" in capsys.readouterr().out
    copy(tmp_path / "backup.db", tmp_path / "quartier.db")
    listed = tmp_path / "quartier.db.erasures"
    elsewhere = listed.rename(tmp_path / "kept elsewhere")
    assert main(["db", "reapply", str(elsewhere), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"chats": 1, "answers": 0, "consents": 0}
    assert run_once(database_url, rows, "chat") == []
    assert read_list(listed) == read_list(elsewhere)


@ON_SQLITE
@pytest.mark.usefixtures("code")
async def test_a_start_on_a_restored_file_erases_again_before_anybody_is_answered(
    simulator: Simulator,
    database_url: str,
    house: House,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    copy(tmp_path / "quartier.db", tmp_path / "backup.db")
    run_once(database_url, erase_chat, house, datetime.now(UTC))
    assert main(["db", "reapply"]) == 0
    copy(tmp_path / "backup.db", tmp_path / "quartier.db")
    running = asyncio.create_task(
        serve(load_settings(), simulator.token, simulator.base_url, PEPPER.encode())
    )
    async with asyncio.timeout(30):
        while "1 chats" not in caplog.text:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.02)
        while not (await simulator.state())["bot"]["connected"]:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert run_once(database_url, rows, "chat") == []


@ON_SQLITE
def test_a_damaged_list_stops_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "quartier.db.erasures").write_text("damaged\n")
    assert main(["db", "reapply"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "quartier.db.erasures, line 1" in line


@pytest.mark.parametrize(
    ("address", "given", "path"),
    [
        ("sqlite:///data/quartier.db", "", "data/quartier.db.erasures"),
        ("sqlite:////srv/quartier.db?timeout=3", "", "/srv/quartier.db.erasures"),
        ("postgresql://bot:hush@db:5432/town?sslmode=require", "", "data/town.erasures"),
        ("postgresql://bot:hush@db/town", "/safe/list", "/safe/list"),
    ],
)
@ON_SQLITE
def test_the_list_stands_beside_the_file_or_under_the_name_of_the_database(
    address: str, given: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("ERASURE_LIST", given)
    assert load_settings().erasures == Path(path)


@ON_SQLITE
def test_periods_are_settings_and_texts_say_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESIDENT_DAYS", "100")
    monkeypatch.setenv("AUDIT_DAYS", "50")
    periods = load_settings().periods
    assert (periods.residents, periods.audit) == (100, 50)
    assert periods.placeholders()["retention_resident_days"] == 100
