"""What the menus of measures share: short labels, where an option leads, what a thing is about."""

from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.menus import LabelOf, menu
from bot.dialogs.message import Message, plain
from bot.speech import Speech, isolate, line
from domain.languages import text_in
from domain.town import Town

_NUMBER = 4  # characters that the number before a label takes


def short_menu(text: str, options: list[str], label_of: LabelOf, said: Speech) -> Message:
    """Return a menu whose buttons fit on a narrow phone."""
    return menu(text, options, lambda option: shortened(label_of(option), BUTTON_LIMIT - _NUMBER), said)


def ticked(text: str, *, chosen: bool) -> str:
    """Return the label of something that can be chosen, with whether it is."""
    return f"{'☑' if chosen else '☐'} {text}"


def measure_labels(said: Speech) -> dict[str, str]:
    """Return what the residents' buttons say, by option without its details; they can be typed, too."""
    _ = said.gettext
    return {
        "ms:f": _("Choose area and theme"),
        "ms:mine": _("What I hear of"),
        "ms:progress": _("Progress as a picture"),
        "ms:follow": _("Tell me what is new of it"),
        "ms:leave": _("No more news of it, please"),
        "ms:weekly": _("Better once a week"),
        "ms:daily": _("Better at once"),
    }


def resident_label(option: str, said: Speech) -> str:
    """Return what a button says that leads from one of the residents' screens to another."""
    _ = said.gettext
    labels = measure_labels(said)
    name = ":".join(option.split(":")[:2])
    if name in labels:
        return labels[name]
    if name == "ms:need":
        return _("What it is for")
    return _("All needs and measures") if option == "ms" else _("For staff: change them")


def about(town: Town, area: str | None, theme: str | None, said: Speech) -> list[str]:
    """Return the lines that say which area and which theme something is about."""
    _ = said.gettext
    found = []
    if area is not None and area in town.areas:
        title = text_in(town.areas[area].title, said.language)
        found.append(_("Area: {title}").format(title=isolate(plain(title))))
    if theme is not None and theme in town.themes:
        title = text_in(town.themes[theme], said.language)
        found.append(_("Theme: {title}").format(title=isolate(plain(title))))
    return [line(one, said) for one in found]
