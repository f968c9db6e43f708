"""What holds for any form and anybody who fills it in: typing, tapping, going back, leaving, coming again."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.answering import is_still_offered
from domain.dialogue import (
    Action,
    Asked,
    Choose,
    Dialogue,
    Edit,
    Entry,
    Give,
    Located,
    Mark,
    Move,
    Page,
    Reviewed,
    Sent,
    Submitted,
    Typed,
    Unreadable,
)
from domain.dialogue_data import dialogue_from_json, dialogue_to_json
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.filled import filled
from domain.path import path, progress
from domain.survey import Choice, Group, Kind, Question, Scale, Survey
from tests.domain.questionnaires import NOW

LANGUAGES = ("de", "en", "ar")
ROWS = tuple(
    Choice(code, {"de": label, "en": label.upper(), "ar": f"{label} ع"}, {"side": side})
    for code, label, side in (("a", "Ja", "x"), ("b", "Nein", "y"), ("c", "3", "x"), ("d", "Vielleicht", ""))
)
CONDITIONS = (
    *("${%s} = 'a'", "selected(${%s}, 'b')", "${%s} > 2", "${%s} = ''", "not(${%s} != '')"),
    *("count(${rep}) > 1", "count-selected(${%s}) >= 1", "sum(${%s}) > 3", "position(${rep}) = 2"),
)
RULES = (
    ". != 'b'",
    ". < 3",
    "not(selected(., 'c'))",
    "string-length(.) > 1",
    ". >= '2026-01-01'",
    ". != ${%s}",
    "not(. = ${%s})",
)
FILTERS = ("side = 'x'", "side != ${%s}", "${%s} = '' or name != 'a'")
CALCULATIONS = (
    "concat(${%s}, '!')",
    "${%s} + 1",
    "once(random())",
    "jr:choice-name(${%s}, '${%s}')",
    "max(${%s})",
)
ASKED = tuple(kind for kind in Kind if kind not in (Kind.REPEAT, Kind.SCREENOUT))


@st.composite
def forms(draw: st.DrawFn) -> Survey:
    """Return a form with every kind of question, groups, repeats, conditions on earlier questions."""
    questions: list[Question] = []
    known: list[str] = []
    counted = draw(st.sampled_from([None, "2", "${n0}"]))
    place_of_repeat = draw(st.integers(0, 5))
    for number in range(draw(st.integers(1, 8))):
        name = f"n{number}"
        if number == place_of_repeat:
            questions.append(Question("rep", Kind.REPEAT, {"de": "Liste"}))
        groups = ["", "", "g", *(["rep", "rep", "inner"] if number >= place_of_repeat else [])]
        kind = Kind.INTEGER if name == "n0" else draw(st.sampled_from(ASKED))
        asks = kind not in (Kind.NOTE, Kind.CALCULATE)

        def expression(patterns: tuple[str, ...]) -> str:
            pattern = draw(st.sampled_from(patterns))
            return pattern.replace("%s", draw(st.sampled_from(known)))

        has_condition = known and draw(st.integers(0, 2)) == 0
        filtered = kind.has_choices and known and draw(st.integers(0, 3)) == 0
        questions.append(
            Question(
                name,
                kind,
                {"de": name},
                choices=ROWS if kind.has_choices else (),
                scale=Scale(0, 2, draw(st.sampled_from([1, 0.5]))) if kind is Kind.RANGE else None,
                required=asks and draw(st.booleans()),
                relevant=compile_expression(expression(CONDITIONS)) if has_condition else None,
                constraint=compile_expression(expression(RULES) if known else ". != 'b'")
                if asks and draw(st.integers(0, 3)) == 0
                else None,
                required_when=compile_expression(expression(CONDITIONS))
                if asks and known and draw(st.integers(0, 3)) == 0
                else None,
                calculation=compile_expression(expression(CALCULATIONS) if known else "1 + 1")
                if kind is Kind.CALCULATE
                else None,
                default=compile_expression(draw(st.sampled_from(["'a'", "2", "'2026-05-01'"])))
                if asks and draw(st.integers(0, 4)) == 0
                else None,
                choice_filter=compile_expression(expression(FILTERS), item_columns=True)
                if filtered
                else None,
                read_only=kind is Kind.TEXT and draw(st.integers(0, 5)) == 0,
                randomize=draw(st.booleans()),
                group="" if name == "n0" else draw(st.sampled_from(groups)),
            )
        )
        known.append(name)
    if not any(question.kind is Kind.REPEAT for question in questions):
        questions.append(Question("rep", Kind.REPEAT, {"de": "Liste"}))
    has_inner = any(question.group == "inner" for question in questions)
    end = [Question("inner", Kind.REPEAT, {}, group="rep")] if has_inner else []
    if has_inner:  # the list of a repeat stands before what is in it
        first = next(place for place, question in enumerate(questions) if question.group == "inner")
        questions[first:first] = end
    return Survey(
        "any",
        "1",
        {"de": "?"},
        LANGUAGES,
        tuple(questions),
        dimensions=tuple(one.name for one in questions if one.kind is Kind.CALCULATE and not one.group)[:1],
        groups=(
            Group("g", randomize=draw(st.booleans())),
            Group("rep", repeats=True, count=None if counted is None else compile_expression(counted)),
            Group("inner", parent="rep", repeats=True),
        ),
    )


actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(Choose, st.integers(-1, 5)),
    st.builds(Mark, st.integers(-1, 4), st.booleans()),
    st.builds(Edit, st.integers(0, 7)),
    st.builds(Entry, st.integers(0, 3), st.booleans()),
    st.sampled_from([*Move, Move.KEEP, Move.SKIP, Move.BACK, Move.DONE, Move.ADD, Move.ADD, Move.SUBMIT]),
    st.sampled_from(
        [Give("2026-05-01"), Give("14:30"), Give("2026-05-01T14:30"), Give("x"), Page("2026-05")]
    ),
    st.sampled_from([*Unreadable, Located(48.86, 9.18, 12), Sent("0" * 32)]),
    st.builds(
        Typed,
        st.sampled_from(
            ["1", "2", "3", "٢", "0", "1,5", "Ja", "1, 3", "4 2 1 3", "hallo", "", "1. Mai 2026", "14:30"]
        )
        | st.text(max_size=6),
        st.none() | st.sampled_from(Move),
    ),
)
CONTENT: tuple[Action, ...] = (
    *(
        Typed("2"),
        Typed("Ja"),
        Choose(0),
        Choose(1),
        Mark(0, on=True),
        Move.DONE,
        Move.KEEP,
        Move.ADD,
        Move.DONE,
    ),
    *(Give("2026-05-01"), Give("14:30"), Give("2026-05-01T14:30"), Located(48.86, 9.18, 12), Sent("0" * 32)),
    *(Typed("1 2 3 4"), Typed("1 2 3"), Typed("1 2"), Typed("1"), Mark(1, on=True), Typed("1,5"), Move.SKIP),
)
courses = st.lists(st.tuples(actions, st.sampled_from(LANGUAGES), st.integers(0, 2)), max_size=30)


def everything_again(survey: Survey, dialogue: Dialogue) -> Dialogue:
    """Return the dialogue as if it had been kept by a program that knew nothing but what was answered."""
    return replace(dialogue, off=None)


@settings(max_examples=250, deadline=None)
@given(forms(), courses, st.integers(0, 2**31 - 1))
def test_whatever_is_done_to_whatever_form_the_dialogue_stays_whole(
    survey: Survey, course: list[tuple[Action, str, int]], seed: int
) -> None:
    dialogue, events = begin(survey, NOW, seed=seed)
    for place, (action, language, leaving) in enumerate(course):
        if dialogue.stage.is_over:
            break
        before = dialogue
        now = NOW + timedelta(hours=place * leaving)
        dialogue, events = advance(survey, dialogue, action, now, language=language)
        dialogue = dialogue_from_json(dialogue_to_json(dialogue))  # the program was started anew
        assert dialogue.turn in (before.turn, before.turn + 1)
        if dialogue.stage.is_over:
            break
        way = [step.key for step in path(survey, dialogue, now)]
        assert len(set(way)) == len(way)
        if isinstance(events[-1], Asked) and len(events) > 1:
            assert dialogue.at in way
        number, total = progress(survey, dialogue, now)
        assert 0 <= number <= total <= len(way)
    if isinstance(events[-1], Submitted):
        check_submitted(survey, dialogue, events[-1])


@settings(max_examples=200, deadline=None)
@given(forms(), st.randoms(use_true_random=False), st.integers(0, 2**31 - 1))
def test_who_wants_to_get_through_comes_to_an_end_or_to_a_rule_that_nothing_satisfies(
    survey: Survey, chance: Random, seed: int
) -> None:
    """Whoever gives fitting answers and changes some at the review submits what keeps every rule."""
    dialogue, events = begin(survey, NOW, seed=seed)
    changes = 0
    for _ in range(150):
        if isinstance(events[-1], Reviewed):
            changes += 1
            last = changes > 4
            action: Action = Move.SUBMIT if last else Edit(chance.randint(1, 8))
            dialogue, events = advance(survey, dialogue, action, NOW)
            if isinstance(events[-1], Submitted):
                check_submitted(survey, dialogue, events[-1])
                return
        before = dialogue
        for action in chance.sample(CONTENT, len(CONTENT)):
            dialogue, events = advance(survey, dialogue, action, NOW)
            if dialogue != before:
                break
        if dialogue == before and not isinstance(events[-1], Reviewed):
            question = survey.question((dialogue.at or "").partition("#")[0])
            form = filled(survey, dialogue, NOW)
            is_empty = question.kind.has_choices and not form.choices(question, dialogue.at or "")
            assert question.constraint is not None or is_empty
            return


def check_submitted(survey: Survey, dialogue: Dialogue, submitted: Submitted) -> None:
    """Only relevant answers arrive, all the required ones, and each keeps its question's rule.

    Nothing of what the engine had worked out step by step is believed here.
    """
    fresh = everything_again(survey, dialogue)
    way = {step.key: step.question for step in path(survey, fresh, NOW)}
    form = filled(survey, dialogue, NOW)
    computed = {one.name for one in survey.questions if not one.takes_answer} & set(survey.dimensions)
    counted = {one.name for one in survey.questions if one.kind is Kind.REPEAT}
    for key in submitted.answers:
        assert key in way or key.partition("#")[0] in computed | counted
    for key, question in way.items():
        answer = submitted.answers.get(key)
        if not question.takes_answer:
            assert key not in submitted.answers or question.name in computed
        elif question.kind is Kind.REPEAT:
            assert answer == dialogue.entries.get(key, 0)
        elif answer is None:
            assert not form.is_required(question, key)
        else:
            assert form.holds(question.constraint, key, answer)
            assert is_still_offered(form, question, key, answer)
