"""Menus: a few options, each a button and a number to type."""

from collections.abc import Callable

from bot.buttons import menu_data
from bot.dialogs.labels import numbered
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.pages import marked_up
from bot.speech import OFFERED, OWN_NAMES, Speech, isolate, line, speech
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import consent_page
from usecases.views import HomeView, Standing

LabelOf = Callable[[str], str]


def menu(text: str, options: list[str], label_of: LabelOf, said: Speech) -> Message:
    """Return a message with one button a row, numbered from 1 as the options can be typed."""
    rows = [
        (Button(numbered(number, label_of(option), said), menu_data(option)),)
        for number, option in enumerate(options, start=1)
    ]
    return Message(text, tuple(rows))


def options_of(outgoing: Outgoing) -> list[str]:
    """Return the options that a menu offers."""
    options = outgoing.args.get("options")
    return options if isinstance(options, list) else []


def language_choice(outgoing: Outgoing) -> Message:
    """Ask for the language in every language, and name each one as its speakers do."""
    texts = {speech(code).gettext("Please choose your language:"): None for code in OFFERED}
    said = speech(outgoing.language)
    return menu(
        "\n".join(plain(text) for text in texts),
        options_of(outgoing),
        lambda option: OWN_NAMES[option.split(":")[1]],
        said,
    )


def consent(town: Town, outgoing: Outgoing) -> Message:
    """Say what agreeing means, before the first question."""
    page = consent_page(town, outgoing.language)
    return menu(
        marked_up(page.text), options_of(outgoing), _consent_label(outgoing), speech(outgoing.language)
    )


def privacy(town: Town, outgoing: Outgoing) -> Message:
    """Show the whole notice, and go on from there."""
    page = town.page("privacy", outgoing.language)
    return menu(
        marked_up(page.text), options_of(outgoing), _consent_label(outgoing), speech(outgoing.language)
    )


def declined(town: Town, outgoing: Outgoing) -> Message:
    """Accept a no, name the other way to take part, and leave the door open."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _(
        "That is fine. Nothing has been saved about your opinion."
        " You can also take part without Telegram: {other_way}."
    ).format(other_way=text_in(town.other_way, said.language))
    return menu(plain(text), options_of(outgoing), _consent_label(outgoing), said)


def consent_labels(said: Speech) -> dict[str, str]:
    """Return the answers to the consent question."""
    _ = said.gettext
    return {"agree": _("Yes, I agree"), "read": _("Read everything"), "decline": _("No, thank you")}


def _consent_label(outgoing: Outgoing) -> LabelOf:
    labels = consent_labels(speech(outgoing.language))
    return lambda option: labels[option.split(":", 1)[0]]


def home(town: Town, outgoing: Outgoing) -> Message:
    """Say what can be done now."""
    view = outgoing.view
    if not isinstance(view, HomeView):
        raise TypeError("the home message needs its view")
    said = speech(outgoing.language)
    _ = said.gettext
    lines = [f"<b>{plain(text_in(town.title, said.language))}</b>"]
    if outgoing.args.get("back"):
        lines.append(
            plain(_("Welcome back! We will write to you here again when there is something you asked for."))
        )
    if not view.surveys:
        lines.append(plain(_("There is no survey open at the moment. Thank you for looking in.")))
    options = options_of(outgoing)
    numbered_ones = ((option.partition(":"), n) for n, option in enumerate(options, start=1))
    numbers = {key: n for (kind, _, key), n in numbered_ones if kind == "survey"}
    for key, title, state in view.surveys:
        name = plain(text_in(title, said.language))
        if len(numbers) > 1 and key in numbers:  # whole titles are too long for buttons
            name = numbered(numbers[key], name, said)
        lines.append(line(f"<b>{name}</b>", said) + f"\n{plain(_standing(state, said))}")
    started = {key for key, _title, state in view.surveys if state is Standing.STARTED}

    begin, go_on = survey_labels(said)

    def label(option: str) -> str:
        kind, _colon, key = option.partition(":")
        if kind == "hh":
            return household_labels(said)[option]
        if kind != "survey":
            return _("What may we tell you?")
        return go_on if key in started else begin

    help_line = _("More: {command}").format(command=isolate("/help"))
    return menu("\n\n".join([*lines, plain(help_line)]), options, label, said)


def survey_labels(said: Speech) -> tuple[str, str]:
    """Return what the button of a survey says: before it is begun, and from then on."""
    return said.gettext("Start"), said.gettext("Continue")


def _standing(state: Standing, said: Speech) -> str:
    _ = said.gettext
    match state:
        case Standing.NEW:
            return _("You can answer it now. You can pause at any time.")
        case Standing.STARTED:
            return _("You have begun. You can go on where you stopped.")
        case Standing.TAKEN:
            return _("You have taken part. Thank you!")


def delete_labels(said: Speech) -> dict[str, str]:
    """Return the answers to the question whether everything is to be erased, or only what is one's own."""
    _ = said.gettext
    return {
        "erase_me": _("Yes, only what is mine"),
        "erase": _("Yes, delete everything"),
        "keep": _("No, keep it"),
    }


