"""What residents want to be told: asked for, kept, taken back."""

from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.pages import marked_up
from bot.dialogs.why import off_labels
from bot.speech import Speech, isolate, line, speech
from domain.outgoing import Outgoing
from domain.town import (
    INVITATIONS_CONSENT,
    MEASURES_CONSENT,
    NEWS_CONSENT,
    RESULTS_CONSENT,
    WISHES,
    Town,
)
from usecases.content import consent_page
from usecases.wish import page_of


def overview(outgoing: Outgoing) -> Message:
    """Show every kind of message with whether somebody gets it; on top what has just changed."""
    said = speech(outgoing.language)
    _ = said.gettext
    on = outgoing.args["on"]
    if not isinstance(on, list):
        raise TypeError("the message needs what is on")
    heading = _("What may we tell you?")
    changed = _changed(str(outgoing.args["changed"]), str(outgoing.args["purpose"]), said)
    # Translators: after the name of a kind of message, such as "Results: yes": whether somebody gets it
    yes, no = _("yes"), _("no")
    names = wish_names(said)
    kinds = [
        _("{kind}: {answer}").format(kind=names[one], answer=f"<b>{plain(yes if one in on else no)}</b>")
        for one in WISHES
    ]
    parts = [f"<b>{plain(heading)}</b>", "\n".join(line(f"• {kind}", said) for kind in kinds)]
    if changed:
        parts.insert(0, plain(changed))
    labels = wish_labels(said)
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: labels[option], said)


def question(town: Town, outgoing: Outgoing) -> Message:
    """Say what agreeing means, and ask."""
    said = speech(outgoing.language)
    page = consent_page(town, outgoing.language, page_of(str(outgoing.args["purpose"])))
    labels = wish_labels(said)
    return menu(marked_up(page.text), options_of(outgoing), lambda option: _label(option, labels), said)


def wish_names(said: Speech) -> dict[str, str]:
    """Return the kinds of messages, by purpose."""
    _ = said.gettext
    return {
        RESULTS_CONSENT: _("Results of surveys"),
        INVITATIONS_CONSENT: _("Invitations to events"),
        MEASURES_CONSENT: _("What is being done (measures)"),
        NEWS_CONSENT: _("News of the project"),
    }


def wish_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons about wishes say, by option without its details."""
    _ = said.gettext
    on = {
        RESULTS_CONSENT: _("Tell me the results"),
        INVITATIONS_CONSENT: _("Invite me to events"),
        MEASURES_CONSENT: _("Tell me what is being done"),
        NEWS_CONSENT: _("Tell me the project's news"),
    }
    return {
        "notify": _("What may we tell you?"),
        "notify:yes": _("Yes, tell me"),
        "notify:no": _("No, thank you"),
        **{f"notify:{purpose}": label for purpose, label in on.items()},
        **{f"notify:ask:{purpose}": label for purpose, label in on.items()},
        **{f"notify:off:{purpose}": label for purpose, label in off_labels(said).items()},
        **{f"off:{purpose}": label for purpose, label in off_labels(said).items()},
    }


def _label(option: str, labels: dict[str, str]) -> str:
    return labels[":".join(option.split(":")[:2])]


def _changed(changed: str, purpose: str, said: Speech) -> str:
    """Return the sentence on what has just become of a kind, nothing where nothing has."""
    _ = said.gettext
    match changed:
        case "on":
            return {
                RESULTS_CONSENT: _("We will write to you here when there are results."),
                INVITATIONS_CONSENT: _("We will invite you here to events of the project."),
                MEASURES_CONSENT: _(
                    "We will write to you here what is being done. Choose of what: {command}"
                ),
                NEWS_CONSENT: _("We will write to you here when there is news of the project."),
            }[purpose].format(command=isolate("/measures"))
        case "off":
            return {
                RESULTS_CONSENT: _("You will get no more messages with results."),
                INVITATIONS_CONSENT: _("You will get no more invitations."),
                MEASURES_CONSENT: _("You will get no more messages on measures."),
                NEWS_CONSENT: _("You will get no more news of the project."),
            }[purpose]
        case "declined":
            return _("That is fine. You can change this at any time: {command}").format(
                command=isolate("/notify")
            )
        case _:
            return ""
