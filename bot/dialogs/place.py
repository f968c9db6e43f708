"""The button that sends where somebody is, and what gives the keyboard back afterwards."""

from bot.dialogs.labels import CLIP
from bot.dialogs.message import Message, plain
from bot.speech import line, speech
from domain.outgoing import Outgoing


def place_button(outgoing: Outgoing) -> Message:
    """Offer to send the place where the reader is; another place can be sent as an attachment."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _(
        "The button sends where you are now. For another place press the paper clip {clip}"
        " and then “Location”. On a computer only that works."
    ).format(clip=CLIP)
    send = _("Send where I am")
    return Message(line(plain(text), said), asks_location=f"📍 {send}")


def place_noted(outgoing: Outgoing) -> Message:
    """Say that the button is no longer needed."""
    said = speech(outgoing.language)
    done = said.gettext("The place has arrived.")
    return Message(line(plain(f"📍 {done}"), said), keyboard_back=True)
