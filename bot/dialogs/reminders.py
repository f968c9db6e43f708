"""The reminder of a survey that somebody began and left in the middle."""

from bot.buttons import menu_data, whose_data
from bot.dialogs.broadcast_message import BELOW
from bot.dialogs.household import name_of
from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.message import Button, Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.household import Called
from domain.languages import text_in
from domain.outgoing import Outgoing
from usecases.reminders import LeftView, UnfinishedView


def unfinished(outgoing: Outgoing) -> Message:
    """Say what was begun and how much is left, with a button to go on for each.

    People who share the chat are named by their numbers: whoever reads it need not know who they are.
    """
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, UnfinishedView):
        raise TypeError("the reminder needs its view")
    _ = said.gettext
    heading = _("You have begun and can go on where you stopped.")
    why = _("We remind you of this survey twice at the most. No more messages: {command}")
    parts = [
        line(f"<b>{plain(heading)}</b>", said),
        *(_what_is_left(one, view, said) for one in view.left),
        line(plain(why).format(command=isolate("/stop")), said),
    ]
    return Message("\n\n".join(parts), tuple((_button(one, view, said),) for one in view.left))


def _what_is_left(one: LeftView, view: UnfinishedView, said: Speech) -> str:
    _ = said.gettext
    title = isolate(plain(text_in(one.title, said.language)))
    if view.is_shared:
        title = _("{name}: {title}").format(name=isolate(_person(one, said)), title=title)
    if one.questions_left:
        left = said.ngettext("{n} question is left.", "{n} questions are left.", one.questions_left).format(
            n=isolate(said.number(one.questions_left))
        )
    else:
        left = _("All questions are answered. Only “Submit” is missing.")
    until = _("You can answer until {day}.").format(day=isolate(said.day_time(one.closes)))
    return "\n".join(line(text, said) for text in (title, plain(f"{left} {until}")))


def _button(one: LeftView, view: UnfinishedView, said: Speech) -> Button:
    _ = said.gettext
    data = menu_data(f"{BELOW}survey:{one.survey_key}")
    if not view.is_shared:
        return Button(_("Go on"), data)
    label = _("Go on: {name}").format(name=_person(one, said))
    return Button(shortened(label, BUTTON_LIMIT), whose_data(data, one.ordinal))


def _person(one: LeftView, said: Speech) -> str:
    return name_of(Called(one.ordinal, ""), said)
