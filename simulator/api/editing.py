"""Methods that change a message which the bot sent."""

from typing import Any

from simulator.api.call import Call
from simulator.api.media import media_content
from simulator.api.messages import checked_text
from simulator.api.sending import caption_of
from simulator.errors import DEACTIVATED, NOT_MODIFIED, bad_request
from simulator.keyboards import checked_inline_keyboard
from simulator.messages import own_message, replace
from simulator.state import Chat, Message, World

TEXT_FIELDS = ("text", "entities", "link_preview_options")
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_KINDS = ("photo", "document", "animation", "audio", "video")
MEDIA_FIELDS = (*MEDIA_KINDS, *CAPTION_FIELDS)


def _target(world: World, call: Call) -> tuple[Chat, Message]:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(call.args.get("chat_id"))
    if chat.person is not None and chat.person.deleted:
        raise DEACTIVATED
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    return chat, own_message(world, chat, call.integer("message_id"))


def _edit(
    world: World,
    chat: Chat,
    old: Message,
    fields: tuple[str, ...],
    content: dict[str, Any],
    keyboard: dict[str, Any] | None,
) -> Message:
    """Replace the given fields and the keyboard; one that is not given is removed, as on the real server."""
    edited = {k: v for k, v in old.items() if k not in fields and k != "reply_markup"} | content
    if keyboard is not None:
        edited["reply_markup"] = keyboard
    if edited == old:
        raise NOT_MODIFIED
    if fields:
        edited["edit_date"] = world.now()
    return replace(world, chat, edited)


def _keyboard(call: Call) -> dict[str, Any] | None:
    return checked_inline_keyboard(call.json("reply_markup", "reply keyboard markup"))


def edit_message_text(world: World, call: Call) -> Message:
    """Change the text, and the keyboard with it."""
    content, keyboard = checked_text(world, call), _keyboard(call)
    chat, old = _target(world, call)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, old, TEXT_FIELDS, content, keyboard)


def edit_message_caption(world: World, call: Call) -> Message:
    """Change the caption, and the keyboard with it."""
    content, keyboard = caption_of(world, call), _keyboard(call)
    chat, old = _target(world, call)
    if not any(kind in old for kind in MEDIA_KINDS):
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, chat, old, CAPTION_FIELDS, content, keyboard)


def edit_message_media(world: World, call: Call) -> Message:
    """Change the picture or document with its caption, and the keyboard with it."""
    content, keyboard = media_content(world, call, call.json("media", "input media")), _keyboard(call)
    chat, old = _target(world, call)
    if not any(kind in old for kind in (*MEDIA_KINDS, "text")):
        raise bad_request("message can't be edited")
    return _edit(world, chat, old, MEDIA_FIELDS + TEXT_FIELDS, content, keyboard)


def edit_message_reply_markup(world: World, call: Call) -> Message:
    """Change or remove the keyboard."""
    keyboard = _keyboard(call)
    chat, old = _target(world, call)
    return _edit(world, chat, old, (), {}, keyboard)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
