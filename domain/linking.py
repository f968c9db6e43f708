"""Linking: how well an order of people tells whose the responses are, beside what chance would tell.

An attacker puts responses in an order that the database shows (where they lie, what wrote them) and people
in another (their numbers, their marks), and guesses that the orders are the same.
"""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

SIGMAS = 3
"""How many standard deviations off chance an attack has to be before it counts as one."""

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link:
    """What an attack came to.

    `right` people were guessed by their place in the order, forwards or backwards, whichever is more; by
    chance it is 1 with a standard deviation of 1, however many people there are, and as many as there are
    waves where waves are known (`chance`). `z` says how much alike
    the orders are, in standard deviations from chance: it also finds an order that is only half kept.
    """

    n: int
    right: int
    z: float
    chance: int = 1

    @property
    def band(self) -> float:
        """How many people may be guessed by chance, within three standard deviations."""
        return self.chance + SIGMAS * math.sqrt(self.chance)

    @property
    def is_chance(self) -> bool:
        """Tell whether the attack did no better than chance, within three standard deviations."""
        return self.right <= self.band and abs(self.z) <= SIGMAS


def link(groups: Iterable[Sequence[P]], people: Sequence[P], chance: int = 1) -> Link:
    """Try to tell whose responses are by their order.

    Args:
        groups: The people whose responses lie together (on a page, in a table), each group in the order in
            which they lie. Only the order inside a group counts for `z`.
        people: The people in the order that the attacker knows.
        chance: How many waves the attacker can tell apart: one guess in each is right by chance.
    """
    rank = {person: place for place, person in enumerate(people)}
    known = [[person for person in group if person in rank] for group in groups]
    flat = [person for group in known for person in group]
    z = _z([[rank[person] for person in group] for group in known])
    return Link(len(flat), _right(flat, people), z, chance)


def _right(guess: Sequence[P], people: Sequence[P]) -> int:
    if len(guess) != len(people):
        return 0
    forwards = sum(a == b for a, b in zip(guess, people, strict=True))
    return max(forwards, sum(a == b for a, b in zip(guess, reversed(people), strict=True)))


def _z(groups: Sequence[Sequence[int]]) -> float:
    """Return the sum over all groups of place times rank, in standard deviations of shuffled groups."""
    together = variance = 0.0
    for ranks in groups:
        size = len(ranks)
        if size < 2:
            continue
        middle, mean = (size - 1) / 2, sum(ranks) / size
        spread = sum((rank - mean) ** 2 for rank in ranks)
        together += sum((place - middle) * (rank - mean) for place, rank in enumerate(ranks))
        variance += size * (size * size - 1) / 12 * spread / (size - 1)
    return together / math.sqrt(variance) if variance else 0.0
