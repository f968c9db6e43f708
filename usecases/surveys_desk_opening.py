"""Staff open a draft, change when a survey closes, close it now, delete a draft; each is asked once more."""

from db import staff, surveys
from domain.confirmations import Deed
from domain.invitation import Permission
from domain.outgoing import Argument, Placement
from domain.survey_life import Obstacle, Window
from domain.times import DayTime
from usecases.confirm import ask
from usecases.survey_life import DryRun, Plan, SurveyObstacle, obstacle_to_end, rehearse
from usecases.surveys_desk_days import (
    FIRST,
    NEW_END,
    UNTIL,
    NoSuchDay,
    after,
    ask_day,
    day_time_on_button,
    on_button,
    read_day,
)
from usecases.surveys_desk_deeds import AS_IT_IS, NOW, OPEN, SAMPLE, state_of_survey
from usecases.surveys_desk_screens import DESK, say_card, title_of
from usecases.visit import Visit


def open_step(visit: Visit, staff_id: int, path: list[str], place: Placement) -> bool:
    """Go one step towards opening, closing or deleting; tell whether there is such a step.

    Args:
        visit: The update that is handled.
        staff_id: Who acts.
        path: ["open", key, revision], then with when it opens, when it closes, and "s" or "n" for a sample;
            ["last", key] and with when it closes; ["close", key]; ["drop", key, revision].
        place: Where the button stands.
    """
    try:
        match path:
            case ["open", key, revision, *chosen] if _is_revision(revision):
                return _open(visit, staff_id, key, int(revision), chosen, place)
            case ["last", key]:
                ask_day(visit, [NEW_END, key], place)
            case ["last", key, end]:
                _ask_end(visit, staff_id, key, day_time_on_button(end), place)
            case ["close", key]:
                _ask_end(visit, staff_id, key, None, place)
            case ["drop", key, revision] if _is_revision(revision):
                _ask_to_drop(visit, staff_id, key, int(revision), place)
            case _:
                return False
    except NoSuchDay:
        return False  # a forged button
    except SurveyObstacle as obstacle:
        say_card(visit, path[1], place, obstacle.why)
    return True


def _open(visit: Visit, staff_id: int, key: str, revision: int, chosen: list[str], place: Placement) -> bool:
    offer = surveys.offer(visit.unit, key)
    match chosen:
        case [] if offer is not None:
            _ask_to_open(visit, staff_id, key, revision, None, place)
        case []:
            today = DayTime(visit.today)
            rehearse(visit.unit, visit.house, key, revision, Plan(Window(today, today)), visit.now)
            ask_day(visit, [FIRST, key, str(revision)], place)
        case [opens]:
            day_time_on_button(opens)
            ask_day(visit, [UNTIL, key, str(revision), opens], place)
        case [opens, closes]:
            _ask_sample(visit, key, revision, Plan(_window(opens, closes)), place)
        case [opens, closes, "s" | "n" as sample]:
            plan = Plan(_window(opens, closes), sample == SAMPLE)
            _ask_to_open(visit, staff_id, key, revision, plan, place)
        case _:
            return False
    return True


def take_day(visit: Visit, path: list[str], text: str) -> bool:
    """Take a day that was typed, or a time of one; tell whether such a question was asked.

    Args:
        visit: The update that is handled.
        path: What was asked (`surveys_desk_days`).
        text: What was typed.
    """
    if path[:1] not in ([FIRST], [UNTIL], [NEW_END]):
        return False
    chosen = read_day(visit, path, text)
    return chosen is None or open_step(visit, _staff_id(visit), after(path, chosen), Placement())


def _window(opens: str, closes: str) -> Window:
    return Window(day_time_on_button(opens), day_time_on_button(closes))


# --- asking ----------------------------------------------------------------------------------------


def _ask_sample(visit: Visit, key: str, revision: int, plan: Plan, place: Placement) -> None:
    rehearse(visit.unit, visit.house, key, revision, plan, visit.now)
    window = plan.window
    base = f"{DESK}:open:{key}:{revision}:{on_button(window.opens)}:{on_button(window.closes)}"
    options = [f"{base}:{OPEN}", f"{base}:{SAMPLE}", f"{DESK}:card:{key}"]
    visit.offer("desk_sample", options, place, survey=key, title=title_of(visit, key))


def _ask_to_open(
    visit: Visit, staff_id: int, key: str, revision: int, plan: Plan | None, place: Placement
) -> None:
    _draft, _survey, dry = rehearse(visit.unit, visit.house, key, revision, plan, visit.now)
    window = dry.plan.window
    days = [AS_IT_IS, AS_IT_IS] if plan is None else [window.opens.local, window.closes.local]
    sample = SAMPLE if dry.plan.sample else OPEN
    subject = "/".join((key, "open", str(revision), *days, sample))
    _ask(visit, staff_id, subject, "desk_sure_open", key, place, **_dry_args(dry))


def _dry_args(dry: DryRun) -> dict[str, Argument]:
    return {
        "first": dry.plan.window.opens.local,
        "last": dry.plan.window.closes.local,
        "sample": dry.plan.sample,
        "is_new": dry.is_new,
        "middle": dry.in_the_middle,
        "submitted": dry.submitted,
    }


def _ask_end(visit: Visit, staff_id: int, key: str, end: DayTime | None, place: Placement) -> None:
    """Ask whether a survey is to close then; None: now."""
    obstacle = obstacle_to_end(visit.unit, visit.house, key, end, visit.now)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    subject = "/".join((key, "last", NOW if end is None else end.local))
    middle = surveys.count_in_the_middle(visit.unit, key)
    if end is None:
        _ask(visit, staff_id, subject, "desk_sure_close", key, place, middle=middle)
    else:
        _ask(visit, staff_id, subject, "desk_sure_last", key, place, last=end.local)


def _ask_to_drop(visit: Visit, staff_id: int, key: str, revision: int, place: Placement) -> None:
    subject = "/".join((key, "drop", str(revision)))
    if state_of_survey(visit.unit, Deed(Permission.MANAGE_SURVEYS, subject, "")) is None:
        raise SurveyObstacle(Obstacle.GONE)
    _ask(visit, staff_id, subject, "desk_sure_drop", key, place)


def _ask(
    visit: Visit,
    staff_id: int,
    subject: str,
    template: str,
    key: str,
    place: Placement,
    **args: Argument,
) -> None:
    asked = Deed(Permission.MANAGE_SURVEYS, subject, "")
    state = state_of_survey(visit.unit, asked)
    if state is None:
        raise SurveyObstacle(Obstacle.GONE)
    deed = Deed(Permission.MANAGE_SURVEYS, subject, state)
    ask(visit, staff_id, deed, template, place, survey=key, title=title_of(visit, key), **args)


def _is_revision(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 10


def _staff_id(visit: Visit) -> int:
    """Return the staff id of whoever acts, whose role was looked up just before."""
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None:
        raise LookupError("a role that was just looked up is gone")
    return found[0]
