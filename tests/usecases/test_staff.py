"""Who may see results, and what they see."""

from collections.abc import Callable
from datetime import timedelta
from secrets import token_bytes

import pytest

from db import responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.dialogue import Answer
from domain.invitation import Role, token_hash
from domain.releases import Release
from domain.results import PublishedResults
from tests.usecases.town import Resident, Town
from usecases.close_wave import NotEnough, close_wave
from usecases.commands import get_help
from usecases.introduce import introduce
from usecases.manage_staff import BotUnknown, invite_staff, list_staff, revoke_staff
from usecases.results import results_command, statistics_command

STAFF_TEMPLATES = {
    *("results_menu", "survey_results", "table_text", "table_chart", "statistics", "results_parts"),
    *("results_releases", "scales_chart", "comparison_text", "comparison_chart"),
}
OPTIONS = (
    *("results", "results:stadtweit", "results:stadtweit:r1", "results:stadtweit:r1q0"),
    *("results:stadtweit:r1a", "results:stadtweit:r1p", "results:stadtweit:r1o", "results:stadtweit:r1s"),
    *("results:stadtweit:r1q0d0", "results:stadtweit:r2q0o1", "results:stadtweit:r1f0"),
    *("results:nowhere", "results:stadtweit:r999", "results:", "results::", "results:stadtweit:r1:0"),
)


@pytest.fixture
def invite(town: Town) -> Callable[[Role], str]:
    """Make invitations; returns what the start link brings along."""
    town.run(introduce, "bot", "https://t.me/bot")

    def invited(role: Role = Role.ADMIN) -> str:
        link: str = town.run(invite_staff, role, town.now)
        assert link.startswith("https://t.me/bot?start=staff-")
        return link.split("=")[1]

    return invited


def answer(town: Town, n: int) -> None:
    """Let n people have taken part, who do not all say the same."""
    version = town.rows("survey_version")[0]["id"]

    def given(place: int) -> dict[str, Answer]:
        return {"lives": "a", "age": 30 + place % 7, "likes": ("abc"[place % 3],)}

    def add(unit: Unit) -> None:
        waiting = [Response(token_bytes(32), version, "de", given(place)) for place in range(n)]
        responses.add_all(unit, waiting)

    town.run(add)


def close(town: Town) -> Release | NotEnough:
    """Close a wave of the town's only survey."""

    def close_now(unit: Unit) -> Release | NotEnough:
        (offer,) = surveys.offers(unit)
        return close_wave(unit, town.house, offer, town.now)

    result: Release | NotEnough = town.run(close_now)
    return result


