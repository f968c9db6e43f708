"""Marks: the places of a text that are blacked out, and how a moderator changes them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.redaction.readable import folded

BLACK = "▒▒▒"
"""What stands for every blacked-out place, however long it was."""

_WORD = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_NUMBERS = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", re.ASCII)


class Why(StrEnum):
    """Why a place is to be blacked out."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    ACCOUNT = "account"
    LINK = "link"
    PLATE = "plate"
    NAME = "name"
    CHOSEN = "chosen"  # by the moderator


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place of a text, from character `start` up to and without `end`."""

    start: int
    end: int
    why: Why = Why.CHOSEN


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and its place, without the punctuation around it."""

    start: int
    end: int
    text: str


class NoSuchWord(ValueError):
    """What was typed is neither the number of a word nor words of the text."""


def merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in order, those that overlap or touch made one; empty ones are left out."""
    result: list[Mark] = []
    for mark in sorted(one for one in marks if one.start < one.end):
        if result and mark.start <= result[-1].end:
            last = result.pop()
            mark = Mark(last.start, max(last.end, mark.end), last.why)
        result.append(mark)
    return tuple(result)


def redacted(text: str, marks: Sequence[Mark]) -> str:
    """Return the text with its marked places blacked out; nothing else of it changes.

    Raises:
        ValueError: The marks overlap, are out of order, or lie outside the text.
    """
    parts, at = [], 0
    for mark in marks:
        if not at <= mark.start < mark.end <= len(text):
            raise ValueError("marks have to lie in the text, in order, and may not overlap")
        parts += [text[at : mark.start], BLACK]
        at = mark.end
    return "".join([*parts, text[at:]])


def words_of(text: str) -> list[Word]:
    """Return the words of a text; a moderator names them by their place from 1."""
    words = []
    for found in _WORD.finditer(text):
        if core := _CORE.search(found.group()):
            start = found.start() + core.start()
            words.append(Word(start, start + len(core.group()), core.group()))
    return words


def is_marked(word: Word, marks: Iterable[Mark]) -> bool:
    """Tell whether all of a word is blacked out."""
    return any(mark.start <= word.start and word.end <= mark.end for mark in marks)


def toggled(text: str, marks: Sequence[Mark], typed: str) -> tuple[Mark, ...]:
    """Return the marks after words were named: those that were not marked are now, and the reverse.

    Args:
        text: The text.
        marks: Its marks so far.
        typed: Numbers of words (`3`, `3 5`, `3-5`), or words of the text, which are meant wherever they
            stand. Named words are freed only if all of them were marked.

    Raises:
        NoSuchWord: The text has no such words; nothing is to be changed.
    """
    words = words_of(text)
    numbered = _numbered(typed, len(words))
    named = [words[number - 1] for number in numbered] if numbered else _spelled(text, typed)
    if not named:
        raise NoSuchWord
    if all(is_marked(word, marks) for word in named):
        for word in named:
            marks = _without(marks, word)
        return merged(marks)
    return merged([*marks, *(Mark(word.start, word.end) for word in named)])


def _numbered(typed: str, last: int) -> list[int]:
    numbers: set[int] = set()
    typed = folded(typed)
    rest = _NUMBERS.sub("", typed)
    if rest.strip(" ,;.،\n"):
        return []
    for found in _NUMBERS.finditer(typed):
        first = int(found.group(1))
        numbers.update(range(first, int(found.group(2) or first) + 1))
    if not numbers or min(numbers) < 1 or max(numbers) > last:
        return []
    return sorted(numbers)


def _spelled(text: str, typed: str) -> list[Word]:
    wanted = typed.strip()
    if not wanted:
        return []
    pattern = r"\s+".join(map(re.escape, wanted.split()))
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return [Word(one.start(), one.end(), one.group()) for one in found]


def _without(marks: Sequence[Mark], word: Word) -> list[Mark]:
    """Return the marks without a word's place; what is left of a longer mark stays."""
    left = []
    for mark in marks:
        if mark.end <= word.start or word.end <= mark.start:
            left.append(mark)
            continue
        left += [Mark(mark.start, word.start, mark.why), Mark(word.end, mark.end, mark.why)]
    return left
