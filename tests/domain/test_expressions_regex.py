import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import ExpressionError, compile_expression
from domain.expressions.regex import MAX_TEXT, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("[0-9]{5}", "70806", True),
        ("[0-9]{5}", "708060", False),
        ("^[0-9]{5}$", "70806", True),
        ("", "", True),
        ("", "a", False),
        ("a|", "", True),
        ("(ab|cd)+e?", "abcdab", True),
        (r"[^@\s]+@[^@\s]+\.[^@\s]+", "buerger@kornwestheim.de", True),
        (r"[^@\s]+@[^@\s]+\.[^@\s]+", "no address", False),
        (r"\d{2,}-\w*", "07154-ab_1", True),
        (r"\D\S\W", "a-!", True),
        (r"\p{L}+ \p{Lu}.*", "Straße Ü", True),
        (r"\P{L}+", "12", True),
        (r"[\p{L}\d -]+", "Äpfel 12-a", True),
        (r"[\]a-]+", "a]-", True),
        (r"a\.b\$", "a.b$", True),
        (".", "\n", False),
        ("a??b+?", "bb", True),
        ("(?:x{0,2}){2}", "xxxx", True),
        (".{10,500}", "x" * 500, True),
        (".{10,500}", "x" * 501, False),
    ],
)
def test_a_pattern_matches_the_whole_text(pattern: str, text: str, matches: bool) -> None:
    assert compile_pattern(pattern)(text) is matches


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*b", "((a*)*)*b", "(a?){50}a{50}"])
def test_patterns_that_hang_a_backtracking_matcher_are_answered(pattern: str) -> None:
    assert not compile_pattern(pattern)("a" * 1_000)


def test_a_text_longer_than_a_message_matches_nothing() -> None:
    assert compile_pattern("a*")("a" * MAX_TEXT)
    assert not compile_pattern("a*")("a" * (MAX_TEXT + 1))


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)b", "look ahead"),
        ("(?i)a", "flags"),
        (r"(a)\1", "not supported"),
        (r"\bword", "not supported"),
        ("a++", "possessive"),
        ("a**", "needs brackets"),
        ("*a", "nothing to repeat"),
        ("(a", "no closing"),
        ("a)", "no opening"),
        ("[a", "ends too early"),
        ("[]]", "are empty"),
        ("[z-a]", "wrong way round"),
        ("[a[b]]", "sets within sets"),
        ("a{2,1}", "out of range"),
        ("a{x}", "written"),
        ("a{9999}", "out of range"),
        (r"\p{Greek}", "only"),
        ("((((a{99}){99}){99}){99}){99}", "too large"),
        ("(" * 30 + "a" + ")" * 30, "brackets within brackets"),
        ("a" * 201, "longer than"),
        ("a\\\\" + "\\", "ends too early"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_when_the_form_is_read(pattern: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        compile_expression(f"regex(., '{pattern}')")


def test_repeating_nothing_many_times_is_no_work() -> None:
    assert compile_pattern("((((){999}){999}){999}){999}")("")


def test_the_pattern_must_be_written_out() -> None:
    with pytest.raises(ExpressionError, match="written out"):
        compile_expression("regex(., ${pattern})")


atoms = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", "[a-c1]", r"\.", "^", "$", "(?:a|b)"])
repeats = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{1,}", "*?"])
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, repeats).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
    ),
    max_leaves=6,
)


@given(patterns, st.text(alphabet="ab1c.", max_size=6))
def test_matching_agrees_with_the_standard_library(pattern: str, text: str) -> None:
    assert compile_pattern(pattern)(text) is (re.fullmatch(pattern, text, re.ASCII) is not None)
