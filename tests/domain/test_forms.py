"""What a form works out by itself: calculations, defaults, triggers, filtered and shuffled choices."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dialogue import Asked, Choose, Dialogue, Edit, Mark, Move, Problem, Reviewed, Submitted, Typed
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.filled import filled
from domain.graph import CyclicConditions, graph_of
from domain.recompute import recompute
from domain.survey import Choice, Group, Kind, Question, Survey
from tests.domain.questionnaires import NOW, choices, questionnaire, walk

AREAS = tuple(
    Choice(name, {"de": name.title()}, {"town": town})
    for name, town in (("centre", "a"), ("east", "a"), ("harbour", "b"))
)
FORM = questionnaire(
    Question("town", Kind.SELECT_ONE, {}, choices=choices("Kornwestheim", "Hamburg")),
    Question(
        "area",
        Kind.SELECT_ONE,
        {},
        choices=AREAS,
        choice_filter=compile_expression("town = ${town}", item_columns=True),
    ),
    Question("born", Kind.INTEGER, {}),
    Question("age", Kind.CALCULATE, {}, calculation=compile_expression("2026 - ${born}")),
    Question(
        "pension",
        Kind.TEXT,
        {},
        relevant=compile_expression("${age} >= 65"),
        required_when=compile_expression("${age} > 80"),
    ),
    Question("hours", Kind.INTEGER, {}, default=compile_expression("5 * 7")),
)


def test_only_choices_that_the_filter_lets_through_are_offered() -> None:
    dialogue, _ = walk(FORM, Choose(0))
    form = filled(FORM, dialogue, NOW)
    assert [one.name for one in form.choices(FORM.question("area"), "area")] == ["centre", "east"]
    assert advance(FORM, dialogue, Choose(2), NOW)[1] == [Asked("area", Problem.FORGED_BUTTON)]
    assert advance(FORM, dialogue, Typed("Harbour"), NOW)[1] == [Asked("area", Problem.NOT_A_CHOICE)]


def test_a_choice_that_is_no_longer_offered_is_asked_for_again_at_submit() -> None:
    dialogue, _ = walk(FORM, Choose(0), Choose(0), Typed("1990"), Move.KEEP)
    dialogue, events = walk(FORM, Edit(1), Choose(1), dialogue=dialogue)
    assert events[-1] == Reviewed()
    assert walk(FORM, Move.SUBMIT, dialogue=dialogue)[1] == [Asked("area", Problem.NOT_A_CHOICE)]


def test_a_calculation_follows_its_question_and_is_not_submitted() -> None:
    dialogue, _ = walk(FORM, Choose(0), Choose(0), Typed("1950"))
    assert dialogue.computed["age"] == 76
    assert dialogue.at == "pension"
    _, events = walk(FORM, Move.SKIP, Move.KEEP, Move.SUBMIT, dialogue=dialogue)
    assert events == [Submitted({"town": "a", "area": "centre", "born": 1950, "hours": 35})]


def test_a_calculation_that_results_are_told_apart_by_is_submitted() -> None:
    _, events = walk(
        replace(FORM, dimensions=("age",)), Choose(0), Choose(0), Typed("1990"), Move.KEEP, Move.SUBMIT
    )
    assert isinstance(events[0], Submitted)
    assert events[0].answers["age"] == 36


def test_a_question_can_be_required_for_some_only() -> None:
    dialogue, _ = walk(FORM, Choose(0), Choose(0), Typed("1940"))
    assert walk(FORM, Move.SKIP, dialogue=dialogue)[1] == [Asked("pension", Problem.REQUIRED)]


def test_a_default_stands_there_until_it_is_answered_and_can_be_kept() -> None:
    dialogue, events = walk(FORM, Choose(0), Choose(0), Typed("1990"))
    assert events[-1] == Asked("hours")
    assert filled(FORM, dialogue, NOW).given("hours") == 35
    kept, _ = walk(FORM, Move.KEEP, dialogue=dialogue)
    assert kept.answers["hours"] == 35


def test_a_calculation_with_a_trigger_runs_when_that_changes_and_else_not() -> None:
    survey = questionnaire(
        Question("first", Kind.INTEGER, {}),
        Question("second", Kind.INTEGER, {}),
        Question(
            "copied", Kind.CALCULATE, {}, calculation=compile_expression("${first}"), trigger=("second",)
        ),
    )
    dialogue, _ = walk(survey, Typed("1"))
    assert "copied" not in dialogue.computed
    dialogue, _ = walk(survey, Typed("2"), dialogue=dialogue)
    assert dialogue.computed["copied"] == 1
    dialogue, _ = walk(survey, Edit(1), Typed("7"), dialogue=dialogue)
    assert dialogue.computed["copied"] == 1


def test_what_is_worked_out_once_stays_as_time_goes_by() -> None:
    survey = questionnaire(
        Question("started", Kind.CALCULATE, {}, calculation=compile_expression("once(now())")),
        Question("words", Kind.TEXT, {}),
        Question("late", Kind.NOTE, {}, relevant=compile_expression("now() > ${started} and ${words} != ''")),
    )
    dialogue, _ = begin(survey, NOW)
    later, _ = advance(survey, dialogue, Typed("Hallo"), NOW + timedelta(days=2))
    assert later.computed == dialogue.computed
    assert later.at == "late"


def test_a_question_that_is_read_only_shows_its_value_and_is_passed() -> None:
    survey = questionnaire(
        Question("a", Kind.INTEGER, {}),
        Question("double", Kind.TEXT, {}, read_only=True, calculation=compile_expression("2 * ${a}")),
    )
    dialogue, _ = walk(survey, Typed("4"))
    assert (dialogue.at, filled(survey, dialogue, NOW).given("double")) == ("double", 8)
    assert walk(survey, Typed("9"), dialogue=dialogue)[1] == [Asked("double", Problem.PRESS_CONTINUE)]
    assert walk(survey, Move.KEEP, Move.SUBMIT, dialogue=dialogue)[1] == [Submitted({"a": 4})]


def test_a_calculated_value_that_changes_replaces_the_answer_in_its_place() -> None:
    survey = questionnaire(
        Question("a", Kind.INTEGER, {}),
        Question("guess", Kind.INTEGER, {}, calculation=compile_expression("2 * ${a}")),
    )
    dialogue, _ = walk(survey, Typed("4"), Typed("9"))
    assert dialogue.answers["guess"] == 9
    dialogue, events = walk(survey, Edit(1), Typed("5"), dialogue=dialogue)
    assert events[-1] == Asked("guess")
    assert filled(survey, dialogue, NOW).given("guess") == 10


def test_a_whole_group_is_left_out_by_its_condition() -> None:
    survey = Survey(
        "s",
        "1",
        {},
        ("de",),
        (
            Question("pets", Kind.SELECT_ONE, {}, choices=choices("Ja", "Nein")),
            Question("kind", Kind.TEXT, {}, group="inner"),
            Question("sum", Kind.NOTE, {}, relevant=compile_expression("${kind} = ''")),
        ),
        groups=(
            Group("outer", relevant=compile_expression("${pets} = 'a'")),
            Group("inner", parent="outer"),
        ),
    )
    assert walk(survey, Choose(1))[1][-1] == Asked("sum")
    dialogue, events = walk(survey, Choose(0), Typed("Hund"))
    assert events[-1] == Reviewed()
    dialogue, events = walk(survey, Edit(1), Choose(1), dialogue=dialogue)
    assert (events[-1], dialogue.answers["kind"]) == (Asked("sum"), "Hund")


# --- rank, acknowledge, order of chance ------------------------------------------------------------

RANKING = questionnaire(
    Question("best", Kind.RANK, {}, choices=choices("Park", "Läden", "Busse"), required=True)
)


def test_a_rank_is_tapped_in_order_and_its_last_place_falls_to_what_is_left() -> None:
    dialogue, _ = walk(RANKING, Mark(2, on=True))
    assert walk(RANKING, Move.DONE, dialogue=dialogue)[1] == [Asked("best", Problem.NOT_ALL_RANKED)]
    dialogue, _ = walk(RANKING, Mark(0, on=True), dialogue=dialogue)
    assert dialogue.picked == ("c", "a", "b")
    assert walk(RANKING, Move.DONE, Move.SUBMIT, dialogue=dialogue)[1] == [
        Submitted({"best": ("c", "a", "b")})
    ]


def test_a_rank_can_be_changed_by_taking_one_out() -> None:
    dialogue, _ = walk(RANKING, Mark(2, on=True), Mark(0, on=True), Mark(2, on=False), Mark(2, on=True))
    assert dialogue.picked == ("a", "b", "c")


@pytest.mark.parametrize("on", [True, False])
def test_who_taps_the_last_of_a_rank_that_joined_by_itself_finds_it_in_its_place(on: bool) -> None:
    dialogue, _ = walk(RANKING, Mark(2, on=True), Mark(0, on=True), Mark(1, on=on))
    assert dialogue.picked == ("c", "a", "b")


@pytest.mark.parametrize("words", ["3 1 2", "3, 1", "Busse, Park, Läden"])
def test_a_rank_can_be_typed(words: str) -> None:
    assert walk(RANKING, Typed(words))[0].answers == {"best": ("c", "a", "b")}


@pytest.mark.parametrize(
    ("words", "problem"), [("3", Problem.NOT_ALL_RANKED), ("3 3 1", Problem.NOT_A_CHOICE)]
)
def test_a_rank_that_says_too_little_or_something_twice_is_asked_again(words: str, problem: Problem) -> None:
    assert walk(RANKING, Typed(words))[1] == [Asked("best", problem)]


def test_a_confirmation_is_given_by_going_on() -> None:
    survey = questionnaire(Question("read", Kind.ACKNOWLEDGE, {}, required=True))
    assert walk(survey, Move.SKIP)[1] == [Asked("read", Problem.REQUIRED)]
    assert walk(survey, Move.KEEP, Move.SUBMIT)[1] == [Submitted({"read": "OK"})]


def test_an_order_of_chance_is_the_same_for_one_person_and_another_for_others() -> None:
    question = Question("q", Kind.SELECT_ONE, {}, choices=choices(*"ABCDEFGH"), randomize=True)
    survey = questionnaire(question)

    def order(seed: int) -> tuple[str, ...]:
        form = filled(survey, Dialogue(seed=seed, off=frozenset()), NOW)
        return tuple(one.name for one in form.choices(question, "q"))

    assert order(1) == order(1)
    assert len({order(seed) for seed in range(20)}) > 15
    assert {frozenset(order(seed)) for seed in range(20)} == {frozenset("abcdefgh")}


def test_a_typed_number_means_the_place_in_the_order_that_is_shown() -> None:
    question = Question("q", Kind.SELECT_ONE, {}, choices=choices(*"ABCDEFGH"), randomize=True)
    survey = questionnaire(question)
    dialogue, _ = begin(survey, NOW, seed=4)
    shown = filled(survey, dialogue, NOW).choices(question, "q")
    after, _ = advance(survey, dialogue, Typed("3"), NOW)
    assert after.answers == {"q": shown[2].name}


# --- the graph -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "way"),
    [
        ({"a": "${b} = 1", "b": "${a} = 1"}, {"a", "b"}),
        ({"a": "${a} = 1"}, {"a"}),
        ({"a": "${c} = 1", "b": "${a} = 1", "c": "${b} = 1"}, {"a", "b", "c"}),
    ],
)
def test_conditions_that_depend_on_themselves_are_named(conditions: dict[str, str], way: set[str]) -> None:
    survey = questionnaire(
        *(Question(name, Kind.TEXT, {}, relevant=compile_expression(one)) for name, one in conditions.items())
    )
    with pytest.raises(CyclicConditions) as caught:
        graph_of(survey)
    assert (set(caught.value.names), caught.value.names[0]) == (way, caught.value.names[-1])


NUMBERS = ("n0", "n1", "n2", "n3")
PATTERNS = ("${%s} > 3", "${%s} = ''", "${%s} + 1", "sum(${%s}) > 4", "count(${rep}) + ${%s}", "once(${%s})")


@st.composite
def forms(draw: st.DrawFn) -> Survey:
    """Return a form of numbers, some of them calculated, conditional, or in a repeat, without circles."""
    questions, known = [Question("rep", Kind.REPEAT, {})], ["n0"]
    questions.insert(0, Question("n0", Kind.INTEGER, {}))
    for number in range(1, draw(st.integers(2, 9))):
        name = f"n{number}"
        group = draw(st.sampled_from(["", "", "rep", "g"]))
        pattern, other = draw(st.sampled_from(PATTERNS)), draw(st.sampled_from(known))
        expression = compile_expression(pattern % other)
        calculated = draw(st.booleans())
        questions.append(
            Question(
                name,
                Kind.CALCULATE if calculated else Kind.INTEGER,
                {},
                group=group,
                calculation=expression if calculated else None,
                relevant=expression if not calculated and draw(st.booleans()) else None,
                default=compile_expression("2") if not calculated and draw(st.booleans()) else None,
            )
        )
        known.append(name)
    condition = compile_expression(draw(st.sampled_from(["${n0} > 2", "true()"])))
    groups = (Group("rep", repeats=True), Group("g", relevant=condition))
    return Survey("s", "1", {}, ("de",), tuple(questions), groups=groups)


steps = st.lists(
    st.sampled_from(
        [Typed("1"), Typed("4"), Typed("9"), Move.ADD, Move.DONE, Move.BACK, Move.SKIP, Move.KEEP, Edit(1)]
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(forms(), steps)
def test_working_out_what_changed_comes_to_the_same_as_working_out_everything(
    survey: Survey, course: list[Typed | Move | Edit]
) -> None:
    dialogue, _ = begin(survey, NOW)
    for action in course:
        dialogue, _ = advance(survey, dialogue, action, NOW)
        everything = recompute(survey, dialogue, None, NOW)
        assert (everything.computed, everything.off) == (dialogue.computed, dialogue.off)
