"""What is said where several people share a chat: who is there, who answers, what they are called."""

from dataclasses import replace

from bot.buttons import whose_data
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import household_labels, menu, options_of
from bot.dialogs.message import Button, Message, plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.household import LONGEST_NAME, MOST_PEOPLE, Called
from domain.languages import Language, text_in
from domain.outgoing import Outgoing
from usecases.household_views import HouseholdView, HousemateView
from usecases.standing import Standing

_PERSON = "👤"


def said_to(who: Called, message: Message, language: Language) -> Message:
    """Return a message whose buttons are a person's; where others share the chat, it says on top for whom."""
    said = speech(language)
    rows = tuple(tuple(_button_of(who, button) for button in row) for row in message.rows)
    if who.alone or not message.text:  # nobody to be told from, or a picture or a place without words
        return replace(message, rows=rows)
    top = line(f"{_PERSON} {isolate(plain(name_of(who, said)))}", said)
    return replace(message, text=f"{top}\n{message.text}", rows=rows)


def _button_of(who: Called, button: Button) -> Button:
    data = whose_data(button.data, who.ordinal)
    return button if data == button.data else replace(button, data=data)


def name_of(who: Called, said: Speech) -> str:
    """Return what somebody is called: their name, else their number."""
    return who.name or said.gettext("Person {number}").format(number=isolate(said.number(who.ordinal)))


def people(outgoing: Outgoing) -> Message:
    """Show who takes part in this chat, how far each has come, and who answers just now."""
    view, said = _view(outgoing), speech(outgoing.language)
    _ = said.gettext
    heading = _("Who takes part in this chat")
    parts = [f"<b>{plain(heading)}</b>"]
    if note := _note(str(outgoing.args.get("note") or ""), said):
        parts.append(plain(note))
    parts += [_housemate(number, one, said) for number, one in enumerate(view.people, start=1)]
    if len(view.people) > 1:
        parts.append(
            plain(
                _(
                    "Tap the name of the person who answers now. Whoever answered before takes a break."
                    " Everybody has their own language, their own answers and their own rights."
                )
            )
        )
    else:
        parts.append(
            plain(
                _(
                    "Up to {n} people can take part with this phone. Everybody has their own language, their"
                    " own answers and their own rights."
                ).format(n=isolate(said.number(MOST_PEOPLE)))
            )
        )
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _label(option, view, said), said)


def change(outgoing: Outgoing) -> Message:
    """Ask whose name is to be changed, or who is to be removed."""
    view, said = _view(outgoing), speech(outgoing.language)
    text = said.gettext("Who is it about?")
    return menu(plain(text), options_of(outgoing), lambda option: _label(option, view, said), said)


def ask_name(outgoing: Outgoing) -> Message:
    """Ask what this chat is to call the person who joins."""
    view, said = _view(outgoing), speech(outgoing.language)
    _ = said.gettext
    heading = _("How shall we call the person who joins?")
    parts = [f"<b>{plain(heading)}</b>", plain(_how(said))]
    return _asked(outgoing, view, parts, said)


def ask_other_name(outgoing: Outgoing) -> Message:
    """Ask for another name for one of the people."""
    view, said = _view(outgoing), speech(outgoing.language)
    heading = said.gettext("How shall we call {name} from now on?").format(name=_whose(outgoing, view, said))
    return _asked(outgoing, view, [f"<b>{heading}</b>", plain(_how(said))], said)


def person(outgoing: Outgoing) -> Message:
    """Offer what can be done about one of the people."""
    view, said = _view(outgoing), speech(outgoing.language)
    name = f"<b>{_PERSON} {_whose(outgoing, view, said)}</b>"
    return menu(line(name, said), options_of(outgoing), lambda option: _label(option, view, said), said)


