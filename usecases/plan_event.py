"""Staff plan events in the chat: what their buttons, their words and the places they send lead to.

The role is looked up at every step. A button carries the event's revision: what somebody else has changed
meanwhile is shown again and not written over.
"""

from dataclasses import replace

from db import events
from domain.date_words import folded
from domain.event_plan import TEXTS, TIMES, PlanField, copied, with_texts
from domain.events import LONGEST_TITLE, Event, EventStatus, Pin
from domain.invitation import Permission
from domain.languages import DEFAULT
from domain.outgoing import Placement
from domain.texts import TextRefused, cleaned
from domain.typed_clock import read_clock
from usecases import audience_editor, event_deeds, event_repeating, texts_by_language
from usecases.change_event import add_draft, keep
from usecases.confirm import staff_who_may
from usecases.event_questions import (
    ask_field,
    ask_title,
    is_day,
    next_question,
    open_field,
    say_clocks,
    say_month,
)
from usecases.event_schedule import hold_invitation
from usecases.event_screens import NEW, Spot, say_card, say_list, say_preview
from usecases.event_values import Problem, Refused, Setting, chosen_value, toggled, typed_value
from usecases.visit import Visit

MOST_DIGITS = 18  # of a row's id
CHANGED, GONE, CLOSED = "changed", "gone", "closed"


