"""Several people share a chat: each has own answers, consents and rights; nobody answers for another."""

from typing import Any

import pytest

from domain.dialogue import Choose, Move, Stage
from domain.dialogue_data import dialogue_from_json
from domain.household import MOST_PEOPLE, Called
from domain.outgoing import Outgoing
from tests.usecases.housemates import Phone, away_of
from tests.usecases.town import Town, others_submit
from usecases.erase import delete_command
from usecases.household import household_command
from usecases.household_views import HouseholdView
from usecases.my_data import my_data_command
from usecases.take_survey import survey_command
from usecases.views import Standing, load_view
from usecases.wish import notify_command


@pytest.fixture
def phone(town: Town) -> Phone:
    """Somebody's phone, on which one person has begun."""
    phone = Phone(town, 501)
    phone.begin()
    phone.tap(Move.KEEP)
    return phone


@pytest.fixture
def shared(phone: Phone) -> Phone:
    """A phone on which Ayşe has joined, in Turkish, and begun."""
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    phone.command(survey_command)
    phone.tap(Move.KEEP)
    return phone


def household(phone: Phone) -> HouseholdView:
    phone.command(household_command)
    assert isinstance(phone.sees.view, HouseholdView)
    return phone.sees.view


def people(town: Town) -> list[dict[str, Any]]:
    """Return the rows of the people, in the order in which they came."""
    return sorted(town.rows("member"), key=lambda row: row["id"])


def answers(town: Town) -> dict[int, dict[str, object]]:
    """Return what each person of the chat has answered, by their number."""
    members = {row["id"]: row["ordinal"] for row in people(town)}
    return {
        members[row["member_id"]]: {
            name: answer
            for name, answer in dialogue_from_json(row["state"]).answers.items()
            if answer is not None  # notes
        }
        for row in town.rows("dialogue")
    }


def newest_card(town: Town, chat: int, who: Called) -> Outgoing:
    """Return what the newest card of a person shows now."""
    shown = town.living[chat]
    return shown[max(one for one, said in shown.items() if said.template == "card" and said.who == who)]


def finish(phone: Phone, words: str) -> None:
    """Answer all from the first question up to the review."""
    phone.tap(Choose(0))
    phone.say("30")
    phone.tap(Move.SKIP)
    phone.tap(Move.SKIP)
    phone.say(words)
    assert phone.dialogue.stage is Stage.REVIEWING


# --- joining ---------------------------------------------------------------------------------------


def test_who_joins_chooses_a_name_a_language_and_agrees_and_nothing_of_it_touches_the_first(
    phone: Phone, town: Town
) -> None:
    phone.command(household_command)
    phone.press("hh:add")
    assert phone.sees.template == "household_name"
    phone.say("  Ayşe\u202e ")
    assert (phone.sees.template, phone.sees.who) == ("language_choice", Called(2, "Ayşe"))
    phone.press("language:tr")
    assert (phone.sees.template, phone.sees.language) == ("consent", "tr")
    phone.press(phone.options[0])
    assert phone.sees.template == "home"
    first, second = people(town)
    assert (first["language"], second["language"], second["name"]) == ("de", "tr", "Ayşe")
    assert [row["member_id"] for row in town.rows("consent")] == [first["id"], second["id"]]
    assert "hh:list" in phone.options


def test_a_name_need_not_be_given(phone: Phone, town: Town) -> None:
    phone.command(household_command)
    phone.press("hh:add")
    asked = phone.sees
    phone.press("hh:unnamed:2")
    assert phone.sees.who == Called(2, "")
    assert "👤 \u2068Person \u20682\u2069\u2069" in phone.drawn().text
    phone.town.living[phone.chat][4000] = asked
    phone.press("hh:unnamed:2", asked)
    assert len(people(town)) == 2, "a second tap adds nobody"


def test_what_is_no_name_is_asked_for_again(phone: Phone, town: Town) -> None:
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    phone.command(household_command)
    phone.press("hh:add")
    for typed, problem in (("\u202e\u202e", "empty"), ("x" * 21, "too_long"), ("AYŞE", "taken")):
        phone.say(typed)
        assert (phone.sees.template, phone.sees.args["problem"]) == ("household_name", problem)
        assert typed not in str(phone.sees.args)
    assert len(people(town)) == 2


