"""What residents choose about measures: which they look at, and of which they want to hear."""

from bot.dialogs.figures import heading
from bot.dialogs.measure_menus import resident_label, short_menu, ticked
from bot.dialogs.measure_words import Reader
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message, plain
from bot.speech import isolate, line, speech
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.town import Town


def filters(town: Town, outgoing: Outgoing) -> Message:
    """Let somebody choose area and theme; what is chosen is ticked."""
    said = speech(outgoing.language)
    _ = said.gettext
    area, theme = str(outgoing.args["area"]), str(outgoing.args["theme"])
    keys = [*town.areas, *town.themes]
    options = options_of(outgoing)

    def label(option: str) -> str:
        if option.startswith("ms:l:"):
            return _("Show")
        key = keys[options.index(option)]
        title = town.areas[key].title if options.index(option) < len(town.areas) else town.themes[key]
        return ticked(text_in(title, said.language), chosen=key in (area, theme))

    text = _("Which area, which theme? Tap again to take a choice back.")
    return short_menu(line(f"<b>{plain(text)}</b>", said), options, label, said)


def follows(town: Town, outgoing: Outgoing) -> Message:
    """Show what somebody follows, and let them change it."""
    titles = outgoing.view
    if not isinstance(titles, dict):
        raise TypeError("the message needs the measures that are followed")
    said = speech(outgoing.language)
    _ = said.gettext
    reader, weekly = Reader(said), bool(outgoing.args["weekly"])
    parts = [
        heading(_("What would you like to hear of?"), said),
        line(_("You get each piece of news once, even if you choose several things."), said),
        line(
            _("You get it once a week, in one message.")
            if weekly
            else _("You get it as soon as it is there."),
            said,
        ),
    ]
    if not outgoing.args["agreed"]:
        hint = _("We only write to you if you have agreed to it: {command}").format(
            command=isolate("/notify")
        )
        parts.append(line(hint, said))
    by_number = {str(number): title for number, title in titles.values()}

    def label(option: str) -> str:
        match option.split(":"):
            case ["ms", "on" | "off" as what, "area", key]:
                title = text_in(town.areas[key].title, said.language)
                return ticked(_("Area: {title}").format(title=isolate(title)), chosen=what == "off")
            case ["ms", "on" | "off" as what, "theme", key]:
                title = text_in(town.themes[key], said.language)
                return ticked(_("Theme: {title}").format(title=isolate(title)), chosen=what == "off")
            case ["ms", "off", "measure", number]:
                return ticked(reader.label(by_number[number]), chosen=True)
            case _:
                return resident_label(option, said)

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)
