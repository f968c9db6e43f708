"""Long texts: cut where nobody minds, nothing lost, no markup broken."""

from hypothesis import given
from hypothesis import strategies as st

from bot.split import LONGEST_TEXT, length, split

line = st.text(
    st.characters(
        exclude_characters="<>&\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"]
    ),
    max_size=300,
)
marked = st.one_of(
    line,
    line.map(lambda text: f"<b>{text}</b>"),
    line.map(lambda text: f"<blockquote>{text}\n{text}</blockquote>"),
)


@given(st.lists(marked, min_size=1, max_size=60))
def test_every_part_fits_and_none_breaks_markup(lines: list[str]) -> None:
    for part in split("\n".join(lines)):
        assert length(part) <= LONGEST_TEXT
        for tag in ("b", "blockquote"):
            assert part.count(f"<{tag}>") == part.count(f"</{tag}>")


@given(st.lists(marked, min_size=1, max_size=60))
def test_nothing_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join(split(text)).replace("\n", "") == text.replace("\n", "")


def test_a_short_text_stays_as_it_is() -> None:
    assert split("Guten Tag\n\nWie geht es?") == ["Guten Tag\n\nWie geht es?"]


def test_length_counts_as_telegram_does_without_markup_and_with_pairs() -> None:
    assert length("<b>a &amp; b</b>") == 5
    assert length("👍") == 2
