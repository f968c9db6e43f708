"""The staff's schedule: what goes out in the next days, moved or cancelled by those who may."""

from datetime import datetime

from db import schedule, staff
from db.unit import Unit
from domain.agenda import Unfit, can_be_cancelled, can_be_moved
from domain.confirmations import Deed
from domain.invitation import Permission, may
from domain.languages import text_in
from domain.outgoing import Placement
from domain.person import Person
from domain.schedule import Scheduled
from domain.typed_times import Trouble, read_local_time
from usecases.agenda import line_of, with_reach
from usecases.confirm import Confirmed, ask, staff_who_may
from usecases.house import House
from usecases.move_schedule import cancel, move, next_fit, unfit
from usecases.schedule_subjects import title_of
from usecases.schedule_views import page_of
from usecases.visit import Visit, receive

MOST_DIGITS = 18  # of a row's id
SEVERAL = "several"  # what was typed can be read in more than one way
_MOST_CHOICES = 6


def schedule_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /schedule with what goes out in the next days."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None and staff_who_may(visit, Permission.SEE_SCHEDULE) is not None:
        _say_list(visit, 0, Placement())


def open_schedule(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button of the schedule asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: ["page", number]; ["row", id] for one row; ["move", id] to ask for a time; ["at", id, revision,
            day and time] to ask whether it is to be then; ["drop", id] to ask whether to cancel it.
        place: Where the button stands.
    """
    permission = Permission.SEE_SCHEDULE if path[:1] in (["page"], ["row"]) else Permission.MOVE_SCHEDULE
    staff_id = staff_who_may(visit, permission)
    if staff_id is None:
        return True
    match path:
        case ["page", page] if page.isdecimal() and len(page) <= MOST_DIGITS:
            _say_list(visit, int(page), place)
            return True
        case ["row" | "move" | "at" | "drop", row_id, *rest] if (
            row_id.isdecimal() and len(row_id) <= MOST_DIGITS
        ):
            row = schedule.by_id(visit.unit, int(row_id))
            if row is None:
                _say_list(visit, 0, place, "changed")
                return True
            return _open_row(visit, staff_id, row, path[0], rest, place)
        case _:
            return False


def take_time(visit: Visit, path: list[str], text: str) -> bool:
    """Take the time that was typed for a row; tell whether such a question was asked.

    Args:
        visit: The update that is handled.
        path: [id] of the row.
        text: What was typed.
    """
    if len(path) != 1 or not path[0].isdecimal():
        return False
    staff_id = staff_who_may(visit, Permission.MOVE_SCHEDULE)
    if staff_id is None:
        return True
    row = schedule.by_id(visit.unit, int(path[0]))
    if row is None or not can_be_moved(row):
        _say_list(visit, 0, Placement(), "changed")
        return True
    read = read_local_time(text, visit.now, row.timezone, visit.resident.language)
    if read.trouble is Trouble.PAST:
        _refuse(visit, row, read.at, Unfit.PAST)
    elif read.trouble is not None:
        _ask_when(visit, row, Placement(), read.trouble, read.at)
    elif not read.is_sure:
        _ask_when(visit, row, Placement(), SEVERAL, choices=list(read.choices[:_MOST_CHOICES]))
    else:
        _ask_to_move(visit, staff_id, row, read.choices[0], Placement())
    return True


def do(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Move or cancel a row, as was confirmed."""
    row_id, what, local = _parts(confirmed.deed)
    row = schedule.by_id(visit.unit, row_id)
    if row is None:
        _say_list(visit, 0, place, "changed")
    elif what == "drop":
        done = cancel(visit.unit, confirmed.staff_id, row, visit.now)
        _say_list(visit, 0, place, "dropped" if done else "changed")
    else:
        result = move(visit.unit, visit.house, confirmed.staff_id, row, local, visit.now)
        if isinstance(result, Unfit):
            _refuse(visit, row, local, result, place)
        else:
            _say_list(visit, 0, place, "moved" if result else "changed")


def state_of_row(unit: Unit, deed: Deed) -> str | None:
    """Return what changes when a row is moved, begins or ends; None where it is gone."""
    row = schedule.by_id(unit, _parts(deed)[0])
    return None if row is None else _version(row)


def _say_list(visit: Visit, number: int, place: Placement, notice: str = "") -> None:
    view = page_of(visit.unit, visit.house, number, visit.now)
    options = [f"schedule:row:{line.row.id}" for line in view.lines if line.row is not None]
    if view.page:
        options.append(f"schedule:page:{view.page - 1}")
    if view.page + 1 < view.pages:
        options.append(f"schedule:page:{view.page + 1}")
    visit.offer("schedule", options, place, view=view, page=view.page, notice=notice)


def _open_row(
    visit: Visit, staff_id: int, row: Scheduled, what: str, rest: list[str], place: Placement
) -> bool:
    match what, rest:
        case "row", []:
            _say_row(visit, row, place)
        case "move", [] if can_be_moved(row):
            _ask_when(visit, row, place)
        case "drop", [] if can_be_cancelled(row):
            _ask(visit, staff_id, row, "drop", "", place)
        case "at", [revision, day, minutes] if can_be_moved(row) and revision == str(row.revision):
            local = f"{day}:{minutes}"
            try:
                _ask_to_move(visit, staff_id, row, local, place)
            except ValueError:
                return False  # a forged button
        case "move" | "drop", []:
            _say_list(visit, 0, place, "changed")
        case "at", [_, _, _]:
            _say_list(visit, 0, place, "changed")
        case _:
            return False
    return True


def _say_row(visit: Visit, row: Scheduled, place: Placement) -> None:
    found = staff.role_of(visit.unit, visit.person.user)
    options = []
    if found and may(found[1], Permission.MOVE_SCHEDULE):
        if can_be_moved(row):
            options.append(f"schedule:move:{row.id}")
        if can_be_cancelled(row):
            options.append(f"schedule:drop:{row.id}")
    line = with_reach(visit.unit, visit.house, line_of(visit.unit, row))
    visit.offer("schedule_row", [*options, "schedule:page:0"], place, view=line, row=row.id)


def _ask_when(
    visit: Visit,
    row: Scheduled,
    place: Placement,
    problem: str = "",
    at: str = "",
    choices: list[str] | None = None,
) -> None:
    """Ask for another time; what was wrong with the one before stands on top, what can be taken below."""
    options = [f"schedule:at:{row.id}:{row.revision}:{local}" for local in choices or ()]
    visit.ask(
        "schedule_when",
        f"schedule:{row.id}",
        [*options, f"schedule:row:{row.id}"],
        place,
        view=line_of(visit.unit, row),
        row=row.id,
        problem=problem,
        at=at,
        choices=choices or [],
    )


def _ask_to_move(visit: Visit, staff_id: int, row: Scheduled, local: str, place: Placement) -> None:
    why = unfit(visit.unit, visit.house, row, local, visit.now)
    if why is None:
        _ask(visit, staff_id, row, "move", local, place)
    else:
        _refuse(visit, row, local, why, place)


def _refuse(
    visit: Visit,
    row: Scheduled,
    local: str,
    why: Unfit,
    place: Placement = Placement(),  # noqa: B008 - frozen, so one for all is safe
) -> None:
    """Say why a row cannot go out then, and name the next time at which it can."""
    fit = next_fit(visit.unit, visit.house, row, local, visit.now)
    _ask_when(visit, row, place, why, local, [fit] if fit else [])


def _ask(visit: Visit, staff_id: int, row: Scheduled, what: str, local: str, place: Placement) -> None:
    deed = Deed(Permission.MOVE_SCHEDULE, f"{row.id}/{what}/{local}", _version(row))
    title = text_in(title_of(visit.unit, row), visit.resident.language)
    args = {"kind": row.kind.value, "title": title, "planned": row.local_time, "local": local}
    ask(visit, staff_id, deed, f"schedule_sure_{what}", place, **args)


def _version(row: Scheduled) -> str:
    return f"{row.revision}.{row.status}"


def _parts(deed: Deed) -> tuple[int, str, str]:
    row_id, what, local = deed.subject.split("/")
    return int(row_id), what, local
