"""Households: the people who share one chat, and what only that chat calls them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.typed import clean, normalised

MOST_PEOPLE = 6
"""So many can ever join a chat; whoever is removed gives no place free, so that nobody answers twice."""

LONGEST_NAME = 20
"""Characters of a name; it stands in front of every question and on a button."""

_JOINERS = "\u200c\u200d"  # Persian names and emoji need them inside, nobody at an end
_UNSEEN = frozenset({"Cf", "Cn", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"})


class NameProblem(StrEnum):
    """Why something typed is no name for a person of the household."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TAKEN = "taken"  # by somebody else here: nobody could tell who answers


@dataclass(frozen=True, slots=True)
class Called:
    """How somebody in a chat is called: by their own name, else by their number.

    Who is `alone` there need not be told for whom a message is; its buttons are theirs even if others join.
    """

    ordinal: int
    name: str = ""
    alone: bool = False


def next_ordinal(joined: int) -> int | None:
    """Return the number of who joins next, None where the chat is full.

    Args:
        joined: The highest number that was ever given in this chat.
    """
    return joined + 1 if joined < MOST_PEOPLE else None


def read_name(typed: str, others: Iterable[str]) -> str | NameProblem:
    """Return the name that somebody typed, in one line, or why it cannot be one.

    Signs that turn the text around them, or that nobody sees, are left out.

    Args:
        typed: What was typed.
        others: The names of the others in the chat.
    """
    seen = "".join(c for c in clean(typed) if unicodedata.category(c) != "Cf" or c in _JOINERS)
    name = " ".join(seen.split()).strip(f"{_JOINERS} ")
    if all(unicodedata.category(c) in _UNSEEN for c in name):
        return NameProblem.EMPTY
    if len(name) > LONGEST_NAME:
        return NameProblem.TOO_LONG
    if normalised(name) in {normalised(other) for other in others}:
        return NameProblem.TAKEN
    return name


def named(typed: str, people: Iterable[Called]) -> int | None:
    """Return the number of the person whose name was typed, None where it is nobody's."""
    words = normalised(typed)
    return next((one.ordinal for one in people if one.name and normalised(one.name) == words), None)
