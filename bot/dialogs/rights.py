"""What is said about withdrawing answers and consents."""

from datetime import date

from bot.dialogs.menus import delete_labels, menu, options_of
from bot.dialogs.message import Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.outgoing import Outgoing
from domain.receipts import SIGNS
from domain.town import (
    INVITATIONS_CONSENT,
    MEASURES_CONSENT,
    NEEDS_CONSENT,
    NEWS_CONSENT,
    RESULTS_CONSENT,
    SURVEY_CONSENT,
    Town,
)
from domain.withdrawal import Stage
from usecases.content import survey_title

_EXAMPLE = "K7QM-2XNR-…"


def erase_labels(said: Speech) -> dict[str, str]:
    """Return the answers to the questions whether something is to be deleted or withdrawn."""
    yes = said.gettext("Yes, delete these answers")
    withdraw = said.gettext("Yes, withdraw it")
    keep = delete_labels(said)["keep"]
    return {"withdraw": yes, "erase_answers": yes, "unconsent": withdraw, "keep": keep}


def withdraw_code(outgoing: Outgoing) -> Message:
    """Ask for the receipt code, for the first time or once more."""
    said = speech(outgoing.language)
    _ = said.gettext
    heading = _("Withdraw submitted answers")
    texts = {
        "withdraw_code": _(
            "Please type the receipt code that you were given when you submitted. Before anything is"
            " deleted, we ask you once more."
        ),
        "withdraw_slip": _(
            "That is not yet a receipt code: perhaps a sign is missing, or one was misread. A code has {n}"
            " letters and digits, such as {example}. Please look once more and type it again."
        ).format(n=isolate(said.number(SIGNS)), example=isolate(_EXAMPLE)),
        "withdraw_unknown": _(
            "We find no answers under this code. Please compare it with what you noted, and type it again."
        ),
    }
    return _asked(outgoing, f"<b>{plain(heading)}</b>\n\n{plain(texts[outgoing.template])}", said)


def withdraw_later(outgoing: Outgoing) -> Message:
    """Say kindly until when no more codes are looked up."""
    said = speech(outgoing.language)
    text = said.gettext(
        "We found nothing under the last codes. Please take a break and try again after {time}. If you need"
        " help: {contact}"
    )
    return Message(plain(text.format(time=isolate(outgoing.args["until"]), contact=isolate("/contact"))))


def withdraw_question(town: Town, outgoing: Outgoing) -> Message:
    """Ask once before answers are deleted."""
    said = speech(outgoing.language)
    _ = said.gettext
    heading = _("Delete your answers to “{title}”?").format(title=_title(town, outgoing, said))
    text = _(
        "They are deleted for good; nobody can bring them back. If they have been counted already, those"
        " totals stay as they are, as numbers without a person."
    )
    return _asked(outgoing, f"<b>{heading}</b>\n\n{plain(text)}", said)


def withdrawn(town: Town, outgoing: Outgoing) -> Message:
    """Say exactly what was deleted and what stays as a number."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _title(town, outgoing, said)
    texts = {
        Stage.LINKED: _(
            "Your answers to “{title}” are deleted. They were counted nowhere, and nothing of them is left."
            " While the survey is open, you can take part again."
        ),
        Stage.WAITING: _(
            "Your answers to “{title}” are deleted. They were counted nowhere yet. What stays is a check"
            " value that nobody takes part twice, and the number of answers that were withdrawn."
        ),
        Stage.COUNTED: _(
            "Your answers to “{title}” are deleted, and so are the texts in them. They had already been"
            " counted together with those of others: these totals stay, as numbers without a person. Below"
            " the results it says how many answers were withdrawn later. A check value stays as well, so"
            " that nobody takes part twice."
        ),
    }
    own = _("Your message with the code is still in this chat. You can delete it here.")
    return Message(f"{texts[Stage(str(outgoing.args['stage']))].format(title=title)}\n\n{plain(own)}")


def consents(outgoing: Outgoing) -> Message:
    """Show the consents that hold, each with a button that withdraws it."""
    said = speech(outgoing.language)
    _ = said.gettext
    heading = _("You have agreed to:")
    lines = [f"<b>{plain(heading)}</b>"]
    columns = (outgoing.args[name] for name in ("purposes", "days", "versions"))
    for purpose, day, version in zip(*map(_list, columns), strict=True):
        given = _("{purpose}, on {day}, notice of {version}").format(
            purpose=purpose_in_words(purpose, said),
            day=isolate(said.date(date.fromisoformat(day))),
            version=isolate(version),
        )
        lines.append(line(f"• {plain(given)}", said))
    lines.append(plain(_("You can withdraw each of them at any time. What was done before stays lawful.")))

    def label(option: str) -> str:
        return _("Withdraw: {purpose}").format(purpose=purpose_in_words(option.split(":")[1], said))

    return menu("\n".join(lines), options_of(outgoing), label, said)


def consent_question(outgoing: Outgoing) -> Message:
    """Ask once before a consent is withdrawn."""
    said = speech(outgoing.language)
    _ = said.gettext
    purpose = isolate(purpose_in_words(str(outgoing.args["purpose"]), said))
    heading = _("Withdraw your consent: {purpose}?").format(purpose=purpose)
    text = _("It then no longer holds from now on. You can agree again at any time.")
    return _asked(outgoing, f"<b>{plain(heading)}</b>\n\n{plain(text)}", said)


def consent_withdrawn(outgoing: Outgoing) -> Message:
    """Confirm that a consent no longer holds, and ask about answers that are still there."""
    said = speech(outgoing.language)
    _ = said.gettext
    purpose = isolate(purpose_in_words(str(outgoing.args["purpose"]), said))
    lines = [plain(_("Your consent no longer holds: {purpose}.").format(purpose=purpose))]
    if outgoing.args["purpose"] == SURVEY_CONSENT:
        lines.append(plain(_("The survey is stopped. Nothing is asked any more.")))
    if options_of(outgoing):
        lines.append(plain(_("Answers of yours are still linked to this chat. Shall we delete them?")))
    return _asked(outgoing, "\n\n".join(lines), said)


def inactive(outgoing: Outgoing) -> Message:
    """Tell somebody who has been away for long that all will be deleted, and how to keep it."""
    said = speech(outgoing.language)
    text = said.gettext(
        "This chat has not been used for a long time. On {day} we delete everything that is linked to it:"
        " your language, your consents, and answers that you have begun. Would you like to keep it? Then send"
        " {command}. Otherwise you need not do anything."
    )
    day = isolate(said.date(date.fromisoformat(str(outgoing.args["day"]))))
    return Message(plain(text.format(day=day, command=isolate("/survey"))))


def purpose_in_words(purpose: str, said: Speech) -> str:
    """Return what a consent is for; an unknown purpose stays as it is kept."""
    _ = said.gettext
    return {
        SURVEY_CONSENT: _("taking part in surveys"),
        RESULTS_CONSENT: _("messages about results"),
        INVITATIONS_CONSENT: _("invitations to events"),
        MEASURES_CONSENT: _("messages about measures"),
        NEWS_CONSENT: _("news of the project"),
        NEEDS_CONSENT: _("keeping what you need at an event"),
    }.get(purpose, purpose)


def _asked(outgoing: Outgoing, text: str, said: Speech) -> Message:
    labels = erase_labels(said)
    return menu(text, options_of(outgoing), lambda option: labels[option.split(":", 1)[0]], said)


def _title(town: Town, outgoing: Outgoing, said: Speech) -> str:
    return isolate(plain(survey_title(town, outgoing.args, said.language)))


def _list(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("the message needs its lists")
    return value
