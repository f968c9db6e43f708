"""Texts that staff write: cleaned, measured, with the languages that are missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import LONGEST, TextRefused, cleaned, length, missing, with_text


def test_paragraphs_stay_and_needless_space_goes() -> None:
    typed = "  Kommen  Sie\tzum\u00a0Quartierstisch! \r\n\r\n\r\n\r\n  Es gibt Kuchen.  \n"
    assert cleaned(typed) == "Kommen Sie zum Quartierstisch!\n\nEs gibt Kuchen."


def test_signs_that_nobody_sees_or_that_turn_directions_go_and_those_that_letters_need_stay() -> None:
    assert cleaned("a\x00b\u202ec\u202c") == "a b c"
    assert (
        cleaned("می\u200cخواهم \u2068Rathaus\u2069 👩\u200d👧")
        == "می\u200cخواهم \u2068Rathaus\u2069 👩\u200d👧"
    )


@pytest.mark.parametrize("typed", ["", " \n\t ", "\u202e\x00"])
def test_nothing_is_no_text(typed: str) -> None:
    with pytest.raises(TextRefused) as refused:
        cleaned(typed)
    assert (refused.value.length, str(refused.value)) == (0, "is empty")


def test_a_text_may_be_as_long_as_a_message_has_room_and_emoji_count_as_messengers_count_them() -> None:
    assert len(cleaned("x" * LONGEST)) == LONGEST
    assert len(cleaned("🌳" * (LONGEST // 2))) == LONGEST // 2
    for typed in ("x" * (LONGEST + 1), "🌳" * (LONGEST // 2) + "x"):
        with pytest.raises(TextRefused, match=r"has 3501 characters, and 3500 is the most"):
            cleaned(typed)


@given(st.text())
def test_a_cleaned_text_is_clean_and_stays_as_it_is(typed: str) -> None:
    try:
        once = cleaned(typed)
    except TextRefused:
        return
    assert cleaned(once) == once
    assert 0 < length(once) <= LONGEST
    assert not set(once) & {"\x00", "\t", "\r", "\u202e"}


def test_an_empty_text_takes_its_language_away() -> None:
    texts = with_text({"de": "Guten Tag"}, "tr", "İyi günler")
    assert missing(texts, ["de", "tr", "ar"]) == ["ar"]
    assert with_text(texts, "de", "") == {"tr": "İyi günler"}
