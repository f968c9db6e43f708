"""What the surveys say: complete in nine languages, distinct, short enough, and honest about ways out."""

import re

import pytest

from tests.content.conftest import LANGUAGES, Form
from tests.content.writing import arabic_faults

TRANSLATED = ("label", "hint", "constraint_message")
KINDS = {"note", "select_one", "select_multiple", "text", "integer", "range"}


def all_texts(form: Form, language: str) -> list[str]:
    """Return everything that the survey says in a language."""
    heads = [f"{part}::{LANGUAGES[language]}" for part in TRANSLATED]
    return [row[head] for row in form.questions + form.choices for head in heads if row.get(head)]


def test_what_is_said_in_one_language_is_said_in_all_nine(form: Form) -> None:
    for row in form.questions + form.choices:
        for part in TRANSLATED:
            said_in = {code for code, head in LANGUAGES.items() if row.get(f"{part}::{head}", "").strip()}
            assert said_in in (set(), set(LANGUAGES)), (row["name"], part)
        assert row[f"label::{LANGUAGES['de']}"]


def test_no_language_just_repeats_the_german_question(form: Form) -> None:
    for question in form.questions:
        german = question[f"label::{LANGUAGES['de']}"]
        for code in LANGUAGES.keys() - {"de", "de_simple"}:
            assert question[f"label::{LANGUAGES[code]}"] != german


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choices_of_a_question_differ_in_every_language(form: Form, language: str) -> None:
    for question in form.questions:
        if question["type"].startswith("select"):
            labels = [choice[f"label::{LANGUAGES[language]}"].casefold() for choice in form.options(question)]
            assert len(labels) == len(set(labels)), question["name"]


def test_every_list_of_choices_is_used_and_every_used_list_has_choices(form: Form) -> None:
    used = {q["type"].split(" ")[1] for q in form.questions if q["type"].startswith("select")}
    assert used == {choice["list_name"] for choice in form.choices}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_choices_fit_a_button_and_none_is_a_paragraph(form: Form, language: str) -> None:
    lengths = [len(choice[f"label::{LANGUAGES[language]}"]) for choice in form.choices]
    assert max(lengths) <= 40
    assert sum(length <= 30 for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_with_its_choices_is_far_shorter_than_a_message(form: Form, language: str) -> None:
    head = LANGUAGES[language]
    for question in form.questions:
        own = question[f"label::{head}"] + question.get(f"hint::{head}", "")
        choices = form.options(question) if question["type"].startswith("select") else []
        assert len(own) <= (600 if question["type"] == "note" else 300), question["name"]
        assert len(own) + sum(len(choice[f"label::{head}"]) + 8 for choice in choices) <= 1500


def test_a_constraint_comes_with_a_message_and_a_message_with_a_constraint(form: Form) -> None:
    for question in form.questions:
        messages = [question.get(f"constraint_message::{head}") for head in LANGUAGES.values()]
        assert all(messages) if question.get("constraint") else not any(messages), question["name"]


def test_a_question_that_must_be_answered_has_an_honest_way_out(form: Form) -> None:
    ways_out = {"none", "dont_know", "not_said", "no"}
    for question in form.questions:
        if question.get("required") == "yes" and question["name"] != "age":  # the law wants the age
            assert ways_out & {choice["name"] for choice in form.options(question)}, question["name"]


def test_only_the_kinds_and_conventions_of_the_house_are_used(form: Form) -> None:
    for question in form.questions:
        assert question["type"].split(" ")[0] in KINDS
        assert question.get("appearance", "") in ("", "screenout")
        if question.get("appearance") == "screenout":
            assert question["type"] == "note"
            assert question["relevant"]
        if question["type"] == "range":
            assert question["parameters"] == "start=1 end=5 step=1"


def test_every_scale_names_both_its_ends_in_every_language(form: Form) -> None:
    for question in form.questions:
        if question["type"] == "range":
            for head in LANGUAGES.values():
                assert {"1", "5"} <= set(re.findall(r"\d+", question[f"hint::{head}"]))


def test_nothing_that_pyxform_rewrites_is_used(form: Form) -> None:
    for language in LANGUAGES:
        for text in all_texts(form, language):
            assert not set(text) & set("\u2018\u2019\u201c\u201d"), text  # it makes them straight


def test_every_arabic_text_begins_in_arabic_and_keeps_other_scripts_apart(form: Form) -> None:
    for text in all_texts(form, "ar"):
        assert arabic_faults(text) == [], text


def test_no_text_ends_in_a_space_or_holds_two(form: Form) -> None:
    for language in LANGUAGES:
        for text in all_texts(form, language):
            assert text == " ".join(text.split())


def test_in_leichte_sprache_sentences_are_short(form: Form) -> None:
    for text in all_texts(form, "de_simple"):
        for sentence in re.split(r"[.?!:]\s", text):
            assert len(sentence.split()) <= 13, sentence