def remove(outgoing: Outgoing) -> Message:
    """Ask once before a person is removed and all is deleted that is linked to them."""
    view, said = _view(outgoing), speech(outgoing.language)
    _ = said.gettext
    heading = _("Remove {name} from this chat?").format(name=_whose(outgoing, view, said))
    text = _(
        "This deletes the person's language and consents, their registrations for events, and all of their"
        " answers that are still linked to this chat, submitted ones that wait as well. It cannot be undone."
        " What the others here have said stays. The place in this chat does not become free again, so that"
        " nobody takes part twice."
    )
    parts = f"<b>{heading}</b>\n\n{plain(text)}"
    return menu(parts, options_of(outgoing), lambda option: _label(option, view, said), said)


def _asked(outgoing: Outgoing, view: HouseholdView, parts: list[str], said: Speech) -> Message:
    _ = said.gettext
    problems = {
        "empty": _("We cannot read a name in this. Please type it once more."),
        "too_long": _("This is too long. A name can have {n} characters.").format(
            n=isolate(said.number(LONGEST_NAME))
        ),
        "taken": _("Somebody else in this chat has this name. Please choose one that tells you apart."),
    }
    if problem := outgoing.args.get("problem"):
        parts.insert(0, f"<blockquote>{plain(problems[str(problem)])}</blockquote>")
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _label(option, view, said), said)


def _how(said: Speech) -> str:
    return said.gettext(
        "Please type a name or a nickname. Only this chat sees it; it is not counted and not passed on."
    )


def _note(note: str, said: Speech) -> str:
    _ = said.gettext
    match note:
        case "full":
            return _(
                "{n} people have joined this chat, and more cannot: so nobody answers twice. Others can take"
                " part with a phone of their own, or on paper. Thank you for asking them!"
            ).format(n=isolate(said.number(MOST_PEOPLE)))
        case "erased":
            return _(
                "Removed. What was linked to this person is deleted. Answers that had been cut loose can be"
                " deleted with their receipt code only: {withdraw}"
            ).format(withdraw=isolate("/withdraw"))
        case "renamed":
            return _("The name is changed.")
        case "gone":
            return _("This person is not in this chat any more.")
        case _:
            return ""


def _housemate(number: int, one: HousemateView, said: Speech) -> str:
    """Return somebody with their language and how far they have come; a tick says who answers just now."""
    _ = said.gettext
    name = f"<b>{plain(_about(one, said))}</b>"
    lines = [line(numbered(number, name, said), said)]
    for title, standing in one.surveys:
        text = _("has begun: {title}") if standing is Standing.STARTED else _("has taken part: {title}")
        lines.append(line(text.format(title=isolate(plain(text_in(title, said.language)))), said))
    if not one.surveys:
        lines.append(line(plain(_("has not answered anything yet")), said))
    return "\n".join(lines)


def _about(one: HousemateView, said: Speech, longest: int = LONGEST_NAME) -> str:
    name = isolate(shortened(name_of(one.called, said), longest))
    language = "" if one.language is None else f" · {isolate(OWN_NAMES.get(one.language, one.language))}"
    return f"{name}{language}{' ✓' if one.speaks else ''}"


def _label(option: str, view: HouseholdView, said: Speech) -> str:
    """Return what a button says; the words of a person's one stay below the limit with its number."""
    _hh, deed, *number = option.split(":")
    one = view.person(int(number[0])) if number else None
    if deed == "unnamed":
        return name_of(Called(int(number[0])), said)
    if deed == "to" and one is not None:
        over = len(numbered(view.people.index(one) + 1, _about(one, said), said)) - BUTTON_LIMIT
        return _about(one, said, LONGEST_NAME - max(0, over))
    if deed == "person" and one is not None:
        return name_of(one.called, said)
    return household_labels(said)[f"hh:{deed}"]


def _whose(outgoing: Outgoing, view: HouseholdView, said: Speech) -> str:
    number = outgoing.args.get("person")
    one = view.person(number) if isinstance(number, int) else None
    if one is None:
        raise TypeError("the message needs its person")
    return isolate(plain(name_of(one.called, said)))


def _view(outgoing: Outgoing) -> HouseholdView:
    if not isinstance(outgoing.view, HouseholdView):
        raise TypeError("the message needs its view")
    return outgoing.view
