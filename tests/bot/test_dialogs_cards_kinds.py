"""Every kind of question on its card: every button works, says what it does, and can be typed."""

import re
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from bot.dialogs.labels import move_of
from bot.dialogs.problems import problem_in_words
from bot.speech import OFFERED, speech
from domain.dialogue import (
    Move,
    Page,
    Problem,
)
from domain.engine import advance, begin
from domain.survey import Choice, Kind, Question, Survey
from tests.bot.checking import answered_or_not_with_every_problem, check
from tests.bot.form_of_all_kinds import FORM, QUESTIONS
from tests.bot.showing import NAMES, NOW, at, problem_of, shown, taps
from tests.usecases.many_times import Examples, many_times


@pytest.mark.parametrize("language", OFFERED)
@answered_or_not_with_every_problem
def test_every_kind_has_a_card_that_the_messenger_takes(
    subtests: pytest.Subtests, language: str, stands: list[tuple[bool, Problem | None]]
) -> None:
    for name in NAMES:
        with subtests.test(name):
            for answered, problem in stands:
                check(shown(at(name, answered=answered), language, problem))


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_every_button_is_taken_and_leads_to_another_card(name: str, language: str) -> None:
    for answered in (False, True):
        start = at(name, answered=answered)
        for button, action in taps(shown(start, language)):
            after, events = advance(FORM, start, action, NOW, 7, language)
            problem = problem_of(list(events))
            assert problem in (None, Problem.NOTHING_CHOSEN), button
            if not after.stage.is_over:
                check(shown(after, language))
            if isinstance(action, Page):
                for _, further in taps(shown(after, language)):
                    last, events = advance(FORM, after, further, NOW, 7, language)
                    assert problem_of(list(events)) in (None, Problem.NOTHING_CHOSEN)
                    check(shown(last, language))


@pytest.mark.parametrize(
    "page", ["", "2026-13", "2026-00", "0000-01", "9999-12", "y0000", "y9999", "d1899", "x"]
)
def test_a_page_that_is_none_shows_the_first_one(subtests: pytest.Subtests, page: str) -> None:
    for name in ("date", "born", "month", "moment", "time", "street", "people"):
        with subtests.test(name):
            check(shown(at(name, page)))
            check(shown(at(name, f"{page}t99")))
            check(shown(at(name, page, answered=True)))


def test_the_forms_pages_survive_what_nobody_draws() -> None:
    for page in ("2026-02-30", "2026-02-28t24", "t24", "t-1", "999", "0", "q:", "x99", "x0"):
        for name in NAMES:
            check(shown(at(name, page)))


def test_labels_name_answers_in_the_readers_words() -> None:
    text = shown(at("after", answered=True), "de").text
    assert "Sie mögen \u2068Grün\u2069</b>" not in text
    assert "\u2068Grün\u2069 und \u2068Rot, Blau\u2069 seit \u206828. Februar 2026\u2069" in text
    assert "&lt;b&gt;Bäume &amp;" in text
    assert text.count("…") == 0 or "${nothing}" not in text
    assert "\u2068نص Grün\u2069" in shown(at("after", answered=True), "ar").text
    assert "Sie mögen … und … seit …, …" in shown(at("after"), "de").text


def test_what_cannot_be_changed_is_shown() -> None:
    started, _ = begin(FORM, NOW)
    message = shown(replace(started, at="shown"))
    assert "<b>\u2068fest\u2069</b>" in message.text
    assert Move.KEEP in [action for _, action in taps(message)]


def test_what_was_sent_is_named_and_can_be_replaced() -> None:
    assert "48.85981, 9.1917" in shown(at("place", answered=True), "en").text
    message = shown(at("picture", answered=True), "en")
    assert "picture received" in message.text
    assert "0000" not in message.text


def test_numbers_stand_in_the_readers_form() -> None:
    assert "-1234,5678" in shown(at("decimal", answered=True), "de").text
    assert "-1234.5678" in shown(at("decimal", answered=True), "en").text
    assert re.search(r"\u20682026\u2069", shown(at("integer", answered=True), "de").text)


def test_every_label_of_a_choice_can_be_shown_on_a_button() -> None:
    odd = (Choice("a", {}), Choice("b", {"de": "**Fett**"}), Choice("c", {"de": "a\nb"}))
    form = Survey("s", "1", {}, ("de",), (Question("q", Kind.SELECT_ONE, {}, choices=odd),))
    started, _ = begin(form, NOW)
    message = shown(started, form=form)
    assert [row[0].label for row in message.rows[:3]] == ["1. a", "2. Fett", "3. a b"]


def test_the_other_names_of_steps_can_be_typed_too() -> None:
    assert move_of("i have read it") is Move.KEEP
    assert move_of("Add") is Move.ADD
    assert move_of("add another") is Move.ADD
    for language in OFFERED:
        _ = speech(language).gettext
        assert move_of(_("I have read it")) is Move.KEEP
        assert move_of(_("Back to the overview")) is Move.BACK
        assert move_of(_("Add")) is Move.ADD


@many_times(40)
def test_whoever_taps_anything_meets_cards_that_work(examples: Examples) -> None:
    @examples(st.data(), st.integers(0, 2**31), st.sampled_from(["de", "ar", "en"]))
    def hold(data: st.DataObject, seed: int, language: str) -> None:
        dialogue, _ = begin(FORM, NOW, language, seed)
        for _step in range(40):
            message = shown(dialogue, language)
            check(message)
            actions = [action for _, action in taps(message)]
            action = data.draw(st.sampled_from(actions))
            dialogue, events = advance(FORM, dialogue, action, NOW, dialogue.turn, language)
            assert problem_of(list(events)) in (None, Problem.NOTHING_CHOSEN, Problem.REQUIRED)
            if dialogue.stage.is_over:
                return


@pytest.mark.parametrize("language", OFFERED)
def test_every_problem_is_said_in_a_few_words(language: str) -> None:
    for problem in Problem:
        for question in QUESTIONS:
            assert 0 < len(problem_in_words(problem, speech(language), question)) <= 200
