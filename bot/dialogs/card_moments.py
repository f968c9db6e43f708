"""Cards of dates, times of the day, and both: to tap or to type.

Of a time, `Dialogue.page` says what is chosen: `2026-03-14` the day, `2026-03-14t18` and `t18` the hour.
"""

import re
from datetime import date, time

from bot.dialogs.answers import clock_in_words
from bot.dialogs.card_calendar import calendar_rows
from bot.dialogs.card_clock import hours, quarters
from bot.dialogs.card_parts import Asking, Body
from bot.dialogs.message import plain
from bot.speech import isolate
from domain.survey import Kind

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:t(\d{1,2}))?", re.ASCII)
_HOUR = re.compile(r"t(\d{1,2})", re.ASCII)


def days(asking: Asking) -> Body:
    """Return the card of a date, or of a date and a time of the day."""
    appearance, is_date = asking.question.appearance, asking.question.kind is Kind.DATE
    if "no-calendar" in appearance:
        return Body([_typed(asking)])
    day, hour = _day_of(asking.dialogue.page)
    if day is not None and not is_date:
        rows = hours(asking, day) if hour is None else quarters(asking, day, hour)
        return Body([f"<b>{plain(asking.said.date(day))}</b>", _typed(asking)], rows)
    return Body([_typed(asking)], calendar_rows(asking, _smallest(appearance) if is_date else "day"))


def clock(asking: Asking) -> Body:
    """Return the card of a time of the day."""
    match = _HOUR.fullmatch(asking.dialogue.page)
    hour = int(match[1]) if match and int(match[1]) < 24 else None
    rows = hours(asking, None) if hour is None else quarters(asking, None, hour)
    return Body([_typed(asking)], rows)


def _smallest(appearance: frozenset[str]) -> str:
    return "year" if "year" in appearance else "month" if "month-year" in appearance else "day"


def _typed(asking: Asking) -> str:
    """Say that it can be typed, with an example as the language writes it."""
    _, said = asking.said.gettext, asking.said
    day = isolate(plain(said.date(asking.view.now.date())))
    hour = isolate(plain(clock_in_words(time(18, 30), said)))
    match asking.question.kind:
        case Kind.TIME:
            return _("Tap the hour, or type a time such as {time}.").format(time=hour)
        case Kind.DATETIME:
            return _("Tap a day and a time, or type both, such as {day}, {time}.").format(day=day, time=hour)
        case _ if "no-calendar" in asking.question.appearance:
            return _("Please type a date, such as {day}.").format(day=day)
        case _:
            return _("Tap a date, or type one such as {day}.").format(day=day)


def _day_of(page: str) -> tuple[date | None, int | None]:
    """Return the day and the hour that are chosen so far."""
    match = _DAY.fullmatch(page)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None, None
    hour = int(match[2]) if match and match[2] else None
    return day, hour if hour is not None and hour < 24 else None
