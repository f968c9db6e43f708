"""Where people are invited by letter, weighted shares rest on them alone, or there are none."""

from datetime import date
from random import Random

import pytest

from domain.blocks import FrozenCell, K, Labels, Member, freeze
from domain.population import Margins
from domain.publishing import publish
from domain.releases import Release, make_release
from domain.results import Filter, PublishedTable, SampleBasis
from domain.survey import ACCESS, Choice, Kind, Question, Survey
from domain.tallies import Cell, by_series, series_of
from domain.weighting import MOST_OF_SAMPLE, of_sample

AGE = Question("age", Kind.SELECT_ONE, {}, choices=(Choice("young", {}), Choice("old", {})))
BENCH = Question("bench", Kind.SELECT_ONE, {}, choices=(Choice("yes", {}), Choice("no", {})))
SURVEY = Survey("s", "1", {}, ("de",), (AGE, BENCH), (ACCESS, "age"))
AGES, BENCHES = (series.key for series in series_of([SURVEY]))
POPULATION = {"age": {"young": 500, "old": 500}}

Said = tuple[Labels, int, int]
"""Who, how many of them said yes, and how many no."""

INVITED: list[Said] = [(("invited", "young"), 15, 5), (("invited", "old"), 20, 60)]
OTHERS: list[Said] = [(("open", "young"), 12, 0), (("open", "old"), 28, 10)]


def released(*said: Said, population: Margins = POPULATION) -> Release:
    """Return a release in which every question has one cell for each group."""
    cells = [FrozenCell("", labels, Cell(yes + no)) for labels, yes, no in said]
    cells += [
        FrozenCell(AGES, labels, Cell(yes + no, yes + no, {labels[1] or "old": yes + no}))
        for labels, yes, no in said
    ]
    cells += [
        FrozenCell(BENCHES, labels, Cell(yes + no, yes + no, {"yes": yes, "no": no}))
        for labels, yes, no in said
    ]
    day = date(2026, 11, 22)
    return make_release("s", 1, day, SURVEY.dimensions, cells, is_final=True, population=population)


def bench(release: Release, chosen: Filter | None = None) -> PublishedTable:
    table = publish("s", [SURVEY], release, chosen).entries[1]
    assert isinstance(table, PublishedTable)
    return table


def test_weighted_shares_rest_on_the_invited_and_counts_on_everybody() -> None:
    table = bench(released(*INVITED, *OTHERS))
    assert [row.count for row in table.rows] == [75, 75]
    shares = [row.weighted.share for row in table.rows if row.weighted]
    assert shares == pytest.approx([0.5, 0.5])  # half of 75 % and half of 25 %
    assert table.sample == SampleBasis(100, others=50)


def test_whatever_others_say_changes_no_weighted_share_and_no_interval() -> None:
    alone = bench(released(*INVITED))
    many: list[Said] = [(("open", "young"), 400, 0), (("open", "old"), 100, 3)]
    crowded = bench(released(*INVITED, *many))
    assert [row.weighted for row in crowded.rows] == [row.weighted for row in alone.rows]


def test_those_whose_blocks_mix_both_are_told_and_not_weighed() -> None:
    table = bench(released(*INVITED, *OTHERS, ((None, None), 9, 8)))
    assert table.sample == SampleBasis(100, others=50, mixed=17)
    assert table.n == 167


def test_of_fewer_than_ten_others_who_answered_a_question_no_number_is_told() -> None:
    cells = released(*INVITED, *OTHERS).cells
    few = {**cells[BENCHES], ("open", "young"): Cell(12), ("open", "old"): Cell(38, 4, {"yes": 4})}
    release = make_release(
        "s",
        1,
        date(2026, 11, 22),
        SURVEY.dimensions,
        [
            FrozenCell(key, labels, cell)
            for key, by_labels in {**cells, BENCHES: few}.items()
            for labels, cell in by_labels.items()
        ],
        is_final=True,
        population=POPULATION,
    )
    assert bench(release).sample == SampleBasis(100, others=0, mixed=4)