def household_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons say by which the phone is handed on, and those of the household's screens."""
    _ = said.gettext
    return {
        "hh:new": _("Somebody else wants to join"),
        "hh:add": _("Somebody else wants to join"),
        "hh:list": _("Who is answering?"),
        "hh:all": _("Back"),
        "hh:change": _("Change a name or remove"),
        "hh:rename": _("Change the name"),
        "hh:remove": _("Remove from this chat"),
        "hh:gone": _("Yes, remove and delete"),
    }


def delete_question(outgoing: Outgoing) -> Message:
    """Ask once before everything linked to the chat is erased, and say what cannot be found any more."""
    said = speech(outgoing.language)
    _ = said.gettext
    labels = delete_labels(said)
    heading = _("Delete everything linked to this chat?")
    text = "\n\n".join(
        [
            f"<b>{plain(heading)}</b>",
            plain(
                _(
                    "This deletes your language, your consents, and all answers that are still linked to this"
                    " chat, submitted ones that wait as well. It cannot be undone."
                )
            ),
            *_for_whom(options_of(outgoing), labels, said),
            *_of_others(outgoing.args.get("entered", 0), said),
            plain(_("Your registrations for events are deleted, too. The seats then go to others.")),
            plain(
                _(
                    "Answers that have been cut loose stay: they are kept without your name, and nobody in"
                    " the project team can find out which are yours. Only your receipt code leads to them:"
                    " {withdraw}. A check value without your name also stays, so that nobody takes part"
                    " twice."
                ).format(withdraw=isolate("/withdraw"))
            ),
        ]
    )
    return menu(text, options_of(outgoing), lambda option: labels[option], said)


def _of_others(entered: object, said: Speech) -> list[str]:
    """Say to staff how many people's answers, which they have entered, would go with their chat."""
    if not isinstance(entered, int) or not entered:
        return []
    text = said.ngettext(
        "You have entered {n} paper or call that is not counted yet. It is deleted as well, for the person"
        " who answered it.",
        "You have entered {n} papers or calls that are not counted yet. They are deleted as well, for the"
        " people who answered them.",
        entered,
    )
    later = said.gettext("If you wait until they are counted, they stay.")
    return [plain(f"{text.format(n=isolate(said.number(entered)))} {later}")]


def _for_whom(options: list[str], labels: dict[str, str], said: Speech) -> list[str]:
    """Say to one of several people in a chat what becomes of the others' things."""
    if "erase_me" not in options:
        return []
    text = said.gettext(
        "Several people take part in this chat. “{mine}” deletes only what is linked to the person named at"
        " the top. “{all}” deletes it for everybody here."
    )
    return [plain(text.format(mine=isolate(labels["erase_me"]), all=isolate(labels["erase"])))]
