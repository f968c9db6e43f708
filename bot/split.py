"""Cutting a text that is too long for one message, between paragraphs and outside any markup."""

import re
from html import unescape

LONGEST_TEXT = 4096  # UTF-16 units, counted without markup
LONGEST_CAPTION = 1024

_TAG = re.compile(r"<(/?)[a-z][^>]*>")


def length(text: str) -> int:
    """Return the length as Telegram counts it: UTF-16 units after the markup is taken out."""
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def split(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Return the text in parts of at most `longest`; a part ends where a line ends and no tag is open.

    A single stretch without such a place stays whole, and the server refuses it.
    """
    if 2 * len(text) <= longest:  # nearly always, and then nothing has to be counted
        return [text.strip("\n")]
    parts: list[str] = []
    part = ""
    for piece in _pieces(text):
        if part and length(part) + length(piece) > longest:
            parts.append(part.strip("\n"))
            part = ""
        part += piece
    parts.append(part.strip("\n"))
    return parts


def _pieces(text: str) -> list[str]:
    """Return the lines of the text, those inside markup together."""
    pieces, piece, depth = [], "", 0
    for line in text.splitlines(keepends=True):
        piece += line
        depth += sum(-1 if tag.group(1) else 1 for tag in _TAG.finditer(line))
        if depth == 0:
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if piece else pieces
