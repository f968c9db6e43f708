"""Markdown and HTML of questionnaires' texts come out as what the messenger takes, whatever they hold."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogs.markup import formatted, unformatted
from bot.dialogs.message import Message
from domain.direction import turning_signs
from simulator.html_text import parse_html
from tests.bot.checking import check

VALUE = "A & <b>"


def insert(name: str) -> str:
    return VALUE


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("**a** __b__ *c* _d_", "<b>a</b> <b>b</b> <i>c</i> <i>d</i>", "a b c d"),
        ("a snake_case_name and 2 * 3 * 4", "a snake_case_name and 2 * 3 * 4", None),
        (r"\*not\* this", "*not* this", "*not* this"),
        ("# Head\ntext", "<b>Head</b>\ntext", "Head\ntext"),
        ("1. How old are you?", "1. How old are you?", "1. How old are you?"),
        ("2) a\n3) b", "2) a\n3) b", "2) a\n3) b"),
        ("- a\n- b\n\nc", "• a\n• b\n\nc", "• a\n• b\n\nc"),
        ("a<br>b<br/>c", "a\nb\nc", "a\nb\nc"),
        ("<p>One</p><p>Two</p>", "One\nTwo", "One\nTwo"),
        ("<strong>a</strong> <em>b</em> <u>c</u>", "<b>a</b> <i>b</i> <u>c</u>", "a b c"),
        ('<span style="color:red">r</span>', "r", "r"),
        ("[t](https://e.org/?a=1&b=2)", '<a href="https://e.org/?a=1&amp;b=2">t</a>', "t"),
        ("<a href='http://e.org'>z</a>", '<a href="http://e.org">z</a>', "z"),
        ("<a href=\"javascript:x\">z</a> <a name='z'>y</a>", "z y", "z y"),
        ("[x](http://h/${a})", "x", "x"),
        ("<a href='http://h/${a}'>x</a>", "x", "x"),
        ("<b>a <i>b</b> c</i>", "<b>a </b><i><b>b</b></i><i> c</i>", "a b c"),
        ("a</b> <b>c", "a <b>c</b>", "a c"),
        ("**a\nb**", "<b>a</b>\n<b>b</b>", "a\nb"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a < b & c > d"),
        ("a &amp; b &lt; &nbsp;c", "a &amp; b &lt; \u00a0c", "a & b < \u00a0c"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", "<script>x</script>"),
        ("***", "***", "***"),
        ("**${a}**", "<b>A &amp; &lt;b&gt;</b>", VALUE),
        ("_${ a }_: ${a.b-c}!", "<i>A &amp; &lt;b&gt;</i>: A &amp; &lt;b&gt;!", f"{VALUE}: {VALUE}!"),
        ("costs $ {a} ${1}", "costs $ {a} ${1}", "costs $ {a} ${1}"),
        ("&#xE000; \ue000 ${a}", None, None),
        ("&#x202e;a&#8238; b", "a b", "a b"),
        ("**&#x2067;a** b", "<b>a</b> b", "a b"),
        ("\u2067**a ${a}**\u2069 b", "\u2067<b>a A &amp; &lt;b&gt;</b>\u2069 b", f"\u2067a {VALUE}\u2069 b"),
        ("\u2067a<br>b\u2069", "a\nb", "a\nb"),
        ("\u202e", "", ""),
    ],
)
def test_what_authors_write_comes_out_as_formatting_or_as_words(
    text: str, html: str | None, words: str | None
) -> None:
    if html is not None:
        assert formatted(text, insert) == html
    if words is not None:
        assert unformatted(text, insert) == words


def test_a_style_around_a_text_is_in_each_of_its_lines() -> None:
    assert formatted("a *b*\n\n**c**", insert, "b") == "<b>a </b><b><i>b</i></b>\n\n<b>c</b>"


PIECES = st.sampled_from(
    [
        *(
            "**",
            "*",
            "_",
            "__",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<u>",
            "</em>",
            "<br>",
            "<p>",
            "</p>",
            "# ",
            "\n",
        ),
        *(
            "\n\n",
            "- ",
            "1. ",
            "\\",
            "&",
            "&lt;",
            "<",
            ">",
            '"',
            "'",
            "[",
            "](http://e.org)",
            "](x)",
            "<span>",
        ),
        *("<a href='http://e.org/\"'>", "</a>", "${a}", "${", "}", "\ue000", "`", "~~~", "    ", "> ", "---"),
        *(
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#0;",
            "&#xE001;",
            "http://e.org",
            "<http://e.org>",
            "a",
            "ü",
            "ع",
        ),
    ]
)


TURNING = st.sampled_from(["&#x202e;", "&#x2067;", "&#8297;", "\u202b", "\u2066", "\u2068", "\u2069"])


@given(st.lists(PIECES | TURNING, max_size=30).map("".join))
def test_no_text_turns_around_what_stands_beside_it_however_its_signs_are_written(text: str) -> None:
    assert turning_signs(unformatted(text, insert)) == frozenset()
    assert turning_signs(re.sub("<[^>]*>", "", formatted(text, insert, "b"))) == frozenset()


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
@example("<b><b></b>")
@example("[<b>](http://e.org)</b>")
@example("<a href='http://e.org'><a href='http://e.com'>x</a>")
def test_any_text_is_formatting_that_the_messenger_takes(text: str) -> None:
    for style in ("", "b", "i"):
        html = formatted(text, insert, style)
        if html.strip():
            words, _ = parse_html(html, {})
            assert words == unformatted(text, insert)
            if "{" not in text:
                check(Message(html.replace("\u2068", "").replace("\u2069", "")))
