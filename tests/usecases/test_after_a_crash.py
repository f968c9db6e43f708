"""What waited in the outbox when the program died is said as it would have been."""

from dataclasses import replace

import pytest

from bot.dialogs import say_in_words
from db import outbox
from db.unit import Unit
from domain.dialogue import Choose, Mark, Move
from domain.invitation import Role
from domain.outgoing import Outgoing
from tests.usecases.test_staff import answer, close
from tests.usecases.town import Resident, Town
from usecases.commands import change_language, get_help, read_page, stop
from usecases.consents import privacy_command
from usecases.deliver import take_rows
from usecases.erase import delete_command
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.my_data import my_data_command
from usecases.results import results_command, statistics_command
from usecases.views import load_view
from usecases.withdraw import withdraw_command


class Dying(Town):
    """A town whose sender never sends."""

    def _deliver(self, row: int, outgoing: Outgoing) -> None:
        message = outgoing.placement.edit or next(self.messages)
        self.said.append(outgoing)
        self.living.setdefault(outgoing.address, {})[message] = outgoing

    def restart(self) -> list[Outgoing]:
        """Start again: let go of what was in hand, and take it with its views."""

        def take(unit: Unit) -> list[Outgoing]:
            outbox.free_mine(unit)
            return [row.outgoing for row in take_rows(unit, self.house, 1000, self.now).rows]

        taken: list[Outgoing] = self.run(take)
        return taken


@pytest.fixture
def dying(town: Town) -> Dying:
    return Dying(town.connection, town.house)


def in_words(town: Town, said: list[Outgoing]) -> list[object]:
    return [say_in_words(town.house.town, one) for one in said]


def test_every_message_reads_the_same_after_a_crash(dying: Dying) -> None:
    dying.run(introduce, "bot", "https://t.me/bot")
    answer(dying, 22)
    close(dying)
    staff, guest = Resident(dying, 1), Resident(dying, 2, "tr")
    staff.start(dying.run(invite_staff, Role.ADMIN, dying.now).split("=")[1])
    staff.command(results_command)
    staff.choose("results:stadtweit")
    staff.choose("results:stadtweit:r1a")
    staff.command(get_help)
    guest.agree("tr")
    guest.command(read_page, "about")
    guest.command(delete_command)
    guest.command(stop)
    staff.command(statistics_command)
    restarted = dying.restart()
    assert [replace(one, view=None) for one in restarted] == [replace(one, view=None) for one in dying.said]
    assert in_words(dying, restarted) == in_words(dying, dying.said)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_card_reads_the_same_after_a_crash(dying: Dying, language: str) -> None:
    ayse = Resident(dying, 1)
    ayse.begin(language)
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("30")
    ayse.tap(Mark(1, on=True))
    ayse.tap(Choose(7))
    assert in_words(dying, dying.restart()[-1:]) == in_words(dying, dying.said[-1:])


def test_what_is_said_about_rights_reads_the_same_after_a_crash(dying: Dying) -> None:
    ayse = Resident(dying, 1)
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    before = len(dying.said)
    ayse.command(privacy_command)
    ayse.choose("consent:survey")
    ayse.command(withdraw_command, "")
    ayse.command(withdraw_command, "no code")
    ayse.command(my_data_command)
    assert in_words(dying, dying.restart()[before:]) == in_words(dying, dying.said[before:])


def test_the_words_for_whom_it_is_not_are_there_after_a_crash(dying: Dying) -> None:
    ayse = Resident(dying, 1)
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(1))
    assert in_words(dying, dying.restart()[-1:]) == in_words(dying, dying.said[-1:])


def test_a_card_whose_dialogue_has_ended_is_not_said(dying: Dying) -> None:
    ayse = Resident(dying, 1)
    ayse.begin()
    ayse.command(change_language)
    card = next(one for one in dying.said if one.template == "card")
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(1))
    assert dying.run(load_view, dying.house, card, dying.now) is None
    assert all(one.template != "card" for one in dying.restart())


def test_the_outbox_never_holds_what_somebody_wrote(dying: Dying) -> None:
    ayse = Resident(dying, 1)
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("8765")
    ayse.say("geheim")
    for _ in range(2):
        ayse.step(Move.SKIP)
    ayse.say("Mein Geheimnis")
    rows = repr(dying.rows("outbox"))
    assert "eheim" not in rows
    assert "8765" not in rows
