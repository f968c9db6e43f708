"""Entries of a repeat are named, changed and taken out; the review lists them, and turns its pages."""

from dataclasses import replace

import pytest

from bot.speech import OFFERED
from domain.dialogue import (
    Asked,
    Edit,
    Entry,
    Move,
    Page,
    Problem,
    Reviewed,
    Stage,
    Typed,
)
from domain.engine import advance, begin
from domain.path import listed_in_review
from domain.survey import Kind, Question, Survey
from tests.bot.checking import check
from tests.bot.form_of_all_kinds import FEW, FORM, texts
from tests.bot.showing import GIVEN, NOW, at, labels, shown, taps, with_people


def test_a_list_of_entries_names_them_and_asks_before_one_is_taken_out() -> None:
    assert "Add" in labels(shown(at("people"), "en"))
    dialogue = with_people("Anna", "Ben")
    message = shown(dialogue, "en")
    assert [button.label for row in message.rows[:2] for button in row] == [
        *("✎ 1. \u2068Anna\u2069", "🗑 1", "✎ 2. \u2068Ben\u2069", "🗑 2")
    ]
    assert "Add another" in labels(message)
    asked, _ = advance(FORM, dialogue, Page("x1"), NOW)
    sure = shown(asked, "en")
    assert "“\u2068Anna\u2069”" in sure.text
    assert [action for _, action in taps(sure)][:2] == [Entry(1, remove=True), Page("")]
    left, _ = advance(FORM, asked, Entry(1, remove=True), NOW)
    assert "✎ 1. \u2068Ben\u2069" in labels(shown(left, "en"))


def test_an_entry_is_taken_out_by_typing_its_number_with_a_minus_twice() -> None:
    dialogue = with_people("Anna", "Ben")
    asked, _ = advance(FORM, dialogue, Typed("-1"), NOW)
    assert asked == advance(FORM, dialogue, Page("x1"), NOW)[0]
    left, _ = advance(FORM, asked, Typed("\u22121"), NOW)
    assert left.entries == {"people": 1}
    assert left.answers["name#1"] == "Ben"
    for words in ("-3", "-0", "-"):
        _, events = advance(FORM, dialogue, Typed(words), NOW)
        assert events == [Asked("people", Problem.PRESS_CONTINUE)]


def test_a_question_in_an_entry_says_whose_it_is_and_speaks_of_that_entry() -> None:
    dialogue, _ = advance(FORM, with_people("Anna", "Ben"), Entry(2), NOW)
    assert "\u2068Person 2\u2069" in shown(dialogue).text
    dialogue, _ = advance(FORM, dialogue, Typed("Berta"), NOW)
    assert "<b>Wie alt ist \u2068Berta\u2069?</b>" in shown(replace(dialogue, at="age#2")).text
    assert "\u2068Person 2\u2069 · \u2068Mehr dazu\u2069" in shown(replace(dialogue, at="age#2")).text


def test_fifty_entries_come_in_pages() -> None:
    dialogue = at("people", entries={"people": 50})
    for page in ("", "3", "5"):
        message = shown(replace(dialogue, page=page))
        check(message)
        assert Move.ADD not in [action for _, action in taps(message)]
    assert Entry(50) in [action for _, action in taps(shown(replace(dialogue, page="5")))]


def test_the_review_lists_a_repeat_on_one_line_that_opens_its_list() -> None:
    dialogue = replace(
        with_people("Anna", "Ben", "Cem"), stage=Stage.REVIEWING, at=None, answers=GIVEN | {"people": 3}
    )
    named = with_people("Anna", "Ben", "Cem")
    dialogue = replace(dialogue, answers={**GIVEN, **named.answers, "people": 3})
    message = shown(dialogue, "en")
    check(message)
    listed = [step.name for step in listed_in_review(FORM, dialogue, NOW)]
    assert "people" in listed
    assert "name" not in listed
    texts_shown = message.text
    for page in range(2, 4):
        texts_shown += shown(replace(dialogue, page=str(page)), "en").text
    assert "\u20683\u2069 entries: \u2068Anna\u2069, \u2068Ben\u2069, \u2068Cem\u2069" in texts_shown
    opened, _ = advance(FORM, dialogue, Edit(listed.index("people") + 1), NOW)
    assert opened.at == "people"


@pytest.mark.parametrize("language", OFFERED)
def test_a_review_of_three_hundred_answers_comes_in_pages_that_miss_none(language: str) -> None:
    form = Survey(
        "long",
        "1",
        texts("Lang"),
        ("de",),
        tuple(
            Question(f"q{n}", Kind.SELECT_ONE, texts(f"Frage {n} " + "Wort " * (n % 60)), choices=FEW)
            for n in range(300)
        ),
    )
    started, _ = begin(form, NOW)
    dialogue = replace(
        started, stage=Stage.REVIEWING, at=None, answers={q.name: "c1" for q in form.questions}
    )
    seen: list[int] = []
    page: str | None = ""
    while page is not None:
        dialogue, events = advance(form, dialogue, Page(page), NOW, dialogue.turn)
        assert events == [Reviewed()]
        message = shown(dialogue, language, form=form)
        check(message)
        seen += [action.number for _, action in taps(message) if isinstance(action, Edit)]
        pages = [int(action.name) for _, action in taps(message) if isinstance(action, Page)]
        page = str(max(pages)) if pages and str(max(pages)) != (dialogue.page or "1") else None
    assert seen == list(range(1, 301))
