"""Staff open a draft, change a survey's last day, close it now, delete a draft; each is asked once more."""

from datetime import date, timedelta

from db import staff, survey_drafts, surveys
from db.unit import Unit
from domain.confirmations import Deed
from domain.invitation import Permission
from domain.languages import text_in
from domain.outgoing import Argument, Placement
from domain.survey_life import Obstacle, obstacle_to_days
from domain.typed_times import read_days
from usecases.confirm import Confirmed, ask, needs_another
from usecases.survey_life import (
    DryRun,
    Plan,
    SurveyObstacle,
    change_last_day,
    obstacle_to_last_day,
    open_draft,
    rehearse,
    remove_draft,
)
from usecases.survey_texts import state_of_texts
from usecases.surveys_desk_screens import DESK, say_card
from usecases.surveys_desk_texts import USE, state_of_using, use_texts
from usecases.surveys_desk_views import card_view
from usecases.visit import Visit

UNREADABLE, SEVERAL = "unreadable", "several"  # what was typed is no day, or can be more than one
_AS_IT_IS = "-"  # the survey's days stay
_SAMPLE, _OPEN = "s", "n"
_MOST_CHOICES = 4


def open_step(visit: Visit, staff_id: int, path: list[str], place: Placement) -> bool:
    """Go one step towards opening, closing or deleting; tell whether there is such a step.

    Args:
        visit: The update that is handled.
        staff_id: Who acts.
        path: ["open", key, revision], then with the first day, the last day, and "s" or "n" for a sample;
            ["last", key] and with a day; ["close", key]; ["drop", key, revision].
        place: Where the button stands.
    """
    try:
        match path:
            case ["open", key, revision, *chosen] if _is_revision(revision):
                return _open(visit, staff_id, key, int(revision), chosen, place)
            case ["last", key]:
                _ask_day(visit, "newlast", [key], place)
            case ["last", key, day]:
                _ask_last(visit, staff_id, key, _day(day), place)
            case ["close", key]:
                _ask_last(visit, staff_id, key, visit.today - timedelta(days=1), place)
            case ["drop", key, revision] if _is_revision(revision):
                _ask_to_drop(visit, staff_id, key, int(revision), place)
            case _:
                return False
    except _NoSuchDay:
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
            rehearse(visit.unit, visit.house, key, revision, Plan(visit.today, visit.today), visit.now)
            _ask_day(visit, "first", [key, str(revision)], place)
        case [first]:
            _ask_day(visit, "until", [key, str(revision), first], place, _day(first))
        case [first, last]:
            _ask_sample(visit, key, revision, Plan(_day(first), _day(last)), place)
        case [first, last, "s" | "n" as sample]:
            plan = Plan(_day(first), _day(last), sample == _SAMPLE)
            _ask_to_open(visit, staff_id, key, revision, plan, place)
        case _:
            return False
    return True


def take_day(visit: Visit, path: list[str], text: str) -> bool:
    """Take a day that was typed; tell whether such a question was asked.

    Args:
        visit: The update that is handled.
        path: ["first", key, revision], ["until", key, revision, first day] or ["newlast", key].
        text: What was typed.
    """
    if path[:1] not in (["first"], ["until"], ["newlast"]):
        return False
    what, *about = path
    days = read_days(text, visit.today, visit.resident.language)
    if len(days) == 1:
        problem: str | None = _trouble_with(visit, what, about, days[0])
        if problem is None:
            return open_step(visit, _staff_id(visit), _next(what, about, days[0]), Placement())
    else:
        problem = SEVERAL if days else UNREADABLE
    _ask_day(visit, what, about, Placement(), problem=problem, days=days)
    return True


def _trouble_with(visit: Visit, what: str, about: list[str], day: date) -> Obstacle | None:
    match what:
        case "first":
            return obstacle_to_days(day, day, visit.today)
        case "until":
            return obstacle_to_days(_day(about[2]), day, visit.today)
        case _:
            return obstacle_to_last_day(visit.unit, visit.house, about[0], day, visit.today)


def _next(what: str, about: list[str], day: date) -> list[str]:
    return ["last" if what == "newlast" else "open", *about, _spelled(day)]


def _ask_day(
    visit: Visit,
    what: str,
    about: list[str],
    place: Placement,
    first: date | None = None,
    problem: str | None = None,
    days: tuple[date, ...] = (),
) -> None:
    """Ask for a first or last day; what was typed and can mean several days is offered to choose from."""
    key = about[0]
    offered = list(days[:_MOST_CHOICES])
    if what == "first" and not offered:
        offered = [visit.today]
    options = [f"{DESK}:{':'.join(_next(what, about, day))}" for day in offered]
    visit.ask(
        "desk_day",
        f"{DESK}:{what}:{':'.join(about)}",
        [*options, f"{DESK}:card:{key}"],
        place,
        survey=key,
        what=what,
        first=first.isoformat() if first else "",
        problem=problem or "",
        title=_title(visit, key),
        today=visit.today.isoformat(),
    )


