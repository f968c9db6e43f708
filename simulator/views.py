"""What a person sees: the chat with its messages as the control API and residents show it."""

from collections.abc import Generator
from html import escape
from typing import Any, Self

from simulator.html_text import Entity
from simulator.state import Chat, Message, World

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
}


def as_html(text: str, entities: list[Entity]) -> str:
    """Return the text with its entities as HTML that is safe to show: all else is escaped."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")

    def between(start: int, end: int) -> str:
        return units[start * 2 : end * 2].decode("utf-16-le", "replace")

    starts = [entity["offset"] for entity in entities]
    ends = [entity["offset"] + entity["length"] for entity in entities]
    cuts = sorted({0, len(units) // 2, *starts, *ends})
    parts: list[str] = []
    open_now: list[int] = []  # places in `entities`, outermost first
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        ended = [place for place in open_now if ends[place] <= start]
        reopened = []
        while ended:
            place = open_now.pop()
            parts.append(_tags(entities[place], "")[1])
            if place in ended:
                ended.remove(place)
            else:
                reopened.append(place)
        for place in [*reversed(reopened), *(p for p, at in enumerate(starts) if at == start)]:
            parts.append(_tags(entities[place], between(starts[place], ends[place]))[0])
            open_now.append(place)
        parts.append(escape(between(start, end)))
    return "".join(parts)


def _tags(entity: Entity, inner: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}" rel="noopener">', "</a>"
    if kind == "url":
        return f'<a href="{escape(inner)}" rel="noopener">', "</a>"
    if kind == "email":
        return f'<a href="mailto:{escape(inner)}">', "</a>"
    if kind == "bot_command":
        return f'<a class="command" data-command="{escape(inner)}">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(str(entity["language"]))}">', "</code></pre>"
    if kind == "date_time":
        return f'<time data-unix="{entity.get("unix_time", 0)}">', "</time>"
    return TAGS.get(kind, ("<span>", "</span>"))


class Seen(dict[str, Any]):
    """One message as a person sees it, with short words for what tests ask most.

    Awaiting it gives itself, so that the same test runs against a simulator in another process.
    """

    @property
    def id(self) -> int:
        """The message's id."""
        message_id: int = self["message_id"]
        return message_id

    @property
    def text(self) -> str:
        """Its text or caption, "" if it has none."""
        return str(self.get("text") or self.get("caption") or "")

    @property
    def labels(self) -> list[str]:
        """The labels of its inline buttons, row by row."""
        rows = self.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def __await__(self) -> Generator[None, None, Self]:
        return self
        yield


class SeenList(list[Seen]):
    """Messages as a person sees them, oldest first. Awaiting it gives itself."""

    def __await__(self) -> Generator[None, None, Self]:
        return self
        yield


def seen(message: Message, viewer_id: int | None) -> Seen:
    """Return a message as the viewer sees it: with `out` if it is theirs, and with `html`."""
    view = Seen(message)
    if message["from"]["id"] == viewer_id:
        view["out"] = True
    if "text" in message:
        view["html"] = as_html(message["text"], message.get("entities", []))
    elif "caption" in message:
        view["html"] = as_html(message["caption"], message.get("caption_entities", []))
    return view


def contains(message: Message, text: str) -> bool:
    """Return whether a message's text, caption, place or one of its buttons contains the text."""
    if text in message.get("text", "") or text in message.get("caption", ""):
        return True
    if any(text in message.get("venue", {}).get(part, "") for part in ("title", "address")):
        return True
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(text in button["text"] for row in rows for button in row)


def chat_view(world: World, chat: Chat) -> dict[str, Any]:
    """Return everything that is seen in a chat now, as the control API shows it."""
    person = chat.person
    viewer_id = person.id if person else None
    language = person.user.get("language_code", "") if person else ""
    title = world.profile.text("name", language) if person else chat.info["title"]
    return {
        "chat_id": chat.id,
        "title": title,
        "description": world.profile.text("description", language) if person else "",
        "messages": [seen(message, viewer_id) for message in chat.messages.values()],
        "commands": world.profile.commands_in(chat.info, viewer_id or 0, language),
        "menu": chat.menu or world.profile.menu,
        "reply_keyboard": chat.reply_keyboard,
        "blocked": bool(person and person.blocked),
        "toasts": list(chat.toasts),
        "revision": chat.revision,
        "pending_updates": world.updates.pending_in(chat.id),
        "next_event": world.events.next_number,
    }
