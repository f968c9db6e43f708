"""The entries of a repeat in a dialogue: one more, and one less."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from domain.dialogue import Answer, Dialogue
from domain.expressions.context import Place
from domain.keys import Key, key_of, name_of, place_of
from domain.survey import QuestionName, Survey

T = TypeVar("T")


_REMOVING = "x"


def removal_page(number: int) -> str:
    """Return the page of a list of entries that asks whether one of them is to be taken out."""
    return f"{_REMOVING}{number}"


def removal_on(page: str) -> int | None:
    """Return the number of the entry that a page asks about, None where it asks about none."""
    number = page.removeprefix(_REMOVING)
    return int(number) if page.startswith(_REMOVING) and number.isdecimal() else None


def with_entry(dialogue: Dialogue, repeat: Key) -> Dialogue:
    """Return the dialogue with one more entry at the end; its list is open again."""
    answers = {key: answer for key, answer in dialogue.answers.items() if key != repeat}
    return replace(
        dialogue, answers=answers, entries={**dialogue.entries, repeat: dialogue.entries.get(repeat, 0) + 1}
    )


def without_entry(survey: Survey, dialogue: Dialogue, repeat: Key, number: int) -> Dialogue:
    """Return the dialogue without one entry and all that was said in it; those after it move up.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: The dialogue.
        repeat: The key of the repeat.
        number: Which entry, from 1.
    """
    name, outer = name_of(repeat), place_of(repeat)

    def moved(key: Key) -> Key | None:
        inner, at = name_of(key), place_of(key)
        depth = len(outer)
        if name not in survey.homes.get(inner, ()) or at[:depth] != outer or at[depth] < number:
            return key
        if at[depth] == number:
            return None
        return key_of(inner, (*outer, at[depth] - 1, *at[depth + 1 :]))

    def renumbered(values: Mapping[Key, T]) -> dict[Key, T]:
        return {new: value for key, value in values.items() if (new := moved(key)) is not None}

    answers = renumbered(dialogue.answers)
    answers.pop(repeat, None)
    entries = renumbered(dialogue.entries)
    entries[repeat] = max(0, dialogue.entries.get(repeat, 0) - 1)
    off = None if dialogue.off is None else frozenset(filter(None, map(moved, dialogue.off)))
    return replace(
        dialogue, answers=answers, entries=entries, computed=renumbered(dialogue.computed), off=off
    )


def keys_of(survey: Survey, name: QuestionName, answers: Mapping[Key, Answer]) -> list[Key]:
    """Return the keys under which a question can be answered in a response, in order.

    Args:
        survey: The version that the response was given to.
        name: The question.
        answers: The response, with the number of entries of each repeat.
    """
    places: list[Place] = [()]
    for repeat in survey.homes[name]:
        counts = ((at, answers.get(key_of(repeat, at))) for at in places)
        places = [(*at, n) for at, count in counts if isinstance(count, int) for n in range(1, count + 1)]
    return [key_of(name, at) for at in places]
