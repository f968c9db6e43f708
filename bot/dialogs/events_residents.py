"""What residents read of events: what is coming, one of them with how they stand to it, the way to answer."""

from bot.buttons import menu_data
from bot.dialogs.event_words import (
    facts,
    fallback_note,
    paragraphs,
    registration_lines,
    until_in_words,
    when_in_words,
    written,
)
from bot.dialogs.figures import heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Document, Message, Venue, in_rows, plain
from bot.exports.calendar_file import MEDIA_TYPE, CalendarStatus, calendar_file, file_name
from bot.speech import Speech, isolate, line, speech
from domain.admission import Phase, Room
from domain.events import EventStatus
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.registrations import RegistrationStatus
from domain.town import Town
from usecases.registration_views import EventView, Standing

_A_FEW_BEFORE = 3  # parties
_Status = RegistrationStatus


def events(outgoing: Outgoing) -> Message:
    """List what is coming, those that somebody has answered with how they stand to it."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, tuple):
        raise TypeError("the message needs its events")
    _ = said.gettext
    parts: list[str] = []
    for number, one in enumerate(view, 1):
        title = _("Your events") if one.is_mine else _("What is coming")
        if number == 1 or one.is_mine is not view[number - 2].is_mine:
            parts.append(heading(title, said))
        title = f"<b>{written(one.event.title, said)}</b>"
        lines = [line(numbered(number, title, said), said), line(when_in_words(one.event, said), said)]
        if one.standing is not None and (how := standing_in_words(one, one.standing, said)):
            lines.append(line(f"<i>{how}</i>", said))
        parts.append("\n".join(lines))
    if not view:
        parts += [heading(_("What is coming"), said)]
        parts.append(line(plain(_("Nothing is planned at the moment.")), said))
    tell = _("We can write to you when there is something new: {command}").format(command=isolate("/notify"))
    parts.append(line(plain(tell), said))
    titles = {f"ev:show:{one.event.id}": text_in(one.event.title, said.language) for one in view}
    titles["event"] = _("Plan events")
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _short(titles[option], said), said)


def card(outgoing: Outgoing) -> Message:
    """Show one event, how somebody stands to it, and what can be done about it."""
    view, said = view_of(outgoing), speech(outgoing.language)
    parts = [heading(text_in(view.event.title, said.language), said), *fallback_note(view.event, said)]
    if note := _note(str(outgoing.args.get("note", "")), said):
        parts.insert(0, line(plain(note), said))
    parts += _how_it_stands(view, said)
    parts += [*paragraphs(view.event.description, said), "\n".join(facts(view, said))]
    if not view.is_mine:
        parts += ["\n".join(lines)] if (lines := registration_lines(view, said)) else []
    return menu(
        "\n\n".join(parts), options_of(outgoing), lambda option: _card_label(option, view, said), said
    )


def party(outgoing: Outgoing) -> Message:
    """Ask with how many people somebody comes."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    largest = outgoing.args["largest"]
    if not isinstance(largest, int):
        raise TypeError("the message needs the largest size")
    parts = [heading(text_in(view.event.title, said.language), said)]
    if outgoing.args.get("problem"):
        wrong = _("Please choose or type a number from {first} to {last}.")
        wrong = wrong.format(first=isolate(said.number(1)), last=isolate(said.number(largest)))
        parts.append(line(f"<i>{plain(wrong)}</i>", said))
    ask = said.ngettext(
        "How many people are you, yourself included? {n} is the most.",
        "How many people are you, yourself included? {n} are the most.",
        largest,
    ).format(n=isolate(said.number(largest)))
    kept = _("We keep this number with your chat until a few days after the event: {command}")
    parts += [
        line(plain(ask), said),
        line(plain(kept.format(command=isolate("/privacy"))), said),
        line(plain(_("Changed your mind? {command}").format(command=isolate("/events"))), said),
    ]
    buttons = [
        Button(said.number(number), menu_data(option))
        for number, option in enumerate(options_of(outgoing), 1)
    ]
    rows = in_rows(buttons, 4)
    return Message(
        "\n\n".join(parts), tuple(row[::-1] for row in rows) if said.right_to_left else tuple(rows)
    )


def cancel(outgoing: Outgoing) -> Message:
    """Ask once before a registration is given up."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    text = _("Cancel your registration for “{title}”?").format(title=written(view.event.title, said))
    lines = [line(f"<b>{text}</b>", said)]
    if view.standing is not None and view.standing.status is not _Status.WAITLISTED:
        lines.append(line(plain(_("Your seats then go to others.")), said))
    labels = {**event_labels(said), "ev:show": _("No, keep it")}
    return menu("\n\n".join(lines), options_of(outgoing), lambda option: labels[_name(option)], said)


def calendar(town: Town, outgoing: Outgoing) -> Message:
    """Hand over the event as a calendar file."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    off = view.event.status is EventStatus.CANCELLED
    status = CalendarStatus.CANCELLED if off else CalendarStatus.CONFIRMED
    content = calendar_file(town, view.event, outgoing.language, status, view.now)
    text = _("This file takes it out of your calendar.") if off else _("For your calendar: open this file.")
    document = Document(file_name(view.event), content, MEDIA_TYPE)
    return Message(line(plain(text), said), document=document)


