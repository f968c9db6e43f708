"""The form that asks how an event was: two questions, in all languages, the second one may be left out."""

from tests.content.conftest import LANGUAGES, Form


def test_it_has_two_questions_and_words_are_voluntary(feedback: Form) -> None:
    liked, next_time = feedback.questions
    assert (liked["type"], liked["parameters"], liked["required"]) == ("range", "start=1 end=5 step=1", "yes")
    assert (next_time["type"], next_time.get("required", "")) == ("text", "")


def test_everything_is_said_in_all_languages_and_the_ends_of_the_scale_are_explained(feedback: Form) -> None:
    for question in feedback.questions:
        for head in LANGUAGES.values():
            assert question[f"label::{head}"]
            assert question[f"hint::{head}"]
    hints = [feedback.questions[0][f"hint::{head}"] for head in LANGUAGES.values()]
    assert all("1" in hint and "5" in hint for hint in hints)
    assert len(set(hints)) == len(hints)
