"""The main figures of a release: what residents are told in a message of their own."""

from dataclasses import dataclass

from domain.results import PublishedResults, PublishedRow, PublishedTable
from domain.survey import Kind

MOST_QUESTIONS = 2
MOST_ANSWERS = 3
MOST_SCALES = 6


@dataclass(frozen=True, slots=True)
class Leader:
    """A question with its most frequent answers, the most frequent first."""

    table: PublishedTable
    rows: tuple[PublishedRow, ...]


@dataclass(frozen=True, slots=True)
class Highlights:
    """The main figures: questions with their most frequent answers, and scales with their averages.

    `pictures` are the places of the pictured questions among the results' entries; all scales together
    have a picture of their own.
    """

    leaders: tuple[Leader, ...]
    scales: tuple[PublishedTable, ...]
    pictures: tuple[int, ...]


def highlights(results: PublishedResults) -> Highlights:
    """Return the main figures of a release.

    The rule is the same for every release and looks at no number, so that nobody can choose what suits:

    - the first two questions in the questionnaire's order that allow several answers, each with its three
      most frequent answers (of equal ones the first, and none that nobody gave). Where no question allows
      several, the first two with one answer take their place, except those that the results are divided
      by: these say who took part and not what they said;
    - the average of every scale, of the first six where there are more;
    - at most two pictures: one of the first of these questions and one of the scales together; without
      scales, one of each question.

    Questions that too few have answered are passed over.
    """
    several = [table for table in results.tables if table.kind is Kind.SELECT_MULTIPLE]
    dimensions = results.release.dimensions if results.release else ()
    single = [
        table
        for table in results.tables
        if table.kind is Kind.SELECT_ONE and table.question not in dimensions
    ]
    chosen = (several or single)[:MOST_QUESTIONS]
    scales = [table for table in results.tables if table.kind is Kind.RANGE and table.mean is not None]
    pictured = chosen[:1] if scales else chosen
    return Highlights(
        tuple(Leader(table, _most_frequent(table)) for table in chosen),
        tuple(scales[:MOST_SCALES]),
        tuple(place for place, entry in enumerate(results.entries) if any(entry is one for one in pictured)),
    )


def _most_frequent(table: PublishedTable) -> tuple[PublishedRow, ...]:
    given = [row for row in table.rows if row.count]
    return tuple(sorted(given, key=lambda row: -row.count)[:MOST_ANSWERS])
