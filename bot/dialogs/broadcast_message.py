"""What residents get of a broadcast: the town's words, where its buttons lead, why it came, how it ends.

Nobody is in a menu when it comes, so numbers cannot be typed: for each button the text names a command.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from bot.buttons import menu_data
from bot.dialogs.figures import heading
from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.why import off_button, why_lines
from bot.speech import Speech, isolate, line, speech
from domain.broadcasts import LONGEST_TITLE, LinkKind
from domain.languages import DEFAULT, Language, text_in
from domain.outgoing import Outgoing
from usecases.broadcast_views import BroadcastView, LinkView

BELOW = "below:"
"""What an option begins with that is answered below its message, which stays as it is."""

_COMMANDS = {LinkKind.SURVEY: "/survey", LinkKind.EVENT: "/events", LinkKind.MEASURE: "/measures"}
_OPTIONS = {LinkKind.SURVEY: "survey", LinkKind.EVENT: "ev:show", LinkKind.MEASURE: "ms:show"}


def news(outgoing: Outgoing) -> Message:
    """Say what the town has to say to many."""
    if not isinstance(outgoing.view, BroadcastView):
        raise TypeError("the message needs its broadcast")
    return in_words(outgoing.view, outgoing.language)


@lru_cache(64)
def in_words(view: BroadcastView, language: Language) -> Message:
    """Return a broadcast's message in one language; all who read that language get the same one."""
    said = speech(language)
    written_in = language if view.text.get(language) else DEFAULT
    parts = []
    if view.urgent:
        parts.append(heading(_urgent(view, said), said))
    if written_in != language:
        parts.append(line(f"<i>{_note(said)}</i>", said))
    text = view.text.get(written_in, "")
    parts.append("\n".join(line(plain(one), speech(written_in)) if one else "" for one in text.split("\n")))
    if view.links:
        parts.append("\n".join(line(_way(link, said), said) for link in view.links))
    parts.append("\n".join(line(f"<i>{one}</i>", said) for one in why_lines(view.purpose, said)))
    rows = [(_button(link, said),) for link in view.links]
    rows.append((off_button(view.purpose, said),))
    return Message("\n\n".join(parts), tuple(rows), attachment=view.attachment)


def link_label(link: LinkView, said: Speech) -> str:
    """Return the name of what a button leads to."""
    _ = said.gettext
    title = shortened(text_in(link.title, said.language), LONGEST_TITLE)
    match link.link.kind:
        case LinkKind.PAGE:
            return urlsplit(link.link.target).hostname or link.link.target
        case LinkKind.SURVEY:
            return title or _("Survey")
        case LinkKind.EVENT:
            return title or _("Event")
        case LinkKind.MEASURE:
            return title or _("Measure")


def _urgent(view: BroadcastView, said: Speech) -> str:
    return said.gettext("Urgent message from {city}").format(city=isolate(text_in(view.city, said.language)))


def _note(said: Speech) -> str:
    """Say in the reader's language that the words below are German."""
    return said.gettext("This is not there in your language yet. You read it in German.")


def _way(link: LinkView, said: Speech) -> str:
    """Name what a button leads to, with what can be typed instead of it."""
    label = isolate(plain(link_label(link, said)))
    if link.link.kind is LinkKind.PAGE:
        return said.gettext("More on the web: {address}").format(address=isolate(plain(link.link.target)))
    return f"{label}: {isolate(_COMMANDS[link.link.kind])}"


def _button(link: LinkView, said: Speech) -> Button:
    label = shortened(link_label(link, said), BUTTON_LIMIT)
    if link.link.kind is LinkKind.PAGE:
        return Button(label, url=link.link.target)
    return Button(label, menu_data(f"{BELOW}{_OPTIONS[link.link.kind]}:{link.link.target}"))
