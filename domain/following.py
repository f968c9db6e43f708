"""Who is told what of measures: what somebody follows, and what of it they have not heard of yet.

Published updates have numbers, rising by one. Of everybody who follows something a number is kept: up to
which update they have been told, or need not be told. Whoever is told, at once or once a week, is told all
that is between that number and the newest one, and the number moves on in the same unit of work. So an update
is told once, whichever of the ways somebody has chosen and however often they change their mind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.audience import Following


@dataclass(frozen=True, slots=True)
class Follow:
    """One thing that somebody follows: `area:centre`, `theme:trade`, `measure:benches`."""

    kind: Following
    key: str


@dataclass(frozen=True, slots=True)
class Told:
    """A published update with what it can be followed by.

    `areas` are the keys of the areas that it concerns: the measure's own, all that lie in it and all around
    it; what is done for the whole town is done for each quarter, too.
    """

    number: int
    update_id: int
    measure: str
    theme: str | None
    areas: frozenset[str]

    def concerns(self, follow: Follow) -> bool:
        """Tell whether somebody who follows this wants to hear of it."""
        match follow.kind:
            case Following.MEASURE:
                return follow.key == self.measure
            case Following.THEME:
                return follow.key == self.theme
            case Following.AREA:
                return follow.key in self.areas


def not_heard(updates: Iterable[Told], follows: Collection[Follow], heard: int) -> list[Told]:
    """Return what somebody is to be told, in the order of publication, each once.

    Args:
        updates: Published updates.
        follows: What they follow.
        heard: The number up to which they have been told.
    """
    return sorted(
        (
            update
            for update in updates
            if update.number > heard and any(update.concerns(follow) for follow in follows)
        ),
        key=lambda update: update.number,
    )


def around_and_within(area: str | None, parents: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of an area, of all that lie in it, and of all around it; nothing for no area.

    Args:
        area: The area.
        parents: The area around each area; the town's is empty.
    """
    if not area:
        return frozenset()
    around = _way_up(area, parents)
    within = [key for key in parents if area in _way_up(key, parents)]
    return frozenset({*around, *within})


def _way_up(area: str, parents: Mapping[str, str]) -> Sequence[str]:
    way = [area]
    while (parent := parents.get(way[-1], "")) and parent not in way:
        way.append(parent)
    return way
