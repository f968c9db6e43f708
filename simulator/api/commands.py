"""What the bot says about itself: commands, name, descriptions, menu button."""

from collections.abc import Callable
from typing import Any

from simulator.api.call import Call
from simulator.errors import bad_request
from simulator.profile import (
    DEFAULT_MENU,
    DEFAULT_SCOPE,
    PLAIN_SCOPES,
    Scope,
    checked_commands,
    checked_language,
)
from simulator.state import World

Handler = Callable[[World, Call], Any]
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
MENU_TYPES = ("default", "commands", "web_app")


def _place(world: World, call: Call) -> tuple[Scope, str]:
    language = checked_language(call.text("language_code"))
    scope = call.json("scope")
    if scope is None:
        return DEFAULT_SCOPE, language
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = str(scope.get("type", ""))
    if kind in PLAIN_SCOPES:
        return (kind, 0, 0), language
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = world.chat(scope.get("chat_id"))
    return (kind, chat.id, int(scope.get("user_id") or 0) if kind == "chat_member" else 0), language


def set_my_commands(world: World, call: Call) -> bool:
    """Set the commands for a scope and a language."""
    commands = checked_commands(call.json("commands"))
    place = _place(world, call)
    if commands:
        world.profile.commands[place] = commands
    else:
        world.profile.commands.pop(place, None)
    world.events.tell("commands", None)
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, str]]:
    """Return the commands set for exactly this scope and language."""
    return world.profile.commands.get(_place(world, call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Remove the commands of a scope and language, so that the wider ones show."""
    world.profile.commands.pop(_place(world, call), None)
    world.events.tell("commands", None)
    return True


def _setter(field: str) -> Handler:
    def set_text(world: World, call: Call) -> bool:
        language = checked_language(call.text("language_code"))
        text = call.text(field)
        if len(text) > TEXT_LIMITS[field]:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        world.profile.set_text(field, language, text)
        world.events.tell("bot", None)
        return True

    return set_text


def _getter(field: str) -> Handler:
    def get_text(world: World, call: Call) -> dict[str, str]:
        return {field: world.profile.text(field, checked_language(call.text("language_code")))}

    return get_text


def set_chat_menu_button(world: World, call: Call) -> bool:
    """Set what the button beside the input does, in one private chat or everywhere."""
    menu = call.json("menu_button") or DEFAULT_MENU
    if not isinstance(menu, dict) or menu.get("type") not in MENU_TYPES:
        raise bad_request("can't parse menu button: unsupported menu button type specified")
    chat_id = call.integer("chat_id")
    if chat_id:
        world.chat(chat_id).menu = menu
    else:
        world.profile.menu = menu
    world.events.tell("commands", chat_id or None)
    return True


def get_chat_menu_button(world: World, call: Call) -> dict[str, Any]:
    """Return the menu button of a private chat, or the one everywhere."""
    chat_id = call.integer("chat_id")
    return (world.chat(chat_id).menu if chat_id else None) or world.profile.menu


METHODS: dict[str, Handler] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
