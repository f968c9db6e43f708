"""Groups with the bot in them."""

from typing import Any

from simulator.errors import bad_request
from simulator.people import bot_member, tell_bot_membership
from simulator.state import Chat, Person, World


def create(world: World, title: str, members: list[Person], kind: str = "group") -> Chat:
    """Found a group; its first member adds the bot, which learns of it."""
    chat = world.add_group(title, members, kind)
    founder = members[0]
    tell_bot_membership(world, chat, founder, bot_member(world, "left"), bot_member(world, "member"))
    _service_message(world, chat, founder, {"new_chat_members": [world.bot]})
    return chat


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup: it gets another id, and writing to the old one is refused."""
    if chat.info["type"] != "group" or chat.migrated_to is not None:
        raise bad_request("only a group can become a supergroup, once")
    members = list(chat.members.values())
    supergroup = world.add_group(chat.info["title"], members, "supergroup")
    _service_message(world, chat, members[0], {"migrate_to_chat_id": supergroup.id})
    _service_message(world, supergroup, members[0], {"migrate_from_chat_id": chat.id})
    chat.migrated_to = supergroup.id
    return supergroup


def _service_message(world: World, chat: Chat, by: Person, content: dict[str, Any]) -> None:
    message = {
        "message_id": world.new_message_id(),
        "from": by.user,
        "chat": chat.info,
        "date": world.now(),
        **content,
    }
    chat.messages[message["message_id"]] = message
    world.events.tell("message", chat.id, message=message)
    world.updates.add("message", message, chat.id, chat.id)
