"""Orders of chance that a seed decides, the same on every machine and in every version of Python."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def shuffled(items: Sequence[T], seed: str) -> list[T]:
    """Return the items in the order that a seed decides.

    Each item's place follows from a hash of the seed and its old place, so that no generator's ways matter.
    """
    ranks = [hashlib.sha256(f"{seed}|{place}".encode()).digest() for place in range(len(items))]
    return [items[place] for place in sorted(range(len(items)), key=ranks.__getitem__)]
