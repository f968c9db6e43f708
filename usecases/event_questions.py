"""The questions about an event, one field each: what can be chosen, and where typed words go."""

import calendar
from datetime import date

from domain.event_plan import TEXTS, TIMES, PlanField, asked_after
from domain.events import Event
from domain.outgoing import Placement
from domain.times import local_day
from usecases import audience_editor, texts_by_language
from usecases.event_screens import BASE, Spot, say_card
from usecases.event_values import (
    CAPACITIES,
    HOURS,
    INTERPRETERS,
    MINUTES,
    NONE,
    PARTIES,
    REMINDERS,
    Refused,
    deadline_choices,
    spelled_time,
)
from usecases.planning_views import plan_view
from usecases.visit import Visit

_TYPED_NUMBERS = {
    PlanField.MINUTES: MINUTES,
    PlanField.CAPACITY: CAPACITIES,
    PlanField.PARTY: PARTIES,
    PlanField.KEPT: HOURS,
}
_MAY_LACK = frozenset(
    {PlanField.PLACE, PlanField.PIN, PlanField.LINK, PlanField.DEADLINE, PlanField.DESCRIPTION}
)
CLOCKS = tuple(f"{hour:02}{minute:02}" for hour in range(8, 22) for minute in (0, 30))


def ask_title(visit: Visit, place: Placement, problem: str = "", at: str = "") -> None:
    """Ask for the title of a new event, which is kept from then on."""
    visit.ask(
        "event_plan_title", f"{BASE}:new", [f"{BASE}:list:0"], place, problem=problem, at=at, longest=at
    )


def ask_field(
    visit: Visit,
    spot: Spot,
    field: PlanField,
    place: Placement,
    refused: Refused | None = None,
    taken: PlanField | None = None,
) -> None:
    """Ask for one field: what was typed before it is said back, or why it could not be taken.

    Args:
        visit: The update that is handled.
        spot: The event.
        field: What is asked for.
        place: Where the question belongs.
        refused: Why what was typed cannot be taken.
        taken: The field that was asked for before, in a new event: it is said what was understood.
    """
    options = _options(visit, spot, field, refused)
    numbers = field in _TYPED_NUMBERS  # all numbers that are typed mean the value
    view = plan_view(visit.unit, visit.house, spot.event, visit.now)
    visit.ask(
        "event_plan_question",
        spot.option(field),
        [] if numbers else options,
        place,
        view=view,
        event=spot.event.id,
        field=field,
        buttons=options,
        numbered=not numbers,
        problem=refused.why if refused else "",
        at=refused.at if refused else "",
        taken=taken or "",
        asked=spot.is_new,
    )


def _options(visit: Visit, spot: Spot, field: PlanField, refused: Refused | None) -> list[str]:
    """Return the buttons of a question: what can be chosen, and the ways out."""
    event = spot.event
    choices: list[str] = []
    if field in _TYPED_NUMBERS:
        choices = [f"set:{number}" for number in _TYPED_NUMBERS[field]]
    elif field in TIMES:
        times = refused.choices if refused else ()
        if field is PlanField.DEADLINE:
            times = (*times, *(one for one in deadline_choices(event, visit.now) if one not in times))
        choices = [f"set:{spelled_time(one)}" for one in times]
        choices += [f"month:{_month(visit, event)}"]
        choices += [f"set:{NONE}"] if field is PlanField.INVITATION else []
    elif field is PlanField.WAITLIST:
        choices = ["set:yes", "set:no"]
    elif field is PlanField.OFFERS:
        choices = _offers(event)
    elif field is PlanField.REMINDERS:
        known = sorted({*REMINDERS, *event.reminders}, reverse=True)
        choices = [f"{'off' if minutes in event.reminders else 'on'}:{minutes}" for minutes in known]
    if field in _MAY_LACK:
        choices.append(f"set:{NONE}")
    if field in (PlanField.OFFERS, PlanField.REMINDERS):
        choices.append("done")
    return [*(spot.option(field, choice) for choice in choices), spot.card]


