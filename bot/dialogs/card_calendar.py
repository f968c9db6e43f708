"""A calendar of buttons: the days of a month, the months of a year, or twenty years.

What is shown is told by `Dialogue.page`: `2026-03` a month, `y2026` a year, `d2010` the years from 2000 on.
"""

import calendar
import re
from datetime import date

from babel.dates import format_skeleton

from bot.dialogs.answers import month_in_short, month_in_words
from bot.dialogs.card_parts import Asking, Leaf, Row, along, turning
from bot.dialogs.message import Button, in_rows
from bot.speech import Speech, isolate
from domain.dialogue import Give, Page
from domain.survey import Kind

FIRST_YEAR, LAST_YEAR = 1900, 2199  # others are typed
YEARS_A_PAGE = 20
MONTHS_A_ROW, YEARS_A_ROW = 3, 4
_EMPTY, _CHOSEN = "·", "•"  # narrow signs: seven buttons stand in a row
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"([yd])(\d{4})", re.ASCII)


def calendar_rows(asking: Asking, smallest: str) -> list[Row]:
    """Return the page of the calendar that is shown; it begins at the answer, else today."""
    given = given_day(asking)
    start = given or asking.view.now.date()
    page = asking.dialogue.page
    if (match := _YEAR.fullmatch(page)) and FIRST_YEAR <= int(match[2]) <= LAST_YEAR:
        year = int(match[2])
        return _years(asking, year, smallest) if match[1] == "d" else _months(asking, year, smallest)
    if smallest == "year":
        return _years(asking, start.year, smallest)
    if smallest == "month":
        return _months(asking, start.year, smallest)
    match = _MONTH.fullmatch(page)
    if match and 1 <= int(match[2]) <= 12 and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        start = date(int(match[1]), int(match[2]), 1)
    return _month(asking, start, given)


def given_day(asking: Asking) -> date | None:
    """Return the day that stands as the answer, None for none."""
    try:
        return date.fromisoformat(str(asking.given or "")[:10])
    except ValueError:
        return None


def _month(asking: Asking, shown: date, given: date | None) -> list[Row]:
    said = asking.said
    first = said.locale.first_week_day
    page = f"{shown:%Y-%m}"
    order = [(first + place) % 7 for place in range(7)]
    year = min(max(shown.year, FIRST_YEAR), LAST_YEAR)
    rows: list[Row] = [
        (asking.button(format_skeleton("yMMMM", shown, locale=said.locale), Page(f"y{year}")),),
        along([asking.button(_weekday(day, said), Page(page)) for day in order], said),
    ]
    for week in calendar.Calendar(first).monthdatescalendar(shown.year, shown.month):
        row = [
            _day(asking, day, given) if day.month == shown.month else asking.button(_EMPTY, Page(page))
            for day in week
        ]
        rows.append(along(row, said))
    return [*rows, _month_turns(asking, shown)]


def _weekday(day: int, said: Speech) -> str:
    """Return a weekday's name, 0 for Monday, as short as calendars have it: seven fit in a row."""
    names = said.locale.days["stand-alone"]
    short = names["short"][day].strip(".")
    return str(names["narrow"][day] if said.right_to_left else short[:2])


def _day(asking: Asking, day: date, given: date | None) -> Button:
    label = f"{_CHOSEN if day == given else ''}{asking.said.number(day.day)}"
    is_whole = asking.question.kind is Kind.DATE
    return asking.button(label, Give(day.isoformat()) if is_whole else Page(day.isoformat()))


def _month_turns(asking: Asking, shown: date) -> Row:
    said, months = asking.said, 12 * shown.year + shown.month - 1

    def leaf(number: int) -> Leaf | None:
        year, month = divmod(number, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        name = month_in_words(date(year, month + 1, 1), said)
        return Leaf(name, f"{year}-{month + 1:02}")

    return turning(asking.view, said, leaf(months - 1), leaf(months + 1))


def _months(asking: Asking, year: int, smallest: str) -> list[Row]:
    said, given = asking.said, given_day(asking)
    buttons = []
    for month in range(1, 13):
        first = date(year, month, 1)
        is_given = smallest == "month" and given is not None and (given.year, given.month) == (year, month)
        action = Give(first.isoformat()) if smallest == "month" else Page(f"{first:%Y-%m}")
        buttons.append(asking.button(f"{'✓ ' if is_given else ''}{month_in_short(first, said)}", action))
    here = Leaf(str(year), f"d{_first_of(year)}")
    rows = [along(row, said) for row in in_rows(buttons, MONTHS_A_ROW)]
    return [*rows, turning(asking.view, said, _year_leaf(year - 1), _year_leaf(year + 1), here)]


def _years(asking: Asking, year: int, smallest: str) -> list[Row]:
    said, given, first = asking.said, given_day(asking), _first_of(min(max(year, FIRST_YEAR), LAST_YEAR))
    buttons = []
    for one in range(first, first + YEARS_A_PAGE):
        is_given = smallest == "year" and given is not None and given.year == one
        action = Give(date(one, 1, 1).isoformat()) if smallest == "year" else Page(f"y{one}")
        buttons.append(asking.button(f"{'✓ ' if is_given else ''}{one}", action))

    def leaf(start: int) -> Leaf | None:
        if not FIRST_YEAR <= start <= LAST_YEAR:
            return None
        return Leaf(isolate(f"{start}–{start + YEARS_A_PAGE - 1}"), f"d{start}")

    rows = [along(row, said) for row in in_rows(buttons, YEARS_A_ROW)]
    return [*rows, turning(asking.view, said, leaf(first - YEARS_A_PAGE), leaf(first + YEARS_A_PAGE))]


def _year_leaf(year: int) -> Leaf | None:
    return Leaf(str(year), f"y{year}") if FIRST_YEAR <= year <= LAST_YEAR else None


def _first_of(year: int) -> int:
    """Return the first of the years that stand on a page with this one."""
    return FIRST_YEAR + (year - FIRST_YEAR) // YEARS_A_PAGE * YEARS_A_PAGE