def _ask_sample(visit: Visit, key: str, revision: int, plan: Plan, place: Placement) -> None:
    rehearse(visit.unit, visit.house, key, revision, plan, visit.now)
    base = f"{DESK}:open:{key}:{revision}:{_spelled(plan.first)}:{_spelled(plan.last)}"
    options = [f"{base}:{_OPEN}", f"{base}:{_SAMPLE}", f"{DESK}:card:{key}"]
    visit.offer("desk_sample", options, place, survey=key, title=_title(visit, key))


# --- asking ----------------------------------------------------------------------------------------


def _ask_to_open(
    visit: Visit, staff_id: int, key: str, revision: int, plan: Plan | None, place: Placement
) -> None:
    _draft, _survey, dry = rehearse(visit.unit, visit.house, key, revision, plan, visit.now)
    days = [_AS_IT_IS, _AS_IT_IS] if plan is None else [_spelled(plan.first), _spelled(plan.last)]
    sample = _SAMPLE if dry.plan.sample else _OPEN
    subject = "/".join((key, "open", str(revision), *days, sample))
    _ask(visit, staff_id, subject, "desk_sure_open", key, place, **_dry_args(dry))


def _dry_args(dry: DryRun) -> dict[str, Argument]:
    return {
        "first": dry.plan.first.isoformat(),
        "last": dry.plan.last.isoformat(),
        "sample": dry.plan.sample,
        "is_new": dry.is_new,
        "middle": dry.in_the_middle,
        "submitted": dry.submitted,
    }


def _ask_last(visit: Visit, staff_id: int, key: str, last: date, place: Placement) -> None:
    obstacle = obstacle_to_last_day(visit.unit, visit.house, key, last, visit.today)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    is_now = last < visit.today
    subject = "/".join((key, "last", _spelled(last)))
    middle = surveys.count_in_the_middle(visit.unit, key)
    args: dict[str, Argument] = {"last": last.isoformat(), "middle": middle}
    _ask(visit, staff_id, subject, "desk_sure_close" if is_now else "desk_sure_last", key, place, **args)


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
    ask(visit, staff_id, deed, template, place, survey=key, title=_title(visit, key), **args)


# --- doing -----------------------------------------------------------------------------------------


def state_of_survey(unit: Unit, deed: Deed) -> str | None:
    """Return what changes with every file, version and day of a survey; None where what is meant is gone."""
    key, what, *rest = deed.subject.split("/")
    if what == USE:
        return state_of_using(unit, key)
    draft, offer = survey_drafts.by_key(unit, key), surveys.offer(unit, key)
    known = "new" if offer is None else f"{offer.version_id}.{offer.closes_on}.{offer.ended_on or 'runs'}"
    if what == "last":
        return None if offer is None else known
    if draft is None or str(draft.revision) != rest[0]:
        return None
    known = f"{known}.{state_of_texts(unit, key)}"
    return known if draft.checked_at else f"{known}.unchecked"


def do(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Do what was confirmed, or say that a second person has to confirm it."""
    key, what, *rest = confirmed.deed.subject.split("/")
    if what != "drop" and needs_another(visit, confirmed):
        staff.record(visit.unit, confirmed.staff_id, "confirmed first", confirmed.deed.subject, visit.now)
        visit.offer("desk_second", [f"{DESK}:card:{key}"], place, survey=key, title=_title(visit, key))
        return
    try:
        notice = _done(visit, confirmed.staff_id, key, what, rest)
    except SurveyObstacle as obstacle:
        notice = obstacle.why
    say_card(visit, key, place, notice)


def _done(visit: Visit, staff_id: int, key: str, what: str, rest: list[str]) -> str:
    unit, house, now = visit.unit, visit.house, visit.now
    if what == USE:
        return use_texts(visit, staff_id, key)
    if what == "drop":
        return "dropped" if remove_draft(unit, staff_id, key, int(rest[0]), now) else Obstacle.GONE
    if what == "last":
        last = _day(rest[0])
        change_last_day(unit, house, staff_id, key, last, now)
        return "closed" if last < visit.today else "changed"
    revision, first, last_day, sample = rest
    plan = None if first == _AS_IT_IS else Plan(_day(first), _day(last_day), sample == _SAMPLE)
    dry = open_draft(unit, house, staff_id, key, int(revision), plan, now)
    return "opened" if dry.is_new else "new_version"


# --- spelling --------------------------------------------------------------------------------------


class _NoSuchDay(ValueError):
    """A button says no day."""


def _day(spelled: str) -> date:
    """Return the day that a button says as `20270310`.

    Raises:
        _NoSuchDay: It says none.
    """
    try:
        if len(spelled) == 8 and spelled.isascii() and spelled.isdecimal():
            return date(int(spelled[:4]), int(spelled[4:6]), int(spelled[6:]))
    except ValueError:
        pass
    raise _NoSuchDay(spelled)


def _spelled(day: date) -> str:
    return day.strftime("%Y%m%d")


def _is_revision(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 10


def _title(visit: Visit, key: str) -> str:
    view = card_view(visit.unit, visit.house, key, visit.now)
    return key if view is None else text_in(view.line.title, visit.resident.language)


def _staff_id(visit: Visit) -> int:
    """Return the staff id of whoever acts, whose role was looked up just before."""
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None:
        raise LookupError("a role that was just looked up is gone")
    return found[0]
