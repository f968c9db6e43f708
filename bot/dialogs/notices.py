"""Short messages: welcome, thanks, what has ended, what was not possible."""

from bot.dialogs.markup import formatted
from bot.dialogs.menus import household_labels, menu, options_of
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.paper import enter_labels
from bot.dialogs.wish import wish_labels
from bot.speech import Speech, isolate, speech
from domain.blocks import K
from domain.invitation import Role
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import survey_title
from usecases.plain_surveys import NOTHING_YET
from usecases.views import ReceiptView, ScreenedOutView


def welcome(town: Town, outgoing: Outgoing) -> Message:
    """Greet somebody who is here for the first time."""
    said = speech(outgoing.language)
    _ = said.gettext
    title, city = (isolate(plain(text_in(texts, said.language))) for texts in (town.title, town.city))
    return Message(
        _(
            "<b>Welcome to {title}!</b>\n\nHere you can tell {city} what you like and what worries you."
        ).format(title=title, city=city)
    )


def submitted(outgoing: Outgoing) -> Message:
    """Thank for a submitted survey and hand over the receipt. The card becomes this message."""
    if not isinstance(outgoing.view, ReceiptView):
        raise TypeError("the message needs its view")
    said = speech(outgoing.language)
    _ = said.gettext
    yours = _("Your receipt code:")
    receipt = f"<code>{plain(outgoing.view.receipt)}</code>"
    lines = [
        *_thanks(said),
        f"{plain(yours)}\n{isolate(receipt)}",
        _(
            "Whoever has this code can have your answers deleted: with {command} and the code. We do not keep"
            " it. Please write it down or save it if you may want that."
        ).format(command=isolate("/withdraw")),
        *_afterwards(said),
    ]
    labels = {"hide": _("Hide the code"), **wish_labels(said), **household_labels(said)}
    return menu(
        "\n\n".join(lines),
        options_of(outgoing),
        lambda option: labels[option if option.startswith("hh:") else option.split(":")[0]],
        said,
    )


def receipt_hidden(outgoing: Outgoing) -> Message:
    """Thank once more, without the receipt: others may use this phone."""
    said = speech(outgoing.language)
    hidden = plain(said.gettext("The receipt code is no longer shown here. We cannot show it again."))
    text = "\n\n".join([*_thanks(said), hidden, *_afterwards(said)])
    labels = {**wish_labels(said), **household_labels(said)}
    return menu(text, options_of(outgoing), lambda option: labels[option], said)


def _thanks(said: Speech) -> list[str]:
    _ = said.gettext
    thanks = _("Thank you! Your answers have arrived.")
    sealed = _(
        "They wait until at least {n} people have answered. Then they are cut loose from this chat, for good,"
        " and counted together with others."
    ).format(n=isolate(said.number(K)))
    return [f"<b>{plain(thanks)}</b>", plain(sealed)]


def _afterwards(said: Speech) -> list[str]:
    _ = said.gettext
    return [
        plain(
            _(
                "We take your own messages with answers out of this chat. Those that are older than two days"
                " stay; if others use this phone, you can delete them here."
            )
        ),
        _(
            "When the survey has ended, its results will be published. What happens in the project:"
            " {about}. Questions? {contact}"
        ).format(about=isolate("/about"), contact=isolate("/contact")),
    ]


def screened_out(outgoing: Outgoing) -> Message:
    """Say with the survey's own words that it ends here for this person."""
    view = outgoing.view
    if not isinstance(view, ScreenedOutView):
        raise TypeError("the message needs its view")
    said = speech(outgoing.language)
    question = view.survey.question(view.note)
    words = formatted(text_in(question.label, said.language), lambda _name: NOTHING_YET)
    kept = plain(said.gettext("Nothing has been kept of your answers."))
    return Message(f"{words}\n\n{kept}")


