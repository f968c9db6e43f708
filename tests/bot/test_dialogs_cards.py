"""The card of every question of both surveys, in every language."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import CardTap, MenuTap, read_data
from bot.dialogs.card import card
from bot.dialogs.labels import move_label, move_of
from bot.dialogs.message import Button, Message
from bot.speech import OFFERED, speech
from domain.dialogue import Answer, Dialogue, Edit, Move, Problem, Stage, Typed
from domain.engine import advance
from domain.languages import text_in
from domain.periods import Periods
from domain.survey import Choice, Kind, Question, Scale, Survey
from domain.typed import TEXT_LIMIT, clean
from tests.bot.checking import Markup, answered_or_not_with_every_problem
from tests.bot.checking import check as check
from usecases.content import read_town
from usecases.open_content import read_surveys
from usecases.views import CardView

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)
CONTENT = Path(__file__).resolve().parents[2] / "content"
TOWN = read_town(CONTENT, OFFERED, Periods().placeholders())
SURVEYS = read_surveys(TOWN, CONTENT)
QUESTIONS = [(key, question.name) for key, survey in SURVEYS.items() for question in survey.questions]
HUGE = 10**18 - 1  # the largest id of a draft that a button can name
HOSTILE = "<b>\u202e&amp;</i> \u2066\u2069\u2069 /start <script>" + "𝄞&" * 400


def buttons_of(message: Message) -> Iterator[tuple[Button, CardTap | MenuTap]]:
    for row in message.rows:
        for button in row:
            tapped = read_data(button.data)
            assert tapped is not None
            yield button, tapped


def answer_to(question: Question) -> Answer:
    """Return the longest answer there is to a question."""
    match question.kind:
        case Kind.SELECT_ONE:
            return max(question.choices, key=lambda one: len(str(one.label))).name
        case Kind.SELECT_MULTIPLE:
            return tuple(choice.name for choice in question.choices)
        case Kind.TEXT:
            return clean(HOSTILE)[:TEXT_LIMIT]
        case Kind.RANGE:
            return question.scale.end if question.scale else None
        case Kind.INTEGER:
            return 10**9
        case _:
            return None


def at(survey: Survey, name: str, answered: bool) -> Dialogue:
    question = survey.question(name)
    given = answer_to(question)
    picked = given if answered and isinstance(given, tuple) else ()
    return Dialogue(at=name, turn=10**9 - 1, answers={name: given} if answered else {}, picked=picked)


def show(survey: Survey, dialogue: Dialogue, language: str, problem: Problem | None = None) -> Message:
    return card(CardView(HUGE, survey, dialogue, problem, NOW), language)


@pytest.mark.parametrize("language", OFFERED)
@answered_or_not_with_every_problem
def test_every_question_fits_a_message_and_its_buttons(
    subtests: pytest.Subtests, language: str, stands: list[tuple[bool, Problem | None]]
) -> None:
    for key, name in QUESTIONS:
        with subtests.test(f"{key} {name}"):
            survey = SURVEYS[key]
            for answered, problem in stands:
                check(show(survey, at(survey, name, answered), language, problem))


@pytest.mark.parametrize("language", OFFERED)
def test_typing_a_buttons_number_does_what_tapping_it_does(subtests: pytest.Subtests, language: str) -> None:
    for key, name in QUESTIONS:
        with subtests.test(f"{key} {name}"):
            numbers_do_what_taps_do(key, name, language)


def numbers_do_what_taps_do(key: str, name: str, language: str) -> None:
    survey, question = SURVEYS[key], SURVEYS[key].question(name)
    dialogue = at(survey, name, answered=False)
    for button, tapped in buttons_of(show(survey, dialogue, language)):
        if not isinstance(tapped, CardTap) or isinstance(tapped.action, Move):
            continue
        number = re.match(r"\W*(\d+)", button.label)
        assert number, button.label
        typed = advance(survey, dialogue, Typed(number[1]), NOW)
        after = advance(survey, dialogue, tapped.action, NOW, tapped.turn)
        if question.kind is Kind.SELECT_MULTIPLE:
            after = advance(survey, after[0], Move.DONE, NOW)
        assert typed == after


@pytest.mark.parametrize("language", OFFERED)
def test_typing_a_label_does_what_tapping_it_does(subtests: pytest.Subtests, language: str) -> None:
    for key, name in QUESTIONS:
        survey, question = SURVEYS[key], SURVEYS[key].question(name)
        dialogue = at(survey, name, answered=False)
        for choice in question.choices:
            with subtests.test(f"{key} {name} {choice.name}"):
                label = text_in(choice.label, language)
                typed, _ = advance(survey, dialogue, Typed(label, move_of(label)), NOW)
                several = question.kind is Kind.SELECT_MULTIPLE
                assert typed.answers[name] == ((choice.name,) if several else choice.name)


@pytest.mark.parametrize("language", OFFERED)
def test_every_step_on_a_card_can_be_typed_by_its_name(subtests: pytest.Subtests, language: str) -> None:
    for key, name in QUESTIONS:
        with subtests.test(f"{key} {name}"):
            names_do_what_taps_do(key, name, language)


def names_do_what_taps_do(key: str, name: str, language: str) -> None:
    survey, said = SURVEYS[key], speech(language)
    for answered in (False, True):
        dialogue = at(survey, name, answered)
        for _button, tapped in buttons_of(show(survey, dialogue, language)):
            if isinstance(tapped, CardTap) and isinstance(tapped.action, Move):
                label = move_label(tapped.action, said)
                by_tap = advance(survey, dialogue, tapped.action, NOW, tapped.turn)
                assert advance(survey, dialogue, Typed(label, move_of(label)), NOW) == by_tap


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("key", SURVEYS)
def test_the_review_fits_with_the_longest_answers_and_its_numbers_open_what_they_show(
    key: str, language: str
) -> None:
    survey = SURVEYS[key]
    answers = {question.name: answer_to(question) for question in survey.questions}
    answers |= {"area": "other_part", "age": "from_80", "relation": ("live", "work")}
    dialogue = Dialogue(stage=Stage.REVIEWING, turn=7, answers=answers)
    for problem in (None, Problem.NOT_IN_REVIEW, Problem.STALE_BUTTON, Problem.NEEDS_WORDS):
        check(show(survey, dialogue, language, problem))
    edits = 0
    for button, tapped in buttons_of(show(survey, dialogue, language)):
        if isinstance(tapped, CardTap) and isinstance(tapped.action, Edit):
            typed = re.sub(r"\D", "", button.label)
            assert advance(survey, dialogue, Typed(typed), NOW) == advance(
                survey, dialogue, tapped.action, NOW
            )
            edits += 1
    assert edits >= min(5, len(survey.questions))


@pytest.mark.parametrize("language", OFFERED)
def test_a_break_can_be_ended_from_its_card(language: str) -> None:
    survey = SURVEYS["stadtweit"]
    dialogue = Dialogue(stage=Stage.PAUSED, at="area", turn=3)
    message = show(survey, dialogue, language, Problem.PAUSED)
    check(message)
    assert any(isinstance(t, CardTap) and t.action is Move.RESUME for _b, t in buttons_of(message))


def test_no_name_of_a_step_means_two_things() -> None:
    meanings: dict[str, set[Move]] = {}
    for language in OFFERED:
        for move in Move:
            meanings.setdefault(move_label(move, speech(language)).casefold(), set()).add(move)
    for label, moves in meanings.items():
        assert len(moves) == 1 or moves == {Move.KEEP, Move.RESUME}, label  # both go on


def test_a_scale_begins_where_the_language_begins_its_lines() -> None:
    survey = Survey("s", "1", {"de": "S"}, ("de",), (Question("q", Kind.RANGE, {}, scale=Scale(1, 10)),))

    def rows(language: str) -> list[list[int]]:
        shown = show(survey, Dialogue(at="q"), language).rows
        return [[int(button.label) for button in row] for row in shown if row[0].label.isdecimal()]

    assert rows("de") == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]
    assert rows("ar") == [[5, 4, 3, 2, 1], [10, 9, 8, 7, 6]]


def test_long_choices_stand_in_the_text_with_numbers_and_the_buttons_are_numbers() -> None:
    labels = ("Kurz", "Eine Antwort, die für einen Knopf auf einem Telefon zu lang ist")
    choices = tuple(Choice(str(place), {"de": label}) for place, label in enumerate(labels))
    question = Question("q", Kind.SELECT_ONE, {"de": "?"}, choices=choices)
    message = show(Survey("s", "1", {"de": "S"}, ("de",), (question,)), Dialogue(at="q"), "de")
    assert f"1. {labels[0]}\n2. {labels[1]}" in message.text
    assert [button.label for button in message.rows[0]] == ["1", "2"]


def test_what_is_ticked_or_answered_is_told_by_signs_and_words() -> None:
    survey = SURVEYS["stadtweit"]
    likes = survey.question("likes")
    ticked = show(survey, Dialogue(at="likes", picked=(likes.choices[0].name,)), "en")
    labels = [button.label for row in ticked.rows for button in row]
    assert labels[0].startswith("☑")
    assert all(label.startswith("☐") for label in labels[1 : len(likes.choices)])
    assert text_in(likes.choices[0].label, "en") in ticked.text
    answered = show(survey, Dialogue(at="satisfaction_trade", answers={"satisfaction_trade": 2}), "en")
    assert [b.label for row in answered.rows for b in row if b.label.startswith("✓")] == ["✓ 2"]


@given(st.text(st.characters(exclude_characters="{}"), max_size=1200), st.sampled_from(OFFERED))
def test_no_answer_can_break_out_of_its_place(words: str, language: str) -> None:
    survey = Survey("s", "1", {"de": "S"}, ("de",), (Question("q", Kind.TEXT, {"de": "?"}),))
    dialogue, _ = advance(survey, Dialogue(at="q"), Typed(words), NOW)
    if dialogue.stage is Stage.REVIEWING:
        check(show(survey, dialogue, language))
        check(show(survey, advance(survey, dialogue, Edit(0), NOW)[0], language))


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(OFFERED))
def test_no_text_of_a_survey_becomes_markup(label: str, choice: str, language: str) -> None:
    question = Question(
        "q",
        Kind.SELECT_ONE,
        {"de": label or "?"},
        hint={"de": label},
        choices=(Choice("a", {"de": choice or "?"}), Choice("b", {"de": "<i>"})),
        constraint_message={"de": label or "?"},
    )
    survey = Survey("s", "1", {"de": label or "?"}, ("de",), (question,))
    for problem in (None, Problem.CONSTRAINT, Problem.NOT_A_CHOICE):
        message = show(survey, Dialogue(at="q"), language, problem)
        markup = Markup()
        markup.feed(message.text)
        markup.close()
        assert markup.open == []
