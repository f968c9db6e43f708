"""From the first question to the thanks."""

import pytest

from domain.dialogue import Choose, Edit, Mark, Move, Problem, Stage, Unreadable
from domain.dialogue_data import dialogue_from_json
from domain.survey import Kind, Question
from tests.domain.questionnaires import questionnaire
from tests.usecases.town import CLOSES, GIVEN, OPENS, Resident, Town, others_submit
from usecases.commands import change_language
from usecases.erase import delete_command
from usecases.take_survey import survey_command
from usecases.views import CardView


def test_a_submitted_draft_waits_sealed_and_can_no_longer_be_changed(ayse: Resident, town: Town) -> None:
    ayse.begin("tr")
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    (draft,) = town.rows("dialogue")
    assert dialogue_from_json(draft["state"]).answers == GIVEN
    assert (len(draft["seal"]), draft["card"], ayse.member["dialogue_id"]) == (16, None, None)
    assert (ayse.sees.template, town.rows("response")) == ("submitted", [])


def test_a_submission_is_counted_by_day_and_way_only(ayse: Resident, town: Town) -> None:
    ayse.begin("ar")
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    counted = [row for row in town.rows("tally") if row["event"] == "submitted"]
    assert [(row["dimension"], row["value"], row["n"]) for row in counted] == [
        ("all", "", 1),
        ("mode", "chat", 1),
    ]


