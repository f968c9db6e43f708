"""Pictures of results: every language, every hostile label, the same bytes for the same chart."""

import struct
import warnings
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.chart import MOST_BARS, Bar, Chart
from bot.pictures.drawing import draw_png
from bot.pictures.lettering import ELLIPSIS, LONGEST_TEXT, UNKNOWN_LETTER, Lettering, drawable, features
from bot.pictures.style import BAR, INNER, MARGIN, WIDTH

LETTERS = Lettering(32)
BLUE = tuple(int(BAR[i : i + 2], 16) for i in (1, 3, 5))

QUESTIONS = {
    "de": "Wie zufrieden sind Sie mit dem Erscheinungsbild von Kornwestheim?",
    "de_simple": "Wie zufrieden sind Sie mit dem Aussehen von Kornwestheim?",
    "en": "How satisfied are you with the appearance of Kornwestheim?",
    "tr": "Kornwestheim'ın görünümünden ne kadar memnunsunuz?",
    "it": "Quanto è soddisfatto dell'aspetto della città?",
    "ro": "Cât de mulțumit sunteți de aspectul orașului? Și în piață?",
    "uk": "Наскільки ви задоволені виглядом міста? Їжа, ґанок, є.",
    "hr": "Koliko ste zadovoljni izgledom grada? Čćđšž.",
    "ar": "ما مدى رضاكم عن مظهر مدينة كورنفستهايم؟ إطلاقًا، جدًّا ٪",
}


def chart(language: str = "de", *bars: Bar, title: str = "Frage?", footer: str = "n = 10") -> Chart:
    return Chart(language, title, bars, footer)


def bar(label: str, count: int = 5, share: float = 0.5) -> Bar:
    return Bar(label, count, share, f"\u2068{share:.0%}\u2069")


def pixels(drawn: bytes) -> np.ndarray:
    with Image.open(BytesIO(drawn)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def size(drawn: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", drawn[16:24])
    return width, height


@pytest.mark.parametrize("language", QUESTIONS)
def test_every_language_is_drawn_without_a_missing_letter(language: str) -> None:
    text = QUESTIONS[language]
    assert UNKNOWN_LETTER not in drawable(text)
    assert drawable(text) == text
    draw_png(chart(language, bar(text), bar("1", 1200, 0.9), title=text, footer=text))


def test_the_same_chart_gives_the_same_bytes_and_names_no_program() -> None:
    one = chart("ar", bar("نعم", 7, 0.7), bar("لا", 3, 0.3))
    drawn = draw_png(one)
    assert drawn == draw_png(one)
    assert b"Software" not in drawn
    assert b"tEXt" not in drawn
    assert b"tIME" not in drawn


def test_a_picture_is_as_wide_as_a_phone_shows_and_grows_with_its_bars() -> None:
    few = draw_png(chart("de", *[bar("ein langer Name einer Antwort")] * 3))
    many = draw_png(chart("de", *[bar("ein langer Name einer Antwort")] * 12))
    assert size(few)[0] == size(many)[0] == WIDTH
    assert size(few)[1] < size(many)[1]


def test_the_highest_picture_is_one_that_a_messenger_accepts() -> None:
    worst = chart("de", *[bar("W" * LONGEST_TEXT)] * MOST_BARS, title="W" * 999, footer="W" * 999)
    width, height = size(draw_png(worst))
    assert width + height <= 10_000


def test_more_bars_than_a_phone_shows_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at most"):
        draw_png(chart("de", *[bar("x")] * (MOST_BARS + 1)))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_bars_start_where_the_reader_begins_and_are_as_long_as_their_share(language: str) -> None:
    drawn = pixels(draw_png(chart(language, bar("Ein langer Name einer Antwort", 3, 0.25))))
    row, columns = np.nonzero((drawn == BLUE).all(axis=2))
    middle = columns[row == np.median(row).astype(int)]
    whole = (np.abs(drawn[int(np.median(row))] - (0xE4, 0xEA, 0xF1)).sum(axis=1) < 3).sum() + len(middle)
    assert abs(len(middle) / whole - 0.25) < 0.01
    edge = middle.min() if language == "de" else WIDTH - 1 - middle.max()
    assert abs(edge - MARGIN) <= 1


def test_nobody_draws_no_bar_and_one_in_thousands_draws_a_thin_one() -> None:
    nobody = pixels(draw_png(chart("de", bar("eine Antwort mit langem Namen", 0, 0.0))))
    somebody = pixels(draw_png(chart("de", bar("eine Antwort mit langem Namen", 1, 0.0001))))
    assert not (nobody == BLUE).all(axis=2).any()
    assert (somebody == BLUE).all(axis=2).any()


def test_a_chart_without_bars_still_has_its_title_and_footer() -> None:
    assert size(draw_png(chart()))[1] > 100


def test_dollar_signs_stay_dollar_signs() -> None:
    formula = chart("de", bar(r"$\frac{1}{0}$ und $x^2$"), title="$$$ $\\undefined$", footer="$a_$")
    assert draw_png(formula) != draw_png(chart("de", bar("1/0 und x2"), title="", footer="a"))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Grün 🌳 in der Stadt 👩🏽‍🌾", "Grün  in der Stadt "),
        ("a\x00b\x1b[31mc\u202ed\u202c", "ab[31mcd"),
        ("你好 Bahnhof", "�� Bahnhof"),
        ("Z" + "\u0301" * 50, "Ź" + "\u0301" * 3),
        ("1\ufe0f\u20e3 Erstens\n\tZweitens", "1 Erstens  Zweitens"),
        ("12\u00a0%", "12\u00a0%"),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_a_lacking_letter_is_marked(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_arabic_letters_join_and_turkish_ones_keep_their_dots() -> None:
    assert LETTERS.width("الأمان") < LETTERS.width("ا\u200cل\u200cأ\u200cم\u200cا\u200cن")
    assert features("الأمان, Kornwestheim") is None  # without ligatures lam and alef would not join
    assert features("Trafik, Pflege") == ("-liga",)


def test_long_texts_break_at_spaces_and_end_in_an_ellipsis() -> None:
    lines = LETTERS.lines("Armut im Alter und die Sorge um die Miete " * 9, 400, 3)
    assert len(lines) == 3
    assert lines[2].endswith(ELLIPSIS)
    assert all(LETTERS.width(line) <= 400 for line in lines)


def test_a_meaning_stays_with_its_number() -> None:
    lines = LETTERS.lines("Grün und Sauberkeit. 1 = gar nicht", LETTERS.width("Grün und Sauberkeit. 1 ="), 3)
    assert lines == ["Grün und Sauberkeit.", "1\u00a0=\u00a0gar nicht"]


@given(st.text(max_size=80), st.integers(100, 968))
def test_any_text_breaks_into_lines_that_fit_and_loses_only_spaces(text: str, width: int) -> None:
    lines = LETTERS.lines(text, width, 10_000)
    assert all(LETTERS.width(line) <= width for line in lines if len(line) > 1)
    kept = "".join(lines).replace(" ", "")
    assert kept == drawable(text).replace(" ", "")


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["de", "ar"]), st.lists(st.text(max_size=60), max_size=4), st.text(max_size=200))
def test_any_label_can_be_drawn(language: str, labels: list[str], title: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = draw_png(chart(language, *map(bar, labels), title=title, footer=title))
    assert size(drawn)[0] == INNER + 2 * MARGIN
