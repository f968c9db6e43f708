"""What staff are asked about an event, one field after the other: the question, its help, its buttons."""

from datetime import date

from babel.dates import format_skeleton, get_day_names

from bot.buttons import menu_data
from bot.dialogs.events_planning import interpreter_label, plan_of
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.planning_words import (
    field_label,
    length_in_words,
    local_in_words,
    local_on_button,
    problem_in_words,
    value_in_words,
)
from bot.speech import Speech, isolate, line, speech
from domain.event_plan import ASKED, TIMES, PlanField
from domain.events import LONGEST_TITLE, Event
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.event_values import NONE

_DAYS_A_ROW, _CLOCKS_A_ROW, _NUMBERS_A_ROW = 7, 4, 3
_STEPS = 3  # of an option lie before what it stands for: event, number, revision


def title(outgoing: Outgoing) -> Message:
    """Ask for the title of a new event."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [_progress(PlanField.TITLE, said), *_problem(outgoing, said)]
    parts.append(heading(_("What is the event called? Please type the title in German."), said))
    parts.append(line(_("Other languages follow later, on the overview."), said))
    limit = _("At most {n} characters.").format(n=count_in_words(LONGEST_TITLE, said))
    return menu("\n\n".join([*parts, line(limit, said)]), options_of(outgoing), lambda _o: _back(said), said)


def question(town: Town, outgoing: Outgoing) -> Message:
    """Ask for one field; say above what was understood of the one before."""
    view, said = plan_of(outgoing), speech(outgoing.language)
    field, event = PlanField(str(outgoing.args["field"])), view.event
    parts = []
    if outgoing.args["asked"]:
        parts.append(_progress(field, said))
    if before := outgoing.args["taken"]:
        parts.append(_value_line(event, PlanField(str(before)), town, said))
    parts += _problem(outgoing, said)
    parts.append(heading(_ask(field, said), said))
    parts += [line(plain(one), said) for one in _help(field, said)]
    if not outgoing.args["asked"]:
        parts.append(_value_line(event, field, town, said))
    return Message("\n\n".join(parts), tuple(_rows(field, event, outgoing, said)))


def month(outgoing: Outgoing) -> Message:
    """Offer the days of a month; the number of one can be typed."""
    said = speech(outgoing.language)
    _ = said.gettext
    spelled = str(outgoing.args["month"])
    first = date(int(spelled[:4]), int(spelled[4:]), 1)
    name = format_skeleton("yMMMM", first, locale=said.locale)
    first_weekday = get_day_names("wide", locale=said.locale)[first.weekday()]
    # Translators: {weekday} is the weekday of the first day of a month.
    starts = _("The first is a {weekday}.").format(weekday=isolate(first_weekday))
    texts = [line(starts, said), line(_("Which day? You can also type its number."), said)]
    days, others = [], []
    for option in _buttons(outgoing):
        match option.split(":")[_STEPS:]:
            case [*_rest, "day", day]:
                days.append(Button(said.number(int(day[6:])), menu_data(option)))
            case [*_rest, "month", other]:
                label = format_skeleton("yMMMM", date(int(other[:4]), int(other[4:]), 1), locale=said.locale)
                others.append(Button(label, menu_data(option)))
            case _:
                others.append(Button(_("Back"), menu_data(option)))
    rows = [tuple(days[start : start + _DAYS_A_ROW]) for start in range(0, len(days), _DAYS_A_ROW)]
    shown = [row[::-1] if said.right_to_left else row for row in rows]
    return Message("\n\n".join([heading(name, said), *texts]), (*shown, *((one,) for one in others)))


def clocks(outgoing: Outgoing) -> Message:
    """Offer times of a day; another one can be typed."""
    said = speech(outgoing.language)
    _ = said.gettext
    spelled = str(outgoing.args["day"])
    day = f"{spelled[:4]}-{spelled[4:6]}-{spelled[6:]}"
    parts = [*_problem(outgoing, said), heading(local_in_words(day, said), said)]
    parts.append(line(_("At what time? You can also type another one."), said))
    times, back = [], []
    for option in _buttons(outgoing):
        match option.split(":")[_STEPS:]:
            case [*_rest, "set", local]:
                times.append(Button(f"{local[8:10]}:{local[10:]}", menu_data(option)))
            case _:
                back.append((Button(_("Back"), menu_data(option)),))
    rows = in_rows(times, _CLOCKS_A_ROW)
    shown = [row[::-1] if said.right_to_left else row for row in rows]
    return Message("\n\n".join(parts), (*shown, *back))


def _ask(field: PlanField, said: Speech) -> str:
    _ = said.gettext
    return {
        PlanField.TITLE: _("What is the event called?"),
        PlanField.START: _("When does it begin?"),
        PlanField.MINUTES: _("How long does it take?"),
        PlanField.PLACE: _("Where is it? Please type the place in German."),
        PlanField.PIN: _("Where is that on the map?"),
        PlanField.LINK: _("Can people join online? Then type the address."),
        PlanField.CAPACITY: _("How many people is there room for?"),
        PlanField.PARTY: _("With how many people may one registration come?"),
        PlanField.DEADLINE: _("Until when can people register?"),
        PlanField.WAITLIST: _("Is there a waitlist when all seats are taken?"),
        PlanField.OFFERS: _("What help is there on the spot?"),
        PlanField.AUDIENCE: _("Who is invited?"),
        PlanField.DESCRIPTION: _("What happens there? Please type a description in German."),
        PlanField.REMINDERS: _("When are people reminded?"),
        PlanField.INVITATION: _("When do the invitations go out?"),
        PlanField.KEPT: _("For how many hours is a free seat kept for the next on the waitlist?"),
    }[field]


def _help(field: PlanField, said: Speech) -> list[str]:
    _ = said.gettext
    match field:
        case PlanField.START | PlanField.DEADLINE | PlanField.INVITATION:
            return [_("Type a day and a time, or choose them with a button.")]
        case PlanField.MINUTES:
            return [_("Type minutes, or hours and minutes as on a clock: {example}").format(example="1:30")]
        case PlanField.PLACE:
            return [
                _("For example: town hall, room 2, first floor. Wheelchair users read here how to get in.")
            ]
        case PlanField.PIN:
            return [_("Send a location from the attachments, or type coordinates as maps show them.")]
        case PlanField.CAPACITY:
            return [_("Type a number. 0 means: as many as come.")]
        case PlanField.PARTY | PlanField.KEPT:
            return [_("Type a number.")]
        case PlanField.OFFERS:
            return [_("Residents are asked for what they need only if it is offered here.")]
        case PlanField.REMINDERS:
            return [_("Only those who are coming are reminded. At night nothing is sent.")]
        case _:
            return []


def _rows(field: PlanField, event: Event, outgoing: Outgoing, said: Speech) -> list[tuple[Button, ...]]:
    is_numbered = bool(outgoing.args["numbered"])
    numbers, rows = [], []
    for number, option in enumerate(_buttons(outgoing), 1):
        steps = option.split(":")[_STEPS:]
        steps = steps[steps.index(field) + 1 :] if field in steps else []
        label = _label(field, steps, event, said)
        shown = numbered(number, label, said) if is_numbered else label
        button = Button(shortened(shown, BUTTON_LIMIT), menu_data(option))
        if not is_numbered and steps:
            numbers.append(button)
        else:
            rows.append((button,))
    return [*(in_rows(numbers, _NUMBERS_A_ROW) if numbers else []), *rows]


def _label(field: PlanField, steps: list[str], event: Event, said: Speech) -> str:
    _ = said.gettext
    match steps:
        case []:
            return _("To the overview")
        case ["done"]:
            return _("Done")
        case ["month", *_rest]:
            return _("Choose a day")
        case ["set", value] if value == NONE:
            return _none_label(field, said)
        case ["set", value] if field in TIMES:
            local = f"{value[:4]}-{value[4:6]}-{value[6:8]}T{value[8:10]}:{value[10:]}"
            return local_on_button(local, said)
        case ["set", value] if field is PlanField.MINUTES:
            return length_in_words(int(value), said)
        case ["set", "0"] if field is PlanField.CAPACITY:
            return _("As many as come: {n}").format(n=said.number(0))
        case ["set", "yes"]:
            return _("Yes")
        case ["set", "no"]:
            return _("No")
        case ["set", value]:
            return said.number(int(value))
        case ["on" | "off", what] if field is PlanField.REMINDERS:
            sign = "☑" if int(what) in event.reminders else "☐"
            before = _("{time} before").format(time=length_in_words(int(what), said))
            return f"{sign} {before}"
        case [how, "childcare" | "step_free" as what]:
            name = _("Childcare") if what == "childcare" else _("Step-free access")
            return f"{'☑' if how == 'off' else '☐'} {name}"
        case [_how, what]:
            return interpreter_label(what.partition("-")[2], event, said)
        case _:
            return _("Back")


def _none_label(field: PlanField, said: Speech) -> str:
    _ = said.gettext
    return {
        PlanField.DEADLINE: _("Until it begins"),
        PlanField.INVITATION: _("As soon as it is published"),
        PlanField.LINK: _("Only on the spot"),
    }.get(field, _("Without"))


def _value_line(event: Event, field: PlanField, town: Town, said: Speech) -> str:
    label = f"{field_label(field, said)}: {value_in_words(event, field, town, said)}"
    return line(f"✓ {label}", said)


def _progress(field: PlanField, said: Speech) -> str:
    place = said.gettext("{number} of {last}").format(
        number=count_in_words(ASKED.index(field) + 1, said), last=count_in_words(len(ASKED), said)
    )
    return line(f"<i>{place}</i>", said)


def _problem(outgoing: Outgoing, said: Speech) -> list[str]:
    problem = str(outgoing.args.get("problem") or "")
    if not problem:
        return []
    text = problem_in_words(problem, str(outgoing.args.get("at") or ""), said)
    return [line(f"<i>{text}</i>", said)]


def _buttons(outgoing: Outgoing) -> list[str]:
    buttons = outgoing.args["buttons"]
    if not isinstance(buttons, list):
        raise TypeError("the question needs its buttons")
    return buttons


def _back(said: Speech) -> str:
    return said.gettext("All events")
