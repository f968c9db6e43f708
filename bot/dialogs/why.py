"""Why somebody gets a message, and how it ends: what every message to many carries."""

from bot.buttons import menu_data
from bot.dialogs.message import Button
from bot.speech import Speech, isolate
from domain.town import INVITATIONS_CONSENT, MEASURES_CONSENT, NEWS_CONSENT, RESULTS_CONSENT


def why_lines(purpose: str, said: Speech) -> list[str]:
    """Return the last lines of a message to many: why somebody gets it, and where that is changed.

    Nobody is in a menu when it comes, so a number cannot be typed: the line names a command.

    Args:
        purpose: The consent it goes out under.
        said: The reader's language.
    """
    _ = said.gettext
    why = {
        RESULTS_CONSENT: _("You get this message because you asked for results."),
        INVITATIONS_CONSENT: _("You get this message because you asked for invitations."),
        MEASURES_CONSENT: _("You get this message because you asked what is being done."),
        NEWS_CONSENT: _("You get this message because you asked for the project's news."),
    }
    change = _("Change this or end it: {command}").format(command=isolate("/notify"))
    return [why[purpose], change]


def off_button(purpose: str, said: Speech) -> Button:
    """Return the button that ends messages of this kind with one tap; the message itself stays."""
    return Button(off_labels(said)[purpose], menu_data(f"off:{purpose}"))


def off_labels(said: Speech) -> dict[str, str]:
    """Return what the button that ends a kind of message says, by purpose."""
    _ = said.gettext
    return {
        RESULTS_CONSENT: _("No more results, please"),
        INVITATIONS_CONSENT: _("No more invitations, please"),
        MEASURES_CONSENT: _("Nothing more on measures, please"),
        NEWS_CONSENT: _("No more news, please"),
    }
