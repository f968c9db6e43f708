"""What closed blocks cost and what they leave open, measured: docs/decisions/0010 quotes these figures."""

from random import Random
from statistics import mean

import pytest

from domain.blocks import FrozenCell, Member, draw_wave, freeze, split
from domain.releases import PEOPLE, Release, make_release
from domain.survey import ACCESS, LANGUAGE, Choice, Kind, Question
from domain.tallies import Series
from tests.domain.histories import FIRST_DAY

AREAS = {"quarter": 40, "centre": 25, "east": 20, "west": 15}
AGES = {"16-26": 14, "27-39": 20, "40-64": 40, "65-79": 18, "80": 8}
LANGUAGES = {"de": 66, "tr": 10, "de_simple": 8, "en": 8, "ar": 8}
DIMENSIONS = ("area", "age", LANGUAGE)
SAMPLE_DIMENSIONS = (ACCESS, *DIMENSIONS)
TIMES = 40


def _question(name: str, codes: str) -> Series:
    return Series(name, Question(name, Kind.SELECT_ONE, {}, choices=tuple(Choice(c, {}) for c in codes)))


EVEN, NINE_OF_TEN, THREE = _question("even", "yn"), _question("nine", "yn"), _question("three", "abc")


def people(n: int, chance: Random, invited: float | None = None) -> list[Member]:
    """Return n people as they may take part in a town, with three questions answered by lot.

    Args:
        n: How many.
        chance: Where everything comes from that is left to chance.
        invited: Which share of them came by a letter, where the survey tells that.
    """

    def one(values: dict[str, int]) -> str:
        return chance.choices(list(values), list(values.values()))[0]

    def came() -> tuple[str, ...]:
        return () if invited is None else ("invited" if chance.random() < invited else "open",)

    return [
        Member(
            chance.randbytes(32),
            (*came(), one(AREAS), one(AGES), one(LANGUAGES)),
            {
                "even": chance.choice("yn"),
                "nine": "y" if chance.random() < 0.9 else "n",
                "three": chance.choice("abc"),
            },
        )
        for _ in range(n)
    ]


def releases_of(waves: int, n: int, chance: Random, invited: float | None = None) -> list[Release]:
    """Return the releases of a survey in which n people come in equal parts; the last one is final."""
    waiting: dict[bytes, Member] = {}
    frozen: list[FrozenCell] = []
    last: list[FrozenCell] = []
    made = []
    dimensions = DIMENSIONS if invited is None else SAMPLE_DIMENSIONS
    for number in range(1, waves + 1):
        waiting |= {member.key: member for member in people(n // waves, chance, invited)}
        is_final = number == waves
        keys = draw_wave(list(waiting), chance, final=is_final)
        taken = [waiting.pop(key) for key in keys]
        kept = [one for one in last if one.kept_back]
        last = freeze(taken, dimensions, (EVEN, NINE_OF_TEN, THREE), kept_back=kept, is_final=is_final)
        frozen += last
        made.append(make_release("town", number, FIRST_DAY, dimensions, frozen, is_final=is_final))
    return made


def attributable(release: Release, series: str, place: int) -> float:
    """Return the share of people whose blocks have a label of a dimension."""
    cells = release.cells[series]
    return sum(cell.n for labels, cell in cells.items() if labels[place]) / release.n


@pytest.mark.parametrize(
    ("waves", "expected"), [(1, (1.00, 0.79, 0.20)), (4, (0.91, 0.18, 0.04))], ids=["one wave", "four waves"]
)
def test_of_300_answers_so_many_can_be_attributed(waves: int, expected: tuple[float, ...]) -> None:
    chance = Random(1)
    finals = [releases_of(waves, 300, chance)[-1] for _ in range(TIMES)]
    found = [mean(attributable(one, PEOPLE, place) for one in finals) for place in range(3)]
    assert found == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("invited", "waves", "expected"),
    [
        (0.7, 1, (1.00, 0.99, 0.55, 0.09)),
        (0.7, 4, (1.00, 0.57, 0.07, 0.02)),
        (0.9, 1, (1.00, 0.94, 0.68, 0.16)),
        (0.9, 4, (0.90, 0.71, 0.13, 0.03)),
    ],
)
def test_of_300_answers_to_a_survey_with_a_sample_so_many_can_be_attributed(
    invited: float, waves: int, expected: tuple[float, ...]
) -> None:
    """How somebody came can be told of nearly all, and costs the dimensions that follow."""
    chance = Random(1)
    finals = [releases_of(waves, 300, chance, invited)[-1] for _ in range(TIMES)]
    found = [mean(attributable(one, PEOPLE, place) for one in finals) for place in range(4)]
    assert found == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("series", "expected"),
    [("even", (1.00, 0.77, 0.19)), ("nine", (0.94, 0.28, 0.02))],
    ids=["half say yes", "nine in ten"],
)
def test_pooling_costs_little_where_answers_differ_and_much_where_nearly_all_agree(
    series: str, expected: tuple[float, ...]
) -> None:
    chance = Random(2)
    finals = [releases_of(1, 300, chance)[-1] for _ in range(TIMES)]
    found = [mean(attributable(one, series, place) for one in finals) for place in range(3)]
    assert found == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("n", "series", "expected"),
    [(20, "even", 0.15), (20, "nine", 0.93), (50, "nine", 0.22), (100, "nine", 0.0)],
)
def test_a_question_of_a_first_wave_waits_so_often(n: int, series: str, expected: float) -> None:
    """A wave's table waits where fewer than three of all deviate: often in the smallest waves only."""
    chance = Random(3)
    firsts = [releases_of(2, 2 * n, chance)[0] for _ in range(400)]
    assert mean(not one.cells[series] for one in firsts) == pytest.approx(expected, abs=0.06)


def test_a_guess_from_ones_own_block_is_right_more_often_than_chance() -> None:
    """Whoever knows a block guesses its most frequent answer."""
    chance, right, everybody = Random(4), 0, 0
    for _ in range(TIMES):
        for block in split(people(300, chance), DIMENSIONS).values():
            said = [member.answers["three"] for member in block]
            right += max(said.count(code) for code in "abc")
            everybody += len(block)
    assert right / everybody == pytest.approx(0.45, abs=0.03)
