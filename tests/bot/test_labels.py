"""What is too long for its place is cut, and turns nothing around that stands behind it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.labels import shortened
from domain.direction import in_its_place, turning_signs


@given(st.text(st.sampled_from("ab בא\u2066\u2067\u2068\u2069\u200f"), max_size=60), st.integers(8, 40))
def test_a_text_that_is_cut_ends_all_isolates_that_it_has_begun(text: str, limit: int) -> None:
    assert turning_signs(shortened(in_its_place(text), limit)) == frozenset()
