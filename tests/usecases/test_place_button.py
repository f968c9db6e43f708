"""The button for a place stands below its question, once, and goes when it is no longer needed."""

import pytest

from db import outbox, typed_messages
from db.dialogues import Draft
from db.outbox import Leased
from db.unit import Unit
from domain.outcomes import Sent
from domain.outgoing import Outgoing, Placement
from tests.usecases.town import WORKER, Resident, Town
from tests.usecases.with_files import KEY, SURVEY, begin
from usecases.deliver import keep_outcomes
from usecases.place_button import offer_place_button, put_place_button_away
from usecases.visit import receive

CHAT = 7001


@pytest.fixture
def draft(town: Town) -> Draft:
    town.open_survey(KEY, SURVEY)
    return begin(town, CHAT)


def do(town: Town, draft: Draft, what: object) -> list[Outgoing]:
    """Let a use case offer the button or put it away; return what was said."""
    before = len(town.said)

    def act(unit: Unit) -> None:
        visit = receive(unit, town.house, next(town.updates), Resident(town, CHAT).person, town.now)
        assert visit is not None
        assert callable(what)
        what(visit, draft)

    town.run(act)
    return town.said[before:]


def test_the_button_is_said_once_however_often_the_question_is_shown(town: Town, draft: Draft) -> None:
    (said,) = do(town, draft, offer_place_button)
    assert (said.template, said.placement) == ("place_button", Placement(aside_of=draft.id))
    assert do(town, draft, offer_place_button) == []


def test_it_goes_with_its_own_message_and_can_be_offered_again(town: Town, draft: Draft) -> None:
    do(town, draft, offer_place_button)
    shown = next(number for number, one in town.living[CHAT].items() if one.template == "place_button")
    (said,) = do(town, draft, put_place_button_away)
    assert (said.template, said.placement) == ("place_noted", Placement(away=(shown,)))
    assert do(town, draft, put_place_button_away) == []
    assert [one.template for one in do(town, draft, offer_place_button)] == ["place_button"]


def test_where_no_place_is_asked_for_nothing_is_said(town: Town, draft: Draft) -> None:
    assert do(town, draft, put_place_button_away) == []


def test_a_button_that_is_still_there_goes_with_the_residents_messages(town: Town, draft: Draft) -> None:
    do(town, draft, offer_place_button)
    town.run(typed_messages.keep, draft.id, 5)
    shown = next(number for number, one in town.living[CHAT].items() if one.template == "place_button")
    member = town.rows("member")[0]["id"]
    assert set(town.run(typed_messages.of_members, [member])) == {5, shown}
    assert set(town.run(typed_messages.take, draft.id)) == {5, shown}
    assert town.run(typed_messages.take, draft.id) == ()


def test_a_residents_message_is_not_taken_for_the_button(town: Town, draft: Draft) -> None:
    town.run(typed_messages.keep, draft.id, 5)
    assert not town.run(typed_messages.has_button, draft.id)
    assert do(town, draft, put_place_button_away) == []
    do(town, draft, offer_place_button)
    do(town, draft, put_place_button_away)
    assert town.run(typed_messages.take, draft.id) == (5,)


@pytest.mark.parametrize(
    "placement",
    [
        Placement(),
        Placement(edit=3),
        Placement(replace=4, card_of=9, away=(1, 2)),
        Placement(aside_of=7),
        Placement(away=(5,), aside_of=7),
    ],
)
def test_the_outbox_keeps_where_a_message_belongs(town: Town, placement: Placement) -> None:
    def say(unit: Unit) -> Placement:
        outbox.say(unit, Outgoing(5, "place_button", "de", placement=placement), town.now)
        outbox.free_mine(unit)
        (leased,) = outbox.lease(unit, 10, town.now)
        return leased.outgoing.placement

    assert town.run(say) == placement


def test_a_row_of_an_older_program_can_be_read(town: Town) -> None:
    def say(unit: Unit) -> Placement:
        outbox.say(unit, Outgoing(5, "place_button", "de"), town.now)
        unit.connection.exec_driver_sql("UPDATE outbox SET placement = '[1,2,3]', worker = NULL")
        (leased,) = outbox.lease(unit, 10, town.now)
        return leased.outgoing.placement

    assert town.run(say) == Placement(1, 2, 3)


def test_a_button_that_arrives_after_the_dialogue_was_erased_is_nobodys(town: Town, draft: Draft) -> None:
    row = Leased(1, Outgoing(CHAT, "place_button", "de", placement=Placement(aside_of=draft.id + 99)))
    with town.connection.begin():
        keep_outcomes(Unit(town.connection, WORKER), [(row, Sent(77))], town.now)
    assert not town.run(typed_messages.has_button, draft.id)
