"""The wish to be told the results: asked for, kept, taken back."""

from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.pages import marked_up
from bot.speech import Speech, isolate, speech
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import consent_page
from usecases.wish import PAGE


def question(town: Town, outgoing: Outgoing) -> Message:
    """Say what agreeing means, and ask."""
    page = consent_page(town, outgoing.language, PAGE)
    return _menu(marked_up(page.text), outgoing)


def kept(outgoing: Outgoing) -> Message:
    """Confirm the wish, and say how it ends."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _("We will write to you here when there are results.")
    stop = _("If you no longer want that, press the button below or send {command}.").format(
        command=isolate("/stop")
    )
    return _menu(f"<b>{plain(text)}</b>\n\n{plain(stop)}", outgoing)


def declined(outgoing: Outgoing) -> Message:
    """Accept a no, and name the other way to the results."""
    said = speech(outgoing.language)
    text = said.gettext("That is fine. You can look at published results at any time: {command}").format(
        command=isolate("/results")
    )
    return Message(plain(text))


def wish_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons about the wish say, by option."""
    _ = said.gettext
    return {
        "tell": _("Tell me the results"),
        "tell_yes": _("Yes, tell me"),
        "tell_no": _("No, thank you"),
        "tell_stop": _("No more results, please"),
    }


def _menu(text: str, outgoing: Outgoing) -> Message:
    said = speech(outgoing.language)
    labels = wish_labels(said)
    return menu(text, options_of(outgoing), lambda option: labels[option.split(":")[0]], said)