def test_a_second_try_is_refused_also_after_everything_was_deleted(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    ayse.command(survey_command)
    assert ayse.sees.template == "already_taken"
    ayse.choose("survey:stadtweit")
    assert ayse.sees.template == "already_taken"
    others_submit(town, 9)
    assert town.seal() == 10
    ayse.command(delete_command)
    ayse.choose("erase")
    ayse.begin()
    assert ayse.sees.template == "already_taken"
    assert (len(town.rows("response")), town.rows("dialogue")) == (10, [])


def test_home_no_longer_offers_what_was_taken(ayse: Resident) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    ayse.start()
    assert (ayse.sees.args["standings"], ayse.options) == (["taken"], ["notify", "hh:new"])


def test_a_submit_that_is_typed_turns_the_card_with_the_answers_into_the_thanks(
    ayse: Resident, town: Town
) -> None:
    ayse.begin()
    ayse.answer_all()
    review = ayse.message
    ayse.say("0")
    assert (ayse.sees.template, ayse.message) == ("submitted", review)
    shown = [one.view for one in town.living[501].values()]
    assert not any(isinstance(v, CardView) and v.dialogue.stage is Stage.REVIEWING for v in shown)


def test_a_tap_edits_the_card_in_place_and_words_post_it_below(ayse: Resident) -> None:
    ayse.begin()
    card = ayse.message
    ayse.tap(Move.KEEP)
    assert ayse.message == card
    ayse.say("1")
    assert ayse.message > card
    assert (ayse.sees.placement.replace, ayse.draft["card"]) == (card, ayse.message)


def test_a_menu_that_turned_into_the_card_is_the_living_card(ayse: Resident) -> None:
    ayse.agree()
    menu = ayse.message
    ayse.choose("survey:stadtweit")
    assert (ayse.message, ayse.draft["card"]) == (menu, menu)
    ayse.say("weiter", Move.KEEP)
    assert ayse.sees.placement.replace == menu
    ayse.start()
    menu = ayse.message
    ayse.choose("survey:stadtweit")
    assert (ayse.message, ayse.draft["card"]) == (menu, menu)


def test_an_old_keyboard_shows_where_one_is_and_records_nothing(ayse: Resident, town: Town) -> None:
    ayse.begin()
    old_card, old_turn = ayse.message, ayse.dialogue.turn
    ayse.tap(Move.KEEP)
    ayse.say("1")
    before = ayse.dialogue
    refusal = ayse.tap(Choose(1), turn=old_turn, message=old_card)
    assert refusal is not None
    assert refusal.problem is Problem.STALE_BUTTON
    assert ayse.dialogue == before
    assert (ayse.sees.template, ayse.sees.args["problem"]) == ("card", "stale_button")


def test_a_double_tap_answers_one_question_only(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    turn = ayse.dialogue.turn
    ayse.tap(Choose(0), turn=turn)
    said = len(town.said)
    refusal = ayse.tap(Choose(0), turn=turn)
    assert refusal is not None
    assert refusal.problem is Problem.SECOND_TAP
    assert (ayse.dialogue.at, len(town.said)) == ("age", said)


def test_a_double_tap_on_submit_submits_once(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all()
    dialogue, turn = ayse.draft["id"], ayse.dialogue.turn
    ayse.tap(Move.SUBMIT)
    said = len(town.said)
    refusal = ayse.tap_on(dialogue, Move.SUBMIT, turn)
    assert refusal is not None
    assert refusal.problem is Problem.SECOND_TAP
    assert (len(town.rows("dialogue")), len(town.said)) == (1, said)


def test_a_forged_button_never_reaches_somebody_elses_draft(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    ayse.begin()
    bernd.agree()
    before = ayse.draft
    for dialogue in (before["id"], 0, 10**18 - 1):
        for action in (Move.KEEP, Move.PAUSE, Move.SUBMIT, Choose(0), Edit(0)):
            refusal = bernd.tap_on(dialogue, action, 0)
            assert refusal is not None
    bernd.choose(f"language:tr:{before['id']}")
    assert (ayse.draft, bernd.sees.template) == (before, "home")
    bernd.choose(f"languages:{before['id']}")
    bernd.choose(f"language:en:{before['id']}")
    assert not any(one.template == "card" for one in town.said if one.address == bernd.chat)


@pytest.mark.parametrize(
    "option",
    [
        "nothing",
        "language:xx",
        "language:",
        "languages",
        "languages:" + "9" * 50,
        "language:de:" + "9" * 48,
        "survey",
        "agree",
        "erase:now",
        "a:b:c:d",
    ],
)
def test_a_forged_option_is_refused_and_changes_nothing(ayse: Resident, town: Town, option: str) -> None:
    ayse.begin()
    before, said = ayse.draft, len(town.said)
    refusal = ayse.choose(option)
    assert refusal is not None
    assert refusal.problem is Problem.FORGED_BUTTON
    assert (ayse.draft, len(town.said)) == (before, said)


def test_an_unknown_survey_leads_home(ayse: Resident) -> None:
    ayse.agree()
    ayse.choose("survey:nowhere")
    assert ayse.sees.template == "home"


def test_a_refusal_is_in_the_residents_own_language(town: Town) -> None:
    resident = Resident(town, 9, "de")
    resident.begin("tr")
    refusal = resident.tap(Choose(0), turn=99)
    assert refusal is not None
    assert refusal.language == "tr"


def test_a_break_lasts_until_survey_is_asked_for_again(ayse: Resident) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.step(Move.PAUSE)
    assert ayse.dialogue.stage is Stage.PAUSED
    ayse.say("30")
    assert ayse.sees.args["problem"] == "paused"
    ayse.command(survey_command)
    assert (ayse.dialogue.stage, ayse.dialogue.at) == (Stage.ASKING, "age")


def test_a_break_ends_by_the_home_menu_and_at_the_review(ayse: Resident) -> None:
    ayse.begin()
    ayse.answer_all()
    answers = ayse.dialogue.answers
    ayse.tap(Move.PAUSE)
    ayse.start()
    assert ayse.sees.args["standings"] == ["started"]
    ayse.choose("survey:stadtweit")
    assert (ayse.dialogue.stage, ayse.dialogue.answers) == (Stage.REVIEWING, answers)


def test_changing_the_language_in_the_middle_keeps_everything(ayse: Resident) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("30")
    ayse.tap(Mark(1, on=True))
    before = ayse.dialogue
    ayse.choose(f"languages:{ayse.draft['id']}")
    assert ayse.sees.template == "language_choice"
    ayse.choose(ayse.options[-1])
    assert (ayse.sees.template, ayse.sees.language) == ("card", "ar")
    assert ayse.dialogue == before
    ayse.tap(Move.DONE)
    assert ayse.dialogue.answers["likes"] == ("b",)


def test_the_language_command_in_the_middle_leads_back_to_the_question(ayse: Resident) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.command(change_language)
    assert ayse.draft["card"] == ayse.message  # the menu stands where the card will
    ayse.say("4")
    assert (ayse.sees.template, ayse.sees.language) == ("card", "tr")
    ayse.say("1")
    assert ayse.dialogue.answers["lives"] == "a"  # a number answers the question again


def test_an_answer_typed_while_the_languages_are_offered_is_the_answer(ayse: Resident) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.choose(f"languages:{ayse.draft['id']}")
    ayse.say("Ja")
    assert ayse.dialogue.answers["lives"] == "a"


def test_outside_of_a_survey_the_language_command_leads_home(ayse: Resident) -> None:
    ayse.agree()
    ayse.command(change_language)
    ayse.choose("language:en")
    assert (ayse.sees.template, ayse.sees.language) == ("home", "en")


@pytest.mark.parametrize("days", [-3, 40])
def test_a_survey_that_is_not_open_cannot_be_taken(ayse: Resident, town: Town, days: int) -> None:
    town.pass_days(days)
    ayse.agree()
    assert (ayse.sees.template, ayse.options) == ("home", ["notify", "hh:new"])
    ayse.choose("survey:stadtweit")
    assert (ayse.sees.template, town.rows("dialogue")) == ("survey_closed", [])


def test_the_first_and_the_last_day_belong_to_the_survey_in_the_towns_own_time(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    town.now = town.now.replace(month=9, day=30, hour=22, minute=30)  # half past midnight in Kornwestheim
    ayse.begin()
    assert (ayse.sees.template, ayse.draft["touched_on"]) == ("card", OPENS)
    town.now = town.now.replace(month=10, day=31, hour=22, minute=59)
    bernd.begin()
    assert (bernd.sees.template, bernd.draft["touched_on"]) == ("card", CLOSES)


def test_a_survey_that_closed_meanwhile_takes_no_more_answers(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all()
    town.pass_days(40)
    ayse.tap(Move.SUBMIT)
    assert (ayse.sees.template, town.rows("response")) == ("survey_closed", [])
    ayse.say("0")
    assert (ayse.sees.template, town.rows("response")) == ("home", [])


def test_somebody_it_is_not_for_is_told_so_and_nothing_is_kept(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(1))
    assert (ayse.sees.template, ayse.sees.args["note"]) == ("screened_out", "elsewhere")
    assert (town.rows("dialogue"), town.rows("response"), town.rows("participation")) == ([], [], [])
    ayse.command(survey_command)
    assert ayse.sees.template == "card"  # a mistaken tap can be mended


def test_pictures_and_corrections_are_answered_and_change_nothing(ayse: Resident) -> None:
    ayse.begin()
    before = ayse.dialogue
    for what in Unreadable:
        ayse.send(what)
        assert ayse.sees.args["problem"] == ("needs_words" if what is Unreadable.MEDIA else what.value)
    assert ayse.dialogue == before


def test_a_command_is_a_step_and_no_answer(ayse: Resident) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.step(Move.BACK)
    assert ayse.dialogue.at == "words"
    ayse.step(Move.SUBMIT)
    assert ayse.dialogue.answers["words"] == "Mehr Bänke"
    assert ayse.sees.args["problem"] == "empty"
    ayse.step(Move.SKIP)
    ayse.step(Move.SUBMIT)
    assert ayse.sees.template == "submitted"


def test_a_dialogue_that_runs_stays_with_its_version_and_a_new_one_gets_the_newest(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    ayse.begin()
    newer = town.open_survey("stadtweit", questionnaire(Question("other", Kind.TEXT, {})), source="2")
    ayse.tap(Move.KEEP)
    assert ayse.dialogue.at == "lives"
    bernd.begin()
    assert (bernd.dialogue.at, bernd.draft["version_id"]) == ("other", newer)


def test_a_drafts_number_is_never_given_again(ayse: Resident, bernd: Resident, town: Town) -> None:
    ayse.begin()
    first, turn = ayse.draft["id"], ayse.dialogue.turn
    ayse.command(delete_command)
    ayse.choose("erase")
    bernd.begin()
    assert bernd.draft["id"] > first
    ayse.agree()
    ayse.tap_on(first, Move.KEEP, turn)
    assert bernd.dialogue.turn == 0


def test_a_draft_that_retention_removed_leaves_its_member_free(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    with town.connection.begin():
        town.connection.exec_driver_sql("DELETE FROM dialogue")
    ayse.say("Ja")
    assert ayse.sees.template == "home"
    ayse.command(survey_command)
    assert ayse.dialogue.turn == 0