def quota_full(town: Town, outgoing: Outgoing) -> Message:
    """Say kindly that enough people alike have answered a survey, and what can be done nevertheless."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    lines = [
        _(
            "Thank you for your interest in “{title}”! So many people in a situation like yours have answered"
            " already that their part is complete. So we ask you no further questions."
        ).format(title=title),
        plain(_("Nothing has been kept of your answers.")),
        _("You can still see what is planned and what becomes of it: {events}, {measures}").format(
            events=isolate("/events"), measures=isolate("/measures")
        ),
    ]
    labels = {**wish_labels(said), **household_labels(said), **enter_labels(said)}
    return menu("\n\n".join(lines), options_of(outgoing), lambda option: labels[option], said)


def already_taken(town: Town, outgoing: Outgoing) -> Message:
    """Say to a second try that everybody can take part once."""
    said = speech(outgoing.language)
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    return Message(
        said.gettext(
            "You have already taken part in “{title}”. Thank you! Everybody can take part once, so that all"
            " voices count the same."
        ).format(title=title)
    )


def survey_closed(town: Town, outgoing: Outgoing) -> Message:
    """Say when a survey could or can be answered."""
    said = speech(outgoing.language)
    _ = said.gettext
    key = str(outgoing.args["survey"])
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    planned = next((survey for survey in town.surveys if survey.key == key), None)
    if planned is None:
        return Message(_("“{title}” is not open at the moment.").format(title=title))
    return Message(
        _("“{title}” can be answered from {first} to {last}.").format(
            title=title,
            first=isolate(said.day_time(planned.window.opens)),
            last=isolate(said.day_time(planned.window.closes)),
        )
    )


def short(outgoing: Outgoing) -> Message:
    """Return one of the messages that say one thing only."""
    said = speech(outgoing.language)
    _ = said.gettext
    texts = {
        "kept": _("Everything stays as it is."),
        "deleted": _(
            "Everything linked to this chat is deleted: your language, your consents, and all answers that"
            " had not been cut loose. Answers that had been cut loose cannot be found from here any more."
            " Whoever has their receipt code can have them deleted: {withdraw}. If you write again, we start"
            " from the beginning."
        ).format(withdraw=isolate("/withdraw")),
        "answers_deleted": _("The answers that were still linked to this chat are deleted."),
        "withdrawn_before": _("These answers have been deleted already. Nothing of them is left."),
        "stopped": _(
            "You will get no more messages from us unless you write first. {command} brings you back."
        ).format(command=isolate("/start")),
        "unknown_command": _("There is no such command here. {command} shows what there is.").format(
            command=isolate("/help")
        ),
        "refused": _("This is for the town's staff only."),
        "invitation_invalid": _(
            "This invitation has been used already or has expired. Please ask for a new one."
        ),
        "sorry": _(
            "Something went wrong on our side. Your answers so far are kept. Please try again,"
            " or send {command}."
        ).format(command=isolate("/survey")),
    }
    return Message(texts[outgoing.template])


def staff_welcome(outgoing: Outgoing) -> Message:
    """Welcome a new member of staff and say what can be done."""
    said = speech(outgoing.language)
    text = said.gettext(
        "You are now part of the staff as: {role}.\n{results} shows the results, {stats} how many take part."
    ).format(
        role=isolate(role_in_words(Role(str(outgoing.args["role"])), said)),
        results=isolate("/results"),
        stats=isolate("/stats"),
    )
    return Message(text)


def role_in_words(role: Role, said: Speech) -> str:
    """Return the name of a role."""
    _ = said.gettext
    return {
        Role.ADMIN: _("administrator"),
        Role.MANAGER: _("neighbourhood manager"),
        Role.EDITOR: _("editor"),
        Role.MODERATOR: _("moderator"),
        Role.STEERING: _("steering group"),
        Role.DATA_PROTECTION: _("data protection"),
    }[role]


def group(outgoing: Outgoing) -> Message:
    """Say in a group that everything personal happens in a private chat."""
    _ = speech(outgoing.language).gettext
    link = outgoing.args.get("link")
    rows = ((Button(_("Open a private chat"), url=str(link)),),) if link else ()
    text = _("Please write to me in a private chat. There, the others in this group do not see your answers.")
    return Message(plain(text), rows)