def _offers(event: Event) -> list[str]:
    offers = event.offers
    languages = [*INTERPRETERS, *(one for one in offers.interpreters if one not in INTERPRETERS)]
    state = {
        "childcare": offers.childcare,
        "step_free": offers.step_free,
        **{f"in-{language}": language in offers.interpreters for language in languages},
    }
    return [f"{'off' if there else 'on'}:{what}" for what, there in state.items()]


def _month(visit: Visit, event: Event) -> str:
    day = event.local_start or local_day(visit.now, event.timezone).isoformat()
    return day[:7].replace("-", "")


def say_month(visit: Visit, spot: Spot, field: PlanField, month: str, place: Placement) -> bool:
    """Offer the days of a month; every number that is typed means one of them. False: no such month."""
    first = _first_of(month)
    today = local_day(visit.now, spot.event.timezone)
    if first is None or not _in_reach(first, today):
        return False
    days = calendar.monthrange(first.year, first.month)[1]
    buttons = [spot.option(field, "day", f"{month}{day:02}") for day in range(1, days + 1)]
    others = [_moved_month(first, months) for months in (-1, 1)]
    buttons += [spot.option(field, "month", _spelled(one)) for one in others if _in_reach(one, today)]
    visit.ask(
        "event_plan_month",
        spot.option(field, "month", month),
        [],
        place,
        event=spot.event.id,
        field=field,
        month=month,
        buttons=[*buttons, spot.option(field)],
    )
    return True


def is_day(spelled: str) -> bool:
    """Tell whether there is such a day, as a button holds it: `20270331`."""
    first = _first_of(spelled[:6])
    days = calendar.monthrange(first.year, first.month)[1] if first else 0
    return len(spelled) == 8 and spelled.isascii() and spelled.isdecimal() and 1 <= int(spelled[6:]) <= days


def say_clocks(
    visit: Visit, spot: Spot, field: PlanField, day: str, place: Placement, problem: str = "", at: str = ""
) -> None:
    """Offer times of a day; what is typed is a time as well, and a number alone an hour."""
    buttons = [spot.option(field, "set", f"{day}{clock}") for clock in CLOCKS]
    visit.ask(
        "event_plan_clocks",
        spot.option(field, "day", day),
        [],
        place,
        event=spot.event.id,
        field=field,
        day=day,
        problem=problem,
        at=at,
        buttons=[*buttons, spot.option(field, "month", day[:6])],
    )


def next_question(
    visit: Visit, spot: Spot, field: PlanField, place: Placement, *, is_done: bool = True
) -> None:
    """Go on after a field was set: with the next one for a new event, else with the card."""
    following = asked_after(spot.event, field) if spot.is_new and is_done else None
    if following is None:
        say_card(visit, spot.event, place)
    else:
        open_field(visit, spot, following, place, taken=field)


def open_field(
    visit: Visit, spot: Spot, field: PlanField, place: Placement, taken: PlanField | None = None
) -> None:
    """Open the question about a field, or the editor that all share."""
    if field is PlanField.AUDIENCE:
        audience_editor.open_audience(visit, spot.audience(), [], place)
    elif field in TEXTS and not spot.is_new:
        texts_by_language.show(visit, spot.text(field), place)
    else:
        ask_field(visit, spot, field, place, taken=taken)


def _first_of(month: str) -> date | None:
    if len(month) != 6 or not (month.isascii() and month.isdecimal()) or not 1 <= int(month[4:]) <= 12:
        return None
    return date(int(month[:4]), int(month[4:]), 1) if int(month[:4]) else None


def _in_reach(first: date, today: date) -> bool:
    return date(today.year, today.month, 1) <= first <= date(today.year + 3, today.month, 1)


def _moved_month(first: date, months: int) -> date:
    year, month = divmod(12 * first.year + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _spelled(first: date) -> str:
    return first.strftime("%Y%m")
