"""Staff are asked from when until when a survey can be answered; they type a day, or a time of one."""

from datetime import date, datetime, timedelta

from domain.outgoing import Placement
from domain.survey_life import Obstacle, Window, obstacle_to_window
from domain.times import DayTime, day_time_of
from domain.typed_times import A_DAY, read_local_time
from usecases.survey_life import obstacle_to_end
from usecases.surveys_desk_screens import DESK, title_of
from usecases.visit import Visit

FIRST, UNTIL, NEW_END = "first", "until", "newlast"
"""What is asked: [FIRST, key, revision], [UNTIL, key, revision, beginning], [NEW_END, key]."""

SEVERAL = "several"  # what was typed can be more than one day or time

_MOST_CHOICES = 4
_TIMED = "t"
_FROM = datetime(2026, 1, 1)  # noqa: DTZ001 - wall times are counted from it, on no clock in particular
_MOST_DIGITS = 7  # of minutes in hexadecimal: for 500 years


class NoSuchDay(ValueError):
    """A button says no day, and no time of one."""


def day_time_on_button(spelled: str) -> DayTime:
    """Return what a button says: a day as `20270310`, a time of one in minutes since 2026 as `t9b7f4`.

    Two of either have room in a button's 64 bytes, beside the longest key of a survey.

    Raises:
        NoSuchDay: It says neither.
    """
    digits = spelled.removeprefix(_TIMED)
    try:
        if digits == spelled and len(spelled) == 8 and spelled.isascii() and spelled.isdecimal():
            return DayTime(date(int(spelled[:4]), int(spelled[4:6]), int(spelled[6:])))
        if digits != spelled and len(digits) <= _MOST_DIGITS and digits.isalnum():
            return day_time_of(f"{_FROM + timedelta(minutes=int(digits, 16)):%Y-%m-%d %H:%M}")
    except ValueError:
        pass
    raise NoSuchDay(spelled)


def on_button(one: DayTime) -> str:
    """Return a day or a time of one as a button says it."""
    if one.clock is None:
        return one.day.strftime("%Y%m%d")
    passed = datetime.fromisoformat(one.local) - _FROM
    return f"{_TIMED}{passed // timedelta(minutes=1):x}"


def after(asked: list[str], chosen: DayTime) -> list[str]:
    """Return the step that a day leads to which was asked for like this."""
    what, *about = asked
    return ["last" if what == NEW_END else "open", *about, on_button(chosen)]


def read_day(visit: Visit, asked: list[str], text: str) -> DayTime | None:
    """Return the day or time that was typed; else say what is wrong with it, ask again, and return None.

    Args:
        visit: The update that is handled.
        asked: What was asked, such as [FIRST, key, revision].
        text: What was typed.
    """
    timezone, language = visit.house.timezone, visit.resident.language
    reading = read_local_time(text, visit.now, timezone, language, A_DAY)
    choices = [day_time_of(local) for local in reading.choices]
    if not reading.is_sure:
        ask_day(visit, asked, Placement(), reading.trouble or SEVERAL, reading.at, choices)
        return None
    problem = _obstacle(visit, asked, choices[0])
    if problem is not None:
        ask_day(visit, asked, Placement(), problem)
        return None
    return choices[0]


def _obstacle(visit: Visit, asked: list[str], chosen: DayTime) -> Obstacle | None:
    match asked:
        case ["first", *_]:
            return obstacle_to_window(Window(chosen, DayTime(chosen.day)), visit.now, visit.house.timezone)
        case ["until", _, _, first]:
            window = Window(day_time_on_button(first), chosen)
            return obstacle_to_window(window, visit.now, visit.house.timezone)
        case _:
            return obstacle_to_end(visit.unit, visit.house, asked[1], chosen, visit.now)


def ask_day(
    visit: Visit,
    asked: list[str],
    place: Placement,
    problem: str = "",
    at: str = "",
    choices: list[DayTime] | None = None,
) -> None:
    """Ask from when on, or until when; what was typed and can mean several days is offered to choose from."""
    what, key = asked[:2]
    offered = (choices or [])[:_MOST_CHOICES]
    if what == FIRST and not offered:
        offered = [DayTime(visit.today)]
    options = [f"{DESK}:{':'.join(after(asked, one))}" for one in offered]
    visit.ask(
        "desk_day",
        f"{DESK}:{':'.join(asked)}",
        [*options, f"{DESK}:card:{key}"],
        place,
        survey=key,
        what=what,
        first=day_time_on_button(asked[3]).local if what == UNTIL else "",
        problem=problem,
        at=at,
        title=title_of(visit, key),
        today=visit.today.isoformat(),
    )
