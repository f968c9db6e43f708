"""Residents say what they want to be told, kind by kind, and take it back as easily."""

from datetime import timedelta

import pytest

from domain.dialogue import Move
from domain.town import WISHES
from tests.usecases.town import NOON, Resident, Town
from usecases.commands import stop
from usecases.consents import privacy_command
from usecases.content import consent_page
from usecases.erase import delete_command
from usecases.restore import erasures, reapply
from usecases.views import ReceiptView
from usecases.wish import notify_command

every_kind = pytest.mark.parametrize("purpose", WISHES)


@pytest.fixture
def thanked(ayse: Resident) -> Resident:
    """Somebody who has just submitted."""
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    return ayse


def wishes(town: Town, purpose: str = "results") -> list[tuple[bool, str]]:
    """Return whether each wish of a kind holds, and its language."""
    rows = [row for row in town.rows("consent") if row["purpose"] == purpose]
    return [(row["withdrawn_at"] is None, row["language"]) for row in rows]


def turn_on(one: Resident, purpose: str) -> None:
    """Ask for a kind of message, and agree to its text."""
    one.choose(f"notify:{purpose}")
    assert one.sees.template == "notify_question"
    one.choose(one.options[0])


def is_on(one: Resident) -> list[str]:
    """Return the kinds that the overview says are on."""
    assert one.sees.template == "notify"
    on = one.sees.args["on"]
    assert isinstance(on, list)
    return on


def test_the_thanks_offers_it_and_stays_with_its_code(thanked: Resident, town: Town) -> None:
    thanks = thanked.sees
    assert thanked.options == ["hide:stadtweit", "notify", "hh:new"]
    thanked.choose("notify")
    assert (is_on(thanked), thanked.sees.placement.edit) == ([], None)
    assert town.living[thanked.chat][thanked.message - 1] is thanks
    assert isinstance(thanks.view, ReceiptView)
    assert wishes(town) == []  # the text comes first


def test_the_code_can_be_hidden_and_the_offer_stays(thanked: Resident) -> None:
    thanked.choose("hide:stadtweit")
    assert (thanked.sees.template, thanked.options) == ("receipt_hidden", ["notify", "hh:new"])


def test_home_offers_it_last(ayse: Resident) -> None:
    ayse.agree()
    assert (ayse.sees.template, ayse.options) == ("home", ["survey:stadtweit", "notify", "hh:new"])
    ayse.say("2")
    assert is_on(ayse) == []


def test_the_command_shows_every_kind_with_its_switch(ayse: Resident) -> None:
    ayse.command(notify_command)
    assert ayse.options == [f"notify:ask:{purpose}" for purpose in WISHES]
    turn_on(ayse, "invitations")
    ayse.command(notify_command)
    assert is_on(ayse) == ["invitations"]
    assert ayse.options == [
        "notify:ask:results",
        "notify:off:invitations",
        "notify:ask:measures",
        "notify:ask:news",
    ]


@every_kind
def test_agreeing_keeps_what_was_agreed_to_when_and_in_which_language(
    ayse: Resident, town: Town, purpose: str
) -> None:
    ayse.agree()
    turn_on(ayse, purpose)
    assert (is_on(ayse), ayse.sees.args["changed"]) == ([purpose], "on")
    (row,) = [row for row in town.rows("consent") if row["purpose"] == purpose]
    page = consent_page(town.house.town, "de", f"consent_{purpose}")
    assert (row["text_version"], row["text_hash"]) == (page.version, page.hash)
    assert (row["language"], row["given_at"], row["withdrawn_at"]) == ("de", NOON, None)
    assert row["member_id"] == ayse.member["id"]


def test_each_kind_has_a_text_of_its_own_in_every_language(town: Town) -> None:
    for chat, language in enumerate(("de", "de_simple", "en", "tr", "ar")):
        one = Resident(town, chat)
        one.agree(language)
        for purpose in WISHES:
            turn_on(one, purpose)
    rows = [row for row in town.rows("consent") if row["purpose"] in WISHES]
    assert len({row["text_hash"] for row in rows}) == 20
    assert [language for _, language in wishes(town)] == ["de", "de_simple", "en", "tr", "ar"]


def test_agreeing_again_adds_nothing(thanked: Resident, town: Town) -> None:
    thanked.choose("notify:results")
    yes = thanked.options[0]
    for _ in range(3):
        thanked.choose(yes)
        town.now += timedelta(minutes=1)
    thanked.choose("notify:results")
    assert (is_on(thanked), wishes(town)) == (["results"], [(True, "de")])


def test_typed_numbers_lead_there_as_well(thanked: Resident, town: Town) -> None:
    thanked.say("2")
    thanked.say("1")
    assert (thanked.sees.template, thanked.sees.args["purpose"]) == ("notify_question", "results")
    thanked.say("1")
    assert wishes(town) == [(True, "de")]
    thanked.say("1")
    assert wishes(town) == [(False, "de")]


