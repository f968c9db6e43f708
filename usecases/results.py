"""Staff open results and statistics in the chat. Everybody else is refused, at every step."""

from datetime import datetime

from db import staff
from db.unit import Unit
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.person import Person
from domain.results import PublishedResults, PublishedTable
from usecases import published
from usecases.house import House
from usecases.visit import Visit, receive


def results_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /results with the surveys to choose from."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        open_results(visit, [], Placement())


def statistics_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /stats with how many take part, by day, source and language."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None and _may(visit, Permission.SEE_STATISTICS, "statistics"):
        view = published.statistics(unit, now, house.timezone)
        visit.say("statistics", view=view, timezone=house.timezone)


def open_results(visit: Visit, path: list[str], place: Placement) -> None:
    """Show what a place in the results menu leads to.

    Args:
        visit: The update that is handled.
        path: Nothing for all surveys, [survey] for its questions, [survey, number or "all"] for tables.
        place: Where the menu stands.
    """
    if not _may(visit, Permission.SEE_RESULTS, ":".join(["results", *path])):
        return
    unit = visit.unit
    if not path:
        view = published.overview(unit)
        visit.offer("results_menu", [f"results:{row.key}" for row in view], place, view=view)
        return
    results = published.results(unit, path[0])
    if results is None or len(path) > 2:
        visit.say("unknown_command", place)
    elif len(path) == 1:
        options = [f"results:{path[0]}:{index}" for index in range(len(results.entries))]
        everything = [f"results:{path[0]}:all"] if options else []
        visit.offer(
            "survey_results",
            [*options, *everything, "results"],
            place,
            view=results,
            survey=path[0],
        )
    elif path[1] == "all":
        for index in range(len(results.entries)):
            _say_table(visit, path[0], index, results)
    elif path[1].isdecimal() and len(path[1]) < 4 and int(path[1]) < len(results.entries):
        _say_table(visit, path[0], int(path[1]), results)
    else:
        visit.say("unknown_command", place)


def _say_table(visit: Visit, survey: str, index: int, view: PublishedResults) -> None:
    entry = view.entries[index]
    visit.say("table_text", view=view, survey=survey, index=index)
    if isinstance(entry, PublishedTable) and entry.rows:
        visit.say("table_chart", view=view, survey=survey, index=index)


def _may(visit: Visit, permission: Permission, what: str) -> bool:
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None or not may(found[1], permission):
        visit.say("refused")
        return False
    staff.record(visit.unit, found[0], "saw", what, visit.now)
    return True
