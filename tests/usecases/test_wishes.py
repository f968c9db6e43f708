"""Residents ask to be told the results, and take it back as easily. It is a consent of its own."""

from datetime import timedelta

import pytest

from domain.dialogue import Move
from tests.usecases.town import NOON, Resident, Town
from usecases.commands import stop
from usecases.content import consent_page
from usecases.erase import delete_command
from usecases.views import ReceiptView


@pytest.fixture
def thanked(ayse: Resident) -> Resident:
    """Somebody who has just submitted."""
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    return ayse


def wishes(town: Town) -> list[tuple[bool, str]]:
    """Return whether each wish holds, and its language."""
    rows = [row for row in town.rows("consent") if row["purpose"] == "results"]
    return [(row["withdrawn_at"] is None, row["language"]) for row in rows]


def test_the_thanks_offers_it_and_stays_with_its_code(thanked: Resident, town: Town) -> None:
    thanks = thanked.sees
    assert thanked.options == ["hide:stadtweit", "tell:stadtweit"]
    thanked.choose("tell:stadtweit")
    assert (thanked.sees.template, thanked.sees.placement.edit) == ("wish_question", None)
    assert town.living[thanked.chat][thanked.message - 1] is thanks
    assert isinstance(thanks.view, ReceiptView)
    assert wishes(town) == []  # the text comes first


def test_agreeing_keeps_what_was_agreed_to_when_and_in_which_language(thanked: Resident, town: Town) -> None:
    thanked.choose("tell:stadtweit")
    thanked.choose(thanked.options[0])
    assert thanked.sees.template == "wish_kept"
    (row,) = [row for row in town.rows("consent") if row["purpose"] == "results"]
    page = consent_page(town.house.town, "de", "consent_results")
    assert (row["text_version"], row["text_hash"]) == (page.version, page.hash)
    assert (row["language"], row["given_at"], row["withdrawn_at"]) == ("de", NOON, None)
    assert row["member_id"] == thanked.member["id"]
    assert page.hash != consent_page(town.house.town, "de").hash


def test_agreeing_again_adds_nothing(thanked: Resident, town: Town) -> None:
    thanked.choose("tell:stadtweit")
    yes = thanked.options[0]
    for _ in range(3):
        thanked.choose(yes)
        town.now += timedelta(minutes=1)
    thanked.choose("tell:stadtweit")
    assert (thanked.sees.template, wishes(town)) == ("wish_kept", [(True, "de")])


def test_a_typed_number_agrees_as_well(thanked: Resident, town: Town) -> None:
    thanked.say("2")
    assert thanked.sees.template == "wish_question"
    thanked.say("1")
    assert wishes(town) == [(True, "de")]


def test_a_button_under_another_text_shows_todays_text_first(thanked: Resident, town: Town) -> None:
    thanked.choose("tell_yes:01234567")
    assert (thanked.sees.template, wishes(town)) == ("wish_question", [])


def test_a_no_keeps_nothing(thanked: Resident, town: Town) -> None:
    thanked.choose("tell:stadtweit")
    thanked.choose("tell_no")
    assert (thanked.sees.template, wishes(town)) == ("wish_declined", [])
    thanked.say("1")
    assert wishes(town) == []


def test_one_tap_takes_it_back_and_it_can_be_given_again(thanked: Resident, town: Town) -> None:
    for _ in range(2):
        thanked.choose("tell:stadtweit")
        thanked.choose(thanked.options[0])
        thanked.choose("tell_stop")
        assert thanked.sees.template == "consent_withdrawn"
        town.now += timedelta(minutes=1)
    assert wishes(town) == [(False, "de"), (False, "de")]
    assert [row["withdrawn_at"] for row in town.rows("consent") if row["purpose"] == "survey"] == [None]


def test_stop_takes_it_back_and_start_does_not_bring_it_back(thanked: Resident, town: Town) -> None:
    thanked.choose("tell:stadtweit")
    thanked.choose(thanked.options[0])
    thanked.command(stop)
    thanked.start()
    assert wishes(town) == [(False, "de")]


def test_whoever_asks_after_a_stop_wants_messages_again(thanked: Resident, town: Town) -> None:
    thanked.command(stop)
    thanked.choose("tell:stadtweit")
    thanked.choose(thanked.options[0])
    assert [row["stopped_at"] for row in town.rows("chat")] == [None]


def test_delete_takes_it_away(thanked: Resident, town: Town) -> None:
    thanked.choose("tell:stadtweit")
    thanked.choose(thanked.options[0])
    thanked.command(delete_command)
    thanked.choose("erase")
    assert wishes(town) == []


def test_who_has_asked_is_not_asked_again(thanked: Resident, town: Town) -> None:
    assert thanked.options[-1] == "tell:stadtweit"
    thanked.choose("hide:stadtweit")
    assert (thanked.sees.template, thanked.options) == ("receipt_hidden", ["tell:stadtweit"])
    thanked.choose("tell:stadtweit")
    thanked.choose(thanked.options[0])
    thanked.choose("hide:stadtweit")
    assert thanked.options == []


def test_in_each_language_it_is_that_languages_text(town: Town) -> None:
    for chat, language in enumerate(("de", "de_simple", "en", "tr", "ar")):
        one = Resident(town, chat)
        one.agree(language)
        one.choose("tell")
        one.choose(one.options[0])
    rows = [row for row in town.rows("consent") if row["purpose"] == "results"]
    assert len({row["text_hash"] for row in rows}) == 5
    assert [language for _, language in wishes(town)] == ["de", "de_simple", "en", "tr", "ar"]
