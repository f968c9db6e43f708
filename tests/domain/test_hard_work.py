"""A form that asks for too much work, or for an endless number, stops nobody's dialogue."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.dialogue import Asked, Choose, Dialogue, Move, Problem, Reviewed, Submitted, Typed
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.filled import MOST_COUNTED, MOST_ENTRIES, MOST_WORK, filled
from domain.path import path
from domain.recompute import answer_of, cannot_work_out
from domain.survey import Choice, Group, Kind, Question, Scale, Survey

NOW = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
TEXT = {"de": "Text"}
HEAVY = "count(/data/r[count(/data/r[count(/data/r[number(${x}) > 2]) > 0]) > 0]) > 0"


def survey(*questions: Question, groups: tuple[Group, ...] = ()) -> Survey:
    return Survey("form", "1", TEXT, ("de",), questions, groups=groups)


def counted(*questions: Question, depth: int = 1) -> Survey:
    """Questions inside repeats inside each other, each of which has as many entries as it may."""
    count = compile_expression(str(MOST_ENTRIES + 1))
    names = ["r", *(f"r{number}" for number in range(1, depth))]
    groups = tuple(
        Group(name, TEXT, parent=parent, repeats=True, count=count)
        for name, parent in zip(names, ["", *names], strict=False)
    )
    lists = tuple(Question(one.name, Kind.REPEAT, TEXT, group=one.name) for one in groups)
    return survey(*lists, *(replace(one, group=names[-1]) for one in questions), groups=groups)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_division_by_zero_is_no_answer_of_any_kind(kind: Kind, sign: str) -> None:
    value = compile_expression(f"{sign}10 div 0").evaluate({})
    assert answer_of(kind, value) in (None, (), ("Infinity",), ("-Infinity",))


def test_who_answers_zero_where_a_form_divides_by_it_goes_on() -> None:
    form = survey(
        Question("rooms", Kind.INTEGER, TEXT),
        Question("each", Kind.INTEGER, TEXT, calculation=compile_expression("10 div ${rooms}")),
    )
    dialogue, _events = begin(form, NOW)
    dialogue, events = advance(form, dialogue, Typed("0"), NOW)
    assert events[-1] == Asked("each")
    assert "each" not in dialogue.computed


def test_a_calculation_that_is_too_much_work_is_empty_and_the_walk_says_which() -> None:
    form = counted(
        Question("x", Kind.INTEGER, TEXT),
        Question("y", Kind.CALCULATE, {}, calculation=compile_expression(HEAVY)),
    )
    dialogue, events = begin(form, NOW)
    assert events[-1] == Asked("x#1")
    _dialogue, events = advance(form, dialogue, Typed("3"), NOW)
    assert events[-1] == Asked("x#2")
    assert cannot_work_out(form, dialogue, NOW) == {"y"}


def test_a_rule_that_is_too_much_work_is_said_as_any_other_that_does_not_hold() -> None:
    form = counted(
        Question("x", Kind.INTEGER, TEXT, constraint=compile_expression(HEAVY.replace("${x}", ".")))
    )
    dialogue, _events = begin(form, NOW)
    _dialogue, events = advance(form, dialogue, Typed("3"), NOW)
    assert events == [Asked("x#1", Problem.CONSTRAINT)]


def test_a_text_that_grows_without_end_is_empty() -> None:
    grows = [Question("a", Kind.TEXT, TEXT)] + [
        Question(f"b{n}", Kind.CALCULATE, {}, calculation=compile_expression(f"concat(${{{of}}}, ${{{of}}})"))
        for n, of in enumerate(["a", *(f"b{n}" for n in range(20))])
    ]
    form = survey(*grows)
    dialogue, _events = begin(form, NOW)
    dialogue, events = advance(form, dialogue, Typed("x" * 1000), NOW)
    assert events[-1] == Reviewed()
    assert max(len(str(one)) for one in dialogue.computed.values()) <= 10_000
    _dialogue, events = advance(form, dialogue, Move.SUBMIT, NOW)
    assert isinstance(events[-1], Submitted)


def test_what_all_expressions_of_a_form_do_together_is_bounded() -> None:
    long = compile_expression(" + ".join(["1"] * 100))
    many = [Question(f"y{n}", Kind.CALCULATE, {}, calculation=long) for n in range(200)]
    form = counted(Question("x", Kind.INTEGER, TEXT), *many)
    assert 200 * MOST_ENTRIES * long.size > MOST_WORK
    dialogue, _events = begin(form, NOW)
    assert 0 < (len(dialogue.computed) - 1) * long.size <= MOST_WORK
    assert cannot_work_out(form, dialogue, NOW)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_counted_repeats_inside_each_other_do_not_multiply(depth: int) -> None:
    form = counted(Question("x", Kind.INTEGER, TEXT), depth=depth)
    dialogue, _events = begin(form, NOW)
    assert len(path(form, dialogue, NOW)) == (MOST_ENTRIES if depth == 1 else MOST_COUNTED)


def test_each_filter_of_a_long_list_has_a_measure_of_its_own() -> None:
    choices = tuple(Choice(f"c{n}", TEXT) for n in range(1000))
    keeps_all = compile_expression(
        "string-length(name) > 0 and " + " and ".join(["true()"] * 100), item_columns=True
    )
    form = survey(
        *(
            Question(f"q{n}", Kind.SELECT_ONE, TEXT, choices=choices, choice_filter=keeps_all)
            for n in range(6)
        )
    )
    assert 6 * 1000 * keeps_all.size > MOST_WORK
    read = filled(form, begin(form, NOW)[0], NOW)
    assert all(len(read.choices(question, question.name)) == 1000 for question in form.questions)


def test_a_place_in_another_repeat_that_only_a_step_finds_out_about_is_empty() -> None:
    wrong = compile_expression("indexed-repeat(${a}, ${r}, 1)")
    form = counted(Question("x", Kind.INTEGER, TEXT))
    form = replace(
        form,
        questions=(
            Question("a", Kind.TEXT, TEXT),
            Question("z", Kind.CALCULATE, {}, calculation=wrong),
            *form.questions,
        ),
    )
    dialogue, events = begin(form, NOW)
    assert events[-1] == Asked("a")
    assert cannot_work_out(form, dialogue, NOW) == {"z"}


def test_nothing_is_said_of_a_form_that_can_be_worked_out() -> None:
    form = survey(
        Question("a", Kind.SELECT_ONE, TEXT, choices=(Choice("y", TEXT), Choice("n", TEXT))),
        Question("b", Kind.TEXT, TEXT, relevant=compile_expression("selected(${a}, 'y')")),
    )
    dialogue, _events = begin(form, NOW)
    dialogue, _events = advance(form, dialogue, Choose(0), NOW)
    assert cannot_work_out(form, dialogue, NOW) == frozenset()
    assert isinstance(dialogue, Dialogue)


@pytest.mark.parametrize("number", ["9", "0", "-3", "2.5"])
def test_a_computed_value_beside_the_scale_is_no_answer(number: str) -> None:
    form = survey(
        Question("a", Kind.DECIMAL, TEXT),
        Question(
            "b", Kind.RANGE, TEXT, scale=Scale(1, 5), required=True, calculation=compile_expression("${a}")
        ),
    )
    dialogue, _events = begin(form, NOW)
    dialogue, _events = advance(form, dialogue, Typed(number), NOW)
    _dialogue, events = advance(form, dialogue, Move.KEEP, NOW)
    assert events == [Asked("b", Problem.NOT_ON_SCALE)]
    dialogue, events = advance(form, dialogue, Typed("3"), NOW)
    assert events[-1] == Reviewed()


def test_a_computed_rank_with_one_choice_twice_is_no_answer() -> None:
    two = (Choice("a", TEXT), Choice("b", TEXT))
    form = survey(
        Question("t", Kind.TEXT, TEXT),
        Question("r", Kind.RANK, TEXT, choices=two, calculation=compile_expression("${t}")),
    )
    dialogue, _events = begin(form, NOW)
    dialogue, _events = advance(form, dialogue, Typed("a a a"), NOW)
    dialogue, events = advance(form, dialogue, Move.DONE, NOW)
    assert isinstance(events[-1], Asked)
    assert events[-1].problem is Problem.NOT_A_CHOICE
