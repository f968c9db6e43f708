"""What the bot does to a chat: posting, replacing and deleting messages."""

from typing import Any

from simulator.errors import BLOCKED, CANNOT_INITIATE, DEACTIVATED, ApiError, bad_request, forbidden
from simulator.keyboards import Keyboard
from simulator.state import Chat, Message, World

TWO_DAYS = 172_800


def check_writable(chat: Chat) -> None:
    """Refuse to write into a chat where the bot may not.

    Raises:
        ApiError: the person blocked the bot, never wrote to it or is gone; the bot left; the group moved.
    """
    if person := chat.person:
        if person.deleted:
            raise DEACTIVATED
        if person.blocked:
            raise BLOCKED
        if not person.wrote:
            raise CANNOT_INITIATE
        return
    if chat.migrated_to is not None:
        parameters = {"migrate_to_chat_id": chat.migrated_to}
        raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", parameters)
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.info['type']} chat")
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.info['type']} chat")


def post(world: World, chat: Chat, content: dict[str, Any], keyboard: Keyboard | None = None) -> Message:
    """Add a message of the bot to a chat and show it to those who watch.

    Args:
        world: where the chat is.
        chat: a chat the bot may write into.
        content: the message's fields besides id, sender, chat and date.
        keyboard: what hangs below it, or replaces the chat's reply keyboard.

    Returns:
        the Message object.
    """
    message: Message = {
        "message_id": world.new_message_id(),
        "from": world.bot,
        "chat": chat.info,
        "date": world.now(),
        **content,
    }
    if keyboard is not None:
        if keyboard.kind == "inline":
            message["reply_markup"] = keyboard.markup
        else:
            chat.reply_keyboard = keyboard.markup if keyboard.kind == "reply" else None
    chat.messages[message["message_id"]] = message
    chat.changed()
    world.events.tell("message", chat.id, message=message)
    return message


def replace(world: World, chat: Chat, message: Message) -> Message:
    """Put an edited message into the place of the old one and show it."""
    chat.messages[message["message_id"]] = message
    chat.changed()
    world.events.tell("edited", chat.id, message=message)
    return message


def delete(world: World, chat: Chat, message_id: int) -> None:
    """Delete a message for everybody.

    Raises:
        ApiError: it is unknown, older than two days, or somebody else's in a group.
    """
    check_deletable(world, chat, message_id)
    del chat.messages[message_id]
    chat.changed()
    world.events.tell("deleted", chat.id, message_id=message_id)


def check_deletable(world: World, chat: Chat, message_id: int) -> None:
    """Let pass what `delete` can delete.

    Raises:
        ApiError: as `delete`.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    others_in_group = chat.person is None and message["from"]["id"] != world.bot["id"]
    if others_in_group or world.now() - message["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted for everyone")


def own_message(world: World, chat: Chat, message_id: int) -> Message:
    """Return a message of the bot that is to be edited.

    Raises:
        ApiError: there is none with this id, or somebody else wrote it.
    """
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return message
