"""Staff say when a broadcast goes out: as soon as it is released, at a time, or again and again."""

from domain.quiet_hours import decent
from domain.times import instant_of, local_day, local_time_of
from domain.typed_clock import read_clock
from domain.typed_times import read_local_time, trouble_with
from usecases.broadcast_desk import Desk
from usecases.recurrence import runs

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WHICH = ("1", "2", "3", "4", "-1")
"""Which of its kind in a month: the first, second, third, fourth, last Tuesday."""

WEEKLY = "w"
"""What stands in place of `WHICH` for every week."""


def plan(desk: Desk, detail: list[str]) -> bool:
    """Show or do what a button about the time leads to; return False where there is none of this name.

    Args:
        desk: Who is at which broadcast.
        detail: What follows `when` in the option: nothing, `now`, `time` to type one, `at` with a wall time
            as `202703101800`, `every` to choose a rhythm, `every` with which, with which and a weekday.
    """
    match detail:
        case []:
            steps = ("now", "time", "every")
            desk.say("broadcast_when", [*(f"{desk.base}:when:{step}" for step in steps), desk.home])
        case ["now"]:
            _keep(desk, local_time=None, rule=None)
        case ["time"]:
            _ask_time(desk)
        case ["at", spelled] if (local := _local(spelled)) is not None:
            _take_time(desk, local)
        case ["every"]:
            options = [f"{desk.base}:when:every:{which}" for which in (WEEKLY, *WHICH)]
            desk.say("broadcast_every", [*options, f"{desk.base}:when"])
        case ["every", which] if which in (WEEKLY, *WHICH):
            options = [f"{desk.base}:when:every:{which}:{day}" for day in WEEKDAYS]
            desk.say("broadcast_weekday", [*options, f"{desk.base}:when:every"], which=which)
        case ["every", which, day] if which in (WEEKLY, *WHICH) and day in WEEKDAYS:
            _ask_clock(desk, which, day)
        case _:
            return False
    return True


def take_words(desk: Desk, detail: list[str], typed: str) -> bool:
    """Take a time that was typed; return False where none was asked for."""
    match detail:
        case ["time"]:
            visit = desk.visit
            language = visit.resident.language
            read = read_local_time(typed, visit.now, desk.one.timezone, language)
            if read.is_sure:
                _take_time(desk, read.choices[0])
            else:
                _ask_time(desk, str(read.trouble or "several"), read.at, read.choices)
        case ["every", which, day] if which in (WEEKLY, *WHICH) and day in WEEKDAYS:
            clock = read_clock(typed, desk.visit.resident.language)
            if clock is None:
                _ask_clock(desk, which, day, "unreadable")
            else:
                _take_clock(desk, which, day, clock)
        case _:
            return False
    return True


def rule_of(which: str, day: str) -> str:
    """Return the rule of RFC 5545 for a choice."""
    return f"FREQ=WEEKLY;BYDAY={day}" if which == WEEKLY else f"FREQ=MONTHLY;BYDAY={which}{day}"


def _take_time(desk: Desk, local: str) -> None:
    """Keep a time; one in quiet hours is named, and the next decent one offered in its place."""
    now, timezone = desk.visit.now, desk.one.timezone
    if (trouble := trouble_with(local, now, timezone)) is not None:
        _ask_time(desk, trouble, local)
        return
    at = instant_of(local, timezone)
    better = decent(at, timezone, desk.visit.house.quiet)
    if better != at:
        _ask_time(desk, "quiet", local, (local_time_of(better, timezone),))
    else:
        _keep(desk, local_time=local, rule=None)


def _take_clock(desk: Desk, which: str, day: str, clock: str) -> None:
    visit, timezone = desk.visit, desk.one.timezone
    rule, first = rule_of(which, day), f"{local_day(visit.now, timezone).isoformat()}T{clock}"
    at = runs(rule, first, timezone, visit.now, visit.now.replace(year=visit.now.year + 1))[0].due_at
    if visit.house.quiet.hold(at, timezone):
        _ask_clock(desk, which, day, "quiet")
    else:
        _keep(desk, local_time=first, rule=rule)


def _keep(desk: Desk, local_time: str | None, rule: str | None) -> None:
    if (changed := desk.change(local_time=local_time, rule=rule)) is not None:
        changed.show()


def _ask_time(desk: Desk, why: str = "", at: str = "", choices: tuple[str, ...] = ()) -> None:
    options = [f"{desk.base}:when:at:{_spelled(local)}" for local in choices]
    desk.ask(
        "broadcast_time",
        f"{desk.base}:when:time",
        [*options, f"{desk.base}:when"],
        why=why,
        at=at,
        choices=list(choices),
    )


def _ask_clock(desk: Desk, which: str, day: str, why: str = "") -> None:
    about = f"{desk.base}:when:every:{which}:{day}"
    desk.ask("broadcast_clock", about, [f"{desk.base}:when:every"], which=which, day=day, why=why)


def _spelled(local: str) -> str:
    """Return a wall time as a button can hold it."""
    return "".join(sign for sign in local if sign.isdecimal())


def _local(spelled: str) -> str | None:
    """Return the wall time that a button holds."""
    if len(spelled) != 12 or not (spelled.isascii() and spelled.isdecimal()):
        return None
    year, month, day, hour, minute = spelled[:4], spelled[4:6], spelled[6:8], spelled[8:10], spelled[10:]
    local = f"{year}-{month}-{day}T{hour}:{minute}"
    try:
        instant_of(local, "UTC")
    except ValueError:
        return None
    return local
