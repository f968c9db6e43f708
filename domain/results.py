"""Results as they may be seen: sums of whole closed blocks, never one person's answers.

Results leave `usecases/` only as the published values of this file, and these are made only of releases.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from domain.blocks import K, Labels
from domain.contributions import OTHER, Coding
from domain.languages import Texts
from domain.number_classes import Span, classes_of_numbers, classes_of_scale
from domain.releases import PEOPLE, Release
from domain.survey import Kind, Question, QuestionName, Survey
from domain.tallies import Cell, Series, series_of
from domain.weighting import UnderRepresented, WeightedShare, under_represented, weighted_shares

THRESHOLD = K
"""As many people must have answered before a number about them is shown."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """How many gave one answer: a choice with its label, or the numbers of a span.

    `weighted` is its share as it would be if the participants resembled the population, where the operator
    gave one.
    """

    code: str
    label: Texts
    count: int
    span: Span | None = None
    weighted: WeightedShare | None = None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One question's counts.

    `n` people answered, `skipped` took part and did not: they passed over it or were not asked. Where
    several answers were allowed (`multiple`) the counts add up to more than n. Free text has rows only for
    the themes of its `coded` texts, which are those of whole moderated waves; others wait for moderation
    or were rejected. Numbers have a mean and a median, rounded to one decimal, and the
    question's hint, which says what the ends of a scale mean. Where results are filtered, the answers of
    `not_attributable` more people are in blocks that the filter cannot tell apart. `left_out` people of
    the release stand in no count: their wave came before the question, or their answers, which would tell
    on all of them, are shown together with the next wave's. So n, skipped, not_attributable and left_out
    always add up to the people of the release.
    """

    question: QuestionName
    kind: Kind
    label: Texts
    rows: tuple[PublishedRow, ...]
    n: int
    skipped: int
    multiple: bool = False
    mean: float | None = None
    median: float | None = None
    hint: Texts = field(default_factory=dict)
    not_attributable: int = 0
    left_out: int = 0
    coded: int | None = None

    def share(self, row: PublishedRow) -> float:
        """Return the row's share of those who answered, or of the coded texts, between 0 and 1."""
        return row.count / (self.coded or self.n)


@dataclass(frozen=True, slots=True)
class WithheldTable:
    """A question that too few have answered: it is named, without any number."""

    question: QuestionName
    label: Texts


@dataclass(frozen=True, slots=True)
class Filter:
    """The part of the people that results are about: those with this value of a dimension."""

    dimension: QuestionName
    value: str