def test_the_seventh_is_told_why_not_and_a_number_is_never_given_twice(phone: Phone, town: Town) -> None:
    phone.command(household_command)
    for number in range(2, MOST_PEOPLE + 1):
        phone.let_join(f"P{number}", "de")
        phone.command(household_command)
    assert "hh:add" not in phone.options
    phone.press_forged("hh:new", None, 1)
    assert (phone.sees.template, phone.sees.args["note"]) == ("household", "full")
    phone.press_forged("hh:gone:3", None, 1)
    phone.press_forged("hh:new", None, 1)
    assert phone.sees.args["note"] == "full"
    assert [row["ordinal"] for row in people(town)] == [1, 2, 4, 5, 6]


def test_who_takes_the_number_after_a_removed_one_may_answer_and_is_nobody_else(
    shared: Phone, town: Town
) -> None:
    finish(shared, "hers")
    shared.tap(Move.SUBMIT)
    others_submit(town, 9)
    town.seal()
    shared.press_forged("hh:gone:2", None, 1)
    shared.let_join("Ayşe", "tr")
    assert shared.member["ordinal"] == 3
    shared.command(survey_command)
    assert shared.sees.template == "card"


# --- whose turn it is ------------------------------------------------------------------------------


def test_everything_said_to_one_of_several_says_to_whom(shared: Phone, town: Town) -> None:
    later = town.said[-2:]
    assert all(one.who == Called(2, "Ayşe") for one in later if one.template == "card")
    assert shared.drawn().text.startswith("👤 \u2068Ayşe\u2069\n")
    shared.step(Move.PAUSE)
    assert shared.drawn().text.startswith("👤 ")


def test_nobody_is_named_where_one_person_uses_the_chat(phone: Phone) -> None:
    assert all("who" not in one.args and "👤" not in phone.drawn(one).text for one in phone.town.said)


def test_a_name_stands_in_no_row_of_the_outbox(shared: Phone, town: Town) -> None:
    shared.command(household_command)
    shared.press("hh:to:1")
    assert all("Ayşe" not in str(one.args) for one in town.said)


def test_a_message_left_by_a_crash_finds_its_person_again_and_goes_nowhere_if_they_left(
    shared: Phone, town: Town
) -> None:
    kept = Outgoing(501, "consent", "tr", {"who": 2, "options": ["agree:1"]})
    loaded = town.run(load_view, town.house, kept, town.now)
    assert loaded.who == Called(2, "Ayşe")
    shared.press_forged("hh:gone:2", None, 1)
    assert town.run(load_view, town.house, kept, town.now) is None


# --- handing the phone on --------------------------------------------------------------------------


def test_one_tap_hands_the_phone_on_to_where_the_other_stands(shared: Phone, town: Town) -> None:
    shared.tap(Choose(0))
    shared.say("30")
    shared.command(household_command)
    shared.press("hh:to:1")
    assert (shared.sees.template, shared.sees.language) == ("card", "de")
    assert shared.member["ordinal"] == 1
    shared.tap(Choose(0))
    assert answers(town) == {1: {"lives": "a"}, 2: {"lives": "a", "age": 30}}


def test_a_typed_name_hands_it_on_as_well_and_other_words_are_answers(shared: Phone, town: Town) -> None:
    shared.command(household_command)
    shared.say("Person 7")
    assert shared.sees.template == "card", "no name, so it goes to the question"
    shared.command(household_command)
    shared.press("hh:to:1")
    shared.command(household_command)
    shared.say("ayşe")
    assert shared.member["ordinal"] == 2
    assert shared.sees.template == "card"


def test_who_hands_the_phone_on_takes_a_break_and_nothing_they_answered_can_be_read(
    shared: Phone, town: Town
) -> None:
    shared.tap(Choose(0))
    shared.write("30", message=77)
    theirs = shared.draft
    shared.command(household_command)
    shared.press("hh:to:1")
    state = dialogue_from_json(next(r["state"] for r in town.rows("dialogue") if r["id"] == theirs["id"]))
    assert state.stage is Stage.PAUSED
    assert state.answers["age"] == 30
    assert 77 in away_of(town, 501)
    break_card = newest_card(town, 501, Called(2, "Ayşe"))
    assert shared.drawn(break_card).rows[0][0].data.endswith(":resume")


