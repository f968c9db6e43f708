"""The Markdown and HTML of a questionnaire's texts: read into runs that look alike, or as plain words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import unescape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from domain.direction import turning_signs
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
class Run:
    """Words of one line that look alike, or the end of a line.

    `styles` are of `b`, `i` and `u`; `link` is an address on the web, or empty.
    """

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class MarkedUp:
    """A text as its runs, in which signs that no text needs stand for its references."""

    runs: tuple[Run, ...]
    names: tuple[QuestionName, ...]  # what the signs stand for, in their order

    def filled(self, run: Run, insert: Insert, safe: Callable[[str], str] = str) -> str:
        """Return a run's words.

        Args:
            run: One of the runs.
            insert: What stands for a reference.
            safe: Makes words safe for where they go, each piece on its own.
        """
        if not self.names:
            return safe(run.text)

        def value(match: re.Match[str]) -> str:
            number = ord(match[0]) - _FIRST_PLACE
            return safe(insert(self.names[number])) if number < len(self.names) else ""

        return _PLACES.sub(value, safe(run.text))


def unformatted(text: str, insert: Insert) -> str:
    """Return a text of a questionnaire in plain words: for buttons, lists, exports."""
    marked = marked_up(text)
    return "".join(marked.filled(run, insert) for run in marked.runs)


@lru_cache(4096)
def marked_up(text: str) -> MarkedUp:
    """Return a text of a questionnaire as its author meant it to look."""
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
    return MarkedUp(_in_their_place(runs), tuple(names))


def _in_their_place(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs that turn around nothing beside them: `&#x202e;` is no sign before it is read as markup."""
    turning = turning_signs("".join(run.text for run in runs))
    if not turning:
        return runs
    kept: list[Run] = []
    start = 0
    for run in runs:
        signs = (sign for place, sign in enumerate(run.text, start) if place not in turning)
        kept.append(replace(run, text="".join(signs)))
        start += len(run.text)
    return tuple(run for run in kept if run.text)


def _lines_of(words: str, styles: tuple[str, ...] = (), link: str = "") -> Iterator[Run]:
    """Yield words with every end of a line as a run of its own: no tag may go over one."""
    for place, one in enumerate(words.split("\n")):
        if place:
            yield Run("\n")
        if one:
            yield Run(one, styles, link)


@cache
def _parser() -> MarkdownIt:
    """Return the parser of what the XLSForm documentation allows in a label, and of lists and line breaks."""
    rules = ["heading", "list", "newline", "escape", "emphasis", "link", "autolink", "html_inline", "entity"]
    return MarkdownIt("zero", {"html": True}).enable(rules)


class _Writer:
    """Goes through the parsed text once and writes its runs."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.line = 0  # of the source, at which the last block ended
        self.at_start = True  # of the text or of a list's item

    def write(self, tokens: list[Token]) -> tuple[Run, ...]:
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

    def tidied(self) -> tuple[Run, ...]:
        """Return the runs, alike ones as one, without needless ends of lines."""
        runs: list[Run] = []
        for run in self.runs:
            last = runs[-1] if runs else None
            if run.text == "\n" and (last is None or [one.text for one in runs[-2:]] == ["\n", "\n"]):
                continue
            if (
                last
                and "\n" not in (last.text, run.text)
                and (last.styles, last.link) == (run.styles, run.link)
            ):
                runs[-1] = Run(last.text + run.text, run.styles, run.link)
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
