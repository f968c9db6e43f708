"""The button that sends where somebody is, and what gives the keyboard back afterwards."""

from bot.dialogs.message import Message, plain
from bot.speech import line, speech
from domain.outgoing import Outgoing


def place_button(outgoing: Outgoing) -> Message:
    """Offer to send the place where the reader is; another place can be sent as an attachment."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _(
        "The button sends where you are now. For another place press 📎 and “Location”."
        " On a computer only that works."
    )
    return Message(line(plain(text), said), asks_location=_("📍 Send where I am"))


def place_noted(outgoing: Outgoing) -> Message:
    """Say that the button is no longer needed."""
    said = speech(outgoing.language)
    return Message(line(plain(said.gettext("📍 Done.")), said), keyboard_back=True)
