"""Methods that send texts, contacts and signs of life, that copy, forward and delete."""

from typing import Any

from simulator.api.call import Call
from simulator.api.sending import caption_of, send, with_entities
from simulator.errors import bad_request
from simulator.formatted import TEXT_LIMIT, formatted
from simulator.messages import check_deletable, check_writable, delete, post
from simulator.state import Message, World

MOST_AT_ONCE = 100
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)
NOT_COPIED = frozenset(
    {
        "message_id",
        "from",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "reply_markup",
        "forward_origin",
        "media_group_id",
        "has_protected_content",
    }
)


def checked_text(world: World, call: Call) -> dict[str, Any]:
    """Return the fields `text` and `entities` that a call asks for.

    Raises:
        ApiError: the text is empty, too long or cannot be parsed.
    """
    raw = call.text("text")
    if not raw:
        raise bad_request("Message text is empty")
    text, entities = formatted(
        raw, call.text("parse_mode"), call.json("entities") if "entities" in call.args else None, world.users
    )
    if not text:
        raise bad_request("Message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    fields = with_entities(text, entities)
    if "link_preview_options" in call.args:
        options = call.json("link_preview_options", "link preview options")
        if not isinstance(options, dict):
            raise bad_request("Object expected as link preview options")
        fields["link_preview_options"] = options
    return fields


def send_message(world: World, call: Call) -> Message:
    """Send a text."""
    return send(world, call, checked_text(world, call))


def send_contact(world: World, call: Call) -> Message:
    """Send a phone number with a name."""
    contact = {"phone_number": call.required("phone_number"), "first_name": call.required("first_name")}
    if last_name := call.text("last_name"):
        contact["last_name"] = last_name
    return send(world, call, {"contact": contact})


def send_chat_action(world: World, call: Call) -> bool:
    """Show "typing …" or the like."""
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = world.chat(call.args.get("chat_id"))
    check_writable(chat)
    world.events.tell("typing", chat.id, action=action)
    return True


def forward_message(world: World, call: Call) -> Message:
    """Forward a message, with its origin."""
    message = _source(world, call, "message to forward not found")
    if message.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    origin = message.get("forward_origin") or {
        "type": "user",
        "date": message["date"],
        "sender_user": message["from"],
    }
    content = {**_copied(message), "forward_origin": origin}
    target = world.chat(call.args.get("chat_id"))
    check_writable(target)
    return post(world, target, content)


def copy_message(world: World, call: Call) -> dict[str, int]:
    """Send the same content again, without a hint to its origin."""
    message = _source(world, call, "message to copy not found")
    content = _copied(message)
    if "caption" in call.args and "text" not in content:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")}
        content |= caption_of(world, call)
    return {"message_id": send(world, call, content)["message_id"]}


def _source(world: World, call: Call, missing: str) -> Message:
    chat = world.chat(call.args.get("from_chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    return message


def _copied(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in NOT_COPIED}


def delete_message(world: World, call: Call) -> bool:
    """Delete one message for everybody."""
    chat = world.chat(call.args.get("chat_id"))
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    delete(world, chat, call.integer("message_id"))
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Delete up to 100 messages; those that are not there any more are passed over.

    One that cannot be deleted keeps all others: the server looks at them before it deletes any.
    """
    chat = world.chat(call.args.get("chat_id"))
    ids = call.json("message_ids")
    if not isinstance(ids, list):
        raise bad_request(
            "Expected an Array of message identifiers" if ids else "message identifiers are not specified"
        )
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("Too many message identifiers specified")
    for message_id in ids:
        if not isinstance(message_id, int) or isinstance(message_id, bool):
            raise bad_request("Message identifier must be a Number")
        if message_id <= 0:
            raise bad_request("invalid message identifier specified")
    there = [message_id for message_id in dict.fromkeys(ids) if message_id in chat.messages]
    for message_id in there:
        check_deletable(world, chat, message_id)
    for message_id in there:
        delete(world, chat, message_id)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
