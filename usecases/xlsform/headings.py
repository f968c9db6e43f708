"""What a column heading means: `label::Türkçe (tr)` is the label in `tr`."""

import re
from typing import NamedTuple

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
_CHOICE_FIELDS = frozenset({"list_name", "name", "label"}) | MEDIA
_CHOICE_ALIASES = {"value": "name", "caption": "label", "list": "list_name"}
_SEPARATOR = re.compile(r"\s*::\s*")
_SINGLE_COLON = re.compile(r"\s*(?<!\bjr):\s*")  # not the one of jr:constraintMsg


class Heading(NamedTuple):
    """A column's meaning: its field, and the language as it is written, None for no language."""

    field: str
    language: str | None = None


def heading_of(column: str, sheet: str) -> Heading:
    """Return what a column's heading means. Columns of choices keep their spelling: filters name them.

    Args:
        column: the heading as written.
        sheet: the sheet's name.
    """
    parts = _SEPARATOR.split(column)
    old_parts = _SINGLE_COLON.split(column)  # the old way: `label:English`, `bind:relevant`
    old_field = _snake_case(old_parts[0])
    if len(parts) == 1 and _ALIASES.get(old_field, old_field) in TRANSLATED | MEDIA | _PREFIXES:
        parts = old_parts
    first, *rest = parts
    field = _snake_case(first)
    if field in _PREFIXES and rest:
        field, rest = _snake_case(rest[0]), rest[1:]
    if sheet == "choices":
        field = _CHOICE_ALIASES.get(field, field)
        if field not in _CHOICE_FIELDS:
            return Heading(column)
    else:
        field = _ALIASES.get(field, field)
    if not rest:
        return Heading(field)
    return Heading(field, rest[0] or None) if field in TRANSLATED | MEDIA else Heading(column)


def _snake_case(text: str) -> str:
    return "_".join(text.split()).lower()
