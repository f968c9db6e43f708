"""Stacked bars: every share can be read, from where the reader begins, and never by colour alone."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.chart import MOST_ROWS, MOST_SEGMENTS, Bar, Chart, Key, Row, Segment, StackedChart
from bot.pictures.drawing import draw_png
from bot.pictures.style import INNER, MARGIN, MUTED, PAPER, WIDTH, contrast, letters_on, shades

KEYS = tuple(Key(str(value)) for value in range(1, 6))


def row(*shares: float, label: str = "Innenstadt") -> Row:
    return Row(label, "n = 120", tuple(Segment(share, f"{share:.0%}") for share in shares))


def stacked(*rows: Row, language: str = "de", keys: tuple[Key, ...] = KEYS) -> StackedChart:
    return StackedChart(language, "Wie zufrieden?", keys, rows, "n = 120", part="Nur: Norden")


def pixels(drawn: bytes) -> np.ndarray:
    with Image.open(BytesIO(drawn)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("count", range(1, MOST_SEGMENTS + 1))
def test_letters_stand_out_from_every_shade_and_shades_follow_from_light_to_dark(count: int) -> None:
    colours = shades(count)
    assert all(contrast(letters_on(colour), colour) >= 4.5 for colour in colours)
    assert sorted(colours, key=lambda colour: contrast(colour, PAPER)) == colours
    assert len(set(colours)) == count


def test_footnotes_stand_out_from_the_paper() -> None:
    assert contrast(MUTED, PAPER) >= 4.5


@pytest.mark.parametrize("language", ["de", "ar"])
def test_segments_are_as_long_as_their_shares_and_start_where_the_reader_begins(language: str) -> None:
    shares = (0.1, 0.2, 0.3, 0.25, 0.15)
    drawn = pixels(draw_png(stacked(row(*shares), language=language)))
    first = MARGIN if language == "de" else WIDTH - 1 - MARGIN
    for colour, share in zip(shades(5), shares, strict=True):
        rgb = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        found = (drawn == rgb).all(axis=2)
        line = found[np.argmax(found.sum(axis=1))]
        (columns,) = np.nonzero(line)
        assert abs(columns.max() - columns.min() + 1 - (INNER - 16) * share) <= 3
        begin, end = sorted((columns.min(), columns.max()), reverse=language == "ar")
        assert abs(begin - first) <= 6
        first = end


def test_a_share_too_narrow_for_its_letters_stands_below_the_bar() -> None:
    wide, narrow = draw_png(stacked(row(0.5, 0.5, 0, 0, 0))), draw_png(stacked(row(0.985, 0.015, 0, 0, 0)))
    assert pixels(narrow).shape[0] > pixels(wide).shape[0]


def test_nobody_draws_no_segment() -> None:
    drawn = pixels(draw_png(stacked(row(0, 1, 0, 0, 0))))
    lightest = [int(shades(5)[0][place : place + 2], 16) for place in (1, 3, 5)]
    assert not (drawn == lightest).all(axis=2).any()


def test_labels_of_keys_stand_in_a_legend() -> None:
    explained = tuple(Key(key.sign, f"Antwort {key.sign} mit langem Namen") for key in KEYS)
    bars = row(0.2, 0.2, 0.2, 0.2, 0.2)
    with_legend = draw_png(stacked(bars, keys=explained))
    assert pixels(with_legend).shape[0] > pixels(draw_png(stacked(bars))).shape[0] + 100


def test_more_than_a_phone_shows_is_a_mistake_of_the_caller() -> None:
    full = row(0.2, 0.2, 0.2, 0.2, 0.2)
    with pytest.raises(ValueError, match="at most"):
        draw_png(stacked(*[full] * (MOST_ROWS + 1)))
    keys = tuple(Key(str(value)) for value in range(MOST_SEGMENTS + 1))
    with pytest.raises(ValueError, match="at most"):
        draw_png(stacked(row(*[1 / 12] * 12), keys=keys))


def test_groups_of_bars_stand_under_their_headings() -> None:
    bars = tuple(Bar(area, 5, 0.5, "50 %") for area in ("Norden", "Süden"))
    plain = draw_png(Chart("de", "Frage?", bars, "n = 10"))
    first = Bar("Norden", 5, 0.5, "50 %", heading="Grün und Parks")
    grouped = draw_png(Chart("de", "Frage?", (first, bars[1]), "n = 10"))
    assert pixels(grouped).shape[0] != pixels(plain).shape[0]
    assert grouped == draw_png(Chart("de", "Frage?", (first, bars[1]), "n = 10"))


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from(["de", "ar", "tr"]),
    st.lists(st.integers(0, 50), min_size=1, max_size=MOST_SEGMENTS).filter(any),
    st.text(max_size=60),
)
def test_any_shares_under_any_label_can_be_drawn(language: str, counts: list[int], label: str) -> None:
    segments = tuple(Segment(count / sum(counts), f"{count} %") for count in counts)
    keys = tuple(Key(str(place), label) for place in range(len(counts)))
    chart = StackedChart(language, label, keys, (Row(label, "n = 9", segments),), label)
    assert pixels(draw_png(chart)).shape[1] == WIDTH