def test_an_invitation_makes_one_person_staff_and_no_second_one(
    ayse: Resident, bernd: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    payload = invite(Role.MANAGER)
    ayse.start(payload)
    assert (ayse.sees.template, ayse.sees.args["role"]) == ("staff_welcome", "manager")
    bernd.start(payload)
    ayse.start(payload)
    assert (bernd.sees.template, ayse.sees.template) == ("invitation_invalid", "invitation_invalid")
    assert [(row["user_address"], row["role"]) for row in town.rows("staff")] == [(501, "manager")]


def test_an_invitation_holds_for_fifteen_minutes(
    ayse: Resident, bernd: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    first, second = invite(Role.ADMIN), invite(Role.ADMIN)
    town.now += timedelta(minutes=15) - timedelta(milliseconds=1)
    ayse.start(first)
    town.now += timedelta(milliseconds=1)
    bernd.start(second)
    assert (ayse.sees.template, bernd.sees.template) == ("staff_welcome", "invitation_invalid")


def test_only_the_hash_of_an_invitation_is_kept(town: Town, invite: Callable[[Role], str]) -> None:
    payload = invite(Role.ADMIN)
    (row,) = town.rows("staff_invite")
    token = payload.removeprefix("staff-")
    assert row["token_hash"] == token_hash(token)
    assert token not in repr(town.everything())
    assert len(token) >= 22  # 128 bits


@pytest.mark.parametrize("payload", ["staff-", "staff-x", "staff-" + "A" * 22, "Staff-x"])
def test_a_guessed_invitation_gives_nothing(ayse: Resident, town: Town, payload: str) -> None:
    ayse.start(payload)
    assert town.rows("staff") == []


def test_an_invitation_counts_as_nobodys_source(
    ayse: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    assert town.rows("tally") == []


def test_an_invitation_needs_the_bots_address(town: Town) -> None:
    with pytest.raises(BotUnknown):
        town.run(invite_staff, Role.ADMIN, town.now)


def test_a_role_that_is_taken_away_is_gone_from_the_next_update_on(
    ayse: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    ayse.command(results_command)
    menu = ayse.message
    ((staff_id, role, _since),) = town.run(list_staff)
    assert role == "admin"
    assert town.run(revoke_staff, staff_id, town.now)
    assert not town.run(revoke_staff, staff_id, town.now)
    for option in OPTIONS:
        ayse.choose(option, menu)
        assert ayse.sees.template == "refused"
    assert town.run(list_staff) == []


def test_somebody_who_is_invited_again_has_the_new_role(
    ayse: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    ((staff_id, _role, _since),) = town.run(list_staff)
    town.run(revoke_staff, staff_id, town.now)
    ayse.start(invite(Role.STEERING))
    assert [(one[0], one[1]) for one in town.run(list_staff)] == [(staff_id, "steering")]


def test_everybody_else_is_refused_at_every_door_also_with_forged_buttons(
    ayse: Resident, bernd: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    answer(town, 22)
    assert isinstance(close(town), Release)
    bernd.agree()
    bernd.command(results_command)
    assert (bernd.sees.template, bernd.sees.view) == ("said_menu", ())  # nothing is published yet
    bernd.command(statistics_command)
    assert bernd.sees.template == "refused"
    for option in OPTIONS:
        bernd.choose(option)
        assert bernd.sees.template == "refused"
    assert not any(one.template in STAFF_TEMPLATES for one in town.said if one.address == bernd.chat)
    assert [row for row in town.rows("audit") if row["action"] == "saw"] == []


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_it_is_for(
    ayse: Resident, town: Town, invite: Callable[[Role], str], role: Role
) -> None:
    ayse.start(invite(role))
    ayse.command(statistics_command)
    assert ayse.sees.template == "statistics"
    ayse.command(results_command)
    reads_results = role not in (Role.MODERATOR, Role.DATA_PROTECTION)
    assert ayse.sees.template == ("results_menu" if reads_results else "refused")


def test_what_staff_look_at_is_written_down_without_residents(
    ayse: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    ayse.command(results_command)
    ayse.choose("results:stadtweit")
    assert [(row["action"], row["object"]) for row in town.rows("audit")] == [
        ("invited", "admin"),
        ("joined", "admin"),
        ("saw", "results"),
        ("saw", "results:stadtweit"),
    ]


def test_fewer_than_ten_answers_are_not_shown(
    ayse: Resident, town: Town, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    answer(town, 9)
    ayse.command(results_command)
    assert ayse.sees.view[0].total is None  # type: ignore[index]
    ayse.choose("results:stadtweit")
    assert isinstance(ayse.sees.view, PublishedResults)
    assert (ayse.sees.view.total, ayse.sees.view.entries) == (None, ())
    ayse.choose("results:stadtweit:r1a")
    assert not any(one.template == "table_chart" for one in town.said)
    answer(town, 10)
    assert close(town) == NotEnough(waiting=19, needed=20)
    answer(town, 1)
    close(town)
    ayse.command(results_command)
    assert ayse.sees.view[0].total == 20  # type: ignore[index]
    ayse.choose("results:stadtweit:r1a")
    assert any(one.template == "table_chart" for one in town.said)


def test_help_tells_staff_of_their_commands_and_nobody_else(
    ayse: Resident, bernd: Resident, invite: Callable[[Role], str]
) -> None:
    ayse.start(invite(Role.ADMIN))
    ayse.command(get_help)
    bernd.command(get_help)
    assert (ayse.sees.args["staff"], bernd.sees.args["staff"]) == (True, False)