def place_on_map(outgoing: Outgoing) -> Message:
    """Show where the event is on the map."""
    view, said = view_of(outgoing), speech(outgoing.language)
    pin = view.event.pin
    if pin is None:
        raise TypeError("there is no place on the map")
    title = text_in(view.event.title, said.language)
    place = text_in(view.event.place, said.language) or title
    return Message("", venue=Venue(pin.latitude, pin.longitude, title, place))


def event_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons about events say, by option without the event's number."""
    _ = said.gettext
    return {
        "ev": _("All events"),
        # Translators: answers to an invitation
        "ev:yes": _("Yes, I am coming"),
        "ev:maybe": _("Maybe"),
        "ev:no": _("No, I cannot come"),
        "ev:size": _("Change how many we are"),
        "ev:cancel": _("Cancel my registration"),
        "ev:gone": _("Yes, cancel it"),
        "ev:accept": _("Yes, take the seats"),
        "ev:pass": _("No, give them to others"),
        "ev:map": _("Show on the map"),
        "ev:ics": _("For my calendar"),
        "ev:needs": _("What we need there"),
        "ev:ticket": _("Show my ticket"),
    }


def standing_in_words(view: EventView, standing: Standing, said: Speech) -> str:
    """Return how somebody stands to an event, nothing where there is nothing to say."""
    _ = said.gettext
    n = isolate(said.number(standing.party))
    match standing.status:
        case _Status.REGISTERED | _Status.CONFIRMED | _Status.ATTENDED:
            return said.ngettext(
                "You are registered: {n} person.", "You are registered: {n} people.", standing.party
            ).format(n=n)
        case _Status.WAITLISTED:
            if not view.phase.is_ahead:
                return ""
            waits = said.ngettext(
                "You are on the waitlist: {n} person.", "You are on the waitlist: {n} people.", standing.party
            ).format(n=n)
            return f"{waits} {_place_in_line(standing.before, said)}"
        case _Status.OFFERED:
            until = standing.offered_until
            if until is None:
                raise TypeError("an offer has a time")
            return said.ngettext(
                "A seat is kept for {n} person until {time}.",
                "Seats are kept for {n} people until {time}.",
                standing.party,
            ).format(n=n, time=isolate(until_in_words(view.event, until, said)))
        case _Status.EXPIRED:
            return _("The seats were kept for you for some time. They went to others.")
        case _Status.MAYBE:
            return _("You have said: maybe. No seat is kept for you.")
        case _Status.DECLINED:
            return _("You have said that you are not coming.")
        case _Status.CANCELLED:
            return _("Your registration is cancelled.")
        case _Status.NO_SHOW:
            return ""


def view_of(outgoing: Outgoing) -> EventView:
    """Return the event that a message shows."""
    if not isinstance(outgoing.view, EventView):
        raise TypeError("the message needs its event")
    return outgoing.view


def _how_it_stands(view: EventView, said: Speech) -> list[str]:
    _ = said.gettext
    if view.phase is Phase.CANCELLED:
        return [heading(_("This event is cancelled."), said), *paragraphs(view.event.reason, said)]
    parts = []
    if view.standing is not None and (how := standing_in_words(view, view.standing, said)):
        parts.append(line(f"<b>{plain(how)}</b>", said))
    if view.phase is Phase.CLOSED and not view.is_mine:
        parts.append(line(plain(_("Registration is closed.")), said))
    if view.phase is Phase.BEGUN:
        parts.append(line(plain(_("It has begun, or is over.")), said))
    return parts


def _place_in_line(before: int, said: Speech) -> str:
    _ = said.gettext
    if before == 0:
        return _("You are the next.")
    if before <= _A_FEW_BEFORE:
        return _("A few are before you.")
    return _("Many are before you.")


def _note(note: str, said: Speech) -> str:
    """Return what has just been done, or why it could not be."""
    _ = said.gettext
    return {
        "": "",
        "welcome": _("Thank you! We look forward to seeing you."),
        "waitlisted": _(
            "There are not enough free seats now. If some become free, we offer them to you here,"
            " and keep them for some time."
        ),
        "no_seats": _("There are not enough free seats for that. Nothing has changed."),
        "closed": _("Registration is closed. Nothing has changed."),
        "noted": _("Thank you for telling us. You can change your answer here at any time."),
        "changed": _("This is changed."),
        "given_up": _("Thank you for telling us. Others can come now."),
    }[note]


def _card_label(option: str, view: EventView, said: Speech) -> str:
    name, _ = _name(option), said.gettext
    if option.startswith("door:"):
        return _("At the door")
    if name == "ev:yes" and view.room is Room.LINE:
        return _("Put me on the waitlist")
    if name == "ev:cancel" and view.standing and view.standing.status is _Status.WAITLISTED:
        return _("Leave the waitlist")
    return event_labels(said)[name]


def _name(option: str) -> str:
    return ":".join(option.split(":")[:2])


def _short(title: str, said: Speech) -> str:
    return shortened(title, BUTTON_LIMIT - len(numbered(10, "", said)))
