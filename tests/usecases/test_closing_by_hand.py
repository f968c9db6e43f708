"""An editor closes a wave: told what it counts, asked once more, and told kindly what is missing."""

from datetime import timedelta

import pytest

from domain.invitation import Role
from tests.usecases.office import answers_come_in, close_now, confirm, released, staff
from tests.usecases.town import CLOSES, Resident, Town, others_submit


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601)


def close(one: Resident) -> None:
    one.choose("close:stadtweit")


def test_the_question_says_how_many_are_counted_and_that_ten_stay_back(editor: Resident, town: Town) -> None:
    answers_come_in(town, 27)
    close(editor)
    assert editor.sees.template == "close_question"
    assert (editor.sees.args["waiting"], editor.sees.args["counted"]) == (27, 17)
    assert town.rows("release") == []


def test_when_confirmed_the_wave_is_counted_and_ten_wait_on(editor: Resident, town: Town) -> None:
    answers_come_in(town, 27)
    close(editor)
    confirm(editor)
    assert editor.sees.template == "wave_closed"
    assert (editor.sees.args["release"], editor.sees.args["n"]) == (1, 17)
    assert editor.options == ["results:stadtweit", "publish:stadtweit:1"]
    assert sum(row["wave"] is None for row in town.rows("response")) == 10
    assert ("closed a wave", "stadtweit:1") in [(row["action"], row["object"]) for row in town.rows("audit")]


def test_submitted_answers_are_cut_loose_first_and_belong_to_the_wave(editor: Resident, town: Town) -> None:
    answers_come_in(town, 12)
    others_submit(town, 10)
    close(editor)
    assert (editor.sees.args["waiting"], editor.sees.args["counted"]) == (22, 12)
    assert town.rows("dialogue") == []
    confirm(editor)
    assert editor.sees.args["n"] == 12


@pytest.mark.parametrize("n", [1, 19])
def test_too_few_answers_are_said_kindly_and_nothing_is_asked(editor: Resident, town: Town, n: int) -> None:
    answers_come_in(town, n)
    others_submit(town, 3)
    close(editor)
    assert editor.sees.template == "wave_not_closed"
    told = editor.sees.args
    assert (told["waiting"], told["needed"], told["linked"], told["ended"]) == (n, 20, 3, False)
    assert (town.rows("confirmation"), town.rows("release")) == ([], [])


def test_a_wave_that_its_day_has_closed_meanwhile_is_looked_at_first(editor: Resident, town: Town) -> None:
    answers_come_in(town, 30)
    close(editor)
    close_now(town)
    answers_come_in(town, 30)
    confirm(editor)
    assert (editor.sees.template, editor.sees.args["doubt"]) == ("not_confirmed", "changed")
    assert len(town.rows("release")) == 1


def test_answers_that_come_in_meanwhile_are_no_change(editor: Resident, town: Town) -> None:
    answers_come_in(town, 20)
    close(editor)
    answers_come_in(town, 5)
    confirm(editor)
    assert editor.sees.args["n"] == 15


def test_at_the_end_all_are_counted_and_none_stays_back(editor: Resident, town: Town) -> None:
    answers_come_in(town, 12)
    town.now = town.now.replace(month=CLOSES.month, day=CLOSES.day) + timedelta(days=1)
    close(editor)
    assert (editor.sees.args["waiting"], editor.sees.args["counted"]) == (12, 12)
    confirm(editor)
    assert editor.sees.args["n"] == 12
    close(editor)
    assert (editor.sees.template, editor.sees.args["ended"]) == ("wave_not_closed", True)


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.STEERING, Role.DATA_PROTECTION])
def test_nobody_else_closes_or_publishes(town: Town, role: Role | None) -> None:
    released(town)
    one = Resident(town, 601) if role is None else staff(town, 601, role)
    one.start()
    for option in ("close:stadtweit", "publish:stadtweit:1"):
        one.choose(option)
        assert one.sees.template == "refused"
    assert town.rows("confirmation") == []


@pytest.mark.parametrize(
    "option",
    [
        *("close:nowhere", "close", "close:", "publish:stadtweit", "publish:stadtweit:2", "confirm"),
        *("publish:nowhere:1", "publish:stadtweit:x", "publish:stadtweit:-1", "publish:stadtweit:99999"),
        "cancel:x",
    ],
)
def test_a_forged_button_does_nothing(editor: Resident, town: Town, option: str) -> None:
    released(town)
    said = len(town.said)
    assert editor.choose(option) is not None
    assert len(town.said) == said
    assert town.rows("confirmation") == []
