"""What staff read while they plan: buttons that fit, examples that can be typed, every problem in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.planning_words import (
    field_label,
    gap_in_words,
    length_in_words,
    local_on_button,
    problem_in_words,
    repeat_in_words,
    way_in_words,
)
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, speech
from domain.event_plan import PlanField
from domain.events import Gap
from domain.languages import Language
from domain.repeating import Repeat
from domain.typed_times import Trouble, read_local_time
from usecases.event_values import Problem

NOW = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)


def seen(text: str) -> str:
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_DIRECTIONAL_ISOLATE, "")


@pytest.mark.parametrize("language", OFFERED)
def test_the_example_that_is_given_can_be_typed(language: Language) -> None:
    said = speech(language)
    text = problem_in_words(Trouble.UNREADABLE, "", said)
    example = text[text.rindex(FIRST_STRONG_ISOLATE) + 1 : text.rindex(POP_DIRECTIONAL_ISOLATE)]
    reading = read_local_time(example, NOW, "Europe/Berlin", language)
    assert (reading.choices, reading.is_sure) == (("2027-03-10T18:00",), True)


@pytest.mark.parametrize("language", OFFERED)
def test_a_day_and_a_time_fit_on_a_button_with_their_number_and_are_read_in_one_way(
    language: Language,
) -> None:
    said = speech(language)
    for number in range(365):
        day = date(2027, 1, 1) + timedelta(days=number)
        label = local_on_button(f"{day}T18:30", said)
        assert len(f"10. {label}") <= BUTTON_LIMIT
        reading = read_local_time(seen(label), NOW - timedelta(days=30), "Europe/Berlin", language)
        assert (reading.choices, reading.is_sure) == ((f"{day}T18:30",), True)


@pytest.mark.parametrize("language", OFFERED)
def test_every_problem_and_every_field_has_words(language: Language) -> None:
    said = speech(language)
    for problem in [*Problem, *Trouble]:
        at = "500" if problem is Problem.TOO_LONG else "2027-03-10T18:00"
        assert "{" not in problem_in_words(problem, at, said)
    texts = [field_label(field, said) for field in PlanField]
    texts += [gap_in_words(gap, said) for gap in Gap]
    texts += [way_in_words(repeat, date(2027, 3, 10), said) for repeat in Repeat]
    assert all(texts)
    assert not any("{" in text for text in texts)


def test_a_length_is_said_in_the_largest_unit_that_comes_out_whole() -> None:
    said = speech("en")
    lengths = {90: "90 minutes", 60: "1 hour", 120: "2 hours", 1440: "1 day", 10080: "7 days"}
    assert {minutes: seen(length_in_words(minutes, said)) for minutes in lengths} == lengths


def test_a_rule_that_nobody_can_choose_stands_in_its_own_words() -> None:
    said = speech("en")
    assert seen(repeat_in_words("FREQ=YEARLY", "2027-03-10T18:00", said)) == "FREQ=YEARLY"
    chosen = repeat_in_words("FREQ=MONTHLY;BYDAY=2WE", "2027-03-10T18:00", said)
    assert seen(chosen) == "Every month: the second Wednesday"
