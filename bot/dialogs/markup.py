"""The Markdown and HTML of a questionnaire's texts, as the messenger's formatting or as plain words.

A text is a row of runs, each with its own styles; so no markup, however unbalanced, breaks a message.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from domain.insertions import Reference, parts_of
from domain.survey import QuestionName

Insert = Callable[[QuestionName], str]
"""What stands in a text for the question that it refers to, not yet made safe for markup."""

_STYLES = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u"}
_SILENT = frozenset({"span", "font", "center", "small", "big", "sup", "sub", "ul", "ol"})
_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^>]*)>")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST_LINK = 1000
_FIRST_PLACE, _LAST_PLACE = 0xE000, 0xF8FF  # no text of a form needs these signs: they stand for references
_PLACES = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one line that look alike, or the end of a line."""

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as its runs; a sign of `_PLACES` stands for each of the names, in their order."""

    runs: tuple[_Run, ...]
    names: tuple[QuestionName, ...]


def formatted(text: str, insert: Insert, style: str = "") -> str:
    """Return a text of a questionnaire in the messenger's HTML.

    Args:
        text: The text as its author wrote it.
        insert: What stands for a reference.
        style: The tag that all of it has, such as `b`; nothing for none.
    """
    read = _read(text)
    return "".join(
        _tagged(run, style, _filled(run.text, read, insert, lambda words: escape(words, quote=False)))
        for run in read.runs
    )


def unformatted(text: str, insert: Insert) -> str:
    """Return a text of a questionnaire in plain words: for buttons, lists, exports."""
    read = _read(text)
    return "".join(_filled(run.text, read, insert, str) for run in read.runs)


def _tagged(run: _Run, style: str, html: str) -> str:
    if not run.text.strip():
        return html
    for tag in dict.fromkeys((*run.styles, *([style] if style else []))):
        html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(run.link)}">{html}</a>' if run.link else html


def _filled(words: str, read: _Read, insert: Insert, safe: Callable[[str], str]) -> str:
    if not read.names:
        return safe(words)

    def value(match: re.Match[str]) -> str:
        number = ord(match[0]) - _FIRST_PLACE
        return safe(insert(read.names[number])) if number < len(read.names) else ""

    return _PLACES.sub(value, safe(words))


@lru_cache(4096)
def _read(text: str) -> _Read:
    names: list[QuestionName] = []
    marked = ""
    for part in parts_of(text):
        if isinstance(part, Reference) and len(names) <= _LAST_PLACE - _FIRST_PLACE:
            marked += chr(_FIRST_PLACE + len(names))
            names.append(part.name)
        else:
            marked += _PLACES.sub("", part) if isinstance(part, str) else ""
    runs = _Writer().write(_parser().parse(marked))
    if not any(run.text.strip() for run in runs):  # a text of nothing but signs is what it says
        runs = tuple(_lines_of(marked.strip()))
    return _Read(runs, tuple(names))


def _lines_of(words: str, styles: tuple[str, ...] = (), link: str = "") -> Iterator[_Run]:
    """Yield words with every end of a line as a run of its own: no tag may go over one."""
    for place, one in enumerate(words.split("\n")):
        if place:
            yield _Run("\n")
        if one:
            yield _Run(one, styles, link)


@cache
def _parser() -> MarkdownIt:
    """Return the parser of what the XLSForm documentation allows in a label, and of lists and line breaks."""
    rules = ["heading", "list", "newline", "escape", "emphasis", "link", "autolink", "html_inline", "entity"]
    return MarkdownIt("zero", {"html": True}).enable(rules)


class _Writer:
    """Goes through the parsed text once and writes its runs."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.line = 0  # of the source, at which the last block ended
        self.at_start = True  # of the text or of a list's item

    def write(self, tokens: list[Token]) -> tuple[_Run, ...]:
        for token in tokens:
            match token.type:
                case "paragraph_open" | "heading_open" | "list_item_open":
                    self.begin(token)
                case "heading_close":
                    self.end("b")
                case "inline":
                    for child in token.children or ():
                        self.inline(child)
                    self.line = token.map[1] if token.map else self.line
                    self.open.clear()
                    self.links.clear()
        return self.tidied()

    def begin(self, token: Token) -> None:
        first = token.map[0] if token.map else self.line
        if not self.at_start:
            self.add("\n\n" if first > self.line else "\n")
        self.at_start = False
        if token.type == "heading_open":
            self.open.append("b")
        elif token.type == "list_item_open":
            self.add(f"{token.info}{token.markup} " if token.info else "• ")
            self.at_start = True

    def inline(self, token: Token) -> None:
        match token.type:
            case "softbreak" | "hardbreak":
                self.add("\n")
            case "strong_open":
                self.open.append("b")
            case "em_open":
                self.open.append("i")
            case "strong_close":
                self.end("b")
            case "em_close":
                self.end("i")
            case "link_open":
                self.links.append(_web_link(str(token.attrs.get("href", ""))))
            case "link_close":
                self.unlink()
            case "html_inline":
                self.html(token.content)
            case _:
                self.add(token.content)

    def html(self, tag: str) -> None:
        match = _TAG.fullmatch(tag)
        closes, name, attributes = (match[1], match[2].lower(), match[3]) if match else ("", "", "")
        if name in _BREAKS:
            if self.runs and (name == "br" or self.runs[-1].text != "\n"):
                self.add("\n")
        elif name in _STYLES:
            if closes:
                self.end(_STYLES[name])
            else:
                self.open.append(_STYLES[name])
        elif name == "a":
            if closes:
                self.unlink()
            else:
                found = _HREF.search(attributes)
                self.links.append(
                    _web_link(unescape(next(filter(None, found.groups()), "")) if found else "")
                )
        elif name not in _SILENT:
            self.add(tag)

    def end(self, style: str) -> None:
        if style in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(style)]

    def unlink(self) -> None:
        if self.links:
            self.links.pop()

    def add(self, words: str) -> None:
        link = next((one for one in reversed(self.links) if one), "")
        self.runs += _lines_of(words, tuple(sorted(set(self.open))), link)

    def tidied(self) -> tuple[_Run, ...]:
        """Return the runs, alike ones as one, without needless ends of lines."""
        runs: list[_Run] = []
        for run in self.runs:
            last = runs[-1] if runs else None
            if run.text == "\n" and (last is None or [one.text for one in runs[-2:]] == ["\n", "\n"]):
                continue
            if (
                last
                and "\n" not in (last.text, run.text)
                and (last.styles, last.link) == (run.styles, run.link)
            ):
                runs[-1] = _Run(last.text + run.text, run.styles, run.link)
            else:
                runs.append(run)
        while runs and runs[-1].text == "\n":
            runs.pop()
        return tuple(runs)


def _web_link(address: str) -> str:
    """Return an address on the web; nothing for any other, or where an answer would be part of it."""
    address = address.strip()
    is_whole = _WEB.fullmatch(address) and not _PLACES.search(unquote(address))
    return address if is_whole and len(address) <= _LONGEST_LINK else ""
