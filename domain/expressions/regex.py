"""Regular expressions for `regex()` that cannot hang: matching takes time linear in the text.

A backtracking matcher like Python's `re` needs exponential time for patterns such as `(a+)+b`, and
no limit on lengths helps against that. So a pattern becomes a small non-deterministic machine that
reads every character once and keeps the set of places it may be in (Thompson's construction).
What such a machine cannot do (back-references, looking around) is refused when the form is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.expressions.pattern_parser import (
    Anchor,
    Characters,
    Choice,
    PatternError,
    PatternNode,
    Repeat,
    Sequence,
    parse_pattern,
)

__all__ = ["MAX_PATTERN", "MAX_TEXT", "PatternError", "compile_pattern"]

MAX_PATTERN = 200  # characters
MAX_TEXT = 4096  # characters of one Telegram message; longer texts match nothing
MAX_STEPS = 1_000  # of the machine; the work for one text is at most this times its length


@dataclass(frozen=True, slots=True)
class _Read:
    """Go to the next step if the character is one of these."""

    characters: Characters


@dataclass(frozen=True, slots=True)
class _Split:
    """Go to each of these steps at once."""

    targets: tuple[int, ...]


_Step = _Read | _Split | Anchor


def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """Return a function that tells whether a **whole** text matches the pattern.

    Raises:
        PatternError: the pattern is malformed, too large, or asks for what a linear matcher cannot do.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"it is longer than {MAX_PATTERN} characters")
    steps: list[_Step] = []
    _append(steps, parse_pattern(pattern))
    return lambda text: len(text) <= MAX_TEXT and _matches(steps, text)


def _append(steps: list[_Step], node: PatternNode) -> None:
    """Append the steps that read `node`; they end where the next step will stand."""
    if len(steps) > MAX_STEPS:
        raise PatternError("its repetitions are too large")
    match node:
        case Characters():
            steps.append(_Read(node))
        case Anchor():
            steps.append(node)
        case Sequence(parts):
            for part in parts:
                _append(steps, part)
        case Choice(options):
            _append_choice(steps, options)
        case Repeat(inner, fewest, most):
            for _ in range(fewest):
                before = len(steps)
                _append(steps, inner)
                if len(steps) == before:  # nothing to read: once is as good as a thousand times
                    break
            _append_rest(steps, inner, None if most is None else most - fewest)


def _append_choice(steps: list[_Step], options: tuple[PatternNode, ...]) -> None:
    fork = len(steps)
    steps.append(_Split(()))
    starts: list[int] = []
    exits: list[int] = []
    for option in options:
        starts.append(len(steps))
        _append(steps, option)
        exits.append(len(steps))
        steps.append(_Split(()))
    steps[fork] = _Split(tuple(starts))
    for place in exits:
        steps[place] = _Split((len(steps),))


def _append_rest(steps: list[_Step], inner: PatternNode, times: int | None) -> None:
    """Append the part of a repetition that may be left out: endless, or up to `times` times."""
    forks: list[int] = []
    for _ in range(1 if times is None else times):
        forks.append(len(steps))
        steps.append(_Split(()))
        _append(steps, inner)
    if times is None:
        steps.append(_Split((forks[0],)))
    for fork in forks:
        steps[fork] = _Split((fork + 1, len(steps)))


def _matches(steps: list[_Step], text: str) -> bool:
    size = len(text)
    places = _reached(steps, [0], at_start=True, at_end=not size)
    for index, character in enumerate(text, start=1):
        ahead = [
            place + 1
            for place in places
            if place < len(steps) and isinstance(step := steps[place], _Read) and character in step.characters
        ]
        if not ahead:
            return False
        places = _reached(steps, ahead, at_start=False, at_end=index == size)
    return len(steps) in places


def _reached(steps: list[_Step], places: list[int], *, at_start: bool, at_end: bool) -> set[int]:
    """Return the places from which the machine goes on reading, following all splits and anchors."""
    reached: set[int] = set()
    while places:
        place = places.pop()
        if place in reached:
            continue
        reached.add(place)
        if place == len(steps):
            continue
        step = steps[place]
        if isinstance(step, _Split):
            places.extend(step.targets)
        elif isinstance(step, Anchor) and (at_start if step is Anchor.START else at_end):
            places.append(place + 1)
    return reached
