"""Telegram delivers an update again when it is not sure: the end is the same as after one delivery."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from db.connect import open_engine
from db.tables import metadata
from domain.dialogue import Choose, Mark, Move, Unreadable
from domain.invitation import Role
from tests.domain.questionnaires import TOWN
from tests.usecases.test_withdrawing import unknown_codes
from tests.usecases.town import Resident, Town, opened
from usecases.come_and_go import block_or_return, offer_link_in_group
from usecases.commands import change_language, get_help, read_page, stop, unknown_command
from usecases.consents import privacy_command
from usecases.erase import delete_command
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.my_data import my_data_command
from usecases.results import results_command, statistics_command
from usecases.withdraw import withdraw_command


@pytest.fixture(autouse=True)
def no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every draft begin with the same seed, so that two runs can be told apart by what they keep."""
    monkeypatch.setattr("usecases.take_survey.secrets.randbits", lambda bits: 5)


def live(town: Town) -> list[object]:
    """Let three people do everything that there is; return what each of them was told."""
    town.run(introduce, "bot", "https://t.me/bot")
    ayse, bernd, staff = Resident(town, 1, "tr"), Resident(town, 2), Resident(town, 3)
    ayse.start("plakat")
    ayse.say("4")
    ayse.choose(ayse.options[0])
    ayse.choose("survey:stadtweit")
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("30")
    ayse.tap(Mark(1, on=True))
    ayse.command(change_language)
    ayse.choose(ayse.options[2])
    ayse.tap(Move.DONE)
    ayse.send(Unreadable.MEDIA)
    ayse.say("4")
    ayse.step(Move.SKIP)
    ayse.tap(Move.SUBMIT)
    bernd.begin("ar")
    bernd.tap(Move.KEEP)
    bernd.tap(Choose(5))
    bernd.step(Move.PAUSE)
    bernd.command(block_or_return, False)
    bernd.command(read_page, "about")
    bernd.command(privacy_command)
    bernd.command(my_data_command)
    for code in ("", "no code", *unknown_codes(3)):
        bernd.command(withdraw_command, code)
    bernd.command(unknown_command)
    bernd.command(stop)
    staff.start(town.run(invite_staff, Role.ADMIN, town.now).split("=")[1])
    staff.command(results_command)
    staff.choose("results:stadtweit")
    staff.choose("results:stadtweit:r1a")
    staff.command(statistics_command)
    staff.command(get_help)
    staff.command(offer_link_in_group)
    staff.command(delete_command)
    staff.choose("erase")
    return [(one.address, one.template, one.language, one.args, one.placement) for one in town.said]


def end_state(town: Town) -> dict[str, list[Mapping[str, Any]]]:
    """Return all rows without what is random."""
    everything = town.everything()
    invites = everything["staff_invite"]
    everything["staff_invite"] = [{**row, "token_hash": None} for row in invites]
    requests = [row for row in everything["setting"] if row["key"] == "scrub_due"]
    assert len(requests) == 1, "what was erased is to be scrubbed"
    everything["setting"] = [row for row in everything["setting"] if row not in requests]
    return everything


@pytest.mark.parametrize("times", [1, 2, 3])
def test_however_often_updates_are_delivered_the_end_is_the_same(
    town: Town, tmp_path: Path, times: int
) -> None:
    url = f"sqlite:///{tmp_path}/once.db"
    metadata.create_all(open_engine(url))
    with opened(url, town.house) as once:
        once.open_survey("stadtweit", TOWN)
        said = live(once)
        expected = end_state(once)
    town.times = times
    assert live(town) == said
    assert end_state(town) == expected
