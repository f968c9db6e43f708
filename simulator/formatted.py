"""A text as Telegram keeps it: plain characters and entities, however the bot wrote it."""

import re
from typing import Any

from simulator import utf16
from simulator.errors import bad_request
from simulator.html_text import Entity, in_order, parse_html
from simulator.links import checked_link
from simulator.markdown_text import parse_markdown

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
USER_KINDS = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
FOUND_IN_TEXT = re.compile(
    r"(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"'\u2068\u2069]+[^\s<>\"'.,;:!?)\]\u2068\u2069])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
MAY_HOLD_ENTITIES = re.compile("[/@#]")


def formatted(
    source: str, parse_mode: str, given: Any, users: dict[int, dict[str, Any]]
) -> tuple[str, list[Entity]]:
    """Return text and entities of what the bot sent.

    Args:
        source: text or caption as it was sent.
        parse_mode: HTML, MarkdownV2 or empty; the legacy Markdown is refused as unknown.
        given: the `entities` array, used if there is no parse mode.
        users: known users by id, for mentions.

    Raises:
        ApiError: entities cannot be parsed, or the parse mode is unknown.
    """
    mode = parse_mode.lower()
    if len(source.encode()) > 1 << 15:
        raise bad_request("Text is too long")
    if mode == "html":
        text, entities = parse_html(source, users)
    elif mode == "markdownv2":
        text, entities = parse_markdown(source, users)
    elif mode in ("", "none"):
        text, entities = source, _given_entities(source, given, users)
    else:
        raise bad_request("Unsupported parse_mode")
    text, entities = _trimmed(_clean(text), entities)
    return text, with_found_entities(text, entities)


def with_found_entities(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, links, addresses, mentions and hashtags that Telegram finds by itself."""
    if not MAY_HOLD_ENTITIES.search(text):
        return entities
    found: list[Entity] = []
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    for match in FOUND_IN_TEXT.finditer(text):
        offset = utf16.length(text[: match.start()])
        length = utf16.length(match[0])
        if not any(start < offset + length and offset < end for start, end in closed):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return in_order(entities + found) if found else entities


def _clean(text: str) -> str:
    """Replace what the server replaces one for one, so that offsets stay right."""
    return text.replace("\r", " ").replace("\0", " ") if "\r" in text or "\0" in text else text


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    stripped = text.strip()
    if len(stripped) == len(text):
        return text, entities
    cut = utf16.length(text[: len(text) - len(text.lstrip())])
    end = utf16.length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def _given_entities(text: str, given: Any, users: dict[int, dict[str, Any]]) -> list[Entity]:
    if not isinstance(given, list):
        return []
    entities = []
    for item in given:
        if not isinstance(item, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        entity = _given_entity(text, item, users)
        if entity is not None:
            entities.append(entity)
    return in_order(entities)


def _given_entity(text: str, item: dict[str, Any], users: dict[int, dict[str, Any]]) -> Entity | None:
    kind = item.get("type")
    if not isinstance(kind, str) or not kind:
        raise bad_request("can't parse MessageEntity: Type is not specified")
    for field in ("offset", "length"):
        if not isinstance(item.get(field), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    offset, length = item["offset"], item["length"]
    if kind not in USER_KINDS or length <= 0 or offset < 0:
        return None
    if offset + length > utf16.length(text):
        raise bad_request("entity ends after the end of the text")
    if utf16.to_index(text, offset) is None or utf16.to_index(text, offset + length) is None:
        raise bad_request("entity begins or ends in a middle of a UTF-16 symbol")
    entity: Entity = {"type": kind, "offset": offset, "length": length}
    if kind == "text_link":
        url = checked_link(str(item.get("url", "")))
        if url is None:
            raise bad_request("Entity Wrong HTTP URL")
        entity["url"] = url
    elif kind == "text_mention":
        user = users.get((item.get("user") or {}).get("id", 0))
        if user is None:
            return None
        entity["user"] = user
    for field in ("language", "custom_emoji_id", "unix_time", "date_time_format"):
        if field in item:
            entity[field] = item[field]
    return entity
