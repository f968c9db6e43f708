"""What is asked about a party's needs at an event, and about its name for the door."""

from bot.buttons import menu_data
from bot.dialogs.event_words import language_in_words
from bot.dialogs.events_residents import view_of
from bot.dialogs.figures import heading
from bot.dialogs.labels import numbered
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.pages import marked_up
from bot.speech import Speech, isolate, line, speech
from domain.events import Need
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import consent_page
from usecases.event_needs import LONGEST_NAME, MOST_CHILDREN, NONE, PAGE


def needs(outgoing: Outgoing) -> Message:
    """Ask what a party needs, and show what it has said."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    known = dict(view.standing.needs) if view.standing else {}
    name = view.standing.name if view.standing else None
    told = [need_in_words(need, detail, said) for need, detail in known.items()]
    if name is not None:
        told.append(_("Name for the door: {name}").format(name=isolate(name)))
    parts = [heading(_("Do you need something there?"), said)]
    if told:
        parts.append("\n".join(line(f"• {plain(one)}", said) for one in told))
    parts.append(line(plain(_("You can tell us here. You need not.")), said))
    labels = need_labels(said)

    def label(option: str) -> str:
        what = option.split(":")
        if what[1] == "show":
            # Translators: the button that ends the question what somebody needs
            return _("Done") if told else _("No, nothing")
        is_told = name is not None if what[1] == "name" else what[-1] in known
        return f"{'☑' if is_told else '☐'} {labels[what[1] if what[1] == 'name' else what[-1]]}"

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def consent(town: Town, outgoing: Outgoing) -> Message:
    """Say what agreeing to the keeping of needs means, and ask."""
    said = speech(outgoing.language)
    page = consent_page(town, outgoing.language, PAGE)
    yes, no = said.gettext("Yes, I agree"), said.gettext("No, thank you")
    return menu(
        marked_up(page.text),
        options_of(outgoing),
        lambda option: yes if option.startswith("ev:agree:") else no,
        said,
    )


def interpreter(outgoing: Outgoing) -> Message:
    """Ask for the interpreter's language."""
    said = speech(outgoing.language)
    _ = said.gettext

    def label(option: str) -> str:
        what = option.split(":")
        if what[1] == "needs":
            return _("Back")
        return _("No interpreter") if what[-1] == NONE else language_in_words(what[-1], said)

    return menu(line(plain(_("An interpreter for which language?")), said), options_of(outgoing), label, said)


def children(outgoing: Outgoing) -> Message:
    """Ask how many children are to be looked after."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = []
    if outgoing.args.get("problem"):
        wrong = _("Please choose or type a number from {first} to {last}.")
        wrong = wrong.format(first=isolate(said.number(0)), last=isolate(said.number(MOST_CHILDREN)))
        parts.append(line(f"<i>{plain(wrong)}</i>", said))
    parts.append(line(plain(_("How many children shall we look after?")), said))
    options = options_of(outgoing)
    numbers = [Button(said.number(number), menu_data(option)) for number, option in enumerate(options, 1)]
    none = Button(numbered(0, _("No childcare"), said), menu_data(f"{options[0].rpartition(':')[0]}:0"))
    row = numbers[::-1] if said.right_to_left else numbers
    return Message("\n\n".join(parts), (tuple(row), (none,)))


def door_name(outgoing: Outgoing) -> Message:
    """Ask for the name by which the party is found at the door."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = []
    if outgoing.args.get("problem"):
        wrong = _("At most {n} characters, please.").format(n=isolate(said.number(LONGEST_NAME)))
        parts.append(line(f"<i>{plain(wrong)}</i>", said))
    parts += [
        line(plain(_("By which name shall we find you at the door? Please type it.")), said),
        line(plain(_("It need not be your own.")), said),
    ]

    def label(option: str) -> str:
        return _("Back") if option.split(":")[1] == "needs" else _("No name")

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def need_labels(said: Speech) -> dict[str, str]:
    """Return what can be told for the door, by its place in the option."""
    _ = said.gettext
    return {
        Need.INTERPRETER: _("Interpreter"),
        Need.CHILDCARE: _("Childcare"),
        Need.STEP_FREE: _("Step-free access"),
        "name": _("Name for the door"),
    }


def need_in_words(need: Need, detail: str, said: Speech) -> str:
    """Return a need with its detail."""
    _ = said.gettext
    match need:
        case Need.INTERPRETER:
            return _("Interpreter: {language}").format(language=isolate(language_in_words(detail, said)))
        case Need.CHILDCARE:
            number = int(detail)
            return said.ngettext("Childcare for {n} child", "Childcare for {n} children", number).format(
                n=isolate(said.number(number))
            )
        case Need.STEP_FREE:
            return _("Step-free access")