@pytest.mark.parametrize(
    "said",
    [
        OTHERS,  # nobody was invited
        [*OTHERS, ((None, None), 40, 40)],  # or nobody knows who
        [*OTHERS, (("invited", "old"), 5, 4)],  # or only nine
    ],
)
def test_without_enough_invited_people_no_share_is_weighted_and_the_table_says_so(said: list[Said]) -> None:
    table = bench(released(*said))
    assert all(row.weighted is None for row in table.rows)
    assert table.sample == SampleBasis(None)


def test_nothing_is_said_of_weights_without_a_population_or_of_a_part_of_the_people() -> None:
    assert bench(released(*INVITED, *OTHERS, population={})).sample is None
    invited = bench(released(*INVITED, *OTHERS), Filter(ACCESS, "invited"))
    assert (invited.n, invited.sample) == (100, None)


def test_a_survey_without_a_sample_weighs_everybody_as_before() -> None:
    plain = Survey("s", "1", {}, ("de",), (AGE, BENCH), ("age",))
    cells = [
        FrozenCell("", ("young",), Cell(20)),
        FrozenCell("", ("old",), Cell(80)),
        FrozenCell(BENCHES, ("young",), Cell(20, 20, {"yes": 15, "no": 5})),
        FrozenCell(BENCHES, ("old",), Cell(80, 80, {"yes": 20, "no": 60})),
    ]
    day = date(2026, 11, 22)
    release = make_release("s", 1, day, ("age",), cells, is_final=True, population=POPULATION)
    (table,) = publish("s", [plain], release).tables
    assert [row.weighted.share for row in table.rows if row.weighted] == pytest.approx([0.5, 0.5])
    assert table.sample is None


# --- what was pooled because nearly all agree ------------------------------------------------------


def wave(invited_yes: int, invited_no: int) -> list[Member]:
    """Return a wave with fifteen others, half of whom say yes."""
    said = [("invited", "yes")] * invited_yes + [("invited", "no")] * invited_no
    said += [("open", "yes" if number % 2 else "no") for number in range(15)]
    return [
        Member(Random(f"{invited_yes} {place}").randbytes(8), (access,), by_series(SURVEY, {"bench": bench}))
        for place, (access, bench) in enumerate(said)
    ]


def of_waves(*waves: list[Member]) -> dict[Labels, Cell]:
    """Return the cells of the invited that a question is weighed by after some waves."""
    frozen = [cell for one in waves for cell in freeze(one, (ACCESS,), series_of([SURVEY]))]
    release = make_release("s", len(waves), date(2026, 11, 22), (ACCESS,), frozen, is_final=False)
    people = {labels: cell.n for labels, cell in release.cells[""].items()}
    return of_sample(release.cells[BENCHES], people, 0)


def test_where_the_invited_of_too_many_waves_agreed_and_were_pooled_the_rest_is_not_weighed() -> None:
    differing, agreeing = wave(10, 8), wave(18, 0)
    assert sum(cell.n for cell in of_waves(differing, differing).values()) == 36
    assert of_waves(differing, agreeing) == {}  # half of them said yes, as far as one could see


def test_where_few_were_pooled_the_others_stand_for_them() -> None:
    waves = [wave(10, 8)] * 5
    assert sum(cell.n for cell in of_waves(*waves, wave(18, 0)).values()) == 90
    assert MOST_OF_SAMPLE < 90 / 108


def test_invited_people_of_waves_that_are_mixed_from_the_start_do_not_count_as_pooled() -> None:
    few_came = wave(4, 5)
    assert sum(cell.n for cell in of_waves(wave(10, 8), few_came, few_came).values()) == 18


def test_a_question_that_was_asked_later_is_weighed_by_those_who_were_asked() -> None:
    people: dict[Labels, int] = {("invited",): 300, ("open",): 100, (None,): 30}
    cells: dict[Labels, Cell] = {
        ("invited",): Cell(40, 30, {"yes": 20, "no": 10}),
        ("open",): Cell(20, 20, {"yes": 9, "no": 11}),
    }
    assert of_sample(cells, people, 0) == {("invited",): cells["invited",]}


def test_at_least_ten_of_the_invited_must_have_answered() -> None:
    people: dict[Labels, int] = {("invited",): 300}
    assert of_sample({("invited",): Cell(300, K - 1, {"yes": 5, "no": 4})}, people, 0) == {}
    assert of_sample({("invited",): Cell(300, K, {"yes": 5, "no": 5})}, people, 0)
