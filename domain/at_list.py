"""A step at the list of a repeat's entries: add one, open one, take one out, go on."""

from dataclasses import replace

from domain.course import Course, Outcome, refused
from domain.dialogue import Action, Answered, Asked, Dialogue, Entry, Marked, Move, Page, Problem, Typed
from domain.entries import removal_page, with_entry, without_entry
from domain.filled import MOST_ENTRIES
from domain.keys import Key, place_of
from domain.typed import read_number, read_removal
from domain.wayfinding import is_in_entry


def at_list(course: Course, dialogue: Dialogue, key: Key, action: Action) -> Outcome:
    """Take an action at the list of a repeat's entries: add one, open or take out one, or go on."""
    if isinstance(action, Page):
        return replace(dialogue, page=action.name[:16]), [Marked(key), Asked(key)]
    count = dialogue.entries.get(key, 0)
    gone = read_removal(action.text) if isinstance(action, Typed) else None
    if gone is not None and 1 <= gone <= count:
        if dialogue.page == removal_page(gone):
            return _drop(course, dialogue, key, gone)
        return replace(dialogue, page=removal_page(gone)), [Marked(key), Asked(key)]
    move = action.move if isinstance(action, Typed) else action
    number = read_number(action.text) if isinstance(action, Typed) else None
    if isinstance(action, Entry) and 1 <= action.number <= count:
        return (
            _drop(course, dialogue, key, action.number)
            if action.remove
            else _open_entry(course, dialogue, key, action.number)
        )
    if number is not None and 1 <= number <= count:
        return _open_entry(course, dialogue, key, number)
    match move:
        case Move.ADD if count >= MOST_ENTRIES:
            return refused(dialogue, Problem.TOO_MANY_ENTRIES)
        case Move.ADD:
            added = course.worked_out(with_entry(dialogue, key), key)
            return _open_entry(course, added, key, count + 1)
        case Move.BACK:
            return course.back(dialogue)
        case Move.DONE | Move.KEEP | Move.RESUME | Move.SKIP:
            return course.take(dialogue, key, count)
        case _:
            is_typed = isinstance(action, Typed)
            return refused(dialogue, Problem.PRESS_CONTINUE if is_typed else Problem.FORGED_BUTTON)


def _open_entry(course: Course, dialogue: Dialogue, repeat: Key, number: int) -> Outcome:
    """Go to the first question of an entry; one without any is only counted."""
    entry = (*place_of(repeat), number)
    first = next(
        (step for step in course.way(dialogue) if is_in_entry(course.survey, step.key, repeat, entry)), None
    )
    moved = replace(dialogue, turn=dialogue.turn + 1, page="")
    if first is None:
        return course.open(moved, repeat), [Answered(repeat), Asked(repeat)]
    return course.open(moved, first.key), [Answered(repeat), Asked(first.key)]


def _drop(course: Course, dialogue: Dialogue, repeat: Key, number: int) -> Outcome:
    left = without_entry(course.survey, dialogue, repeat, number)
    worked = course.worked_out(replace(left, turn=dialogue.turn + 1, page=""), repeat)
    return worked, [Answered(repeat), Asked(repeat)]
