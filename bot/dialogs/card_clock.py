"""A clock of buttons: first the hour, then its quarter."""

from datetime import date, datetime, time

from bot.dialogs.answers import clock_in_words
from bot.dialogs.card_parts import Asking, Row, along
from bot.dialogs.message import in_rows
from domain.dialogue import Give, Page

HOURS_A_ROW, LONG_HOURS_A_ROW = 4, 3
_SHORT = 5  # characters: `18:00`
QUARTERS = (0, 15, 30, 45)  # minutes


def hours(asking: Asking, day: date | None) -> list[Row]:
    """Return the hours of a day, of any day for None."""
    said, start = asking.said, "" if day is None else day.isoformat()
    given = _given_clock(asking)
    buttons = [
        asking.button(
            f"{'✓ ' if given and given.hour == hour else ''}{clock_in_words(time(hour), said)}",
            Page(f"{start}t{hour}"),
        )
        for hour in range(24)
    ]
    is_long = len(clock_in_words(time(12), said)) > _SHORT
    rows = [along(row, said) for row in in_rows(buttons, LONG_HOURS_A_ROW if is_long else HOURS_A_ROW)]
    return rows if day is None else [*rows, _other(asking, said.gettext("Another day"), f"{day:%Y-%m}")]


def quarters(asking: Asking, day: date | None, hour: int) -> list[Row]:
    """Return the quarters of an hour; each of them is an answer."""
    said, given = asking.said, _given_clock(asking)
    buttons = []
    for minute in QUARTERS:
        clock_time = time(hour, minute)
        value = clock_time.isoformat("minutes")
        whole = value if day is None else f"{day.isoformat()}T{value}"
        sign = "✓ " if given == clock_time else ""
        buttons.append(asking.button(f"{sign}{clock_in_words(clock_time, said)}", Give(whole)))
    back = "" if day is None else day.isoformat()
    rows = in_rows(buttons, 2 if len(clock_in_words(time(12), said)) > _SHORT else 4)
    return [*(along(row, said) for row in rows), _other(asking, said.gettext("Another hour"), back)]


def _other(asking: Asking, label: str, page: str) -> Row:
    return (asking.button(label, Page(page)),)


def _given_clock(asking: Asking) -> time | None:
    answer = str(asking.given or "")
    try:
        return datetime.fromisoformat(answer).time() if "T" in answer else time.fromisoformat(answer)
    except ValueError:
        return None
