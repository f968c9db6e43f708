"""What belongs to a card and cannot be on it: files of a question, and the button that sends where one is."""

from bot.dialogs.labels import CLIP, numbered
from bot.dialogs.message import Message, plain
from bot.speech import line, speech
from domain.attachments import Attachment
from domain.outgoing import Outgoing


def question_file(outgoing: Outgoing) -> Message:
    """Show a picture, a sound or a film of a question or a choice; its words stand on the card below."""
    said, number, label = speech(outgoing.language), outgoing.args.get("number"), outgoing.args.get("label")
    if not isinstance(outgoing.view, Attachment):
        raise TypeError("a file of a question needs its view")
    words = isinstance(number, int) and number and numbered(number, plain(str(label)), said)
    return Message(line(words, said) if words else "", attachment=outgoing.view)


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
    """Say that the button is no longer needed: the place has come, or something else is asked."""
    said = speech(outgoing.language)
    arrived, none = said.gettext("The place has arrived."), said.gettext("No place was sent.")
    done = arrived if outgoing.args.get("has_come") else none
    return Message(line(plain(f"📍 {done}"), said), keyboard_back=True)
