"""What a bot says about itself: name, descriptions, commands, menu button; per language and scope."""

import re
from typing import Any

from simulator.errors import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
MOST_COMMANDS = 100
DEFAULT_MENU: dict[str, Any] = {"type": "default"}
Scope = tuple[str, int, int]
DEFAULT_SCOPE: Scope = ("default", 0, 0)
PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


class Profile:
    """The bot's texts and commands. Language "" is what everybody without own texts sees."""

    def __init__(self, name: str) -> None:
        self.texts: dict[str, dict[str, str]] = {
            "name": {"": name},
            "description": {},
            "short_description": {},
        }
        self.commands: dict[tuple[Scope, str], list[dict[str, str]]] = {}
        self.menu = DEFAULT_MENU

    def text(self, field: str, language: str) -> str:
        """Return a text in a language, else the one for everybody."""
        texts = self.texts[field]
        return texts.get(language) or texts.get("", "")

    def set_text(self, field: str, language: str, text: str) -> None:
        """Set a text for a language; an empty one removes it."""
        if text:
            self.texts[field][language] = text
        else:
            self.texts[field].pop(language, None)

    def commands_in(self, chat: dict[str, Any], user_id: int, language: str) -> list[dict[str, str]]:
        """Return the commands that a user sees in a chat, by the Bot API's order of scopes."""
        chat_id: int = chat["id"]
        if chat["type"] == "private":
            scopes: list[Scope] = [("chat", chat_id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE]
        else:
            scopes = [
                ("chat_member", chat_id, user_id),
                ("chat", chat_id, 0),
                ("all_group_chats", 0, 0),
                DEFAULT_SCOPE,
            ]
        for scope in scopes:
            for spoken in (language, ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []


def checked_language(code: str) -> str:
    """Return the language code, refusing all but two small letters or nothing."""
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def checked_commands(commands: Any) -> list[dict[str, str]]:
    """Return the commands as the server keeps them, or refuse them."""
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for item in commands:
        if not isinstance(item, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        command = str(item.get("command", "")).removeprefix("/").lower()
        description = str(item.get("description", "")).strip()
        if not COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": command, "description": description})
    return kept
