"""The Bot API's HTML: to plain text with entities, refusing what the real server refuses.

The errors carry byte offsets into the UTF-8 text, as the real server's do.
"""

import re
from dataclasses import dataclass
from typing import Any

from simulator import utf16
from simulator.errors import bad_request
from simulator.links import USER_LINK, checked_link

Entity = dict[str, Any]

TAG_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPECIAL = re.compile("[<&]")
CHARACTER = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));?")
TAG_NAME_END = re.compile(r"[\s>]")
ATTRIBUTE_NAME_END = re.compile(r"[\s=>]")
NAME_TOKEN = re.compile(r"[0-9A-Za-z.-]*")


@dataclass(slots=True)
class OpenTag:
    """A start tag whose end has not come yet; `argument` is what its attributes said."""

    name: str
    argument: str
    offset: int
    start: int
    expandable: bool = False


def parse_html(source: str, user_by_id: dict[int, dict[str, Any]]) -> tuple[str, list[Entity]]:
    """Return the text without tags and its entities, outer before inner.

    Args:
        source: the text as the bot sent it.
        user_by_id: known users, for links that mention one; unknown ones stay text.

    Raises:
        ApiError: the text is not well-formed by Telegram's rules.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source, user_by_id).parse()


class _Parser:
    def __init__(self, source: str, user_by_id: dict[int, dict[str, Any]]) -> None:
        self.source = source
        self.users = user_by_id
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[OpenTag] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        source, at = self.source, 0
        while found := SPECIAL.search(source, at):
            here = found.start()
            self._add(source[at:here])
            if source[here] == "&":
                text, at = _character(source, here)
                self._add(text)
            elif source.startswith("</", here):
                at = self._end_tag(here)
            else:
                at = self._start_tag(here)
        self._add(source[at:])
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.parts), in_order(self.entities)

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.offset += utf16.length(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _start_tag(self, begin: int) -> int:
        source = self.source
        end = TAG_NAME_END.search(source, begin + 1)
        if end is None:
            raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name, at = source[begin + 1 : end.start()].lower(), end.start()
        if name not in TAG_KINDS:
            raise _refuse(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        tag = OpenTag(name, "", self.offset, len(self.parts))
        while True:
            at = _skip_space(source, at)
            if source[at : at + 1] == ">":
                break
            if at >= len(source):
                raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            at = self._attribute(tag, begin, at)
        if name == "span" and tag.argument != "spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(tag)
        return at + 1

    def _attribute(self, tag: OpenTag, begin: int, at: int) -> int:
        source = self.source
        end = ATTRIBUTE_NAME_END.search(source, at)
        if end is None:
            raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name, at = source[at : end.start()].lower(), _skip_space(source, end.start())
        if not name:
            raise _refuse(f'Empty attribute name in the tag "{tag.name}" at byte offset {self._byte(begin)}')
        if source[at : at + 1] != "=":
            if tag.name == "blockquote" and name == "expandable":
                tag.expandable = True
                return at
            raise _refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag.name}" '
                f"at byte offset {self._byte(begin)}"
            )
        value, at = self._attribute_value(begin, _skip_space(source, at + 1))
        match tag.name, name:
            case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
                tag.argument = value
            case ("code", "class") if value.startswith("language-"):
                tag.argument = value[9:]
            case ("span", "class") if value.startswith("tg-"):
                tag.argument = value[3:]
            case ("blockquote", "expandable"):
                tag.expandable = True
        return at

    def _attribute_value(self, begin: int, at: int) -> tuple[str, int]:
        source = self.source
        quote = source[at : at + 1]
        if quote in ("'", '"') and quote:
            end = source.find(quote, at + 1)
            if end < 0 or end + 1 >= len(source):
                raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            return _decoded(source[at + 1 : end]), end + 1
        token = NAME_TOKEN.match(source, at)
        after = token.end() if token else at
        if after >= len(source):
            raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if not (source[after].isspace() or source[after] == ">"):
            raise _refuse(f"Unexpected end of name token at byte offset {self._byte(at)}")
        return source[at:after].lower(), after

    def _end_tag(self, begin: int) -> int:
        source = self.source
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        end = TAG_NAME_END.search(source, begin + 2)
        at = _skip_space(source, end.start()) if end else len(source)
        if source[at : at + 1] != ">":
            raise _refuse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        name = source[begin + 2 : end.start() if end else at].lower()
        tag = self.open.pop()
        if name and name != tag.name:
            raise _refuse(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self._close(tag)
        return at + 1

    def _close(self, tag: OpenTag) -> None:
        entity: Entity = {
            "type": TAG_KINDS[tag.name],
            "offset": tag.offset,
            "length": self.offset - tag.offset,
        }
        match tag.name:
            case "a":
                self._close_link(entity, tag.argument or "".join(self.parts[tag.start :]))
                return
            case "tg-emoji":
                if not tag.argument.isdigit() or not int(tag.argument):
                    raise _refuse("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = tag.argument
            case "tg-time":
                if not tag.argument.isdigit():
                    raise _refuse("Invalid date-time specified")
                entity["unix_time"] = int(tag.argument)
            case "blockquote" if tag.expandable:
                entity["type"] = "expandable_blockquote"
            case "pre" | "code" if self._joins_code_block(entity, tag):
                return
            case "code" if tag.argument:
                entity["language"] = tag.argument
        self.entities.append(entity)

    def _close_link(self, entity: Entity, url: str) -> None:
        if user := USER_LINK.fullmatch(url):
            if known := self.users.get(int(user[1])):
                self.entities.append({**entity, "type": "text_mention", "user": known})
        elif checked := checked_link(url):
            self.entities.append({**entity, "url": checked})

    def _joins_code_block(self, entity: Entity, tag: OpenTag) -> bool:
        """Make `<pre><code class="language-x">` one code block with a language."""
        inner = self.entities[-1] if self.entities else None
        if inner is None or (inner["offset"], inner["length"]) != (entity["offset"], entity["length"]):
            return False
        if tag.name == "pre" and inner["type"] == "code" and inner.get("language"):
            inner["type"] = "pre"
            return True
        if tag.name == "code" and inner["type"] == "pre" and tag.argument:
            inner["language"] = tag.argument
            return True
        return False


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sort entities by place, outer before inner, and drop what only served parsing."""
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _character(source: str, at: int) -> tuple[str, int]:
    found = CHARACTER.match(source, at)
    if found is None:
        return "&", at + 1
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        known = NAMED_CHARACTERS.get(name)
        return (known, found.end()) if known else ("&", at + 1)
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), found.end()


def _decoded(text: str) -> str:
    parts, at = [], 0
    while (here := text.find("&", at)) >= 0:
        parts.append(text[at:here])
        character, at = _character(text, here)
        parts.append(character)
    parts.append(text[at:])
    return "".join(parts)


def _skip_space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _refuse(sentence: str) -> Exception:
    return bad_request(f"can't parse entities: {sentence}")
