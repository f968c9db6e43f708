"""What holds for every message, whatever is in it."""

import re
from html.parser import HTMLParser

import pytest

from bot.buttons import read_data
from bot.dialogs.message import Message
from bot.split import LONGEST_TEXT, length
from domain.dialogue import Problem

LONGEST = [(False, None), *((True, problem) for problem in (None, *Problem))]
OTHERS = [(False, problem) for problem in Problem]
answered_or_not_with_every_problem = pytest.mark.parametrize(
    "stands", [pytest.param(LONGEST, id="longest"), pytest.param(OTHERS, id="others", marks=pytest.mark.soak)]
)
"""Whether a question has an answer, and what was wrong: the longest cards in every run, all in a soak."""

ALLOWED = {"a", "b", "i", "u", "code", "blockquote"}


class Markup(HTMLParser):
    """Reads a message's markup and refuses what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert (tag, name) in {("a", "href"), ("blockquote", "expandable")}
            assert tag != "a" or re.match(r"https?://", value or "", re.IGNORECASE)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(message: Message) -> None:
    """Check what holds for every message, whatever is in it."""
    assert 0 < length(message.text) <= LONGEST_TEXT
    markup = Markup()
    markup.feed(message.text)
    markup.close()
    assert markup.open == []
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)|\{\w*\}", message.text)
    assert message.text.count("\u2068") == message.text.count("\u2069")
    buttons = [button for row in message.rows for button in row]
    assert len(buttons) <= 100
    for row in message.rows:
        assert 1 <= len(row) <= 8
    for button in buttons:
        assert 1 <= len(button.label) <= 64
        if not button.url:
            assert 1 <= len(button.data.encode()) <= 64
            assert read_data(button.data) is not None
