"""The Bot API's HTML becomes text and entities, or is refused with the real server's sentence."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.formatted import formatted
from simulator.html_text import parse_html
from simulator.views import as_html


def entities(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source, {})[1]]


def test_offsets_count_utf_16_units() -> None:
    text, found = parse_html("😀 <b>ä😀</b>", {})
    assert text == "😀 ä😀"
    assert found == [{"type": "bold", "offset": 3, "length": 3}]


def test_nested_tags_become_entities_outer_before_inner() -> None:
    assert entities("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("strong", "bold"),
        ("em", "italic"),
        ("ins", "underline"),
        ("del", "strikethrough"),
        ("strike", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
        ("code", "code"),
        ("pre", "pre"),
        ("B", "bold"),
    ],
)
def test_every_tag_has_its_entity(tag: str, kind: str) -> None:
    assert entities(f"<{tag}>x</{tag}>") == [(kind, 0, 1)]


def test_links_code_blocks_and_quotes_keep_what_their_attributes_say() -> None:
    source = (
        '<a href="https://kornwestheim.de?a=1&amp;b=2">x</a>'
        '<pre><code class="language-python">y</code></pre>'
        "<blockquote expandable>z</blockquote>"
        '<span class="tg-spoiler">s</span>'
    )
    link, code, quote, spoiler = parse_html(source, {})[1]
    assert link["url"] == "https://kornwestheim.de?a=1&b=2"
    assert (code["type"], code["language"]) == ("pre", "python")
    assert quote["type"] == "expandable_blockquote"
    assert spoiler["type"] == "spoiler"


def test_a_link_to_a_known_person_mentions_them_and_one_to_a_stranger_is_plain() -> None:
    user = {"id": 5, "is_bot": False, "first_name": "A"}
    assert parse_html('<a href="tg://user?id=5">A</a>', {5: user})[1][0]["user"] == user
    assert parse_html('<a href="tg://user?id=6">B</a>', {5: user}) == ("B", [])


def test_a_time_keeps_its_moment() -> None:
    assert parse_html('<tg-time unix="1700000000">now</tg-time>', {})[1][0]["unix_time"] == 1700000000


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("ab äc<x>", 'Unsupported start tag "x" at byte offset 6'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a<b>x</b", "Unclosed end tag at byte offset 5"),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x&y>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_bad_html_is_refused_with_the_byte_offset(source: str, sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source, {})
    assert refusal.value.description == f"Bad Request: can't parse entities: {sentence}"


def test_only_four_named_characters_and_numbers_are_known() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#228;&#x1F600;&nbsp;&", {})[0] == '<>&"ä😀&nbsp;&'


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text), {}) == (text.replace("'", "'"), [])


@given(st.text(alphabet="<>/&;ab \"'=href#x1"))
def test_any_text_is_either_parsed_or_refused(source: str) -> None:
    try:
        text, found = parse_html(source, {})
    except ApiError as error:
        assert error.code == 400  # noqa: PT017 - either way is right
    else:
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= len(text) for e in found)


@given(st.text(alphabet="ab<>&\"'😀 "))
def test_shown_html_never_holds_markup_of_the_text(text: str) -> None:
    found = [{"type": "bold", "offset": 0, "length": 1}] if text and text[0] != "😀" else []
    shown = as_html(text, found)
    assert html.unescape(shown.replace("<b>", "").replace("</b>", "")) == text


def test_crossing_entities_are_shown_as_well_formed_html() -> None:
    crossing = [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "italic", "offset": 2, "length": 3},
    ]
    assert as_html("abcde", crossing) == "<b>ab<i>c</i></b><i>de</i>"


def test_commands_links_and_mentions_are_found_in_plain_text() -> None:
    text, found = formatted("/start@quartier_bot see https://a.de/x. @anna_b #stadt a@b.de", "", None, {})
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in found] == [
        ("bot_command", "/start@quartier_bot"),
        ("url", "https://a.de/x"),
        ("mention", "@anna_b"),
        ("hashtag", "#stadt"),
        ("email", "a@b.de"),
    ]


def test_space_around_a_text_is_cut_and_entities_move_with_it() -> None:
    assert formatted("  <b>x</b> \n", "html", None, {}) == ("x", [{"type": "bold", "offset": 0, "length": 1}])


def test_given_entities_are_kept_and_those_the_server_finds_itself_are_not() -> None:
    given_entities = [
        {"type": "italic", "offset": 0, "length": 2},
        {"type": "url", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 1, "url": "kornwestheim.de"},
    ]
    assert formatted("ab c", "", given_entities, {})[1] == [
        {"type": "italic", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 1, "url": "http://kornwestheim.de/"},
    ]


@pytest.mark.parametrize("mode", ["Markdown", "xml"])
def test_other_parse_modes_are_refused(mode: str) -> None:
    with pytest.raises(ApiError, match="Bad Request: unsupported parse_mode"):
        formatted("x", mode, None, {})
