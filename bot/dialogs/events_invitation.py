"""What residents are told of events without asking: invitations, and seats that become free."""

from bot.buttons import menu_data
from bot.dialogs.event_words import facts, fallback_note, paragraphs, registration_lines, written
from bot.dialogs.events_residents import event_labels, standing_in_words, view_of
from bot.dialogs.figures import heading
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.why import off_button, why_lines
from bot.speech import Speech, isolate, line, speech
from domain.admission import Room
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.town import INVITATIONS_CONSENT


def invitation(outgoing: Outgoing) -> Message:
    """Invite to an event. Nobody is in a menu when this comes: its buttons have no numbers."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    event = view.event
    parts = [heading(text_in(event.title, said.language), said), *fallback_note(event, said)]
    parts += paragraphs(event.description, said)
    parts += ["\n".join(facts(view, said)), "\n".join(registration_lines(view, said))]
    ask = _("Will you come? Press a button, or send {command}.").format(command=isolate("/events"))
    parts.append(line(f"<b>{plain(ask)}</b>", said))
    parts.append("\n".join(line(plain(one), said) for one in why_lines(INVITATIONS_CONSENT, said)))
    answers = ["maybe", "no"] if view.room is Room.FULL else ["yes", "maybe", "no"]
    more = ["map"] if event.pin is not None else []
    rows = [(_button(what, event.id, said),) for what in (*answers, *more)]
    return Message("\n\n".join(parts), (*rows, (off_button(INVITATIONS_CONSENT, said),)))


def offer(outgoing: Outgoing) -> Message:
    """Offer seats to the next in line, and say until when they are kept."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    if view.standing is None:
        raise TypeError("an offer is somebody's")
    parts = [
        heading(
            _("There is room for you: {title}").format(
                title=isolate(text_in(view.event.title, said.language))
            ),
            said,
        ),
        line(f"<b>{plain(standing_in_words(view, view.standing, said))}</b>", said),
        line(plain(_("After that they go to the next on the waitlist.")), said),
        "\n".join(facts(view, said)),
        line(plain(_("Press a button, or send {command}.").format(command=isolate("/events"))), said),
    ]
    rows = [(_button(what, view.event.id, said),) for what in ("accept", "size", "pass")]
    return Message("\n\n".join(parts), tuple(rows))


def offer_over(outgoing: Outgoing) -> Message:
    """Say that the time of an offer is over, and that there is a way back."""
    view, said = view_of(outgoing), speech(outgoing.language)
    _ = said.gettext
    over = _("The seats that were kept for you at “{title}” have gone to others.")
    again = _("If you would still like to come, we put you on the waitlist again: {command}")
    lines = [
        line(over.format(title=written(view.event.title, said)), said),
        line(plain(again.format(command=isolate("/events"))), said),
    ]
    label = _("I would still like to come")
    return Message("\n\n".join(lines), ((Button(label, menu_data(f"ev:accept:{view.event.id}")),),))


def _button(what: str, event_id: int, said: Speech) -> Button:
    label = event_labels(said)[f"ev:{what}"]
    return Button(label, menu_data(f"ev:{what}:{event_id}"))