@dataclass(frozen=True, slots=True)
class FilterValue:
    """A value that can be filtered by: how many people its blocks have, and its label.

    The label is empty where the value is a language, which has its own name.
    """

    value: str
    label: Texts
    n: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """What results can be filtered by, with its values; `rest` people are in blocks of none of them.

    The label is empty for the language of taking part.
    """

    name: QuestionName
    label: Texts
    values: tuple[FilterValue, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class PublishedResults:
    """One survey's results as a release has them. `entries` follow the questionnaire.

    `total` people took part in the waves of the release; None, with no entry at all and no release,
    while there was no wave. With a filter, it is how many people the filter finds, and
    `not_attributable` how many more there are in blocks that it cannot tell apart. `withdrawn` of the
    counted people have withdrawn since, in whatever block. `participants` is how many took part up to
    now, None while they are too few to be told; it is the only number that is live.
    """

    survey: str
    title: Texts
    total: int | None
    entries: tuple[PublishedTable | WithheldTable, ...] = ()
    release: Release | None = None
    dimensions: tuple[Dimension, ...] = ()
    filter: Filter | None = None
    not_attributable: int = 0
    missed: tuple[UnderRepresented, ...] = ()  # who took part less than others, where that is known
    withdrawn: int = 0
    participants: int | None = None

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Return everything that the results can be filtered by, in the order of the dimensions."""
        return filters_of(self.dimensions)

    @property
    def chosen(self) -> tuple[Dimension, FilterValue] | None:
        """Return what they are filtered by, with its label; None for everybody."""
        return next(
            (
                (one, value)
                for one in self.dimensions
                for value in one.values
                if self.filter == Filter(one.name, value.value)
            ),
            None,
        )

    @property
    def tables(self) -> tuple[PublishedTable, ...]:
        """Return the tables that can be shown."""
        return tuple(entry for entry in self.entries if isinstance(entry, PublishedTable))

    @property
    def withheld(self) -> tuple[QuestionName, ...]:
        """Return the names of the questions that too few have answered."""
        return tuple(entry.question for entry in self.entries if isinstance(entry, WithheldTable))


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """Counts by value, largest first; values too small to be shown are one sum under `rest`.

    `rest` is 0 where nothing was hidden and None where all together are fewer than the threshold.
    """

    shown: tuple[tuple[str, int], ...]
    rest: int | None


def grouped_small(counts: Mapping[str, int]) -> GroupedCounts:
    """Return the counts with every value below the threshold grouped into one rest.

    The sum of all values is known elsewhere, so a rest below the threshold would be found by
    subtraction. It then takes in the smallest value that could have been shown, too.
    """
    ranked = sorted(
        ((value, n) for value, n in counts.items() if n > 0), key=lambda pair: (-pair[1], pair[0])
    )
    shown = [pair for pair in ranked if pair[1] >= THRESHOLD]
    rest = sum(n for _, n in ranked[len(shown) :])
    if 0 < rest < THRESHOLD:
        if not shown:
            return GroupedCounts((), None)
        rest += shown.pop()[1]
    return GroupedCounts(tuple(shown), rest)


def publish(
    key: str,
    versions: Sequence[Survey],
    release: Release | None,
    chosen: Filter | None = None,
    themes: Mapping[QuestionName, Coding] = MappingProxyType({}),
) -> PublishedResults:
    """Return what a release says.

    Args:
        key: The survey.
        versions: Its versions, oldest first; the last one gives the texts.
        release: None while no wave has closed.
        chosen: The part of the people to show; None for all.
        themes: What the texts on a question are about, as far as that may be seen; texts have no
            dimension, so that none are shown of a part of the people.

    Raises:
        ValueError: There is no version at all, or the release has no such dimension.
    """
    if not versions:
        raise ValueError("results need at least one version of the survey")
    newest = versions[-1]
    if release is None:
        return PublishedResults(key, newest.title, None)
    if chosen is not None and chosen.dimension not in release.dimensions:
        raise ValueError("the release has no such dimension")
    entries = tuple(
        _with_themes(_weighted(entry_of(series, release), release.cells[series.key], release), themes)
        if chosen is None
        else entry_of(series, release, chosen)
        for series in series_in(versions, release)
    )
    total = _chosen_cell(release, PEOPLE, chosen).n
    return PublishedResults(
        survey=key,
        title=newest.title,
        total=total,
        entries=entries,
        release=release,
        dimensions=dimensions_of(versions, release),
        filter=chosen,
        not_attributable=release.n - total,
        missed=tuple(under_represented(_people(release), release.dimensions, release.population)),
    )


def series_in(versions: Sequence[Survey], release: Release) -> list[Series]:
    """Return the questions that a release has counted, in the order of its published entries."""
    return [series for series in series_of(versions) if series.key in release.cells]


def _with_themes(
    entry: PublishedTable | WithheldTable, themes: Mapping[QuestionName, Coding]
) -> PublishedTable | WithheldTable:
    """Return a text question's table with how many of its coded texts are about each theme."""
    found = themes.get(entry.question)
    if not isinstance(entry, PublishedTable) or entry.kind is not Kind.TEXT or found is None:
        return entry
    if found.n > entry.n:  # how many wrote in the last wave is kept back, so their themes are as well
        return entry
    rows = tuple(
        PublishedRow(theme, found.titles.get(theme, {}), found.counts.get(theme, 0))
        for theme in [*found.titles, OTHER]
    )
    return replace(entry, rows=rows, multiple=True, coded=found.n)


def dimensions_of(versions: Sequence[Survey], release: Release) -> tuple[Dimension, ...]:
    """Return what a release can be filtered by."""
    questions = {series.question.name: series.question for series in series_of(versions)}
    return tuple(_dimension(release, name, questions.get(name)) for name in release.dimensions)


def filters_of(dimensions: Sequence[Dimension]) -> tuple[Filter, ...]:
    """Return every value that dimensions have as a filter, one dimension after the other."""
    return tuple(Filter(one.name, value.value) for one in dimensions for value in one.values)


def _dimension(release: Release, name: QuestionName, question: Question | None) -> Dimension:
    labels = {choice.name: choice.label for choice in question.choices} if question else {}
    order = list(labels)
    values = [
        FilterValue(value, labels.get(value, {}), release.cell(PEOPLE, name, value).n)
        for value in release.values(PEOPLE, name)
    ]
    values.sort(key=lambda one: order.index(one.value) if one.value in labels else len(order))
    rest = release.n - sum(one.n for one in values)
    return Dimension(name, question.label if question else {}, tuple(values), rest)


def _chosen_cell(release: Release, series: str, chosen: Filter | None) -> Cell:
    if chosen is None:
        return release.cell(series)
    return release.cell(series, chosen.dimension, chosen.value)


# --- publishing: what of it may be seen ----------------------------------------------------------------


def entry_of(
    series: Series, release: Release, chosen: Filter | None = None, spans: Sequence[Span] = ()
) -> PublishedTable | WithheldTable:
    """Return the question's table, or only its name while too few have answered.

    Args:
        series: The question; the release has counted it.
        release: The release.
        chosen: The part of the people to show; None for all.
        spans: The classes of numbers, where the table stands beside another one.
    """
    question, cell = series.question, _chosen_cell(release, series.key, chosen)
    if cell.answered < THRESHOLD:
        return WithheldTable(question.name, question.label)
    counted = release.cell(series.key).n
    not_attributable, left_out = counted - cell.n, release.n - counted
    skipped = cell.n - cell.answered
    if question.kind is Kind.TEXT:
        return PublishedTable(
            question.name,
            question.kind,
            question.label,
            (),
            cell.answered,
            skipped,
            not_attributable=not_attributable,
            left_out=left_out,
        )
    if question.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE):
        return PublishedTable(
            question.name,
            question.kind,
            question.label,
            tuple(PublishedRow(c.name, c.label, cell.counts.get(c.name, 0)) for c in question.choices),
            cell.answered,
            skipped,
            multiple=question.kind is Kind.SELECT_MULTIPLE,
            not_attributable=not_attributable,
            left_out=left_out,
        )
    numbers = {int(value): n for value, n in cell.counts.items()}
    return PublishedTable(
        question.name,
        question.kind,
        question.label,
        _rows_of_numbers(question, numbers, spans),
        cell.answered,
        skipped,
        mean=round(sum(value * n for value, n in numbers.items()) / cell.answered, 1),
        median=_median(numbers, cell.answered),
        hint=question.hint,
        not_attributable=not_attributable,
        left_out=left_out,
    )


