"""What is read at the door: the list for staff and one party of it; for residents, their ticket."""

from zoneinfo import ZoneInfo

from bot.buttons import menu_data
from bot.dialogs.event_words import time_in_words, when_in_words
from bot.dialogs.events_needs import need_in_words
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.pictures.chart import QrCode
from bot.speech import Speech, isolate, line, speech
from domain.door import Door, Party
from domain.events import Event
from domain.languages import text_in
from domain.outgoing import Outgoing
from usecases.door_views import DoorView, PartyView
from usecases.tickets import TicketView


def door_list(outgoing: Outgoing) -> Message:
    """Show how many are expected and here, and a page of the list, with what each party needs."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, DoorView):
        raise TypeError("the message needs the list")
    _ = said.gettext
    title = _("At the door: {title}").format(title=isolate(text_in(view.event.title, said.language)))
    parts = [*_notice(str(outgoing.args.get("notice") or ""), view.event, view.door, said)]
    parts += [heading(title, said), "\n".join(line(one, said) for one in _counts(view, said))]
    for number, party in enumerate(view.parties, 1):
        named = numbered(number, f"<b>{plain(party_in_words(party, said))}</b>", said)
        lines = [named, *(plain(f"• {one}") for one in _details(party, view.event, said))]
        parts.append("\n".join(line(one, said) for one in lines))
    if not view.parties:
        parts.append(line(plain(_("Nobody has registered.")), said))
    parts.append(line(plain(_("Type a name or the code of a ticket to look for it.")), said))
    names = {f"door:{view.event.id}:p:{one.registration_id}": one for one in view.parties}

    def label(option: str) -> str:
        if option in names:
            sign = "☑" if names[option].is_here else "☐"
            return shortened(f"{sign} {party_in_words(names[option], said)}", BUTTON_LIMIT - 5)
        return _list_label(option, view, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def door_party(outgoing: Outgoing) -> Message:
    """Show one party with what it needs; how many of it are here is a button, or was one."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, PartyView):
        raise TypeError("the message needs the party")
    _, party = said.gettext, view.party
    parts = [*_notice(str(outgoing.args.get("notice") or ""), view.event, view.door, said)]
    lines = [plain(f"• {one}") for one in _details(party, view.event, said)]
    title = text_in(view.event.title, said.language)
    parts += [heading(party_in_words(party, said), said), line(plain(isolate(title)), said)]
    parts += ["\n".join(line(one, said) for one in lines)] if lines else []
    options = options_of(outgoing)
    if party.is_here or view.door is not Door.OPEN:
        labels = {"undo": _("It was a mistake: not here yet"), "": _("To the list")}
        return menu(
            "\n\n".join(parts), options, lambda option: labels["undo" if ":undo:" in option else ""], said
        )
    parts.append(line(plain(_("How many of them are here? Press or type the number.")), said))
    base = f"door:{view.event.id}"
    every = said.ngettext("{n} person is here", "All {n} people are here", party.people)
    all_here = Button(
        every.format(n=said.number(party.people)),
        menu_data(f"{base}:in:{party.registration_id}:{party.people}"),
    )
    sizes = [
        Button(said.number(int(option.rpartition(":")[2])), menu_data(option))
        for option in options
        if party.people > 1
    ]
    rows = [row[::-1] if said.right_to_left else row for row in in_rows(sizes, 4)] if sizes else []
    back = Button(_("To the list"), menu_data(base))
    return Message("\n\n".join(parts), ((all_here,), *rows, (back,)))


def unknown(outgoing: Outgoing) -> Message:
    """Say to staff that there is no such ticket."""
    said = speech(outgoing.language)
    _ = said.gettext
    lines = [
        _("This ticket is not valid: the registration was cancelled, or the event is over."),
        _("You can look for a name in the list: {command}").format(command=isolate("/events")),
    ]
    return Message("\n\n".join(line(plain(one), said) for one in lines))


def gone(outgoing: Outgoing) -> Message:
    """Say to staff that the event does not exist any more."""
    said = speech(outgoing.language)
    return Message(line(plain(said.gettext("This event does not exist any more.")), said))


