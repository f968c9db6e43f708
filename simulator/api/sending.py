"""What all sending methods share: where to, with which keyboard, in reply to what."""

from typing import Any

from simulator.api.call import Call
from simulator.errors import bad_request
from simulator.formatted import CAPTION_LIMIT, formatted
from simulator.html_text import Entity
from simulator.keyboards import Keyboard, checked_keyboard
from simulator.messages import check_writable, post
from simulator.state import Chat, Message, World


def keyboard_of(call: Call) -> Keyboard | None:
    """Return the call's checked keyboard."""
    if "reply_markup" not in call.args:
        return None
    return checked_keyboard(call.json("reply_markup", "reply keyboard markup"))


def send(world: World, call: Call, content: dict[str, Any]) -> Message:
    """Post a message with this content where the call says.

    Raises:
        ApiError: the keyboard, the chat or the message to reply to is refused.
    """
    keyboard = keyboard_of(call)
    chat = world.chat(call.args.get("chat_id"))
    check_writable(chat)
    return post(world, chat, content | _extras(call, chat), keyboard)


def _extras(call: Call, chat: Chat) -> dict[str, Any]:
    args = call.args
    extras: dict[str, Any] = {}
    if "reply_parameters" in args or "reply_to_message_id" in args:
        replied = _replied_message(call, chat)
        if replied is not None:
            extras["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
    if "protect_content" in args and call.flag("protect_content"):
        extras["has_protected_content"] = True
    if "message_effect_id" in args:
        extras["effect_id"] = call.text("message_effect_id")
    return extras


def _replied_message(call: Call, chat: Chat) -> Message | None:
    parameters = call.json("reply_parameters", "reply parameters")
    if parameters is None:
        message_id = call.integer("reply_to_message_id")
        may_miss = call.flag("allow_sending_without_reply")
    elif isinstance(parameters, dict):
        message_id = parameters.get("message_id") or 0
        may_miss = bool(parameters.get("allow_sending_without_reply"))
    else:
        raise bad_request("Object expected as reply parameters")
    if not message_id:
        return None
    replied = chat.messages.get(message_id)
    if replied is None and not may_miss:
        raise bad_request("message to be replied not found")
    return replied


def caption_of(world: World, source: Call | dict[str, Any]) -> dict[str, Any]:
    """Return the fields `caption` and `caption_entities` of a call or of an InputMedia object.

    Raises:
        ApiError: it is too long or cannot be parsed.
    """
    call = source if isinstance(source, Call) else Call("", source)
    raw = call.text("caption")
    if not raw:
        return {}
    caption, entities = formatted(raw, call.text("parse_mode"), call.json("caption_entities"), world.users)
    if len(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    fields: dict[str, Any] = {"caption": caption} if caption else {}
    if entities:
        fields["caption_entities"] = entities
    if call.flag("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def with_entities(text: str, entities: list[Entity]) -> dict[str, Any]:
    """Return the fields `text` and `entities` of a message."""
    return {"text": text, "entities": entities} if entities else {"text": text}
