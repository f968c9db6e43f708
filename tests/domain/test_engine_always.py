"""What holds for every small survey and everything that anybody may do in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.course import leads_back_to_review
from domain.dialogue import (
    Action,
    Asked,
    Choose,
    Dialogue,
    Edit,
    Event,
    Give,
    Located,
    Mark,
    Move,
    Page,
    Paused,
    Reviewed,
    Submitted,
    Typed,
    Unreadable,
)
from domain.dialogue_data import dialogue_from_json, dialogue_to_json
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.filled import filled
from domain.path import path, progress
from domain.survey import Kind, Question, Scale, Survey
from tests.domain.questionnaires import NOW, choices, questionnaire

KINDS = tuple(kind for kind in Kind if kind not in (Kind.REPEAT, Kind.CALCULATE) and not kind.is_media)
NAMES = ("q0", "q1", "q2", "q3", "q4", "q5")
OF_EARLIER = ("${%s} = 'a'", "selected(${%s}, 'b')", "${%s} > 2", "${%s} = ''", "not(${%s} != '')")
RULES = (". != 'b'", ". < 3", "not(selected(., 'c'))", "string-length(.) > 1", "regex(., '[0-9]+')")


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    questions = []
    for place, name in enumerate(NAMES[: draw(st.integers(1, len(NAMES)))]):
        kind = draw(st.sampled_from(KINDS))
        relevant = None
        if place and draw(st.booleans()):
            pattern, earlier = draw(st.sampled_from(OF_EARLIER)), draw(st.sampled_from(NAMES[:place]))
            relevant = compile_expression(pattern % earlier)
        rules = [*RULES, *(f"not(. = ${{{earlier}}})" for earlier in NAMES[:place])]
        asks = kind not in (Kind.NOTE, Kind.SCREENOUT)
        questions.append(
            Question(
                name,
                kind,
                {"de": name},
                choices=choices("Ja", "Nein", "3") if kind.has_choices else (),
                scale=Scale(0, 4) if kind is Kind.RANGE else None,
                required=asks and draw(st.booleans()),
                relevant=relevant,
                constraint=compile_expression(draw(st.sampled_from(rules)))
                if asks and draw(st.booleans())
                else None,
            )
        )
    return questionnaire(*questions)


actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(Choose, st.integers(-1, 5)),
    st.builds(Mark, st.integers(-1, 4), st.booleans()),
    st.builds(Edit, st.integers(-1, 7)),
    st.sampled_from(Move),
    st.sampled_from([Move.KEEP, Move.SKIP, Move.BACK, Move.DONE, Move.SUBMIT]),
    st.sampled_from(Unreadable),
    st.sampled_from([Give("2026-05-01"), Give("14:30"), Give("2026-05-01T14:30"), Page("2026-05")]),
    st.just(Located(48.86, 9.18, 12)),
    st.builds(
        Typed,
        st.sampled_from(["1", "2", "3", "٢", "0", "Ja", "1, 3", "4 2", "12", "hallo", "", "\u202e"])
        | st.text(max_size=6),
        st.none() | st.sampled_from(Move),
    ),
)
courses = st.lists(st.tuples(actions, st.sampled_from([None, 0, 0, 0, -1, 1])), max_size=30)


def is_refusal(events: list[Event]) -> bool:
    last = events[-1]
    return len(events) == 1 and isinstance(last, Asked | Reviewed | Paused) and last.problem is not None


@settings(max_examples=200, deadline=None)
@given(surveys(), courses)
def test_whatever_is_done_the_dialogue_stays_whole(
    survey: Survey, course: list[tuple[Action, int | None]]
) -> None:
    dialogue, events = begin(survey, NOW)
    for action, shift in course:
        if dialogue.stage.is_over:
            break
        turn = None if shift is None else dialogue.turn + shift
        after, events = advance(survey, dialogue, action, NOW, turn)
        asked_at_submit = action is Move.SUBMIT or isinstance(action, Typed)
        if is_refusal(events) and not (asked_at_submit and after.turn > dialogue.turn):
            assert after == dialogue
        assert after.turn in (dialogue.turn, dialogue.turn + 1)
        assert dialogue.answers.keys() <= after.answers.keys()
        check_place(survey, after)
        assert dialogue_from_json(dialogue_to_json(after)) == after
        dialogue = after
    if isinstance(events[-1], Submitted):
        check_submitted(survey, dialogue, events[-1])


def check_place(survey: Survey, dialogue: Dialogue) -> None:
    """Wherever somebody stands, it is a question of their way, and the numbers around it make sense."""
    way = [step.key for step in path(survey, dialogue, NOW)]
    assert dialogue.at is None or dialogue.at in way
    number, total = progress(survey, dialogue, NOW)
    assert 0 <= number <= total <= len(way)
    if leads_back_to_review(survey, dialogue, NOW):
        assert isinstance(advance(survey, dialogue, Move.BACK, NOW)[1][0], Reviewed | Paused)


def check_submitted(survey: Survey, dialogue: Dialogue, submitted: Submitted) -> None:
    """Only relevant answers arrive, all the required ones, and each keeps its question's rule."""
    form = filled(survey, dialogue, NOW)
    way = {step.key: step.question for step in path(survey, dialogue, NOW)}
    assert submitted.answers.keys() <= way.keys()
    for key, question in way.items():
        answer = submitted.answers.get(key)
        assert question.kind is not Kind.SCREENOUT
        if not question.takes_answer or answer is None:
            assert key not in submitted.answers
            assert not question.required
        else:
            assert form.holds(question.constraint, key, answer)


@settings(max_examples=100, deadline=None)
@given(surveys(), courses, st.integers(1, 8))
def test_going_back_and_forth_keeps_every_answer(
    survey: Survey, course: list[tuple[Action, int | None]], steps: int
) -> None:
    dialogue, _ = begin(survey, NOW)
    for action, _shift in course:
        if dialogue.stage.is_over or action in (Move.SUBMIT, Move.PAUSE):
            break
        dialogue, _ = advance(survey, dialogue, action, NOW)
    if dialogue.stage.is_over:
        return
    answers = dict(dialogue.answers)
    for move in [Move.RESUME, *[Move.BACK] * steps]:
        dialogue, _ = advance(survey, dialogue, move, NOW)
    assert dialogue.answers == answers
    for _ in range(steps):
        if dialogue.at is None or dialogue.at not in answers:
            break
        dialogue, _ = advance(survey, dialogue, Move.KEEP, NOW)
        if dialogue.stage.is_over:
            break
    assert {name: dialogue.answers[name] for name in answers} == answers
