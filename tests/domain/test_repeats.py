"""Repeats in a dialogue: a list of entries, each gone through; and repeats that the form counts."""

import pytest

from domain.dialogue import Asked, Choose, Dialogue, Edit, Entry, Move, Problem, Reviewed, Submitted, Typed
from domain.engine import advance
from domain.expressions import compile_expression
from domain.filled import MOST_ENTRIES
from domain.path import path, progress
from domain.survey import Group, Kind, Question, Survey
from tests.domain.questionnaires import NOW, choices, walk

FAMILY = Survey(
    "family",
    "1",
    {"de": "Familie"},
    ("de",),
    (
        Question("street", Kind.TEXT, {"de": "Straße?"}),
        Question("people", Kind.REPEAT, {"de": "Wer wohnt hier?"}),
        Question("name", Kind.TEXT, {"de": "Name?"}, required=True, group="people"),
        Question("age", Kind.INTEGER, {"de": "Alter?"}, group="people"),
        Question(
            "school",
            Kind.SELECT_ONE,
            {"de": "Schule?"},
            choices=choices("Ja", "Nein"),
            relevant=compile_expression("${age} < 18"),
            group="people",
        ),
        Question("eldest", Kind.CALCULATE, {}, calculation=compile_expression("max(${age})")),
        Question(
            "care",
            Kind.TEXT,
            {"de": "Pflege?"},
            relevant=compile_expression("${eldest} > 70 or count(${people}) = 0"),
        ),
    ),
    groups=(Group("people", {"de": "Person"}, repeats=True),),
)
AT_THE_LIST = (Typed("Am Park"),)
ONE = (*AT_THE_LIST, Move.ADD, Typed("Anna"), Typed("40"))
TWO = (*ONE, Move.ADD, Typed("Ben"), Typed("8"), Choose(0))


def keys(dialogue: Dialogue, survey: Survey = FAMILY) -> list[str]:
    return [step.key for step in path(survey, dialogue, NOW)]


def test_a_repeat_begins_with_its_empty_list() -> None:
    dialogue, events = walk(FAMILY, *AT_THE_LIST)
    assert events[-1] == Asked("people")
    assert keys(dialogue) == ["street", "people", "care"]


def test_an_entry_is_gone_through_and_leads_back_to_the_list() -> None:
    dialogue, events = walk(FAMILY, *AT_THE_LIST, Move.ADD)
    assert events[-1] == Asked("name#1")
    dialogue, events = walk(FAMILY, Typed("Anna"), Typed("40"), dialogue=dialogue)
    assert events[-1] == Asked("people")
    assert dialogue.answers == {"street": "Am Park", "name#1": "Anna", "age#1": 40}


def test_each_entry_has_conditions_of_its_own() -> None:
    dialogue, events = walk(FAMILY, *ONE, Move.ADD, Typed("Ben"), Typed("8"))
    assert events[-1] == Asked("school#2")
    assert keys(dialogue) == ["street", "people", "name#1", "age#1", "name#2", "age#2", "school#2"]


def test_done_goes_on_behind_all_entries() -> None:
    dialogue, events = walk(FAMILY, *TWO, Move.DONE)
    assert events[-1] == Reviewed()
    assert dialogue.computed["eldest"] == 40


def test_what_is_asked_behind_a_repeat_can_hang_on_all_of_its_entries() -> None:
    dialogue, events = walk(FAMILY, *ONE, Move.ADD, Typed("Olga"), Typed("81"), Move.DONE)
    assert events[-1] == Asked("care")
    assert dialogue.computed["eldest"] == 81


def test_the_answers_of_all_entries_are_submitted_with_their_number() -> None:
    assert walk(FAMILY, *TWO, Move.DONE, Move.SUBMIT)[1] == [
        Submitted(
            {
                "street": "Am Park",
                "people": 2,
                "name#1": "Anna",
                "name#2": "Ben",
                "age#1": 40,
                "age#2": 8,
                "school#2": "a",
            }
        )
    ]


def test_nobody_has_to_be_listed() -> None:
    dialogue, _ = walk(FAMILY, *AT_THE_LIST, Move.DONE, Move.SKIP, Move.SUBMIT)
    assert dialogue.stage.is_over


def test_an_entry_that_is_taken_out_takes_its_answers_along_and_the_others_move_up() -> None:
    dialogue, events = walk(FAMILY, *TWO, Entry(1, remove=True))
    assert events[-1] == Asked("people")
    assert dialogue.answers == {"street": "Am Park", "name#1": "Ben", "age#1": 8, "school#1": "a"}
    assert (dialogue.entries, dialogue.computed["eldest"]) == ({"people": 1}, 8)


@pytest.mark.parametrize("action", [Entry(2), Typed("2"), Typed("٢")])
def test_an_entry_is_opened_by_its_button_or_its_number(action: Entry | Typed) -> None:
    dialogue, events = walk(FAMILY, *TWO, action)
    assert events[-1] == Asked("name#2")
    after, events = walk(FAMILY, Typed("Benno"), Move.KEEP, Move.KEEP, dialogue=dialogue)
    assert (after.answers["name#2"], events[-1]) == ("Benno", Asked("people"))


@pytest.mark.parametrize("action", [Entry(3), Entry(0), Entry(3, remove=True), Choose(0)])
def test_an_entry_that_is_not_there_is_a_forged_button(action: Entry | Choose) -> None:
    dialogue, _ = walk(FAMILY, *TWO)
    assert advance(FAMILY, dialogue, action, NOW) == (dialogue, [Asked("people", Problem.FORGED_BUTTON)])


