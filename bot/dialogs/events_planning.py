"""What staff read while they plan events: the lists, one event with all it says, its invitation."""

from dataclasses import replace

from bot.buttons import menu_data
from bot.dialogs.event_numbers import number_lines
from bot.dialogs.event_words import language_in_words, written
from bot.dialogs.events_invitation import invitation
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.planning_words import (
    fact_in_words,
    field_label,
    gap_in_words,
    languages_in_words,
    local_in_words,
    repeat_in_words,
    status_in_words,
    value_in_words,
)
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.event_plan import PlanField, fields_of
from domain.events import Event, EventStatus
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.registrations import COMING, RegistrationStatus
from domain.times import local_time_of
from domain.town import Town
from usecases.planning_views import PlanList, PlanView
from usecases.registration_views import EventView

_FIELDS_A_ROW = 2


def plan_list(outgoing: Outgoing) -> Message:
    """List what is coming or what is over, with how far each has come."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, PlanList):
        raise TypeError("the message needs its events")
    _ = said.gettext
    title = _("Past events") if outgoing.args["past"] else _("Events: what is planned")
    parts = [*notice_lines(outgoing, said), heading(title, said)]
    for number, one in enumerate(view.events, 1):
        when = local_in_words(one.local_start, said) if one.local_start else _("without a date")
        named = numbered(number, f"<b>{written(one.title, said)}</b>", said)
        lines = [named, when, f"<i>{status_in_words(one.status, said)}</i>"]
        parts.append("\n".join(line(each, said) for each in lines))
    if not view.events:
        parts.append(line(plain(_("There is nothing here yet.")), said))
    titles = {f"event:{one.id}": text_in(one.title, said.language) for one in view.events}
    rows = [
        (_button(number, titles.get(option) or _list_label(option, outgoing, said), option, said),)
        for number, option in enumerate(options_of(outgoing), 1)
    ]
    return Message("\n\n".join(parts), tuple(rows))


def plan_card(town: Town, outgoing: Outgoing) -> Message:
    """Show all that an event says, what it lacks, and what can be done about it."""
    view, said = plan_of(outgoing), speech(outgoing.language)
    event = view.event
    parts = [*notice_lines(outgoing, said), heading(text_in(event.title, said.language), said)]
    parts.append("\n".join(line(one, said) for one in _state(view, said)))
    rows = [
        line(f"{field_label(field, said)}: {value_in_words(event, field, town, said)}", said)
        for field in fields_of(event)
        if field is not PlanField.TITLE
    ]
    parts.append("\n".join(rows))
    if event.reason and event.status is EventStatus.CANCELLED:
        reason = said.gettext("Why it was cancelled: {reason}").format(reason=written(event.reason, said))
        parts.append(line(reason, said))
    parts += _lacking(view, said)
    return Message("\n\n".join(parts), tuple(_card_rows(view, outgoing, said)))


def plan_preview(outgoing: Outgoing) -> Message:
    """Show the invitation in one language as residents get it, with its buttons as words."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, EventView):
        raise TypeError("the preview needs its event")
    _ = said.gettext
    shown = str(outgoing.args["shown"])
    seen = invitation(replace(outgoing, language=shown))
    top = _("Preview of the invitation: {language}").format(language=isolate(OWN_NAMES[shown]))
    buttons = " · ".join(isolate(plain(button.label)) for row in seen.rows for button in row)
    below = _("Its buttons: {buttons}").format(buttons=buttons)
    text = "\n\n".join([heading(top, said), seen.text, line(f"<i>{below}</i>", said)])
    rows = []
    for number, option in enumerate(options_of(outgoing), 1):
        last = option.split(":")[3:]
        label = OWN_NAMES[last[1]] if last[:1] == ["preview"] else step_label(last, said)
        rows.append((_button(number, label, option, said),))
    return Message(text, tuple(rows))


def step_label(steps: list[str], said: Speech) -> str:
    """Return what a button of the card says; nothing behind the event's number leads back to the card."""
    _ = said.gettext
    match steps:
        case ["preview", *_rest]:
            return _("Preview and publish")
        case ["publish"]:
            return _("Publish and invite")
        case ["publish", "all"]:
            return _("Publish this and all that follow")
        case ["tell"]:
            return _("Tell everybody who has answered")
        case ["quiet"]:
            return _("Only a correction: tell nobody")
        case ["repeat"]:
            return _("Let it come again")
        case ["spread"]:
            return _("Change all that follow like this")
        case ["copy"]:
            return _("Copy")
        case ["cancel"]:
            return _("Cancel the event")
        case _:
            return _("Back")


def plan_of(outgoing: Outgoing) -> PlanView:
    """Return the event that a message to staff is about."""
    if not isinstance(outgoing.view, PlanView):
        raise TypeError("the message needs its event")
    return outgoing.view


