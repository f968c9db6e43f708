"""Results as they may be seen: counts per question, never one person's answers.

Today's rule: nothing is counted for fewer than `THRESHOLD` people. It does not yet protect against
somebody who looks before and after one new answer. Closed blocks will come for that: responses enter
immutable blocks of at least ten people, and every number here becomes a sum of whole blocks. Callers
will not notice, because results leave `usecases/` only as the published values of this file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.languages import Texts
from domain.number_classes import Span, classes_of_numbers, classes_of_scale
from domain.survey import Kind, Question, QuestionName, Survey
from domain.tallies import Answers, Tally, UncountableAnswer, count, tally_of

THRESHOLD = 10
"""As many people must have answered before a number about them is shown."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """How many gave one answer: a choice with its label, or the numbers of a span."""

    code: str
    label: Texts
    count: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One question's counts.

    `n` people answered, `skipped` took part and did not: they passed over it or were not asked. Where
    several answers were allowed (`multiple`) the counts add up to more than n. Free text has no rows:
    its n answers wait for moderation. Numbers have a mean and a median, rounded to one decimal, and the
    question's hint, which says what the ends of a scale mean.
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

    def share(self, row: PublishedRow) -> float:
        """Return the row's share of those who answered, between 0 and 1."""
        return row.count / self.n


@dataclass(frozen=True, slots=True)
class WithheldTable:
    """A question that too few have answered: it is named, without any number."""

    question: QuestionName
    label: Texts


@dataclass(frozen=True, slots=True)
class PublishedResults:
    """One survey's results. `entries` follow the questionnaire and keep their places as answers arrive.

    `total` people took part; None, with no entry at all, while they are fewer than the threshold.
    `as_of` is the day of the numbers, where the caller told it.
    """

    survey: str
    title: Texts
    total: int | None
    entries: tuple[PublishedTable | WithheldTable, ...] = ()
    as_of: date | None = None

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


def tabulate(survey: Survey, answers: Iterable[Answers]) -> PublishedResults:
    """Return the results of one survey version. Responses are read once, one after the other.

    Raises:
        UncountableAnswer: A response does not belong to this version.
    """
    return tabulate_versions([(survey, answers)])


def tabulate_versions(
    versions: Sequence[tuple[Survey, Iterable[Answers]]], as_of: date | None = None
) -> PublishedResults:
    """Return the results of one survey over its versions, oldest first; the last one gives the texts.

    Answers to a question are added up by their codes. Choices that only an older version had follow at
    the end; a question that was asked in another way then (another kind, another scale) has a table of
    its own.

    Raises:
        UncountableAnswer: A response does not belong to its version.
        ValueError: There is no version at all.
    """
    if not versions:
        raise ValueError("results need at least one version of the survey")
    tallies: dict[tuple[object, ...], Tally] = {}
    total = 0
    for survey, responses in versions:
        asked = [tally_of(question, tallies) for question in survey.questions if question.takes_answer]
        took_part = count(responses, asked)
        for tally in asked:
            tally.took_part += took_part
        total += took_part
    newest = versions[-1][0]
    if total < THRESHOLD:
        return PublishedResults(newest.name, newest.title, None, as_of=as_of)
    last = len(newest.questions)  # what the newest version no longer asks follows at the end
    ordered = sorted(tallies.values(), key=lambda tally: newest.positions.get(tally.question.name, last))
    entries = tuple(_published(tally) for tally in ordered)
    return PublishedResults(newest.name, newest.title, total, entries, as_of)


# --- publishing: what of it may be seen ----------------------------------------------------------------


def _published(tally: Tally) -> PublishedTable | WithheldTable:
    """Return the question's table, or only its name while too few have answered."""
    question = tally.question
    if tally.n < THRESHOLD:
        return WithheldTable(question.name, question.label)
    skipped = tally.took_part - tally.n
    if question.kind is Kind.TEXT:
        return PublishedTable(question.name, question.kind, question.label, (), tally.n, skipped)
    if question.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE):
        if tally.counts.keys() - tally.choices.keys():
            raise UncountableAnswer(question.name)
        rows = tuple(PublishedRow(c.name, c.label, tally.counts[c.name]) for c in tally.choices.values())
        multiple = question.kind is Kind.SELECT_MULTIPLE
        return PublishedTable(question.name, question.kind, question.label, rows, tally.n, skipped, multiple)
    numbers = {value: n for value, n in tally.counts.items() if isinstance(value, int)}
    return PublishedTable(
        question.name,
        question.kind,
        question.label,
        _rows_of_numbers(question, numbers),
        tally.n,
        skipped,
        mean=round(sum(value * n for value, n in numbers.items()) / tally.n, 1),
        median=_median(numbers, tally.n),
        hint=question.hint,
    )


def _rows_of_numbers(question: Question, numbers: Mapping[int, int]) -> tuple[PublishedRow, ...]:
    if question.scale and numbers.keys() - set(question.scale.values()):
        raise UncountableAnswer(question.name)
    spans = classes_of_scale(question.scale) if question.scale else classes_of_numbers(numbers)
    in_spans: Counter[Span] = Counter()
    for value, n in numbers.items():
        in_spans[next(span for span in spans if span.holds(value))] += n
    return tuple(PublishedRow(span.code, {}, in_spans[span], span) for span in spans)


def _median(numbers: Mapping[int, int], n: int) -> float:
    """Return the middle number, or the mean of the two in the middle."""
    ranks = (n + 1) // 2, n // 2 + 1
    middle, passed = [], 0
    for value in sorted(numbers):
        middle += [value for rank in ranks if passed < rank <= passed + numbers[value]]
        passed += numbers[value]
    return round(sum(middle) / 2, 1)
