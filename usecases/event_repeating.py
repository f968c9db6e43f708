"""Staff let an event come again: a rule in plain words, and until when."""

from datetime import date

from domain.date_words import folded
from domain.events import Event
from domain.outgoing import Placement
from domain.repeating import Repeat, repeats_of, rule_of
from domain.typed_times import END_OF_DAY, read_local_time
from usecases.event_screens import Spot, say_card
from usecases.event_series import begin
from usecases.planning_views import plan_view
from usecases.recurrence import RuleRefused
from usecases.visit import Visit

FOR_EVER = "on"
MONTHS = (3, 6, 12)


def open_step(visit: Visit, staff_id: int, spot: Spot, steps: list[str], place: Placement) -> bool:
    """Offer the rules that fit an event's day, then until when; tell whether there is such a step.

    Args:
        visit: The update that is handled.
        staff_id: Who acts.
        spot: The event, with its start and in no series yet.
        steps: Nothing, [rule's name], or [rule's name, `on` or the last day as 20271231].
        place: Where the button stands.
    """
    event = spot.event
    if event.series_id is not None or event.local_start is None:
        say_card(visit, event, place)
        return True
    offered = repeats_of(_day(event))
    match steps:
        case []:
            options = [*(spot.option("repeat", one) for one in offered), spot.card]
            view = plan_view(visit.unit, visit.house, event, visit.now)
            visit.offer("event_plan_repeat", options, place, view=view, event=event.id)
        case [name] if name in offered:
            _ask_until(visit, spot, name, place)
        case [name, last] if name in offered and (last == FOR_EVER or _read_day(last) is not None):
            until = None if last == FOR_EVER else _read_day(last)
            _begin(visit, staff_id, spot, Repeat(name), until, place)
        case _:
            return False
    return True


def take_words(visit: Visit, staff_id: int, spot: Spot, steps: list[str], text: str) -> bool:
    """Take a typed day as the last one."""
    event = spot.event
    if len(steps) != 1 or event.local_start is None or steps[0] not in repeats_of(_day(event)):
        return False
    reading = read_local_time(text, visit.now, event.timezone, visit.resident.language, day_alone=END_OF_DAY)
    if not reading.is_sure:
        _ask_until(visit, spot, steps[0], Placement(), problem=reading.trouble or "several", at=reading.at)
        return True
    until = date.fromisoformat(reading.choices[0][:10])
    _begin(visit, staff_id, spot, Repeat(steps[0]), until, Placement())
    return True


def _ask_until(
    visit: Visit, spot: Spot, name: str, place: Placement, problem: str = "", at: str = ""
) -> None:
    start = _day(spot.event)
    lasts = [_months_later(start, months).strftime("%Y%m%d") for months in MONTHS]
    options = [spot.option("repeat", name, last) for last in (*lasts, FOR_EVER)]
    visit.ask(
        "event_plan_until",
        spot.option("repeat", name),
        [*options, spot.option("repeat")],
        place,
        view=plan_view(visit.unit, visit.house, spot.event, visit.now),
        event=spot.event.id,
        repeat=name,
        problem=problem,
        at=at,
    )


def _begin(
    visit: Visit, staff_id: int, spot: Spot, repeat: Repeat, until: date | None, place: Placement
) -> None:
    event = spot.event
    rule = rule_of(repeat, _day(event))
    try:
        first = begin(visit.unit, visit.house, staff_id, event, rule, until, visit.now)
    except RuleRefused:
        say_card(visit, event, place, "refused")
        return
    say_card(visit, first or event, place, "repeats" if first else "changed")


def _day(event: Event) -> date:
    if event.local_start is None:
        raise ValueError("only an event with a start can come again")
    return date.fromisoformat(event.local_start[:10])


def _read_day(spelled: str) -> date | None:
    try:
        return date.fromisoformat(spelled) if len(folded(spelled)) == 8 else None
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
