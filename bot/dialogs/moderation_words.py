"""The short words of moderation: kinds of personal data, reasons, and what went another way."""

from bot.speech import Speech
from domain.contributions import Reason
from domain.redaction import Why
from usecases.moderation_views import Notice


def why_in_words(why: Why, said: Speech) -> str:
    """Return what a marked place is."""
    _ = said.gettext
    return {
        Why.EMAIL: _("e-mail address"),
        Why.PHONE: _("phone number"),
        Why.ADDRESS: _("address"),
        Why.ACCOUNT: _("bank account"),
        Why.LINK: _("link or account name"),
        Why.PLATE: _("licence plate"),
        Why.NAME: _("name"),
        Why.CHOSEN: _("chosen by hand"),
    }[why]


def reason_label(reason: Reason, said: Speech) -> str:
    """Return a reason to reject a text."""
    _ = said.gettext
    return {
        Reason.INSULT: _("Insult"),
        Reason.ADVERTISEMENT: _("Advertisement"),
        Reason.NOT_UNDERSTANDABLE: _("Not understandable"),
        Reason.ONLY_PERSONAL_DATA: _("Contains only personal data"),
    }[reason]


def notice_in_words(notice: str, said: Speech) -> str:
    """Return the sentence above a screen that is not what was asked for."""
    _ = said.gettext
    return {
        Notice.CHANGED: _("Something has changed here meanwhile. This is how it stands now."),
        Notice.DECIDED: _("That text has already been decided. Here is the next one."),
        Notice.GONE: _("That text is no longer here: it was withdrawn or deleted."),
        Notice.ONLY_ONE: _("No other text waits in this survey."),
        Notice.NO_SUCH_WORD: _("The text has no such words. Nothing was changed."),
        Notice.TOO_LONG: _("This reason is too long or empty. Please say it in a few words."),
        Notice.COUNTED: _("The wave is counted. Thank you!"),
        Notice.FILE_GONE: _("That file is no longer here: it was withdrawn, rejected or deleted."),
    }[Notice(notice)]
