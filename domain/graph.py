"""What depends on what in a questionnaire: the order in which conditions and calculations are worked out.

A name stands for all that is worked out of a question, a group or a repeat: whether it is relevant, its
calculation, the number of its entries. Built once a version.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.expressions import Expression
from domain.per_version import once_a_version
from domain.survey import Survey


class CyclicConditions(ValueError):
    """Conditions that depend on themselves; `names` is the way round, ending where it begins."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Graph:
    """The dependencies of a version.

    Attributes:
        order: Everything that is worked out, each after all that it reads.
        rank: The place of each in that order.
        dependents: By a name: what has to be worked out anew when it changes.
        by_clock: What reads the time, and so may change by itself.
        by_language: What reads labels.
    """

    order: tuple[str, ...]
    rank: dict[str, int]
    dependents: dict[str, tuple[str, ...]]
    by_clock: tuple[str, ...]
    by_language: tuple[str, ...]


def worked_out(survey: Survey) -> Iterator[tuple[str, list[Expression]]]:
    """Yield each name of which something is worked out, with the expressions for that."""
    for group in survey.groups:
        if found := [one for one in (group.relevant, group.count) if one is not None]:
            yield group.name, found
    for question in survey.questions:
        if found := [one for one in (question.relevant, question.calculation) if one is not None]:
            yield question.name, found


@once_a_version
def graph_of(survey: Survey) -> Graph:
    """Return the dependencies of a version; they are worked out once.

    Raises:
        CyclicConditions: something depends on itself.
    """
    expressions: dict[str, list[Expression]] = {}
    for name, found in worked_out(survey):  # a repeat and the question that lists its entries share a name
        expressions.setdefault(name, []).extend(found)
    around = {question.name: _names(survey, question.group) for question in survey.questions}
    around |= {group.name: _names(survey, group.parent) for group in survey.groups}
    reads: dict[str, set[str]] = {}
    for name, found in expressions.items():
        referred = {reference for one in found for reference in one.references if reference in around}
        # What is in a group that does not apply counts as empty, for the others in it too.
        reads[name] = {one for reference in referred for one in (reference, *around[reference])}
    order = _sorted({name: {one for one in read if one in expressions} for name, read in reads.items()})
    dependents: dict[str, list[str]] = {}
    for name in order:
        for source in reads[name]:
            dependents.setdefault(source, []).append(name)
        for group in around[name]:
            if survey.group_of[group].repeats:  # a new entry: all in it is worked out
                dependents.setdefault(group, []).append(name)
    return Graph(
        order=order,
        rank={name: place for place, name in enumerate(order)},
        dependents={name: tuple(dict.fromkeys(found)) for name, found in dependents.items()},
        by_clock=tuple(name for name in order if any(one.uses_clock for one in expressions[name])),
        by_language=tuple(name for name in order if any(one.uses_language for one in expressions[name])),
    )


def _names(survey: Survey, group: str) -> tuple[str, ...]:
    return tuple(one.name for one in survey.groups_around(group))


def _sorted(reads: dict[str, set[str]]) -> tuple[str, ...]:
    """Return the names so that each comes after what it reads, else in the order given.

    Raises:
        CyclicConditions: there is no such order.
    """
    done: dict[str, None] = {}
    for name in reads:
        _visit(name, reads, done)
    return tuple(done)


def _visit(start: str, reads: dict[str, set[str]], done: dict[str, None]) -> None:
    way: dict[str, Iterator[str]] = {start: iter(sorted(reads[start]))} if start not in done else {}
    while way:
        name = next(reversed(way))
        following = next((one for one in way[name] if one not in done), None)
        if following is None:
            done[name] = None
            del way[name]
        elif following in way:
            names = list(way)
            raise CyclicConditions((*names[names.index(following) :], following))
        else:
            way[following] = iter(sorted(reads[following]))