def test_a_button_under_another_text_shows_todays_text_first(thanked: Resident, town: Town) -> None:
    thanked.choose("notify:yes:results:01234567")
    assert (thanked.sees.template, wishes(town)) == ("notify_question", [])
    yes = thanked.options[0].split(":")[-1]
    thanked.choose(f"notify:yes:news:{yes}")
    assert (thanked.sees.args["purpose"], wishes(town, "news")) == ("news", [])


def test_a_no_keeps_nothing(thanked: Resident, town: Town) -> None:
    thanked.choose("notify:results")
    thanked.choose("notify:no:results")
    assert (thanked.sees.args["changed"], is_on(thanked), wishes(town)) == ("declined", [], [])


@every_kind
def test_one_tap_under_a_message_ends_its_kind_and_leaves_the_message(
    ayse: Resident, town: Town, purpose: str
) -> None:
    ayse.agree()
    for one in WISHES:
        turn_on(ayse, one)
    before = ayse.message
    ayse.choose(f"off:{purpose}", before)
    assert ayse.sees.placement.edit is None
    assert (ayse.sees.args["changed"], ayse.sees.args["purpose"]) == ("off", purpose)
    assert is_on(ayse) == [one for one in WISHES if one != purpose]
    assert wishes(town, purpose) == [(False, "de")]


def test_it_can_be_given_again_and_taken_back_again(thanked: Resident, town: Town) -> None:
    for _ in range(2):
        turn_on(thanked, "results")
        thanked.choose("notify:off:results")
        town.now += timedelta(minutes=1)
    assert wishes(town) == [(False, "de"), (False, "de")]
    assert [row["withdrawn_at"] for row in town.rows("consent") if row["purpose"] == "survey"] == [None]


def test_turning_off_what_is_not_on_changes_nothing(ayse: Resident, town: Town) -> None:
    ayse.agree()
    ayse.choose("off:news")
    assert (is_on(ayse), wishes(town, "news")) == ([], [])


@pytest.mark.parametrize(
    "option",
    [
        "notify:survey",
        "notify:ask:survey",
        "notify:yes:survey:00000000",
        "notify:off:survey",
        "off:survey",
        "off:needs",
        "off:",
        "off",
    ],
)
def test_forged_buttons_touch_no_other_consent(ayse: Resident, town: Town, option: str) -> None:
    ayse.agree()
    assert ayse.choose(option) is not None
    assert [(row["purpose"], row["withdrawn_at"]) for row in town.rows("consent")] == [("survey", None)]


def test_stop_ends_every_kind_and_start_brings_none_back(ayse: Resident, town: Town) -> None:
    ayse.agree()
    for purpose in WISHES:
        turn_on(ayse, purpose)
    ayse.command(stop)
    ayse.start()
    assert [wishes(town, purpose) for purpose in WISHES] == [[(False, "de")]] * 4
    ayse.command(notify_command)
    assert is_on(ayse) == []


def test_whoever_asks_after_a_stop_wants_messages_again(thanked: Resident, town: Town) -> None:
    thanked.command(stop)
    turn_on(thanked, "measures")
    assert [row["stopped_at"] for row in town.rows("chat")] == [None]


def test_privacy_lists_every_kind_and_withdraws_one(ayse: Resident, town: Town) -> None:
    ayse.agree()
    for purpose in WISHES:
        turn_on(ayse, purpose)
    ayse.command(privacy_command)
    assert ayse.sees.args["purposes"] == ["survey", *WISHES]
    ayse.choose("consent:news")
    ayse.choose("unconsent:news")
    assert (wishes(town, "news"), wishes(town, "measures")) == ([(False, "de")], [(True, "de")])


def test_delete_takes_them_away(ayse: Resident, town: Town) -> None:
    ayse.agree()
    turn_on(ayse, "invitations")
    ayse.command(delete_command)
    ayse.choose("erase")
    assert wishes(town, "invitations") == []


@every_kind
def test_what_was_turned_off_after_a_backup_is_off_after_it_is_restored(
    ayse: Resident, town: Town, purpose: str
) -> None:
    ayse.agree()
    turn_on(ayse, purpose)
    kept = [row for row in town.rows("consent") if row["purpose"] == purpose]
    ayse.choose(f"off:{purpose}")
    listed = town.run(erasures)
    with town.connection.begin():  # the backup comes back: neither the withdrawal nor its token is known
        town.connection.exec_driver_sql("UPDATE consent SET withdrawn_at = NULL")
        town.connection.exec_driver_sql("DELETE FROM erasure")
    assert [row for row in town.rows("consent") if row["purpose"] == purpose] == kept
    assert town.run(reapply, town.house.pepper, listed, town.now).consents == 1
    assert wishes(town, purpose) == [(False, "de")]


@pytest.mark.parametrize(
    ("old", "template"),
    [
        ("tell:stadtweit", "notify_question"),
        ("tell", "notify_question"),
        ("tell_yes:0", "notify_question"),
        ("tell_no", "notify"),
        ("tell_stop", "notify"),
    ],
)
def test_buttons_of_older_messages_still_lead_somewhere(ayse: Resident, old: str, template: str) -> None:
    ayse.agree()
    assert ayse.choose(old) is None
    assert ayse.sees.template == template
