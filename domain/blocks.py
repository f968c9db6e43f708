"""Closed blocks: every answer enters one immutable block of at least ten people.

Every published number is a sum of whole blocks, so that asking before and after one new answer tells
nothing about it. A wave takes a random part of what waits, is split by who the people are and never by
what they say, and its tables are frozen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from domain.tallies import Answers, Cell, Series, tally

K = 10
"""The fewest people a block may have."""

SMALLEST_WAVE = 2 * K
"""A wave closes when at least so many answers wait: K of them stay back."""

DEVIATING = 3
"""Where fewer than so many people of a block answered differently, the block alone would tell on all."""

Labels = tuple[str | None, ...]
"""What a block's people have in common, one value a dimension; None: mixed, or not said."""


@dataclass(frozen=True, slots=True)
class Member:
    """A response as a wave sees it: its random key, who answered by dimension, and what by series."""

    key: bytes
    labels: Labels
    answers: Answers


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """A cell that never changes: of which question, of whom, what. `question` is "" for the people alone."""

    question: str
    labels: Labels
    cell: Cell


def draw_wave(waiting: Sequence[bytes], rng: Random, *, final: bool = False, k: int = K) -> list[bytes]:
    """Return the keys of the answers that a wave takes; an empty list while there are too few.

    Args:
        waiting: The keys of the answers that wait. Their order does not matter.
        rng: Where chance comes from.
        final: The survey has ended for good, so that everything is taken.
        k: The fewest people of a block; as many stay back until the end.

    Returns:
        The keys in the order of their bytes, which says nothing.
    """
    ordered = sorted(waiting)
    if final:
        return ordered if len(ordered) >= k else []
    if len(ordered) < 2 * k:
        return []
    rng.shuffle(ordered)
    return sorted(ordered[k:])


def split(members: Sequence[Member], dimensions: int, k: int = K) -> dict[Labels, list[Member]]:
    """Return a wave's blocks by what their people have in common. What they answered is not looked at.

    Dimensions are split in their order of priority. Values with fewer than k people become mixed; a
    mixed rest that is too small itself takes in the smallest value that could have stood alone.
    """
    blocks: dict[Labels, list[Member]] = {}
    _split(sorted(members, key=lambda member: member.key), 0, dimensions, (), k, blocks)
    return blocks


def _split(
    members: list[Member],
    depth: int,
    dimensions: int,
    prefix: Labels,
    k: int,
    blocks: dict[Labels, list[Member]],
) -> None:
    if depth == dimensions:
        blocks[prefix] = members
        return
    by_value: dict[str | None, list[Member]] = defaultdict(list)
    for member in members:
        by_value[member.labels[depth]].append(member)
    mixed = by_value.pop(None, [])
    for value in [value for value, group in by_value.items() if len(group) < k]:
        mixed += by_value.pop(value)
    if 0 < len(mixed) < k and by_value:
        smallest = min(by_value, key=lambda value: (len(by_value[value]), str(value)))
        mixed += by_value.pop(smallest)
    for value in sorted(by_value, key=str):
        _split(by_value[value], depth + 1, dimensions, (*prefix, value), k, blocks)
    if mixed:
        mixed.sort(key=lambda member: member.key)
        _split(mixed, depth + 1, dimensions, (*prefix, None), k, blocks)


def freeze(
    members: Sequence[Member], dimensions: int, questions: Iterable[Series], k: int = K
) -> list[FrozenCell]:
    """Return a wave's frozen cells: first the people of each block, then every question's counts.

    Where a block alone would tell on all of its people, the question is kept only together with the
    block beside it; the wave as a whole is always kept, so that totals are exact.
    """
    blocks = split(members, dimensions, k)
    frozen = [FrozenCell("", labels, Cell(len(group))) for labels, group in blocks.items()]
    for series in questions:
        cells = [
            (labels, tally(series, (member.answers for member in group))) for labels, group in blocks.items()
        ]
        frozen += [FrozenCell(series.key, labels, cell) for labels, cell in pool(cells)]
    return frozen


def pool(cells: Sequence[tuple[Labels, Cell]], depth: int = 0) -> list[tuple[Labels, Cell]]:
    """Return one question's cells, those that tell on all joined with the one beside them.

    Beside a cell stand first those that share all labels but the last, then all but the last two, and
    so on; of these, the smallest. Joined cells keep the labels that they have in common.
    """
    if len(cells) < 2 or depth >= len(cells[0][0]):
        return list(cells)
    groups: dict[str | None, list[tuple[Labels, Cell]]] = {}
    for labels, cell in cells:
        groups.setdefault(labels[depth], []).append((labels, cell))
    pooled = [one for group in groups.values() for one in pool(group, depth + 1)]
    while len(pooled) > 1:
        telling = next((one for one in sorted(pooled, key=_size) if _tells_on_all(one[1])), None)
        if telling is None:
            break
        pooled.remove(telling)
        beside = min(pooled, key=_size)
        pooled.remove(beside)
        common = tuple(a if a == b else None for a, b in zip(telling[0], beside[0], strict=True))
        pooled.append((common, telling[1] + beside[1]))
    return sorted(_joined(pooled).items(), key=_place)


def _tells_on_all(cell: Cell) -> bool:
    return cell.n - cell.most_alike < DEVIATING


def _joined(cells: Iterable[tuple[Labels, Cell]]) -> dict[Labels, Cell]:
    """Return the cells by their labels; those that nobody could tell apart are one."""
    joined: dict[Labels, Cell] = {}
    for labels, cell in cells:
        joined[labels] = joined[labels] + cell if labels in joined else cell
    return joined


def _size(one: tuple[Labels, Cell]) -> tuple[int, Labels]:
    return one[1].n, _place(one)


def _place(one: tuple[Labels, Cell]) -> Labels:
    return tuple(label or "" for label in one[0])
