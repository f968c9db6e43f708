from domain.dialogue import Answer, Dialogue, Move, Typed
from domain.path import effective_answers, path, progress
from tests.domain.questionnaires import NOW, TOWN, walk


def names(dialogue: Dialogue) -> list[str]:
    return [question.name for question in path(TOWN, dialogue, NOW)]


def test_a_way_holds_what_the_answers_so_far_lead_to() -> None:
    assert names(Dialogue()) == ["hello", "lives", "age", "likes", "happy", "words"]
    assert "care" in names(Dialogue(answers={"age": 40}))


def test_a_way_ends_where_the_survey_ends_for_somebody() -> None:
    assert names(Dialogue(answers={"lives": "b", "age": 40})) == ["hello", "lives", "elsewhere"]


def test_an_answer_that_became_irrelevant_decides_nothing() -> None:
    answers: dict[str, Answer] = {"lives": "a", "age": 20, "care": "a"}
    assert effective_answers(TOWN, Dialogue(answers=answers), NOW) == {"lives": "a", "age": 20}


def test_notes_and_skips_do_not_count_as_answers() -> None:
    assert effective_answers(TOWN, Dialogue(answers={"hello": None, "lives": "a", "likes": None}), NOW) == {
        "lives": "a"
    }


def test_progress_counts_questions_and_not_notes() -> None:
    dialogue, _ = walk(TOWN, Move.KEEP)
    assert progress(TOWN, dialogue, NOW) == (1, 5)
    dialogue, _ = walk(TOWN, Typed("1"), dialogue=dialogue)
    assert progress(TOWN, dialogue, NOW) == (2, 5)
    dialogue, _ = walk(TOWN, Typed("60"), dialogue=dialogue)
    assert progress(TOWN, dialogue, NOW) == (3, 6)
