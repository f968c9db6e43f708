"""Blacking out changes nothing else, and no sign of a text plays tricks on whoever reads it."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.moderation_texts import marked, numbered_words, quoted
from bot.split import length
from domain.languages import Language
from domain.redaction import (
    BLACK,
    Mark,
    NoSuchWord,
    is_marked,
    merged,
    proposed,
    readable,
    redacted,
    toggled,
    words_of,
)
from domain.redaction.readable import folded

LANGUAGES: tuple[Language, ...] = ("de", "de_simple", "en", "tr", "ar", "it")
SEEDS = (
    "Herr Müller",
    "0171 2345678",
    "a@b.de",
    "Bahnhofstr. 12",
    "<b>",
    "&amp;",
    "محمد",
    "\u202e",
    "\u200d",
    "\n",
)
texts = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(SEEDS)), max_size=12).map(" ".join)
any_marks = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(texts, st.sampled_from(LANGUAGES))
def test_proposed_marks_lie_in_the_text_in_order_and_never_overlap(text: str, language: Language) -> None:
    shown = readable(text)
    marks = proposed(shown, language)
    assert all(0 <= mark.start < mark.end <= len(shown) for mark in marks)
    assert all(one.end < other.start for one, other in pairwise(marks))


@given(texts, any_marks)
def test_what_is_not_marked_stays_letter_by_letter(text: str, places: list[tuple[int, int]]) -> None:
    marks = merged(Mark(start, min(end, len(text))) for start, end in places if start < len(text))
    left = redacted(text, marks)
    kept = [
        text[one.end : other.start]
        for one, other in pairwise([Mark(0, 0), *marks, Mark(len(text), len(text))])
    ]
    assert left == BLACK.join(kept)


def test_marks_that_overlap_are_refused() -> None:
    for marks in ([Mark(0, 3), Mark(2, 4)], [Mark(2, 4), Mark(0, 1)], [Mark(3, 9)], [Mark(1, 1)]):
        with pytest.raises(ValueError, match="marks"):
            redacted("abcdef", marks)


@given(texts)
def test_nothing_that_is_shown_is_hidden_or_turned_around(text: str) -> None:
    shown = readable(text)
    controls = {
        "\u200e",
        "\u200f",
        "\u061c",
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2066, 0x206A)),
    }
    assert not controls & set(shown)
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc" and sign not in "\n\t"]
    assert readable(shown) == shown
    assert len(folded(shown)) == len(shown)


@given(texts, st.sampled_from(LANGUAGES))
def test_no_text_becomes_markup(text: str, language: Language) -> None:
    shown = readable(text)
    for html in (marked(shown, proposed(shown, language)), numbered_words(shown, ())):
        without = quoted(shown, html).replace("<b>[", "").replace("]</b>", "")
        without = without.removeprefix("<blockquote>").removesuffix("</blockquote>")
        assert "<" not in without
        assert ">" not in without


@given(texts, st.data())
def test_naming_a_word_twice_leaves_all_as_it_was(text: str, data: st.DataObject) -> None:
    shown = readable(text)
    words = words_of(shown)
    if not words:
        return
    number = data.draw(st.integers(1, min(len(words), 999)))
    once = toggled(shown, (), str(number))
    assert is_marked(words[number - 1], once)
    assert toggled(shown, once, str(number)) == ()


def test_words_are_named_by_number_by_range_and_by_spelling() -> None:
    text = "Mein Nachbar Ali, ja Ali, ist laut"
    assert redacted(text, toggled(text, (), "1, 3-5")) == "▒▒▒ Nachbar ▒▒▒, ▒▒▒ ▒▒▒, ist laut"
    assert redacted(text, toggled(text, (), "ali")) == "Mein Nachbar ▒▒▒, ja ▒▒▒, ist laut"
    assert redacted(text, toggled(text, (), "ist  laut")) == "Mein Nachbar Ali, ja Ali, ▒▒▒"
    assert redacted(text, toggled(text, (), "٢")) == "Mein ▒▒▒ Ali, ja Ali, ist laut"
    for nonsense in ("", "0", "9", "3-99", "Rathaus", "li", "3 Ali"):
        with pytest.raises(NoSuchWord):
            toggled(text, (), nonsense)


def test_digits_of_other_scripts_and_wide_signs_hide_nothing() -> None:
    for text in ("٠١٧١٢٣٤٥٦٧٨", "۰۱۷۱۲۳۴۵۶۷۸", "ａ＠ｂ．ｄｅ", "0171\u200b2345678", "017\u00ad12345678"):
        assert redacted(readable(text), proposed(readable(text), "it")) == BLACK


@given(st.text(min_size=1000, max_size=1000))
def test_the_longest_text_with_all_its_numbers_fits_into_one_message_or_two(text: str) -> None:
    shown = readable(text)
    assert length(quoted(shown, numbered_words(shown, ()))) <= 2 * 4096
