"""`quartier verify` holds on what the program makes, and finds every fault that is planted."""

from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from random import Random

import pytest

from db.batches import Batches
from db.store import run_once
from db.unit import Unit
from domain.findings import Finding, Outcome
from domain.receipts import receipt_of
from tests.databases import Play
from tests.usecases.town import NOON
from usecases import rehearsal as rehearsing
from usecases import verify as verifying
from usecases.rehearsal import Rehearsal
from usecases.verify import rehearse, verify
from usecases.verify_files import verify_settings
from usecases.verify_logs import verify_logs
from usecases.verify_releases import verify_releases
from usecases.verify_tables import verify_tables

TODAY = NOON.date()
TEXT = "Mehr Bänke am Bahnhof, bitte"


def live_in(address: str) -> Rehearsal:
    """Let people take part and two waves close, while some still wait."""
    played = Rehearsal(address, NOON, Random(3), has_letters=True)
    for _ in range(2):
        played.take_part([f"{TEXT} {number}" for number in range(30)])
        played.seal()
        played.close_wave()
    played.begin([TEXT])
    played.withdraw(played.guests[:3])
    played.close()
    return played


@pytest.fixture
def begins_with() -> Play:
    return live_in


@pytest.fixture
def lived_in(database_url: str, was_played: Rehearsal) -> Iterator[Rehearsal]:
    """A database that was lived in, and those who know what happened there."""
    there = copy(was_played)
    there.address, there.batches = database_url, Batches(database_url, as_worker=False)
    there.guests, there.drafts = list(was_played.guests), dict(was_played.drafts)
    yield there
    there.close()


@pytest.fixture
def few_rehearse(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few as still fill every batch, and two waves, with people of both ways to come."""
    for what, n in (("PEOPLE", 40), ("BATCH", 20), ("GOING", 20)):
        monkeypatch.setattr(verifying, what, n)


def broken(findings: list[Finding]) -> set[str]:
    return {finding.attack for finding in findings if finding.outcome is Outcome.BROKEN}


def tables(unit: Unit) -> list[Finding]:
    return verify_tables(unit, TODAY, draft_days=90)


def after(played: Rehearsal, command: str, look: Callable[[Unit], list[Finding]]) -> set[str]:
    """Return what is found broken after a command that the program would never give."""
    played.run(lambda unit: unit.connection.exec_driver_sql(command))
    findings: list[Finding] = played.run(look)
    return broken(findings)


@pytest.mark.usefixtures("few_rehearse")
def test_everything_holds_on_a_database_that_was_lived_in(lived_in: Rehearsal, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    log.write_text("2026-10-03 info message sent outbox_id=5\n")
    findings = verify(lived_in.address, NOON, "Europe/Berlin", 90, [log])
    for one in findings:
        print(f"{one.outcome.value:<13} {one.attack}: {one.why}")  # noqa: T201
    quiet = [one for one in findings if one.attack != "answers in the server's own log"]
    assert broken(quiet) == set()
    assert len(findings) > 40
    assert any("deleted and withdrawn" in one.attack and one.outcome is Outcome.HELD for one in findings)


@pytest.mark.parametrize(
    ("command", "attack"),
    [
        ("ALTER TABLE response ADD COLUMN at BIGINT", "time, number or name beside the rows of response"),
        (
            "UPDATE response SET language = 'ar' WHERE wave IS NULL AND rid = (SELECT min(rid) FROM response"
            " WHERE wave IS NULL)",
            "response and member share a rare language",
        ),
        ("UPDATE tally SET dimension = 'language'", "tallies that cross a day with a person's traits"),
        (
            'UPDATE response SET answers = \'{"area":"north","words":"x"}\' WHERE wave = 1',
            "free texts beside counted answers",
        ),
        ("UPDATE dialogue SET touched_on = '2025-10-03'", "drafts beyond their time"),
        ("UPDATE survey SET closes_on = '2026-09-03'", "marks of surveys that have ended"),
        ("UPDATE survey SET closes_on = '2026-09-03'", "letters' codes of surveys that have ended"),
        (
            "ALTER TABLE participation_code ADD COLUMN member_id BIGINT",
            "time, number or name beside the rows of participation_code",
        ),
        ("ALTER TABLE invited ADD COLUMN at BIGINT", "time, number or name beside the rows of invited"),
        (
            "UPDATE response SET access = 'invited' WHERE wave = 1",
            "how the people of counted responses came",
        ),
    ],
)
def test_a_fault_in_the_tables_is_found(lived_in: Rehearsal, command: str, attack: str) -> None:
    assert attack in after(lived_in, command, tables)


def test_nine_of_each_kind_may_wait_for_long_and_ten_of_one_kind_may_not(lived_in: Rehearsal) -> None:
    stuck = "submitted answers that stay linked although enough wait"
    lived_in.take_part(["word"] * 18)  # every other one with a letter
    assert lived_in.seal() == 0
    waiting = "UPDATE dialogue SET touched_on = '2026-09-03' WHERE seal IS NOT NULL"
    assert stuck not in after(lived_in, waiting, tables)
    lived_in.take_part(["word"])
    assert stuck in after(lived_in, waiting, tables)


@pytest.mark.parametrize(
    ("command", "attack"),
    [
        ("UPDATE release SET hash = 'f' WHERE number = 2", "releases of rehearsal against the log of waves"),
        (
            "UPDATE release SET content = replace(content, '\"number\":1', '\"number\": 1')",
            "releases of rehearsal against the log of waves",
        ),
        ("UPDATE frozen SET n = 9 WHERE wave = 2", "blocks of rehearsal under 10 people"),
        ("DELETE FROM withdrawal", "people of rehearsal by wave against its responses"),
    ],
)
def test_a_release_that_was_tampered_with_is_found(lived_in: Rehearsal, command: str, attack: str) -> None:
    assert attack in after(lived_in, command, verify_releases)


@pytest.mark.parametrize("leak", [TEXT, "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefg", "receipt"])
def test_a_log_that_tells_is_found(lived_in: Rehearsal, tmp_path: Path, leak: str) -> None:
    log = tmp_path / "bot.log"
    log.write_text(f"error {receipt_of(b'pepper', bytes(16)) if leak == 'receipt' else leak} happened\n")
    findings = run_once(lived_in.address, verify_logs, [log, tmp_path / "none.log"])
    assert broken(findings) == {"log bot.log"}
    assert findings[1].outcome is Outcome.NOT_TESTABLE


@pytest.mark.usefixtures("few_rehearse")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_rehearsal_without_a_scrub_is_found_broken(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing.Rehearsal, "scrub", lambda self: None)
    monkeypatch.setattr(verifying, "_AGAIN", 1)
    assert broken(rehearse(database_url, NOON))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_keeps_what_was_deleted_is_found(database_url: str) -> None:
    findings = run_once(database_url, verify_settings)
    assert broken(findings) == set()
