"""A restored backup forgets again what was erased and withdrawn since it was made, and nothing else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from db.tables import metadata
from domain.dialogue import Move
from tests.usecases.conftest import PEPPER
from tests.usecases.test_sealing import receipt_of
from tests.usecases.test_staff import close
from tests.usecases.town import Resident, Town, others_submit
from usecases.consents import privacy_command
from usecases.erase import delete_command
from usecases.erasure_list import ErasureListError, complete_list, read_list
from usecases.restore import Repeated, erasures, reapply
from usecases.scrub import scrub_asked_for, scrubbed
from usecases.withdraw import withdraw_command

Backup = dict[str, list[Mapping[str, Any]]]


def back_up(town: Town) -> Backup:
    """Keep all rows of all tables, as a dump does."""
    with town.connection.begin():
        return {
            table.name: [dict(row) for row in town.connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def restore(town: Town, backup: Backup) -> None:
    """Put a backup back."""
    with town.connection.begin():
        for table in reversed(metadata.sorted_tables):
            town.connection.execute(table.delete())
        for table in metadata.sorted_tables:
            if backup[table.name]:
                town.connection.execute(insert(table), backup[table.name])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The list of erasures."""
    return tmp_path / "data" / "erasures"


def start(town: Town, path: Path) -> Repeated:
    """Do what a start of the bot does."""
    repeated: Repeated = town.run(reapply, PEPPER, read_list(path), town.now)
    complete_list(path, town.run(erasures))
    return repeated


def erase(resident: Resident) -> None:
    resident.command(delete_command)
    resident.choose("erase")


def test_an_erased_chat_is_erased_again_and_all_others_stay(
    ayse: Resident, bernd: Resident, town: Town, path: Path
) -> None:
    ayse.begin()
    bernd.begin()
    backup = back_up(town)
    erase(ayse)
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(chats=1)
    assert [row["address"] for row in town.rows("chat")] == [502]
    assert [row["member_id"] for row in town.rows("dialogue")] == [bernd.member["id"]]
    assert town.run(scrub_asked_for)
    assert not start(town, path)


def test_who_came_back_after_the_erasure_is_not_erased_again(ayse: Resident, town: Town, path: Path) -> None:
    ayse.begin()
    erase(ayse)
    ayse.begin()
    start(town, path)
    backup = back_up(town)
    restore(town, backup)
    assert not start(town, path)
    assert ayse.has_draft


def test_who_came_back_and_was_erased_once_more_is_erased_again(
    ayse: Resident, town: Town, path: Path
) -> None:
    ayse.begin()
    erase(ayse)
    ayse.begin()
    backup = back_up(town)
    erase(ayse)
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(chats=1)
    assert town.rows("chat") == []


@pytest.mark.parametrize("stage", ["linked", "waiting", "counted"])
def test_withdrawn_answers_are_withdrawn_again_wherever_the_backup_has_them(
    ayse: Resident, town: Town, path: Path, stage: str
) -> None:
    ayse.begin()
    ayse.answer_all("only here")
    ayse.tap(Move.SUBMIT)
    code = receipt_of(ayse)
    others_submit(town, 19)
    if stage != "linked":
        town.seal()
    if stage == "counted":
        town.now = town.now.replace(month=11, day=2)
        close(town)
    backup = back_up(town)
    Resident(town, 77).command(withdraw_command, code)
    stranger = Resident(town, 77)
    stranger.choose(stranger.options[0])
    start(town, path)
    restore(town, backup)
    assert "only here" in repr(town.everything())
    assert start(town, path) == Repeated(answers=1)
    assert "only here" not in repr(town.everything())
    assert [row["n"] for row in town.rows("withdrawal")] == ([] if stage == "linked" else [1])
    assert {row["address"] for row in town.rows("chat")} == {501, *range(9000, 9019)}


def test_answers_withdrawn_late_go_even_where_the_backup_still_links_them(
    ayse: Resident, town: Town, path: Path
) -> None:
    ayse.begin()
    ayse.answer_all("only here")
    ayse.tap(Move.SUBMIT)
    code = receipt_of(ayse)
    others_submit(town, 9)
    backup = back_up(town)  # still drafts here
    town.seal()
    ayse.command(withdraw_command, code)
    ayse.choose(ayse.options[0])
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(answers=1)
    assert "only here" not in repr(town.everything())


def test_a_withdrawn_consent_is_withdrawn_again_and_one_given_later_holds(
    ayse: Resident, bernd: Resident, town: Town, path: Path
) -> None:
    ayse.begin()
    bernd.begin()
    backup = back_up(town)
    for resident in (ayse, bernd):
        resident.command(privacy_command)
        resident.choose("unconsent:survey")
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(consents=2)
    assert ayse.member["dialogue_id"] is None
    town.pass_days(1)
    ayse.say("weiter")
    ayse.choose(ayse.options[0])
    restore(town, back_up(town))
    assert not start(town, path)
    assert [row["withdrawn_at"] is None for row in town.rows("consent") if row["given_at"] == town.now] == [
        True
    ]


def test_a_crash_between_commit_and_list_is_made_up_for(ayse: Resident, town: Town, path: Path) -> None:
    ayse.begin()
    erase(ayse)
    assert not path.exists()
    start(town, path)
    assert read_list(path) == town.run(erasures)


def test_a_list_that_was_lost_is_made_again_and_one_that_knows_more_keeps_it(
    ayse: Resident, town: Town, path: Path
) -> None:
    ayse.begin()
    erase(ayse)
    complete_list(path, {b"x" * 32})
    start(town, path)
    assert read_list(path) == {b"x" * 32, *town.run(erasures)}
    path.unlink()
    start(town, path)
    assert read_list(path) == town.run(erasures)
    assert b"x" * 32 in town.run(erasures)


def test_the_list_holds_tokens_in_the_order_of_their_signs_and_nothing_else(town: Town, path: Path) -> None:
    for chat in range(20):
        resident = Resident(town, 777_000_100 + chat)
        resident.agree()
        erase(resident)
        start(town, path)
    lines = path.read_text().splitlines()
    assert lines == sorted(lines)
    assert {len(line) for line in lines} == {64}
    assert "777000" not in path.read_text()
    assert len(lines) == 20
    assert [one.name for one in path.parent.iterdir()] == [path.name], "no half-written file is left"


def test_scrubbing_is_asked_for_by_an_erasure_and_settled_once(ayse: Resident, town: Town) -> None:
    ayse.begin()
    town.run(scrubbed, town.run(scrub_asked_for))
    erase(ayse)
    first = town.run(scrub_asked_for)
    ayse.begin()
    erase(ayse)
    town.run(scrubbed, first)
    assert town.run(scrub_asked_for) not in ("", first)


@pytest.mark.parametrize("content", ["hello\n", "ab\n", "\u00e9\n", f"{'0' * 63}G\n", f"{'0' * 64} \n"])
def test_a_file_that_is_no_list_is_refused_with_its_name(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content, "utf-8")
    with pytest.raises(ErasureListError, match="erasures"):
        read_list(path)


def test_a_list_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ErasureListError, match="cannot be"):
        complete_list(tmp_path / "file" / "erasures", {b"x" * 32})
