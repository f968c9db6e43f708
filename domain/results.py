"""Results as they may be seen: sums of whole closed blocks, never one person's answers.

Results leave `usecases/` only as the published values of this file; `domain/publishing.py` makes them, and
only of releases.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.blocks import K
from domain.languages import Texts
from domain.number_classes import Span
from domain.releases import Release
from domain.survey import ACCESS, Kind, QuestionName
from domain.weighting import UnderRepresented, WeightedShare

THRESHOLD = K
"""As many people must have answered before a number about them is shown."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """How many gave one answer: a choice with its label, or the numbers of a span.

    `weighted` is its share as it would be if the participants resembled the population, where the operator
    gave one. Of a rank, `count` says how many put the choice first, and `mean_place` where it stands on
    average.
    """

    code: str
    label: Texts
    count: int
    span: Span | None = None
    weighted: WeightedShare | None = None
    mean_place: float | None = None


@dataclass(frozen=True, slots=True)
class SampleBasis:
    """Whom a table's weighted shares rest on, in a survey that tells its invited sample from others.

    Of those who answered, the `invited` are weighed. The others are not: `others` came without an
    invitation, and `mixed` are in blocks that hold both. `invited` is None where too few of them can be
    told from others, so that there are no weighted shares.
    """

    invited: int | None
    others: int = 0
    mixed: int = 0


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One question's counts.

    `n` people answered, `skipped` took part and did not: they passed over it or were not asked. Where
    several answers were allowed (`multiple`) the counts add up to more than n. Places, pictures, recordings
    and confirmations have no rows: it is told how many gave them. Free text has rows only for
    the themes of its `coded` texts, which are those of whole moderated waves; others wait for moderation
    or were rejected. Numbers have a mean and a median, rounded to one decimal, and the
    question's hint, which says what the ends of a scale mean. Where results are filtered, the answers of
    `not_attributable` more people are in blocks that the filter cannot tell apart. `left_out` people of
    the release stand in no count: their wave came before the question, or their answers, which would tell
    on all of them, are shown together with the next wave's. So n, skipped, not_attributable and left_out
    always add up to the people of the release. `sample` is there where weighted shares rest on, or would
    rest on, the people who were invited. A question `of_entries` was asked in every entry of a repeat:
    a person counts once in each row that any of their entries belongs to.
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
    sample: SampleBasis | None = None
    of_entries: bool = False

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

    The label is empty for the language and the way of taking part, and for values that are computed.
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
    def access(self) -> Dimension | None:
        """Return the dimension that says who was invited, where the survey tells that and all are shown."""
        return next((one for one in self.dimensions if one.name == ACCESS and self.filter is None), None)

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


def filters_of(dimensions: Sequence[Dimension]) -> tuple[Filter, ...]:
    """Return every value that dimensions have as a filter, one dimension after the other."""
    return tuple(Filter(one.name, value.value) for one in dimensions for value in one.values)