def plan(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show or do what a place in the planning of events leads to; tell whether there is such a place.

    Args:
        visit: The update that is handled.
        path: What follows `event` in the option: nothing or [list, page] for what is coming, [past, page],
            [new], [event], or [event, revision, step, details].
        place: Where the button stands.
    """
    staff_id = staff_who_may(visit, Permission.MANAGE_EVENTS)
    if staff_id is None:
        return True
    match path:
        case []:
            say_list(visit, 0, place)
        case ["list" | "past" as which, page] if page.isdecimal() and len(page) < 4:
            say_list(visit, int(page), place, past=which == "past")
        case ["new"]:
            ask_title(visit, place)
        case [number] if _is_number(number):
            event = events.by_id(visit.unit, int(number))
            if event is None:
                say_list(visit, 0, place, notice=GONE)
            else:
                say_card(visit, event, place)
        case [number, revision, *steps] if steps and _is_number(number) and _is_number(revision):
            spot, steps = _spot(visit, int(number), int(revision), steps, place)
            return spot is None or _Session(visit, staff_id, spot, place).take(steps)
        case _:
            return False
    return True


def take_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take what was typed where planning has asked for words; tell whether it has."""
    staff_id = staff_who_may(visit, Permission.MANAGE_EVENTS)
    if staff_id is None:
        return True
    match path:
        case ["new"]:
            _begin(visit, staff_id, text)
        case [number, revision, *steps] if steps and _is_number(number) and _is_number(revision):
            spot, steps = _spot(visit, int(number), int(revision), steps, Placement())
            return spot is None or _Session(visit, staff_id, spot, Placement()).take_words(steps, text)
        case _:
            return False
    return True


def take_place(visit: Visit, path: list[str], pin: Pin) -> bool:
    """Take a place that was sent where planning has asked for one; tell whether it has."""
    match path:
        case [number, revision, *steps] if steps and steps[-1] == PlanField.PIN and _is_number(number):
            staff_id = staff_who_may(visit, Permission.MANAGE_EVENTS)
            if staff_id is None:
                return True
            spot, _rest = _spot(visit, int(number), int(revision), steps, Placement())
            if spot is not None:
                session = _Session(visit, staff_id, spot, Placement())
                session.keep(PlanField.PIN, replace(spot.event, pin=pin))
            return True
        case _:
            return False


def _spot(
    visit: Visit, number: int, revision: int, steps: list[str], place: Placement
) -> tuple[Spot | None, list[str]]:
    """Return where a button leads, or show how the event stands now and return None."""
    event = events.by_id(visit.unit, number)
    if event is None:
        say_list(visit, 0, place, notice=GONE)
        return None, []
    if event.revision != revision:
        say_card(visit, event, place, CHANGED)
        return None, []
    is_new = steps[:1] == [NEW]
    return Spot(event, is_new), steps[1:] if is_new else steps


def _begin(visit: Visit, staff_id: int, text: str) -> None:
    """Keep a new draft under the title that was typed, and ask on."""
    try:
        title = cleaned(" ".join(text.split()), LONGEST_TITLE)
    except TextRefused as refused:
        problem = Problem.TOO_LONG if refused.length else Problem.EMPTY
        ask_title(visit, Placement(), problem)
        return
    timezone = visit.house.timezone
    new = Event(0, events.new_uid(), timezone, title={DEFAULT: title}, created_by=staff_id)
    spot = Spot(add_draft(visit.unit, staff_id, new, visit.now), is_new=True)
    next_question(visit, spot, PlanField.TITLE, Placement())


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS


class _Session:
    """One step of one member of staff at one event, which is as they saw it."""

    def __init__(self, visit: Visit, staff_id: int, spot: Spot, place: Placement) -> None:
        self.visit = visit
        self.staff_id = staff_id
        self.spot = spot
        self.place = place
        self.setting = Setting(visit.now, visit.resident.language, visit.house.quiet)

    def take(self, steps: list[str]) -> bool:
        """Take a step that a button stands for; return False where no button of ours does."""
        event = self.spot.event
        match steps:
            case ["copy"]:
                self._copy()
            case ["preview", language] if language in self.visit.house.languages:
                say_preview(self.visit, event, language, self.place)
            case _ if event.status not in (EventStatus.DRAFT, EventStatus.PUBLISHED):
                say_card(self.visit, event, self.place, CLOSED)
            case ["publish" | "cancel" | "tell" | "quiet" | "spread" | "reason", *_]:
                return event_deeds.open_step(self.visit, self.staff_id, self.spot, steps, self.place)
            case ["go", name] if name in set(PlanField):
                next_question(self.visit, self.spot, PlanField(name), self.place)
            case ["repeat", *rest]:
                return event_repeating.open_step(self.visit, self.staff_id, self.spot, rest, self.place)
            case [name, *rest] if name in set(PlanField):
                return self._field(PlanField(name), rest)
            case _:
                return False
        return True

    def take_words(self, steps: list[str], text: str) -> bool:
        """Take what was typed for a step."""
        event = self.spot.event
        match steps:
            case _ if event.status not in (EventStatus.DRAFT, EventStatus.PUBLISHED):
                say_card(self.visit, event, self.place, CLOSED)
            case ["reason", *rest]:
                event_deeds.take_reason(self.visit, self.staff_id, self.spot, rest, text)
            case ["repeat", *rest]:
                return event_repeating.take_words(self.visit, self.staff_id, self.spot, rest, text)
            case [name, "month", month] if name in TIMES:
                self._take_day(PlanField(name), month, text)
            case [name, "day", day] if name in TIMES:
                self._take_clock(PlanField(name), day, text)
            case [name, *rest] if name in TEXTS and not self.spot.is_new:
                texts = texts_by_language.take(self.visit, self.spot.text(PlanField(name)), rest, text)
                if texts is not None:
                    self.keep(PlanField(name), with_texts(event, PlanField(name), texts))
            case [name] if name in set(PlanField):
                self._value(PlanField(name), typed_value(event, PlanField(name), text, self.setting))
            case _:
                return False
        return True

    def keep(self, field: PlanField, after: Event, *, again: bool = False) -> None:
        """Keep the event with a changed field and go on; `again`: the question stays open."""
        visit = self.visit
        saved = keep(visit.unit, visit.house, self.staff_id, self.spot.event, after, field, visit.now)
        if saved is None:
            now = events.by_id(visit.unit, self.spot.event.id)
            if now is None:
                say_list(visit, 0, self.place, notice=GONE)
            else:
                say_card(visit, now, self.place, CHANGED)
            return
        if visit.house.second_person:  # two have published what it said before
            hold_invitation(visit.unit, self.spot.event, saved)
        self.spot = replace(self.spot, event=saved)
        if field in TEXTS and not self.spot.is_new:
            texts_by_language.show(visit, self.spot.text(field), self.place)
        elif again:
            ask_field(visit, self.spot, field, self.place)
        else:
            next_question(visit, self.spot, field, self.place)

    def _field(self, field: PlanField, steps: list[str]) -> bool:
        visit, spot, event = self.visit, self.spot, self.spot.event
        if field is PlanField.AUDIENCE:
            return self._audience(steps)
        match steps:
            case []:
                open_field(visit, spot, field, self.place)
            case ["done"]:
                next_question(visit, spot, field, self.place)
            case ["set", spelled]:
                value = chosen_value(event, field, spelled, self.setting)
                return value is not None and self._value(field, value)
            case ["on" | "off" as how, what]:
                after = toggled(event, field, what, on=how == "on")
                if after is None:
                    return False
                self.keep(field, after, again=True)
            case ["month", month] if field in TIMES:
                return say_month(visit, spot, field, month, self.place)
            case ["day", day] if field in TIMES and is_day(day):
                say_clocks(visit, spot, field, day, self.place)
            case [language] if field in TEXTS:
                return texts_by_language.ask(visit, spot.text(field), language, self.place)
            case [language, texts_by_language.REMOVE] if field in TEXTS:
                texts = texts_by_language.without(spot.text(field), language)
                self.keep(field, with_texts(event, field, texts))
            case _:
                return False
        return True

    def _value(self, field: PlanField, value: Event | Refused) -> bool:
        if isinstance(value, Refused):
            ask_field(self.visit, self.spot, field, self.place, value)
        else:
            self.keep(field, value)
        return True

    def _audience(self, steps: list[str]) -> bool:
        if self.spot.event.status is not EventStatus.DRAFT:
            say_card(self.visit, self.spot.event, self.place, CLOSED)
            return True
        result = audience_editor.open_audience(self.visit, self.spot.audience(), steps, self.place)
        if isinstance(result, bool):
            return result
        visit, before = self.visit, self.spot.event
        after = replace(before, audience=result)
        saved = keep(visit.unit, visit.house, self.staff_id, before, after, PlanField.AUDIENCE, visit.now)
        if saved is None:
            say_card(visit, before, self.place, CHANGED)
        else:
            audience_editor.show_again(visit, replace(self.spot, event=saved).audience(), steps, self.place)
        return True

    def _take_day(self, field: PlanField, month: str, text: str) -> None:
        """Take the number of a day in the month that is shown, or a whole date that was typed instead."""
        typed = folded(text)
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= 2
        if is_number and is_day(f"{month}{int(typed):02}"):
            say_clocks(self.visit, self.spot, field, f"{month}{int(typed):02}", self.place)
        else:
            self._value(field, typed_value(self.spot.event, field, text, self.setting))

    def _take_clock(self, field: PlanField, day: str, text: str) -> None:
        """Take a time of the day that is shown; here a number alone is an hour."""
        typed = folded(text)
        is_hour = typed.isascii() and typed.isdecimal() and len(typed) <= 2 and int(typed) < 24
        clock = f"{int(typed):02}:00" if is_hour else read_clock(text, self.setting.language)
        value = clock and chosen_value(self.spot.event, field, f"{day}{clock.replace(':', '')}", self.setting)
        if not value:
            say_clocks(self.visit, self.spot, field, day, self.place, problem=Problem.CLOCK)
        else:
            self._value(field, value)

    def _copy(self) -> None:
        """Make a new draft that says the same, and ask when it is to be."""
        visit = self.visit
        new = copied(self.spot.event, events.new_uid(), self.staff_id)
        kept = add_draft(visit.unit, self.staff_id, new, visit.now)
        ask_field(visit, Spot(kept), PlanField.START, self.place)
