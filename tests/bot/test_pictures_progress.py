"""A picture of progress: as long as what is done, from where the reader begins, with words beside it."""

import numpy as np
import pytest

from bot.pictures.chart import MOST_STEPS, ProgressChart, Step
from bot.pictures.drawing import draw_png
from bot.pictures.style import BAR, INNER, MARGIN, WIDTH
from tests.bot.test_pictures_stacked import pixels

BLUE = [int(BAR[place : place + 2], 16) for place in (1, 3, 5)]
DOT_COLUMNS = 30


def progress(share: float, *steps: Step, language: str = "de") -> ProgressChart:
    return ProgressChart(
        language, "Zwölf neue Bänke", share, f"{share:.0%}", steps, "Stand: 3. Oktober 2026", "In Arbeit"
    )


def blue(drawn: bytes) -> np.ndarray:
    found: np.ndarray = (pixels(drawn) == BLUE).all(axis=2)
    return found


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 1.0])
def test_the_bar_is_as_long_as_what_is_done_and_begins_where_the_reader_does(
    language: str, share: float
) -> None:
    found = blue(draw_png(progress(share, language=language)))
    line = found[np.argmax(found.sum(axis=1))]
    (columns,) = np.nonzero(line)
    assert abs(columns.max() - columns.min() + 1 - INNER * share) <= 3
    first = columns.min() if language == "de" else WIDTH - 1 - columns.max()
    assert abs(first - MARGIN) <= 2


def test_nothing_done_has_no_bar() -> None:
    assert not blue(draw_png(progress(0.0))).any()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_is_planned_is_an_open_dot_and_what_has_been_a_filled_one(language: str) -> None:
    def dot(step: Step) -> np.ndarray:
        found = blue(draw_png(progress(0.0, step, language=language)))
        rows, columns = np.nonzero(found)
        assert columns.max() - columns.min() <= DOT_COLUMNS
        return found[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]

    past = dot(Step("1. September 2026", "Beginn", is_past=True))
    planned = dot(Step("1. September 2026", "Beginn", is_past=False))
    middle = past.shape[0] // 2
    assert past[middle, past.shape[1] // 2]
    assert not planned[middle, planned.shape[1] // 2]


def test_a_picture_has_only_so_many_steps_as_a_phone_shows() -> None:
    step = Step("1. September 2026", "Ein langer Text " * 40, is_past=True)
    draw_png(progress(0.5, *[step] * MOST_STEPS))
    with pytest.raises(ValueError, match=f"at most {MOST_STEPS} steps"):
        draw_png(progress(0.5, *[step] * (MOST_STEPS + 1)))


def test_the_same_picture_gives_the_same_bytes() -> None:
    step = Step("1. September 2026", "Beginn", is_past=True)
    assert draw_png(progress(0.5, step)) == draw_png(progress(0.5, step))
