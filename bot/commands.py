"""The menu of commands and the bot's descriptions, per language, as the Bot API takes them."""

from typing import Any

from bot.dialogs.pages import command_texts
from bot.speech import OFFERED, speech
from domain.languages import DEFAULT, Language, text_in
from domain.town import Town


def registrations(town: Town) -> list[tuple[str, dict[str, Any]]]:
    """Return the calls (method, payload) that register commands and descriptions.

    Telegram knows two-letter codes only: Leichte Sprache has no menu of its own. Without a code a text
    is for everybody whose language has none.
    """
    calls: list[tuple[str, dict[str, Any]]] = []
    for language in OFFERED:
        for code in _codes(language):
            calls += _calls(town, language, code)
    return calls


def _codes(language: Language) -> list[str]:
    if len(language) != 2:
        return []
    return ["", language] if language == DEFAULT else [language]


def _calls(town: Town, language: Language, code: str) -> list[tuple[str, dict[str, Any]]]:
    _ = speech(language).gettext
    title, city = text_in(town.title, language), text_in(town.city, language)
    description = _(
        "{title} in {city}: say what you like and what worries you."
        " There are several languages to choose from."
    ).format(title=title, city=city)
    commands = [{"command": name, "description": text} for name, text in command_texts(language).items()]
    return [
        ("setMyCommands", {"commands": commands, "language_code": code}),
        ("setMyDescription", {"description": description[:512], "language_code": code}),
        ("setMyShortDescription", {"short_description": f"{title} – {city}"[:120], "language_code": code}),
    ]
