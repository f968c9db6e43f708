"""Nothing that is published rests on fewer than ten people, and no two tables tell more by subtraction."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from domain.blocks import K
from domain.counting import read_ranked
from domain.releases import PEOPLE, Release
from domain.results import PublishedResults, PublishedTable
from domain.survey import Kind, Question
from domain.tallies import A_TEXT, Cell, tally
from tests.domain.histories import (
    SERIES,
    Bureau,
    Event,
    History,
    Make,
    Person,
    filters_of,
    in_many,
    make_history,
    make_sample_history,
    published,
    replay,
)

WITH_AND_WITHOUT_A_SAMPLE = in_many((make_history, 500, 100), (make_sample_history, 150, 50))


@lru_cache(maxsize=150)
def played(make: Make, number: int) -> Bureau:
    """Return what a history leaves. Many claims are about the same one, and none changes it."""
    bureau, _ = replay(make(number))
    return bureau


def tables(results: PublishedResults) -> dict[str, PublishedTable]:
    """Return the tables by question and rows: a question asked on two scales has two."""
    named = zip((s.key for s in SERIES), results.entries, strict=True)
    return {key: entry for key, entry in named if isinstance(entry, PublishedTable)}


def pairs(bureau: Bureau) -> list[tuple[PublishedTable, PublishedTable, bool]]:
    """Return every two tables of a question of which one includes the other, the smaller one first.

    A filter's table is part of everybody's, and what a release says is part of what later ones say. The last
    value says whether the larger table is of the final release.
    """
    shown = [{chosen: tables(one) for chosen, one in published(r).items()} for r in bureau.releases]
    found = []
    for later, release in enumerate(bureau.releases):
        for earlier in range(later + 1):
            for chosen, smaller in shown[earlier].items():
                for including in {None, chosen}:
                    if (earlier, chosen) == (later, including):
                        continue
                    larger = shown[later].get(including, {})
                    found += [(smaller[k], larger[k], release.is_final) for k in smaller if k in larger]
    return found


@WITH_AND_WITHOUT_A_SAMPLE
def test_every_table_and_every_difference_of_two_rests_on_ten_people_or_on_none(
    make: Make, numbers: range
) -> None:
    compared = answers_below_ten = 0
    for number in numbers:
        bureau = played(make, number)
        for smaller, larger, is_final in pairs(bureau):
            compared += 1
            people = larger.n + larger.skipped - smaller.n - smaller.skipped
            answers = larger.n - smaller.n
            assert smaller.n >= K
            assert people == 0 or people >= K, (number, smaller.question)
            # Totals have to be exact in the end, however few have answered since the last wave.
            assert answers == 0 or answers >= K or is_final, (number, smaller.question)
            answers_below_ten += 0 < answers < K
    assert compared > 80 * len(numbers)
    assert answers_below_ten < 0.03 * compared


@WITH_AND_WITHOUT_A_SAMPLE
def test_every_change_of_a_filter_is_a_whole_number_of_blocks(make: Make, numbers: range) -> None:
    for number in numbers:
        bureau = played(make, number)
        for older, newer in pairwise(bureau.releases):
            for chosen in filters_of(newer):
                parts = (chosen.dimension, chosen.value) if chosen else ()
                grown = newer.cell(PEOPLE, *parts).n - older.cell(PEOPLE, *parts).n
                assert grown == 0 or grown >= K


@in_many((make_history, 100, 50), (make_sample_history, 100, 50))
def test_in_every_table_the_town_is_the_sum_of_its_parts(make: Make, numbers: range) -> None:
    for number in numbers:
        bureau = played(make, number)
        for release in bureau.releases:
            everything = published(release)
            town = tables(everything[None])
            for chosen, results in everything.items():
                assert (results.total or 0) + results.not_attributable == release.n
                for key, table in tables(results).items():
                    whole = town[key]
                    assert table.n + table.skipped + table.not_attributable == whole.n + whole.skipped
                    assert table.left_out == whole.left_out == release.n - whole.n - whole.skipped
                    if chosen:
                        values = release.values(key, chosen.dimension)
                        parts = [release.cell(key, chosen.dimension, value).n for value in values]
                        mixed = _people_without(release, key, chosen.dimension)
                        assert sum(parts) + mixed == whole.n + whole.skipped


def _people_without(release: Release, key: str, dimension: str) -> int:
    """Return how many people of a question are in blocks without a label of a dimension."""
    place = release.dimensions.index(dimension)
    return sum(cell.n for labels, cell in release.cells[key].items() if labels[place] is None)


@WITH_AND_WITHOUT_A_SAMPLE
def test_a_filter_shows_a_question_only_where_ten_of_its_blocks_answered(make: Make, numbers: range) -> None:
    """What is withheld cannot be found by subtraction: no published cell has fewer answers."""
    for number in numbers:
        bureau = played(make, number)
        for release in bureau.releases:
            if release.is_final:
                continue
            for by_labels in (release.cells[series.key] for series in SERIES):
                assert all(cell.answered == 0 or cell.answered >= K for cell in by_labels.values())


@WITH_AND_WITHOUT_A_SAMPLE
def test_in_all_histories_the_final_totals_are_exactly_what_people_said(make: Make, numbers: range) -> None:
    ended = 0
    for number in numbers:
        bureau = played(make, number)
        final = bureau.releases[-1] if bureau.releases else None
        if final is None or not final.is_final:
            assert len(bureau.waiting) < K  # so many withdrew that those who stayed back are too few
            continue
        ended += 1
        assert final.n == len(bureau.counted)
        in_tables = tables(published(final)[None])
        for series in SERIES:
            truth = tally(series, (person.member.answers for person in bureau.counted))
            assert final.cell(series.key) == truth
            if table := in_tables.get(series.key):
                assert (table.n, table.skipped) == (truth.answered, truth.n - truth.answered)
                if series.question.choices:
                    counts = Counter({row.code: row.count for row in table.rows})
                    assert +counts == _as_shown(series.question, truth)
                elif A_TEXT not in truth.counts:
                    assert sum(row.count for row in table.rows) == sum(truth.counts.values())
    assert ended > 0.9 * len(numbers)


def _as_shown(question: Question, cell: Cell) -> Counter[str]:
    """Return the counts of a question with choices as its table has them: of a rank the first places."""
    if question.kind is not Kind.RANK:
        return Counter(cell.counts)
    ranked = ((*read_ranked(value), n) for value, n in cell.counts.items())
    return Counter({code: n for place, code, n in ranked if place == 1})


# --- asking before and after the newest answer -----------------------------------------------------------


def before_and_after(history: History) -> tuple[Bureau, Bureau, Person]:
    """Return what the town has before and after its newest answer, in the middle of a history."""
    arrivals = [place for place, (event, _) in enumerate(history.events) if event is Event.ARRIVAL]
    newest = arrivals[K + history.seed % (len(arrivals) - K)]
    before, _ = replay(History(history.seed, history.people, history.events[:newest]))
    after, _ = replay(History(history.seed, history.people, history.events[: newest + 1]))
    return before, after, history.people[history.events[newest][1]]


def learned(before: Counter[str], after: Counter[str]) -> str | None:
    """Return the answer that the difference of two tables names."""
    return next(iter(after - before), None)


def live_table(bureau: Bureau, threshold: int) -> Counter[str]:
    """What a platform without blocks shows: all answers so far, from a number of people on."""
    people = [*bureau.drafts, *bureau.waiting, *bureau.counted]
    said = Counter(str(person.answers["age"]) for person in people)
    return said if len(people) >= threshold else Counter()


@in_many((make_history, 2_000, 250))
def test_asking_before_and_after_the_newest_answer_tells_nothing_in_2_000_of_2_000_runs(
    make: Make, numbers: range
) -> None:
    exact = shown = from_ten_on = 0
    for number in numbers:
        before, after, newest = before_and_after(make(number))
        assert after.hashes == before.hashes  # nothing that is read follows from anything else
        if number % 100 == 0:
            assert [published(one) for one in after.releases] == [published(one) for one in before.releases]
        assert after.participants == before.participants + 1
        age = str(newest.answers["age"])
        exact += learned(live_table(before, 0), live_table(after, 0)) == age
        shown += bool(live_table(before, K))
        from_ten_on += learned(live_table(before, K), live_table(after, K)) == age
    # The attack works: it names the newest answer wherever tables are live.
    assert exact == len(numbers)
    assert 0.95 * len(numbers) < shown <= from_ten_on