def test_typed_words_go_to_the_person_who_answers(shared: Phone, town: Town) -> None:
    shared.tap(Choose(0))
    shared.command(household_command)
    shared.press("hh:to:1")
    shared.tap(Choose(0))
    shared.say("41")
    assert answers(town)[1]["age"] == 41
    assert "age" not in answers(town)[2]


def test_a_tap_on_the_card_of_somebody_else_here_lets_them_answer(shared: Phone, town: Town) -> None:
    shared.command(household_command)
    shared.press("hh:to:1")
    hers = newest_card(town, 501, Called(2, "Ayşe"))
    assert shared.press_card(Move.RESUME, hers) is None
    assert shared.member["ordinal"] == 2
    shared.tap(Choose(0))
    assert answers(town) == {1: {}, 2: {"lives": "a"}}


def test_a_menus_button_belongs_to_whom_it_was_said(phone: Phone, town: Town) -> None:
    phone.command(household_command)
    phone.press("hh:add")
    phone.say("Ayşe")
    phone.press("language:tr")
    hers = phone.sees
    phone.command(household_command)
    phone.press("hh:to:1")
    phone.press(hers.args["options"][0], hers)  # type: ignore[index]
    assert phone.member["ordinal"] == 2
    first, second = people(town)
    assert [row["member_id"] for row in town.rows("consent")] == [first["id"], second["id"]]


@pytest.mark.parametrize("option", ["notify", "erase"])
def test_a_button_drawn_before_anybody_joined_is_the_first_persons(
    phone: Phone, town: Town, option: str
) -> None:
    phone.command(delete_command) if option == "erase" else phone.command(notify_command)
    old = phone.sees
    pressed = option if option == "erase" else phone.options[0]
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    phone.press(pressed, old)
    assert phone.chat not in {row["address"] for row in town.rows("chat")} or phone.member["ordinal"] == 1


def test_buttons_of_a_card_drawn_before_anybody_joined_change_no_other_language(
    phone: Phone, town: Town
) -> None:
    draft = phone.draft["id"]
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    phone.press_forged(f"language:en:{draft}", None, 1)
    assert [row["language"] for row in people(town)] == ["en", "tr"]


# --- attacks ---------------------------------------------------------------------------------------


def test_a_dialogue_of_another_chat_lets_nobody_answer(shared: Phone, town: Town) -> None:
    stranger = Phone(town, 777)
    stranger.begin()
    before = town.rows("dialogue")
    refusal = shared.tap_on(stranger.draft["id"], Move.KEEP, 1)
    assert refusal is not None
    assert shared.member["ordinal"] == 2
    assert [row["state"] for row in town.rows("dialogue") if row["member_id"] == stranger.member["id"]] == [
        row["state"] for row in before if row["member_id"] == stranger.member["id"]
    ]


@pytest.mark.parametrize("option", ["survey:stadtweit", "erase_me", "erase", "unconsent:survey"])
def test_a_button_of_nobody_here_does_nothing(shared: Phone, town: Town, option: str) -> None:
    before = (people(town), town.rows("dialogue"), town.rows("consent"))
    assert shared.press_forged(option, 5, 1) is not None
    assert (people(town), town.rows("dialogue"), town.rows("consent")) == before


@pytest.mark.parametrize(
    "option",
    [
        "hh",
        "hh:to",
        "hh:to:0",
        "hh:to:9",
        "hh:to:x",
        "hh:gone:99999999999",
        "hh:unnamed:7",
        "hh:rename:5",
        "hh:1",
    ],
)
def test_forged_buttons_of_the_household_change_nobody(shared: Phone, town: Town, option: str) -> None:
    before = [{**row, "menu": None} for row in people(town)]
    shared.press_forged(option, None, 1)
    assert [{**row, "menu": None} for row in people(town)] == before


# --- names and leaving -----------------------------------------------------------------------------


def test_a_name_is_changed(shared: Phone, town: Town) -> None:
    shared.command(household_command)
    shared.press("hh:change")
    shared.press("hh:person:1")
    shared.press("hh:rename:1")
    shared.say("Ayşe")
    assert shared.sees.args["problem"] == "taken"
    shared.say("Bernd")
    assert [row["name"] for row in people(town)] == ["Bernd", "Ayşe"]
    assert shared.sees.args["note"] == "renamed"