def _rows_of_numbers(
    question: Question, numbers: Mapping[int, int], spans: Sequence[Span]
) -> tuple[PublishedRow, ...]:
    spans = spans or (classes_of_scale(question.scale) if question.scale else classes_of_numbers(numbers))
    in_spans: Counter[Span] = Counter()
    for value, n in numbers.items():
        in_spans[next(span for span in spans if span.holds(value))] += n
    return tuple(PublishedRow(span.code, {}, in_spans[span], span) for span in spans)


def _people(release: Release) -> dict[Labels, int]:
    return {labels: cell.n for labels, cell in release.cells[PEOPLE].items()}


def _weighted(
    entry: PublishedTable | WithheldTable, cells: Mapping[Labels, Cell], release: Release
) -> PublishedTable | WithheldTable:
    """Return a table with weighted shares beside its counts, where there is a population to weight by.

    A question that is a dimension itself would only give the population back.
    """
    if (
        not release.population
        or isinstance(entry, WithheldTable)
        or entry.kind is Kind.TEXT
        or entry.question in release.dimensions
    ):
        return entry
    row_of = _rows_of_values(entry.rows, cells)
    nobody = dict.fromkeys((row.code for row in entry.rows), 0)
    regrouped = {}
    for labels, cell in cells.items():
        by_row = dict(nobody)
        for value, n in cell.counts.items():
            by_row[row_of[value]] += n
        regrouped[labels] = Cell(cell.n, cell.answered, by_row)
    shares = weighted_shares(regrouped, release.dimensions, release.population)
    rows = tuple(replace(row, weighted=shares[row.code]) for row in entry.rows)
    return replace(entry, rows=rows)


def _rows_of_values(rows: Sequence[PublishedRow], cells: Mapping[Labels, Cell]) -> dict[str, str]:
    """Return the row that every given value counts for: its own, or the span that holds a number."""
    own = {row.code: row.code for row in rows if row.span is None}
    spans = [row.span for row in rows if row.span is not None]
    if not spans:
        return own
    values = {value for cell in cells.values() for value in cell.counts}
    return {value: next(span.code for span in spans if span.holds(int(value))) for value in values}


def _median(numbers: Mapping[int, int], n: int) -> float:
    """Return the middle number, or the mean of the two in the middle."""
    ranks = (n + 1) // 2, n // 2 + 1
    middle, passed = [], 0
    for value in sorted(numbers):
        middle += [value for rank in ranks if passed < rank <= passed + numbers[value]]
        passed += numbers[value]
    return round(sum(middle) / 2, 1)
