"""What a column heading means: `label::Türkçe (tr)` is the label in `tr`."""

import re
from typing import NamedTuple

from domain.languages import Language

TRANSLATED = frozenset(
    {"label", "hint", "constraint_message", "required_message", "guidance_hint", "chat_title"}
)
TRANSLATED_TITLES = ("form_title:", "title:")  # pyxform breaks on these
MEDIA = frozenset({"image", "big-image", "audio", "video"})

_PREFIXES = frozenset({"bind", "control", "body", "media"})  # `bind::relevant` is `relevant`
_ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "form_title": "title",
    "set_form_title": "title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_SINGLE_COLON = r"(?<!\bjr):"  # not the one of jr:constraintMsg
_CODE_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\s*\)\s*$")
_CODE_ALONE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


class Heading(NamedTuple):
    """A column's meaning: its field, and the language as it is written, None for no language."""

    field: str
    language: str | None = None


def heading_of(column: str, *, single_colons: bool) -> Heading:
    """Return what a column's heading means.

    Args:
        column: the heading as written.
        single_colons: the sheet separates with `:` in the old way, since `::` occurs nowhere.
    """
    separator = _SINGLE_COLON if single_colons else "::"
    first, *rest = [part.strip() for part in re.split(separator, column)]
    field = _snake_case(first)
    if field in _PREFIXES and rest:
        field, rest = rest[0].lower(), rest[1:]
    field = _ALIASES.get(field, field)
    if not rest:
        return Heading(field)
    return Heading(field, rest[0]) if field in TRANSLATED | MEDIA else Heading(column)


def language_of(name: str) -> Language | None:
    """Return the code of a language as written in a heading, None if it has none."""
    if found := _CODE_IN_BRACKETS.search(name):
        return found[1].replace("-", "_").lower()
    return name.replace("-", "_").lower() if _CODE_ALONE.fullmatch(name.strip()) else None


def _snake_case(text: str) -> str:
    return "_".join(text.split()).lower()
