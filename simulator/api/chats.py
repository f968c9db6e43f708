"""What the bot can ask about itself, chats and people, and how it leaves."""

from typing import Any

from simulator.api.call import Call
from simulator.errors import bad_request, forbidden
from simulator.people import bot_member
from simulator.state import Chat, World


def get_me(world: World, call: Call) -> dict[str, Any]:
    """Return the bot itself."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, call: Call) -> dict[str, Any]:
    """Return what is known about a chat."""
    chat = world.chat(call.args.get("chat_id"))
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        chat.person is not None,
    )
    full = {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if username := chat.info.get("username"):
        full["active_usernames"] = [username]
    if chat.person is None:
        full["permissions"] = {"can_send_messages": True, "can_send_polls": True, "can_invite_users": True}
    return full


def get_chat_member(world: World, call: Call) -> dict[str, Any]:
    """Return what a user is in a chat."""
    chat = world.chat(call.args.get("chat_id"))
    user_id = call.integer("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("user not found")
    if user_id == world.bot["id"]:
        return bot_member(world, _bot_status(chat))
    inside = user_id == chat.id if chat.person else user_id in chat.members
    return {"user": user, "status": "member" if inside else "left"}


def _bot_status(chat: Chat) -> str:
    if chat.person:
        return "kicked" if chat.person.blocked else "member"
    return chat.bot_status


def get_chat_member_count(world: World, call: Call) -> int:
    """Return how many are in a chat, the bot included."""
    chat = world.chat(call.args.get("chat_id"))
    return 2 if chat.person else len(chat.members) + (chat.bot_status == "member")


def leave_chat(world: World, call: Call) -> bool:
    """Leave a group."""
    chat = world.chat(call.args.get("chat_id"))
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.info['type']} chat")
    old = bot_member(world, chat.bot_status)
    chat.bot_status = "left"
    content = {
        "chat": chat.info,
        "from": world.bot,
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": bot_member(world, "left"),
    }
    world.updates.add("my_chat_member", content, chat.id, chat.id)
    world.events.tell("member", chat.id, status="left")
    return True


def get_user_profile_photos(world: World, call: Call) -> dict[str, Any]:
    """Return a person's profile photos: nobody has any here."""
    if call.integer("user_id") not in world.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


def log_out(world: World, call: Call) -> bool:
    """Log out from the local server; on the simulator the bot can come back at once."""
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getUserProfilePhotos": get_user_profile_photos,
    "logOut": log_out,
    "close": log_out,
}
