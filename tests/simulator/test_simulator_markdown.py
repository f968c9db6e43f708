"""MarkdownV2 becomes text and entities, or is refused with the real server's sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.markdown_text import RESERVED, parse_markdown


def test_every_mark_has_its_entity() -> None:
    text, found = parse_markdown("*b* _i_ __u__ ~s~ ||h|| `c` ```py\nx```", {})
    assert text == "b i u s h c x"
    assert [e["type"] for e in found] == [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
    ]
    assert found[-1]["language"] == "py"


def test_marks_nest_and_underline_stands_beside_italic() -> None:
    text, found = parse_markdown("*a _b __c___*", {})
    assert text == "a b c"
    assert [(e["type"], e["offset"], e["length"]) for e in found] == [
        ("bold", 0, 5),
        ("italic", 2, 3),
        ("underline", 4, 1),
    ]


def test_links_and_quotes() -> None:
    text, found = parse_markdown("[x](https://a.de/\\)) \n>q1\n>q2||\nend", {})
    assert text == "x \nq1\nq2\nend"
    assert found[0]["url"] == "https://a.de/)"
    assert found[1]["type"] == "expandable_blockquote"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("1.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("ä *x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("*a _b*", "Can't find end of Italic entity at byte offset 3"),
        ("[x](http", "Can't find end of a URL at byte offset 0"),
    ],
)
def test_bad_markdown_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_markdown(source, {})
    assert refusal.value.description == f"Bad Request: can't parse entities: {sentence}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in RESERVED or sign == "\\" else sign for sign in text)
    assert parse_markdown(escaped, {}) == (text, [])


@given(st.text(alphabet="*_~|`[]()>!\\ab\n."))
def test_any_text_is_either_parsed_or_refused(source: str) -> None:
    try:
        text, found = parse_markdown(source, {})
    except ApiError as error:
        assert error.code == 400  # noqa: PT017 - either way is right
    else:
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= len(text) for e in found)
