"""Every way through the surveys, walked by rxeval, an engine that is not ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import rxeval

from tests.content.conftest import CONTENT, Form, Row, read_form

AT_MOST = {"stadtweit": 14, "quartier": 9}


@dataclass(frozen=True)
class Way:
    """The questions somebody is asked, the answers that decided it, and where it ended early."""

    asked: tuple[str, ...]
    answers: dict[str, str]
    screened_out_at: str | None = None


def deciding(form: Form) -> set[str]:
    """Return the questions whose answer decides whether another one is asked."""
    return {name for row in form.questions for name in re.findall(r"\$\{(\w+)\}", row.get("relevant", ""))}


def possible_answers(form: Form, question: Row) -> list[str]:
    """Return the answers to try: each choice alone and, where several may be chosen, each pair and all."""
    names = [choice["name"] for choice in form.options(question)]
    if question["type"].startswith("select_one"):
        return names
    return [*names, *(" ".join(pair) for pair in combinations(names, 2)), " ".join(names)]


@cache
def session_of(xform: str) -> Any:
    """Return a filled-in form to be filled in anew; parsing it for every answer would take seconds."""
    return rxeval.Session(xform)


def evaluated(form: Form, answers: dict[str, str]) -> tuple[dict[str, bool], set[str]]:
    """Return which questions are relevant, and which of the answers a constraint refuses."""
    session = session_of(form.xform)
    for question in form.questions:
        if question["type"] != "note":
            session.set(f"/data/{question['name']}", answers.get(question["name"], ""))
    outcome = session.recompute()
    relevant = {path.removeprefix("/data/"): is_so for path, is_so in outcome["relevant"].items()}
    refused = {path.removeprefix("/data/") for path, _message in outcome["invalid"]}
    return relevant, refused


@cache
def all_ways(name: str) -> tuple[Way, ...]:
    """Return every way through a survey."""
    return tuple(ways(read_form(CONTENT / "surveys" / f"{name}.md")))


def ways(form: Form, position: int = 0, way: Way | None = None) -> Iterator[Way]:
    """Yield every way through the form from a question on."""
    way = way or Way((), {})
    if position == len(form.questions):
        yield way
        return
    question = form.questions[position]
    name = question["name"]
    relevant, _ = evaluated(form, way.answers)
    if not relevant[name]:
        yield from ways(form, position + 1, way)
    elif question["type"] == "note":
        if question.get("appearance") == "screenout":
            yield Way(way.asked, way.answers, screened_out_at=name)
        else:
            yield from ways(form, position + 1, way)
    elif name in deciding(form):
        for answer in possible_answers(form, question):
            answers = {**way.answers, name: answer}
            if name not in evaluated(form, answers)[1]:
                yield from ways(form, position + 1, Way((*way.asked, name), answers))
    else:
        yield from ways(form, position + 1, Way((*way.asked, name), way.answers))


def ways_of_ages(form: Form, *ages: str) -> list[Way]:
    """Return the ways of people of these age groups."""
    return [way for way in all_ways(form.name) if way.answers.get("age") in ages]


def test_no_way_through_asks_more_than_it_may(form: Form) -> None:
    lengths = [len(way.asked) for way in all_ways(form.name)]
    assert max(lengths) == AT_MOST[form.name]


def test_nobody_under_16_comes_past_the_question_of_age(form: Form) -> None:
    for way in all_ways(form.name):
        if way.answers.get("age") == "under_16":
            assert way.screened_out_at == "too_young"
            assert way.asked[-1] == "age"
        elif way.screened_out_at is None:
            assert "age" in way.asked


def test_from_40_on_everybody_gets_the_questions_on_ageing_unasked(
    town_wide: Form,
) -> None:
    older = ways_of_ages(town_wide, "from_40_to_64", "from_65_to_79", "from_80")
    assert older
    for way in older:
        assert {"later_home", "stay_help", "care_advice"} <= set(way.asked)
        assert "ageing_wanted" not in way.asked


def test_younger_people_get_questions_on_ageing_only_if_they_want_them(town_wide: Form) -> None:
    younger = ways_of_ages(town_wide, "from_16_to_26", "from_27_to_39")
    assert {way.answers["ageing_wanted"] for way in younger} == {"yes", "no"}
    for way in younger:
        wanted = way.answers["ageing_wanted"] == "yes"
        assert ("later_home" in way.asked) == ("care_advice" in way.asked) == wanted


def test_who_lives_elsewhere_is_thanked_at_once_and_who_does_not_say_goes_on(
    town_wide: Form,
) -> None:
    by_area = {way.answers["area"]: way for way in all_ways(town_wide.name)}
    assert by_area["outside"].screened_out_at == "lives_elsewhere"
    assert by_area["outside"].asked == ("area",)
    assert by_area["not_said"].screened_out_at is None


def test_in_the_quarter_any_tie_is_enough_and_none_ends_it(quarter: Form) -> None:
    for way in all_ways(quarter.name):
        if way.answers["relation"] == "none":
            assert way.screened_out_at == "no_relation"
        else:
            assert way.screened_out_at != "no_relation"


def test_an_answer_that_excludes_the_others_is_refused_beside_them_and_accepted_alone(form: Form) -> None:
    older = {"age": "from_80"}  # gets every question with such an answer
    for question in form.questions:
        if not question["type"].startswith("select_multiple"):
            continue
        name, names = question["name"], [choice["name"] for choice in form.options(question)]
        for alone in {"none", "dont_know"} & set(names):
            assert name not in evaluated(form, {**older, name: alone})[1]
            assert name in evaluated(form, {**older, name: f"{names[0]} {alone}"})[1]


def test_three_priorities_are_accepted_and_four_are_refused(quarter: Form) -> None:
    for question in quarter.questions:
        if question["name"] in ("generations", "housing"):
            names = [choice["name"] for choice in quarter.options(question)]
            assert question["name"] not in evaluated(quarter, {question["name"]: " ".join(names[:3])})[1]
            assert question["name"] in evaluated(quarter, {question["name"]: " ".join(names[:4])})[1]


def test_a_text_of_500_characters_is_accepted_and_of_501_refused(form: Form) -> None:
    texts = [question["name"] for question in form.questions if question["type"] == "text"]
    assert texts
    for name in texts:
        assert name not in evaluated(form, {name: "ä" * 500})[1]
        assert name in evaluated(form, {name: "ä" * 501})[1]


def test_the_forms_behave_alike_on_other_engines(form: Form) -> None:
    assert rxeval.check_form(form.xform) == []
