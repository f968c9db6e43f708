"""How waves are cut into blocks, and which of a question's cells are shown for themselves."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.blocks import FrozenCell, Labels, Member, draw_wave, freeze, pool, split, stands_alone
from domain.expressions import compile_expression
from domain.releases import make_release
from domain.survey import ACCESS, LANGUAGE, Choice, Kind, Question
from domain.tallies import Cell, Series
from tests.domain.histories import DIMENSIONS, FIRST_DAY, SAMPLE_DIMENSIONS

YES_NO = (Choice("yes", {}), Choice("no", {}))
LIKES = Question("likes", Kind.SELECT_ONE, {}, choices=YES_NO)
CARE = Question("care", Kind.SELECT_ONE, {}, choices=YES_NO, relevant=compile_expression("${age} = 'old'"))
AGE = Question("age", Kind.SELECT_ONE, {}, choices=(Choice("old", {}), Choice("young", {})))


def series(question: Question) -> Series:
    return Series(question.name, question, (question,))


def people(n: int, labels: Labels = (), **answers: str) -> list[Member]:
    return [Member(Random(f"{labels}{answers}{i}").randbytes(8), labels, answers) for i in range(n)]


def cell(yes: int, no: int, silent: int = 0) -> Cell:
    return Cell(yes + no + silent, yes + no, {value: n for value, n in (("yes", yes), ("no", no)) if n})


@pytest.mark.parametrize(("waiting", "taken"), [(19, 0), (20, 10), (21, 11), (300, 290)])
def test_ten_stay_back_until_the_end(waiting: int, taken: int) -> None:
    keys = [bytes([i // 256, i % 256]) for i in range(waiting)]
    assert len(draw_wave(keys, Random(1))) == taken
    assert draw_wave(keys, Random(1)) == draw_wave(keys[::-1], Random(1))
    assert draw_wave(keys, Random(1), final=True) == keys


def test_at_the_end_fewer_than_ten_are_not_counted() -> None:
    assert draw_wave([bytes([i]) for i in range(9)], Random(1), final=True) == []


def test_everybody_stays_back_equally_often() -> None:
    keys = [bytes([i]) for i in range(20)]
    taken = Counter(key for seed in range(2_000) for key in draw_wave(keys, Random(seed)))
    assert all(abs(taken[key] - 1_000) < 5 * 22.4 for key in keys)  # five standard deviations


LABELS = st.tuples(*(st.none() | st.sampled_from(values) for values in ("ns", "abc", "de")))


@given(st.lists(LABELS, min_size=10, max_size=80))
def test_blocks_hold_everybody_once_have_ten_people_and_labels_that_are_true(found: list[Labels]) -> None:
    members = [Member(bytes([place]), labels, {}) for place, labels in enumerate(found)]
    blocks = split(members, DIMENSIONS)
    assert sorted(one.key for block in blocks.values() for one in block) == [one.key for one in members]
    for labels, block in blocks.items():
        assert len(block) >= 10
        for one in block:
            assert all(label in (None, own) for label, own in zip(labels, one.labels, strict=True))


def test_values_of_fewer_than_ten_people_are_mixed() -> None:
    members = people(12, ("de",)) + people(6, ("tr",)) + people(5, ("ar",)) + people(4, (None,))
    assert {labels: len(block) for labels, block in split(members, (LANGUAGE,)).items()} == {
        ("de",): 12,
        (None,): 15,
    }


def test_a_mixed_rest_that_is_too_small_takes_in_the_smallest_value() -> None:
    members = people(30, ("de",)) + people(12, ("tr",)) + people(1, ("ar",))
    assert {labels: len(block) for labels, block in split(members, (LANGUAGE,)).items()} == {
        ("de",): 30,
        (None,): 13,
    }


def blocks_by_access(invited: int, others: int, unknown: int = 0) -> dict[Labels, int]:
    members = people(invited, ("invited",)) + people(others, ("open",)) + people(unknown, (None,))
    return {labels: len(block) for labels, block in split(members, (ACCESS,)).items()}


@pytest.mark.parametrize(
    ("invited", "others", "unknown", "blocks"),
    [
        (30, 25, 0, {("invited",): 30, ("open",): 25}),
        (30, 3, 0, {("invited",): 23, (None,): 10}),  # seven who were invited stand with the three
        (3, 30, 0, {("open",): 23, (None,): 10}),
        (30, 25, 4, {("invited",): 24, ("open",): 25, (None,): 10}),
        (17, 3, 0, {("invited",): 10, (None,): 10}),
        (16, 3, 0, {(None,): 19}),  # too few would be left of those who lend
        (12, 11, 3, {("invited",): 12, (None,): 14}),
        (9, 9, 0, {(None,): 18}),
    ],
)
def test_a_rest_that_came_in_another_way_is_lent_people_where_enough_are_left(
    invited: int, others: int, unknown: int, blocks: dict[Labels, int]
) -> None:
    assert blocks_by_access(invited, others, unknown) == blocks


def test_whoever_is_lent_is_chosen_by_chance_and_by_nothing_they_said() -> None:
    lent: Counter[str] = Counter()
    for seed in range(300):
        chance = Random(seed)
        members = [Member(chance.randbytes(8), ("open",), {}) for _ in range(3)]
        members += [Member(chance.randbytes(8), ("invited",), {"likes": "ny"[n % 2]}) for n in range(30)]
        (mixed,) = (block for labels, block in split(members, (ACCESS,)).items() if labels == (None,))
        lent.update(str(one.answers["likes"]) for one in mixed if one.answers)
    assert lent.total() == 300 * 7
    assert abs(lent["y"] - lent["n"]) < 5 * 46  # five standard deviations


SAMPLE_LABELS = st.tuples(
    st.none() | st.sampled_from(["invited", "open"]),
    *(st.none() | st.sampled_from(values) for values in ("ns", "abc", "de")),
)


@given(st.lists(SAMPLE_LABELS, min_size=10, max_size=80))
def test_blocks_of_a_survey_with_a_sample_have_ten_people_and_labels_that_are_true(
    found: list[Labels],
) -> None:
    members = [Member(bytes([place]), labels, {}) for place, labels in enumerate(found)]
    blocks = split(members, SAMPLE_DIMENSIONS)
    assert sorted(one.key for block in blocks.values() for one in block) == [one.key for one in members]
    for labels, block in blocks.items():
        assert len(block) >= 10
        for one in block:
            assert all(label in (None, own) for label, own in zip(labels, one.labels, strict=True))


@pytest.mark.parametrize(
    ("one", "alone"),
    [
        (cell(7, 3), True),
        (cell(8, 2), False),  # all but two said yes
        (cell(5, 4, silent=30), False),  # nine answers
        (cell(10, 0, silent=10), False),  # all who answered said yes
        (cell(0, 0, silent=30), False),
        (cell(50, 3), True),
        (Cell(10, 10, {"3": 4, "4": 3, "9": 3}), True),
        (Cell(12, 12, {"a": 11, "b": 9}), False),  # several choices: all but one chose a
        (Cell(30, 12, {"": 12}), True),  # texts: 12 wrote one, 18 did not
        (Cell(12, 12, {"": 12}), False),  # everybody wrote one
    ],
)
def test_a_cell_stands_alone_with_ten_answers_of_which_three_deviate(one: Cell, alone: bool) -> None:
    assert stands_alone(one) == alone


def test_a_cell_that_tells_on_all_is_joined_with_the_one_beside_it() -> None:
    pooled = pool([(("n", "old"), cell(12, 0)), (("n", "young"), cell(6, 6)), (("s", "old"), cell(5, 6))])
    assert pooled == {("n", None): cell(18, 6), ("s", "old"): cell(5, 6)}


def test_two_cells_that_cannot_stand_alone_are_joined_before_a_third_is_touched() -> None:
    cells = [(("a",), cell(3, 3, 9)), (("b",), cell(4, 4, 9)), (("c",), cell(5, 5))]
    assert pool(cells) == {(None,): cell(7, 7, 18), ("c",): cell(5, 5)}


def test_joined_cells_whose_labels_read_alike_are_one() -> None:
    pooled = pool([(("n", "old"), cell(12, 0)), (("n", "young"), cell(6, 6)), (("n", None), cell(7, 7))])
    assert pooled == {("n", None): cell(25, 13)}


CELLS = st.dictionaries(
    st.tuples(st.sampled_from([None, "n", "s"]), st.sampled_from([None, "old", "young"])),
    st.builds(cell, st.integers(0, 15), st.integers(0, 15), st.integers(10, 20)),
    min_size=1,
)


@given(CELLS)
def test_pooling_loses_nobody_and_leaves_at_most_one_cell_that_cannot_stand_alone(
    cells: dict[Labels, Cell],
) -> None:
    pooled = pool(cells.items())
    assert sum(pooled.values(), Cell(0)) == sum(cells.values(), Cell(0))
    assert len(pooled) == 1 or all(map(stands_alone, pooled.values()))


def test_a_whole_wave_that_tells_on_all_waits_for_the_next_one_and_the_end_waits_for_nothing() -> None:
    unanimous, mixed = people(12, likes="yes"), people(11, likes="no")
    first = freeze(unanimous, (), [series(LIKES)])
    assert first == [FrozenCell("", (), Cell(12)), FrozenCell("likes", (), cell(12, 0), kept_back=True)]
    second = freeze(mixed, (), [series(LIKES)], kept_back=first[1:])
    assert second[1] == FrozenCell("likes", (), cell(12, 11))
    release = make_release("town", 2, FIRST_DAY, (), first + second, is_final=False)
    assert (release.n, release.cell("likes")) == (23, cell(12, 11))
    assert freeze(unanimous, (), [series(LIKES)], is_final=True)[1] == FrozenCell("likes", (), cell(12, 0))


def test_a_question_that_waits_keeps_its_place_without_a_number() -> None:
    release = make_release(
        "town", 1, FIRST_DAY, (), freeze(people(12, likes="yes"), (), [series(LIKES)]), is_final=False
    )
    assert (release.n, release.cell("likes")) == (12, Cell(0))


def test_what_a_label_says_already_needs_no_pooling() -> None:
    old, young = people(10, ("old",), age="old"), people(11, ("young",), age="young")
    frozen = freeze(old + young, ("age",), [series(AGE), series(CARE)], is_final=True)
    assert FrozenCell("age", ("old",), Cell(10, 10, {"old": 10})) in frozen
    assert FrozenCell("care", ("young",), Cell(11)) in frozen  # nobody young is asked


def test_a_mixed_block_is_not_taken_for_one_that_is_not_asked() -> None:
    members = people(12, ("young",), likes="yes") + people(3, ("old",), care="yes") + people(8, (None,))
    frozen = freeze(members, ("age",), [series(CARE)])
    assert [(one.labels, one.kept_back) for one in frozen if one.question] == [
        ((None,), True),
        (("young",), False),
    ]


def test_what_older_versions_asked_everybody_is_never_taken_for_not_asked() -> None:
    asked_all = Question("care", Kind.SELECT_ONE, {}, choices=YES_NO)
    assert series(CARE).is_settled_by({"age": "young"})
    assert not Series("care", CARE, (asked_all, CARE)).is_settled_by({"age": "young"})
    assert not series(CARE).is_settled_by({"age": "old"})
    assert not series(CARE).is_settled_by({})


def test_the_language_of_taking_part_is_no_answer() -> None:
    asked = Question(LANGUAGE, Kind.SELECT_ONE, {}, choices=YES_NO)
    (_, frozen) = freeze(people(12, ("de",), language="yes"), (LANGUAGE,), [series(asked)])
    assert frozen.kept_back
