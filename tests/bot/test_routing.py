"""Conditions in words for paper: said where they are simple, however written; else left to people."""

import pytest

from bot.exports.questionnaire_items import numbers_of
from bot.exports.routing import Routing
from bot.speech import speech
from domain.expressions import compile_expression
from domain.survey import Choice, Kind, Question, Scale, Survey

INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
CHOICES = tuple(
    Choice(code, {"en": label}) for code, label in (("y", "Yes"), ("n", "No"), ("d", "Don't know"))
)
SURVEY = Survey(
    "s",
    "1",
    {"en": "S"},
    ("en",),
    (
        Question("one", Kind.SELECT_ONE, {"en": "One?"}, choices=CHOICES),
        Question("several", Kind.SELECT_MULTIPLE, {"en": "Several?"}, choices=CHOICES),
        Question("number", Kind.INTEGER, {"en": "How many?"}),
        Question("scale", Kind.RANGE, {"en": "How?"}, scale=Scale(1, 5)),
        Question("words", Kind.TEXT, {"en": "What?"}),
        Question("computed", Kind.CALCULATE, {}),
    ),
)
ROUTING = Routing(SURVEY, numbers_of(SURVEY), speech("en"))


def words(source: str) -> str | None:
    found = ROUTING.words(compile_expression(source))
    return None if found is None else found.translate(INVISIBLE)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("${one} = 'y'", "you answered question 1 with “Yes”"),
        ("'y' = ${one}", "you answered question 1 with “Yes”"),
        ("selected(${one}, 'y')", "you answered question 1 with “Yes”"),
        ("${one} = 'y' or ${one} = 'n'", "you answered question 1 with “Yes” or “No”"),
        ("${one} != 'y'", "you did not answer question 1 with “Yes”"),
        ("not(${one} = 'y')", "you did not answer question 1 with “Yes”"),
        ("${one} != '' and ${one} != 'd'", "you answered question 1 with “Yes” or “No”"),
        ("${one} != ''", "you answered question 1"),
        ("${one} = ''", "you did not answer question 1"),
        ("selected(${several}, 'n')", "you ticked “No” in question 2"),
        ("not(selected(${several}, 'n'))", "you did not tick “No” in question 2"),
        ("${number} >= 40", "your number in question 3 is 40 or more"),
        ("40 > ${number}", "your number in question 3 is less than 40"),
        ("${number} > 2.5", "your number in question 3 is more than 2.5"),
        ("${scale} <= 2", "your number in question 4 is 2 or less"),
        ("${scale} = 2", "your number in question 4 is 2"),
        ("${number} != 2", "your number in question 3 is another one than 2"),
        ("${words} != ''", "you answered question 5"),
        (
            "${number} > 2 and ${number} < 9",
            "your number in question 3 is more than 2, and your number in question 3 is less than 9",
        ),
        (
            "${one} = 'y' and selected(${several}, 'n')",
            "you answered question 1 with “Yes”, and you ticked “No” in question 2",
        ),
        (
            "${one} = 'y' or ${number} > 3 or ${one} = 'n'",
            "you answered question 1 with “Yes” or “No”, or your number in question 3 is more than 3",
        ),
        (
            "(${one} = 'y' or ${one} = 'n') and ${number} > 3",
            "you answered question 1 with “Yes” or “No”, and your number in question 3 is more than 3",
        ),
    ],
)
def test_a_simple_condition_is_a_sentence(source: str, said: str) -> None:
    assert words(source) == f"Only if {said}."


@pytest.mark.parametrize(
    "source",
    [
        "count-selected(${several}) > 2",
        "${computed} = 1",
        "today() > '2026-01-01'",
        "${number} + 1 > 3",
        "(${number} > 3 and ${scale} > 2) or ${words} != ''",
        "selected(${several}, 'unknown')",
        "${words} = 'secret'",
        "${number} = ${scale}",
    ],
)
def test_what_would_be_hard_to_read_is_left_to_people(source: str) -> None:
    assert words(source) is None


def test_no_condition_needs_no_words() -> None:
    assert ROUTING.words(None) == words("true()") == ""
