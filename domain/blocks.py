"""Closed blocks: every answer enters one immutable block of at least ten people.

Every published number is a sum of whole blocks, so that asking before and after one new answer tells
nothing about it. A wave takes a random part of what waits, is split by who the people are and never by
what they say, and its tables are frozen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from domain.survey import ACCESS, LANGUAGE, MODE, QuestionName
from domain.tallies import Answers, Cell, Series, tally

K = 10
"""The fewest people a block may have."""

SMALLEST_WAVE = 2 * K
"""A wave closes when at least so many answers wait: K of them stay back."""

DEVIATING = 3
"""Where fewer than so many of those who answered said something else, a cell would tell on all of them."""

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
    """A cell that never changes: of which question, of whom, what. `question` is "" for the people alone.

    A cell that is `kept_back` stands in no release: the next wave's cells include it.
    """

    question: str
    labels: Labels
    cell: Cell
    kept_back: bool = False


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


def split(
    members: Sequence[Member], dimensions: Sequence[QuestionName], k: int = K
) -> dict[Labels, list[Member]]:
    """Return a wave's blocks by what their people have in common. What they answered is not looked at.

    Dimensions are split in their order of priority. Values with fewer than k people become mixed; a
    mixed rest that is too small itself takes in the smallest value that could have stood alone. Of how
    people came and took part there are two or three values only, so that nothing would be told of a whole
    wave to which few came in one way. There the largest value lends as many people as the rest lacks, by
    their random keys.
    """
    blocks: dict[Labels, list[Member]] = {}
    _split(sorted(members, key=lambda member: member.key), 0, dimensions, (), k, blocks)
    return blocks


def _split(
    members: list[Member],
    depth: int,
    dimensions: Sequence[QuestionName],
    prefix: Labels,
    k: int,
    blocks: dict[Labels, list[Member]],
) -> None:
    if depth == len(dimensions):
        blocks[prefix] = members
        return
    by_value: dict[str | None, list[Member]] = defaultdict(list)
    for member in members:
        by_value[member.labels[depth]].append(member)
    mixed = by_value.pop(None, [])
    for value in [value for value, group in by_value.items() if len(group) < k]:
        mixed += by_value.pop(value)
    if 0 < len(mixed) < k and by_value:
        ranked = sorted(by_value, key=lambda value: (len(by_value[value]), str(value)))
        largest, lacking = by_value[ranked[-1]], k - len(mixed)
        if dimensions[depth] in (ACCESS, MODE) and len(largest) >= k + lacking:
            mixed += largest[:lacking]
            by_value[ranked[-1]] = largest[lacking:]
        else:
            mixed += by_value.pop(ranked[0])
    for value in sorted(by_value, key=str):
        _split(by_value[value], depth + 1, dimensions, (*prefix, value), k, blocks)
    if mixed:
        mixed.sort(key=lambda member: member.key)
        _split(mixed, depth + 1, dimensions, (*prefix, None), k, blocks)


def freeze(
    members: Sequence[Member],
    dimensions: Sequence[QuestionName],
    questions: Iterable[Series],
    *,
    kept_back: Iterable[FrozenCell] = (),
    is_final: bool = False,
    k: int = K,
) -> list[FrozenCell]:
    """Return a wave's frozen cells: first the people of each block, then every question's counts.

    Cells that cannot stand alone are pooled with those beside them. Where a question's last one still
    cannot, it is kept back for the next wave; a final wave keeps nothing back, so that totals are exact.

    Args:
        members: Who is in the wave, and what they answered.
        dimensions: What their labels stand for.
        questions: The survey's questions.
        kept_back: The cells that the wave before kept back.
        is_final: The survey has ended for good.
        k: The fewest people of a block, and the fewest answers of a cell.
    """
    blocks = split(members, dimensions, k)
    frozen = [FrozenCell("", labels, Cell(len(group))) for labels, group in blocks.items()]
    earlier = {one.question: one for one in kept_back}
    for series in questions:
        cells = {labels: tally(series, (one.answers for one in group)) for labels, group in blocks.items()}
        if late := earlier.get(series.key):
            cells[late.labels] = cells.get(late.labels, Cell(0)) + late.cell
        settled = {
            labels: cell for labels, cell in cells.items() if series.is_settled_by(_known(dimensions, labels))
        }
        open_ones = [(labels, cell) for labels, cell in cells.items() if labels not in settled]
        for labels, cell in pool(open_ones, k).items():
            waits = not is_final and not stands_alone(cell, k)
            frozen.append(FrozenCell(series.key, labels, cell, kept_back=waits))
        frozen += [FrozenCell(series.key, labels, cell) for labels, cell in settled.items()]
    return frozen


def _known(dimensions: Sequence[QuestionName], labels: Labels) -> dict[QuestionName, str]:
    """Return what all people with these labels answered."""
    named = zip(dimensions, labels, strict=True)
    return {
        name: label for name, label in named if label is not None and name not in (ACCESS, LANGUAGE, MODE)
    }


def stands_alone(cell: Cell, k: int = K) -> bool:
    """Tell whether a cell can be shown for itself: enough have answered, and not nearly all alike."""
    return cell.answered >= k and cell.deviating >= DEVIATING


def pool(cells: Iterable[tuple[Labels, Cell]], k: int = K) -> dict[Labels, Cell]:
    """Return one question's cells, those that cannot stand alone joined with the one beside them.

    Beside a cell stand first those that share all labels but the last, then all but the last two, and
    so on; of these, first one that cannot stand alone either, then the smallest. Joined cells keep the
    labels that they have in common. At most one cell that cannot stand alone is left.
    """
    joined: dict[Labels, Cell] = {}
    for labels, cell in sorted(_pool(list(cells), 0, k), key=_place):
        joined[labels] = joined[labels] + cell if labels in joined else cell
    return joined


def _pool(cells: list[tuple[Labels, Cell]], depth: int, k: int) -> list[tuple[Labels, Cell]]:
    if len(cells) < 2 or depth == len(cells[0][0]):
        return cells
    groups: dict[str | None, list[tuple[Labels, Cell]]] = defaultdict(list)
    for labels, cell in cells:
        groups[labels[depth]].append((labels, cell))
    pooled = [one for group in groups.values() for one in _pool(group, depth + 1, k)]
    while len(pooled) > 1:
        pooled.sort(key=lambda one: (stands_alone(one[1], k), one[1].n, _place(one)))
        (labels, cell), (labels_beside, beside) = pooled[:2]
        if stands_alone(cell, k):
            break
        common = tuple(a if a == b else None for a, b in zip(labels, labels_beside, strict=True))
        pooled[:2] = [(common, cell + beside)]
    return pooled


def _place(one: tuple[Labels, Cell]) -> tuple[str, ...]:
    return tuple(label or "" for label in one[0])