def test_other_words_at_the_list_say_what_to_press() -> None:
    dialogue, _ = walk(FAMILY, *TWO)
    assert walk(FAMILY, Typed("noch jemand"), dialogue=dialogue)[1] == [
        Asked("people", Problem.PRESS_CONTINUE)
    ]


def test_back_leads_from_an_entry_to_the_list_and_from_there_before_the_repeat() -> None:
    dialogue, _ = walk(FAMILY, *TWO, Entry(2))
    dialogue, events = walk(FAMILY, Move.BACK, dialogue=dialogue)
    assert events[-1] == Asked("people")
    assert walk(FAMILY, Move.BACK, dialogue=dialogue)[1][-1] == Asked("street")


def test_back_from_behind_a_repeat_leads_to_its_list() -> None:
    assert walk(FAMILY, *AT_THE_LIST, Move.DONE, Move.BACK)[1][-1] == Asked("people")


def test_a_required_answer_that_was_left_out_of_an_entry_is_asked_for_before_going_on() -> None:
    dialogue, _ = walk(FAMILY, *AT_THE_LIST, Move.ADD, Move.BACK)
    dialogue, events = walk(FAMILY, Move.DONE, dialogue=dialogue)
    assert events[-1] == Asked("name#1")


def test_the_review_opens_the_list_and_a_new_entry_from_it_is_gone_through() -> None:
    reviewing, _ = walk(FAMILY, *ONE, Move.DONE)
    dialogue, events = walk(FAMILY, Edit(2), dialogue=reviewing)
    assert events[-1] == Asked("people")
    dialogue, events = walk(FAMILY, Move.ADD, dialogue=dialogue)
    assert events[-1] == Asked("name#2")
    dialogue, events = walk(FAMILY, Typed("Ben"), Typed("30"), dialogue=dialogue)
    assert events[-1] == Asked("people")
    assert walk(FAMILY, Move.DONE, dialogue=dialogue)[1][-1] == Reviewed()


def test_a_repeat_has_room_for_many_entries_and_says_when_it_is_full() -> None:
    dialogue, _ = walk(FAMILY, *AT_THE_LIST)
    for number in range(MOST_ENTRIES):
        dialogue, _ = walk(FAMILY, Move.ADD, Typed(f"Kind {number}"), Typed("30"), dialogue=dialogue)
    assert walk(FAMILY, Move.ADD, dialogue=dialogue)[1] == [Asked("people", Problem.TOO_MANY_ENTRIES)]


def test_progress_counts_the_questions_of_every_entry() -> None:
    dialogue, _ = walk(FAMILY, *TWO, Entry(2))
    assert progress(FAMILY, dialogue, NOW) == (5, 7)


COUNTED = Survey(
    "counted",
    "1",
    {"de": "Kinder"},
    ("de",),
    (
        Question("number", Kind.INTEGER, {"de": "Wie viele Kinder?"}),
        Question("children", Kind.REPEAT, {"de": "Kinder"}),
        Question("name", Kind.TEXT, {"de": "Name?"}, group="children"),
        Question(
            "older",
            Kind.CALCULATE,
            {},
            calculation=compile_expression("position(..) - 1"),
            group="children",
        ),
        Question("pets", Kind.REPEAT, {"de": "Tiere"}, group="children"),
        Question("pet", Kind.TEXT, {"de": "Tier?"}, group="pets"),
    ),
    groups=(
        Group("children", repeats=True, count=compile_expression("${number}")),
        Group("pets", repeats=True, parent="children"),
    ),
)


def test_entries_that_the_form_counts_come_one_after_the_other_without_a_list() -> None:
    dialogue, events = walk(COUNTED, Typed("2"))
    assert events[-1] == Asked("name#1")
    assert keys(dialogue, COUNTED) == ["number", "name#1", "pets#1", "name#2", "pets#2"]
    assert dialogue.computed == {"older#1": 0, "older#2": 1}


def test_a_repeat_in_a_repeat_has_a_list_in_each_entry() -> None:
    dialogue, events = walk(
        COUNTED, Typed("2"), Typed("Ada"), Move.ADD, Typed("Katze"), Move.ADD, Typed("Hund")
    )
    assert events[-1] == Asked("pets#1")
    assert dialogue.answers["pet#1.2"] == "Hund"
    dialogue, events = walk(COUNTED, Move.DONE, dialogue=dialogue)
    assert events[-1] == Asked("name#2")
    dialogue, _ = walk(COUNTED, Move.BACK, Entry(1, remove=True), dialogue=dialogue)
    assert {key: one for key, one in dialogue.answers.items() if key.startswith("pet#")} == {
        "pet#1.1": "Hund"
    }


def test_fewer_entries_leave_out_what_was_said_in_the_others() -> None:
    dialogue, _ = walk(COUNTED, Typed("2"), Typed("Ada"), Move.DONE, Typed("Ben"), Move.DONE)
    fewer, _ = walk(COUNTED, Edit(1), Typed("1"), dialogue=dialogue)
    assert walk(COUNTED, Move.SUBMIT, dialogue=fewer)[1] == [
        Submitted({"number": 1, "children": 1, "name#1": "Ada", "pets#1": 0})
    ]
    again, _ = walk(COUNTED, Edit(1), Typed("2"), dialogue=fewer)
    assert again.answers["name#2"] == "Ben"