def ticket(outgoing: Outgoing) -> Message:
    """Show a resident's ticket: the QR code, when and for how many, and the code in signs."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, TicketView):
        raise TypeError("the message needs the ticket")
    _ = said.gettext
    title = _("Your ticket: {title}").format(title=isolate(text_in(view.event.title, said.language)))
    people = said.ngettext("For {n} person", "For {n} people", view.party)
    lines = [
        when_in_words(view.event, said, names_zone=view.names_zone),
        people.format(n=isolate(said.number(view.party))),
        # Translators: the code of a ticket, in letters and digits.
        _("Code: {code}").format(code=isolate(f"<code>{view.code}</code>")),
    ]
    show = _("Please show this picture at the door, or read out the code. Keep it to yourself.")
    parts = [heading(title, said), "\n".join(line(one, said) for one in lines), line(plain(show), said)]
    return Message("\n\n".join(parts), picture=QrCode(view.link))


def for_the_door(outgoing: Outgoing) -> Message:
    """Say to somebody who has scanned a ticket that it is for the door."""
    said = speech(outgoing.language)
    _ = said.gettext
    lines = [
        _("This is a ticket for an event. It is scanned by those who stand at the door."),
        _("Your own events and tickets are here: {command}").format(command=isolate("/events")),
    ]
    return Message("\n\n".join(line(plain(one), said) for one in lines))


def party_in_words(party: Party, said: Speech) -> str:
    """Return a party's name and size, or that it has no name."""
    _ = said.gettext
    n = isolate(said.number(party.people))
    if party.name is None:
        return said.ngettext(
            "Party of {n} person (no name)", "Party of {n} people (no name)", party.people
        ).format(n=n)
    people = said.ngettext("{n} person", "{n} people", party.people).format(n=n)
    # Translators: the name of a party, and how many people it is.
    return _("{name}, {people}").format(name=isolate(party.name), people=isolate(people))


def _details(party: Party, event: Event, said: Speech) -> list[str]:
    """Return since when how many of a party are here, and what it needs."""
    lines = []
    if party.arrived_at is not None:
        since = time_in_words(party.arrived_at.astimezone(ZoneInfo(event.timezone)), said)
        text = said.ngettext(
            "{n} person is here, since {time}", "{n} people are here, since {time}", party.arrived
        )
        lines.append(text.format(n=isolate(said.number(party.arrived)), time=isolate(since)))
    return [*lines, *(need_in_words(need, detail, said) for need, detail in party.needs)]


def _counts(view: DoorView, said: Speech) -> list[str]:
    _, known = said.gettext, view.expected
    both = _("{people} people in {parties} parties")

    def counted(people: int, parties: int) -> str:
        words = both.format(people=count_in_words(people, said), parties=count_in_words(parties, said))
        return isolate(words)

    return [
        _("Expected: {n}").format(n=counted(known.people, known.parties)),
        _("Here: {n}").format(n=counted(known.people_here, known.parties_here)),
        _("Came without registration: {n}").format(n=count_in_words(view.walk_ins, said)),
    ]


def _notice(notice: str, event: Event, door: Door, said: Speech) -> list[str]:
    _ = said.gettext
    texts = {
        "in": _("Checked in. Welcome!"),
        "again": _("This party was checked in before. Nothing has changed."),
        "too_many": _(
            "That is more than the party is. Please count the others as people without registration."
        ),
        "gone": _("This party has no seats any more."),
        "nobody": _("There is no party of that name."),
        "many": _("There are more of that name. Please type more of it."),
        "walked_in": _("Counted."),
    }
    closed = {
        Door.BEFORE: _(
            "The door is not open yet: parties are checked in from four hours before the beginning."
        ),
        Door.AFTER: _("The door is closed: nobody can be checked in any more."),
        Door.OFF: _("This event is cancelled."),
        Door.OPEN: "",
    }
    found = [texts.get(notice, ""), closed[door]]
    return [line(f"<i>{plain(one)}</i>", said) for one in found if one]


def _list_label(option: str, view: DoorView, said: Speech) -> str:
    _ = said.gettext
    match option.split(":")[2:]:
        case ["walk", *_]:
            return _("Someone without registration")
        case ["back"]:
            return _("One less without registration")
        case ["page", page]:
            return _("Further ones") if int(page) > view.page else _("Earlier in the list")
        case [] if option.startswith("door:"):
            return _("To the list")
        case _:
            return _("Back")
