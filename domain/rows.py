"""The rows of a published table: what of the counted values each of them adds up."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.blocks import K
from domain.counting import measure_of, ranked, read_ranked
from domain.entry_classes import classes_in
from domain.number_classes import Measure, Number, Span, classes_of_numbers, classes_of_scale, read_spelled
from domain.results import PublishedRow
from domain.survey import Kind
from domain.tallies import Cell, Series


def rows_of(series: Series, cell: Cell, spans: Sequence[Span] = ()) -> tuple[PublishedRow, ...]:
    """Return a question's rows; none where nothing is told but how many answered.

    Args:
        series: The question.
        cell: What was counted.
        spans: The classes of numbers, where the table stands beside another one.
    """
    question = series.question
    if question.kind is Kind.RANK:
        return tuple(
            PublishedRow(
                choice.name,
                choice.label,
                cell.counts.get(ranked(1, choice.name), 0),
                mean_place=None if series.of_entries else _mean_place(choice.name, cell),
            )
            for choice in question.choices
        )
    if question.kind.has_choices:
        return tuple(PublishedRow(c.name, c.label, cell.counts.get(c.name, 0)) for c in question.choices)
    measure = measure_of(question.kind)
    if measure is None:
        return ()
    numbers = numbers_in(cell, measure)
    spans = spans or _spans(series, numbers, measure)
    in_spans: Counter[Span] = Counter()
    for value, n in numbers.items():
        in_spans[next(span for span in spans if span.holds(value))] += n
    return tuple(PublishedRow(span.code, {}, in_spans[span], span) for span in spans)


def numbers_in(cell: Cell, measure: Measure) -> dict[Number, int]:
    """Return how often each number was given."""
    return {read_spelled(value, measure): n for value, n in cell.counts.items()}


def row_of(kind: Kind, rows: Sequence[PublishedRow], value: str) -> str | None:
    """Return the code of the row that a counted value counts for; None: for none, as a second place.

    Args:
        kind: The question's kind.
        rows: The table's rows.
        value: The value.
    """
    if kind is Kind.RANK:
        place, code = read_ranked(value)
        return code if place == 1 else None
    measure = measure_of(kind)
    if measure is None:
        return value
    number = read_spelled(value, measure)
    return next(row.code for row in rows if row.span is not None and row.span.holds(number))


def _spans(series: Series, numbers: Mapping[Number, int], measure: Measure) -> Sequence[Span]:
    scale = series.question.scale
    if series.of_entries:
        return classes_in(numbers, measure, scale)
    return classes_of_scale(scale) if scale else classes_of_numbers(numbers, measure)


def _mean_place(code: str, cell: Cell) -> float | None:
    """Return the average place of a choice among those who ranked it; None where these are too few."""
    places = {
        place: n for place, one, n in ((*read_ranked(v), n) for v, n in cell.counts.items()) if one == code
    }
    n = sum(places.values())
    return round(sum(place * times for place, times in places.items()) / n, 1) if n >= K else None
