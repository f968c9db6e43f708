"""The Bot API's MarkdownV2: to plain text with entities, refusing what the real server refuses."""

import re
from typing import Any

from simulator import utf16
from simulator.errors import bad_request
from simulator.html_text import Entity, in_order
from simulator.links import USER_LINK, checked_link

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
}
MARK = re.compile(r"__|\|\||[*_~]")
LANGUAGE_LINE = re.compile(r"([^\s`]+)?\n")


def parse_markdown(source: str, users: dict[int, dict[str, Any]]) -> tuple[str, list[Entity]]:
    """Return the text without marks and its entities.

    Args:
        source: the text as the bot sent it.
        users: known users by id, for links that mention one.

    Raises:
        ApiError: a mark is not closed, or a reserved character is not escaped.
    """
    return _Parser(source, users).parse()


class _Parser:
    def __init__(self, source: str, users: dict[int, dict[str, Any]]) -> None:
        self.source = source
        self.users = users
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[tuple[str, int, int]] = []  # mark, offset, place in the source
        self.quote: tuple[int, bool] | None = None
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        source, at, line_start = self.source, 0, True
        while at < len(source):
            sign = source[at]
            if line_start and self.quote is not None and sign != ">":
                self._end_quote()
            if line_start and (sign == ">" or source.startswith("**>", at)):
                if sign == "*":
                    self._end_quote()
                    at += 2
                self.quote = self.quote or (self.offset, False)
                at += 1
                line_start = False
                continue
            at = self._next(at)
            line_start = sign == "\n"
        if self.open:
            mark, _, begin = self.open[-1]
            raise self._unclosed(NAMES[MARKS[mark]] if mark in MARKS else "Text Url", begin)
        self._end_quote()
        return "".join(self.parts), in_order(self.entities)

    def _next(self, at: int) -> int:
        """Take in what begins here; return where it ends."""
        source, sign = self.source, self.source[at]
        if (
            sign == "\\"
            and at + 1 < len(source)
            and source[at + 1].isascii()
            and source[at + 1].isprintable()
        ):
            self._add(source[at + 1])
            return at + 2
        if sign == "`":
            return self._code(at)
        if self._closes_quote(at):
            return at + 2
        if found := MARK.match(source, at):
            return self._mark(found[0], at)
        if sign == "[" or source.startswith("![", at):
            start = at + 1 if sign == "[" else at + 2
            self.open.append(("[" if sign == "[" else "![", self.offset, at))
            return start
        if sign == "]" and self.open and self.open[-1][0] in ("[", "!["):
            return self._link(at)
        if sign in RESERVED:
            raise _refuse(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")
        self._add(sign)
        return at + 1

    def _closes_quote(self, at: int) -> bool:
        """Note that `||` at the end of a quote's line makes it expandable, unless it closes a spoiler."""
        ends_line = self.source[at + 2 : at + 3] in ("", "\n")
        if (
            self.quote is None
            or not ends_line
            or not self.source.startswith("||", at)
            or self._open_count("||")
        ):
            return False
        self.quote = (self.quote[0], True)
        return True

    def _mark(self, mark: str, at: int) -> int:
        """Open or close an entity; two underscores are always read as underline, as Telegram says."""
        if self.open and self.open[-1][0] == mark:
            _, offset, _ = self.open.pop()
            self._entity({"type": MARKS[mark]}, offset)
        elif self._open_count(mark):
            name, _, begin = self.open[-1]
            raise self._unclosed(NAMES[MARKS[name]] if name in MARKS else "Text Url", begin)
        else:
            self.open.append((mark, self.offset, at))
        return at + len(mark)

    def _open_count(self, mark: str) -> int:
        return sum(opened == mark for opened, _, _ in self.open)

    def _code(self, at: int) -> int:
        source = self.source
        fence = "```" if source.startswith("```", at) else "`"
        begin = at + len(fence)
        language = ""
        if fence == "```" and (line := LANGUAGE_LINE.match(source, begin)):
            language, begin = line[1] or "", line.end()
        offset, here = self.offset, begin
        while not source.startswith(fence, here):
            if here >= len(source):
                raise self._unclosed("PreCode" if fence == "```" else "Code", at)
            if source[here] == "\\" and source[here + 1 : here + 2] in ("`", "\\"):
                here += 1
            self._add(source[here])
            here += 1
        entity: Entity = {"type": "pre" if fence == "```" else "code"}
        if language:
            entity["language"] = language
        self._entity(entity, offset)
        return here + len(fence)

    def _link(self, at: int) -> int:
        mark, offset, begin = self.open.pop()
        source, url, here = self.source, "", at + 2
        if not source.startswith("(", at + 1):
            if mark == "![":
                raise _refuse("Custom emoji entity must contain a tg://emoji URL")
            return at + 1
        while source[here : here + 1] != ")":
            if here >= len(source):
                raise _refuse(f"Can't find end of a URL at byte offset {self._byte(begin)}")
            if source[here] == "\\" and here + 1 < len(source):
                here += 1
            url += source[here]
            here += 1
        if mark == "![":
            emoji = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
            if emoji is None:
                raise _refuse("Custom emoji entity must contain a tg://emoji URL")
            self._entity({"type": "custom_emoji", "custom_emoji_id": emoji[1]}, offset)
        elif user := USER_LINK.fullmatch(url):
            if known := self.users.get(int(user[1])):
                self._entity({"type": "text_mention", "user": known}, offset)
        elif checked := checked_link(url):
            self._entity({"type": "text_link", "url": checked}, offset)
        return here + 1

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16.length(text)

    def _entity(self, entity: Entity, offset: int) -> None:
        if self.offset > offset:
            self.entities.append({**entity, "offset": offset, "length": self.offset - offset})

    def _end_quote(self) -> None:
        if self.quote is not None:
            offset, expandable = self.quote
            self.quote = None
            self._entity({"type": "expandable_blockquote" if expandable else "blockquote"}, offset)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _unclosed(self, name: str, begin: int) -> Exception:
        return _refuse(f"Can't find end of {name} entity at byte offset {self._byte(begin)}")


def _refuse(sentence: str) -> Exception:
    return bad_request(f"can't parse entities: {sentence}")