def notice_lines(outgoing: Outgoing, said: Speech) -> list[str]:
    """Return what has just been done, or could not be, as a line above the screen."""
    _ = said.gettext
    notice = str(outgoing.args.get("notice") or "")
    texts = {
        "changed": _("This was changed meanwhile. You see how it is now."),
        "gone": _("This event does not exist any more."),
        "closed": _("This cannot be changed any more."),
        "lacking": _("Something is still missing, see below."),
        "refused": _("That is not possible any more. You see how it is now."),
        "published": _("Published. Residents see it with {command}."),
        "published_all": _("Published. Residents see them with {command}."),
        "told": _("Whoever has answered is told of the change."),
        "quiet": _("The correction stands. Nobody is written to."),
        "spread": _("All that follow are changed."),
        "cancelled": _("The event is cancelled. Whoever has answered is told why."),
        "cancelled_all": _("The events are cancelled. Whoever has answered is told why."),
        "deleted": _("The draft is deleted."),
        "repeats": _("It comes again now. The events of the next half year are drafts in the list."),
    }
    if not notice:
        return []
    text = plain(texts[notice]).format(command=isolate("/events"))
    return [line(f"<i>{text}</i>", said)]


def _state(view: PlanView, said: Speech) -> list[str]:
    """Return how far an event has come, when invitations go out, how many come, how it comes again."""
    _, event = said.gettext, view.event
    lines = [f"<b>{status_in_words(event.status, said)}</b>"]
    if view.rule is not None and event.local_start is not None:
        lines.append(repeat_in_words(view.rule, event.series_day or event.local_start, said))
    if view.followers:
        lines.append(_("Events that follow: {n}").format(n=count_in_words(view.followers, said)))
    if view.invited_at is not None:
        local = local_time_of(view.invited_at, event.timezone)
        lines.append(_("Invitations go out: {time}").format(time=local_in_words(local, said)))
    if view.is_held:
        lines.append(_("Invitations wait, because the text was changed. Please publish it again."))
    coming = sum(view.numbers[one].people for one in COMING if one in view.numbers)
    waiting = view.numbers.get(RegistrationStatus.WAITLISTED)
    if event.status is EventStatus.PUBLISHED and view.here is None:
        lines.append(_("People who are coming: {n}").format(n=count_in_words(coming, said)))
    if waiting is not None:
        lines.append(_("On the waitlist: {n}").format(n=count_in_words(waiting.people, said)))
    return [*lines, *number_lines(view, said)]


def _lacking(view: PlanView, said: Speech) -> list[str]:
    """Return what is missing, which languages lack a text, and what residents have not been told."""
    _ = said.gettext
    parts = []
    if view.is_open and (lines := [f"– {gap_in_words(gap, said)}" for gap in view.gaps]):
        head = _("Before it can be published:")
        parts.append("\n".join(line(one, said) for one in (f"<b>{plain(head)}</b>", *lines)))
    gaps = [
        _("{field}: missing in {languages}").format(
            field=field_label(PlanField(name), said), languages=languages_in_words(codes, said)
        )
        for name, codes in view.missing.items()
        if codes and view.is_open
    ]
    if gaps:
        parts.append("\n".join(line(one, said) for one in gaps))
    if view.untold:
        names = _(", ").join(isolate(fact_in_words(fact, said)) for fact in view.untold)
        text = _("Changed, and residents have not been told yet: {fields}").format(fields=names)
        parts.append(line(f"<b>{text}</b>", said))
    return parts


def _card_rows(view: PlanView, outgoing: Outgoing, said: Speech) -> list[tuple[Button, ...]]:
    fields: list[Button] = []
    others: list[tuple[Button, ...]] = []
    for number, option in enumerate(options_of(outgoing), 1):
        steps = option.split(":")[3:]
        if len(steps) == 1 and steps[0] in set(PlanField):
            fields.append(_button(number, field_label(PlanField(steps[0]), said), option, said))
            continue
        label = step_label(steps, said) if steps else said.gettext("All events")
        if option.startswith("door:"):
            label = said.gettext("At the door")
        if steps == ["preview", *steps[1:]] and view.event.status is not EventStatus.DRAFT:
            label = said.gettext("See the invitation")
        if steps == ["cancel"] and view.event.status is EventStatus.DRAFT:
            label = said.gettext("Delete the draft")
        others.append((_button(number, label, option, said),))
    rows = in_rows(fields, _FIELDS_A_ROW) if fields else []
    return [*rows, *others]


def _list_label(option: str, outgoing: Outgoing, said: Speech) -> str:
    _ = said.gettext
    match option.split(":"):
        case ["event", "new"]:
            return _("Plan a new event")
        case ["event", "past", "0"] if not outgoing.args["past"]:
            return _("Past events")
        case ["event", "list", "0"] if outgoing.args["past"]:
            return _("Events: what is planned")
        case ["event", "list" | "past", page]:
            later = int(page) > int(str(outgoing.args["page"]))
            return _("Further ones") if later else _("Earlier in the list")
        case _:
            return _("As residents see it")


def _button(number: int, label: str, option: str, said: Speech) -> Button:
    return Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option))


def interpreter_label(language: str, event: Event, said: Speech) -> str:
    """Return what the button of an interpreter's language says."""
    sign = "☑" if language in event.offers.interpreters else "☐"
    text = said.gettext("Interpreter: {language}").format(language=isolate(language_in_words(language, said)))
    return f"{sign} {text}"
