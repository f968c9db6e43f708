"""`quartier invite codes` on a real database, as an operator types it."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from app.cli import main
from db import staff, surveys
from db.tables import metadata, participation_code
from db.unit import Unit
from domain.access import code_hash
from tests.domain.questionnaires import NOW, TOWN
from tests.usecases.letters import SAMPLED
from usecases.work import run_once

PEPPER = "a pepper for the tests of letters"


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database in which the bot has run, with one survey of either kind."""
    address = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(address)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("BOT_TOKEN", "1000001:simulated")
    monkeypatch.setenv("SECRET_KEY", PEPPER)

    def fill(unit: Unit) -> None:
        for place, (key, survey) in enumerate({"stadtweit": SAMPLED, "quartier": TOWN}.items()):
            surveys.schedule(unit, key, place, date(2026, 1, 1), date(2099, 1, 1))
            surveys.add_version(unit, key, "1", survey, NOW)
        staff.put_setting(unit, "link_base", "https://t.me/QuartierBot")

    run_once(address, fill)
    return address


def kept(url: str) -> set[bytes]:
    def read(unit: Unit) -> set[bytes]:
        return {bytes(one) for one in unit.connection.scalars(select(participation_code.c.hash))}

    found: set[bytes] = run_once(url, read)
    return found


def test_codes_and_links_are_printed_once_a_line_each(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "codes", "stadtweit", "--count", "3", "--persons", "2"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [link for _, link in lines] == [f"https://t.me/QuartierBot?start=i-{code}" for code, _ in lines]
    assert kept(url) == {code_hash(PEPPER.encode(), code) for code, _ in lines}


def test_json_is_for_the_program_that_prints_the_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "codes", "stadtweit", "--count", "2", "--persons", "1", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["survey"], printed["persons"], len(printed["codes"])) == ("stadtweit", 1, 2)
    assert all(one["link"].endswith(f"start=i-{one['code']}") for one in printed["codes"])


@pytest.mark.parametrize(
    ("survey", "why"),
    [
        ("nowhere", "there is no survey 'nowhere'; there are: stadtweit, quartier."),
        ("quartier", "the survey 'quartier' does not tell who was invited: set sample = true"),
    ],
)
def test_a_survey_that_cannot_use_codes_is_named_in_one_line(
    url: str, capsys: pytest.CaptureFixture[str], survey: str, why: str
) -> None:
    assert main(["invite", "codes", survey, "--count", "1", "--persons", "1"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"quartier: {why}")
    assert said.err.count("\n") == 1
    assert (said.out, kept(url)) == ("", set())


@pytest.mark.parametrize(
    ("count", "persons"), [("0", "1"), ("-1", "1"), ("x", "1"), ("1", "7"), ("100001", "1")]
)
def test_numbers_that_make_no_letters_are_refused(
    url: str, capsys: pytest.CaptureFixture[str], count: str, persons: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["invite", "codes", "stadtweit", f"--count={count}", f"--persons={persons}"])
    assert ended.value.code == 2
    assert "should be a whole number from 1 to" in capsys.readouterr().err
    assert kept(url) == set()


def test_without_its_secret_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    assert main(["invite", "codes", "stadtweit", "--count", "1", "--persons", "1"]) == 2
    assert "SECRET_KEY is missing" in capsys.readouterr().err
