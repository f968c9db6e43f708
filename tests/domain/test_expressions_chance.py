"""Orders by a seed against those of JavaRosa's own tests, and chance that can be repeated."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import Context, Value, compile_expression
from domain.expressions.chance import shuffled
from tests.domain.form_nodes import FormNodes


@pytest.mark.parametrize(
    ("things", "seed", "expected"),
    [
        (list(range(10)), 33, [3, 5, 4, 8, 2, 0, 1, 6, 9, 7]),
        (list(range(10)), 42, [0, 5, 9, 1, 8, 4, 6, 3, 7, 2]),
        (list("ABCDEF"), 42, list("AFCBDE")),
        (list("ABCDEF"), -42, list("EDAFBC")),
        (list("ABCDEF"), 1, list("BFEACD")),
        (list("ABCDEF"), 11_111_111, list("ACDBFE")),
    ],
)
def test_a_seed_gives_the_order_that_javarosa_gives(
    things: list[object], seed: int, expected: list[object]
) -> None:
    assert shuffled(things, seed) == expected


@given(st.lists(st.integers()), st.integers(-(2**63), 2**63))
def test_nothing_is_lost_or_doubled_by_shuffling(things: list[int], seed: int) -> None:
    assert sorted(shuffled(things, seed)) == sorted(things)


LETTERS = FormNodes(
    {"row": {"letter": None, "toss": None}, "seed": None},
    {"row": [{"letter": letter} for letter in "ABCDEF"], "seed": 42.0},
)


def shown(source: str, **context: object) -> Value:
    return compile_expression(source).run(Context(LETTERS, **context))  # type: ignore[arg-type] # by test


def test_entries_are_shuffled_by_a_seed_or_by_the_dialogue() -> None:
    assert shown("join('', randomize(${letter}, 42))") == "AFCBDE"
    assert shown("join('', randomize(${letter}, ${seed}))") == "AFCBDE"
    assert shown("join('', randomize(${letter}, 'text'))") == shown("join('', randomize(${letter}, 'text'))")
    orders = {shown("join('', randomize(${letter}))", seed=seed) for seed in range(20)}
    assert len(orders) > 10


@pytest.mark.parametrize("source", ["random()", "uuid()", "uuid(12)", "join('', randomize(${row}/letter))"])
def test_chance_is_the_same_for_the_same_dialogue_node_and_place(source: str) -> None:
    def drawn(seed: int = 1, own: str = "toss", place: int = 1) -> Value:
        return shown(source, seed=seed, own=own, at=(place,))

    assert drawn() == drawn()
    assert len({drawn(), drawn(seed=2), drawn(own="letter"), drawn(place=2)}) >= 3


def test_two_tosses_in_one_expression_differ_and_are_spread_evenly() -> None:
    assert shown("random() = random()") is False
    tosses = [shown("random()", seed=seed) for seed in range(1_000)]
    assert all(isinstance(toss, float) and 0 <= toss < 1 for toss in tosses)
    assert sum(1 for toss in tosses if isinstance(toss, float) and toss < 0.5) == pytest.approx(500, abs=60)


def test_a_uuid_is_one_and_can_be_a_text_of_any_length() -> None:
    identifier = shown("uuid()")
    assert isinstance(identifier, str)
    assert UUID(identifier).version == 4
    assert [len(str(shown(f"uuid({size})"))) for size in (0, -3, 7, 5_000)] == [0, 0, 7, 200]