def test_who_is_removed_leaves_nothing_and_the_others_keep_everything(shared: Phone, town: Town) -> None:
    finish(shared, "only hers")
    shared.tap(Move.SUBMIT)
    shared.command(household_command)
    shared.press("hh:change")
    shared.press("hh:person:2")
    shared.press("hh:remove:2")
    assert shared.sees.template == "household_remove"
    shared.press("hh:gone:2")
    assert [row["ordinal"] for row in people(town)] == [1]
    assert list(answers(town)) == [1]
    assert [row["member_id"] for row in town.rows("consent")] == [shared.member["id"]]
    assert len(town.rows("erasure")) == 2, "of the person, and of the submitted answers"
    assert "Ayşe" not in str(people(town))
    shared.command(survey_command)
    assert (shared.sees.template, shared.sees.who) == ("card", Called(1, alone=True))


def test_delete_asks_whether_only_what_is_ones_own(shared: Phone, town: Town) -> None:
    shared.command(delete_command)
    assert (shared.options, shared.sees.who) == (["erase_me", "erase", "keep"], Called(2, "Ayşe"))
    shared.press("erase_me")
    assert [row["ordinal"] for row in people(town)] == [1]
    assert len(town.rows("chat")) == 1


def test_delete_for_everybody_leaves_nothing_of_the_chat(shared: Phone, town: Town) -> None:
    shared.tap(Choose(0))
    shared.write("30", message=77)
    shared.command(delete_command)
    shared.press("erase")
    assert shared.sees.template == "deleted"
    assert 77 in away_of(town, 501)
    for table in ("chat", "member", "dialogue", "consent"):
        assert town.rows(table) == []


def test_the_last_ones_leaving_erases_the_chat(phone: Phone, town: Town) -> None:
    phone.press_forged("erase_me", None, 1)
    assert town.rows("chat") == []


def test_my_data_shows_everybody_by_name(shared: Phone) -> None:
    shared.command(my_data_command)
    shown = shared.drawn()
    assert "\u2068Ayşe\u2069" in shown.text
    assert shown.document is not None
    assert '"name": "Ayşe"' in shown.document.content.decode()


# --- submitting ------------------------------------------------------------------------------------


def test_submitting_takes_the_persons_own_messages_out_of_the_chat(phone: Phone, town: Town) -> None:
    phone.tap(Choose(0))
    phone.write("thirty", message=70)
    phone.write("30", message=71)
    phone.tap(Move.SKIP)
    phone.tap(Choose(4))
    phone.write("mehr Bänke", message=72)
    assert away_of(town, 501) == []
    phone.write("0", message=73)  # Submit
    assert phone.sees.template == "submitted"
    assert away_of(town, 501) == [70, 71, 72, 73]
    assert [row["typed"] for row in town.rows("dialogue")] == [""]


def test_only_the_newest_two_hundred_messages_are_kept(phone: Phone, town: Town) -> None:
    phone.tap(Choose(0))
    for number in range(1, 204):
        phone.write("no number", message=number)
    phone.write("no number", message=203)
    assert phone.draft["typed"] == str(list(range(4, 204)))


def test_each_submits_for_themselves_with_a_receipt_of_their_own(shared: Phone, town: Town) -> None:
    finish(shared, "hers")
    shared.tap(Move.SUBMIT)
    receipts = [shared.sees.view]
    shared.press("hh:list")
    shared.press("hh:to:1")
    finish(shared, "his")
    shared.tap(Move.SUBMIT)
    receipts.append(shared.sees.view)
    assert receipts[0] != receipts[1]
    assert {one.called.ordinal: one.surveys[0][1] for one in household(shared).people} == {
        1: Standing.TAKEN,
        2: Standing.TAKEN,
    }
    assert answers(town)[1]["words"] == "his"
    assert answers(town)[2]["words"] == "hers"
    others_submit(town, 9)
    assert town.seal() == 11
    shared.command(survey_command)
    assert shared.sees.template == "already_taken"
    assert len(town.rows("participation")) == 11
