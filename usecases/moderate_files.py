"""Moderators look at pictures and recordings of closed waves, and decide which stay. Nobody else gets them.

Like texts they come without any dimension, in the order of their random names. What is rejected is deleted.
"""

from db import media, staff
from db.media import Kept
from domain.media import Status
from domain.outgoing import Placement
from usecases.moderation_screens import OVERVIEW, say_overview
from usecases.moderation_views import Notice, file_view
from usecases.visit import Visit

_DECISIONS = {"clear": Status.CLEARED, "reject": Status.GONE}


def moderate_files(visit: Visit, moderator: int, path: list[str], place: Placement) -> bool:
    """Show or do what a place in the menu of files leads to.

    Args:
        visit: The update that is handled, of somebody who may moderate.
        moderator: Who does.
        path: [files, survey] for those that wait, [seen, survey] for cleared ones, or [file, name, step].
        place: Where the menu stands.

    Returns:
        Whether there is such a place.
    """
    below = Placement(replace=place.edit)  # a message with a file cannot become another one
    match path:
        case ["files", survey]:
            _show_next(visit, moderator, survey, Status.KEPT, below)
        case ["seen", survey]:
            _show_next(visit, moderator, survey, Status.CLEARED, below)
        case ["file", name, "clear" | "reject" | "next" | "leave" as step]:
            _take(visit, moderator, name, step, below)
        case _:
            return False
    return True


def _take(visit: Visit, moderator: int, name: str, step: str, place: Placement) -> None:
    one = media.by_name(visit.unit, name)
    if step == "leave" or one is None:
        say_overview(visit, place, None, None if one else Notice.FILE_GONE)
        return
    if step in _DECISIONS:
        if step == "clear" and one.status is Status.CLEARED:  # somebody was faster
            _show_next(visit, moderator, one.survey, Status.KEPT, place, one)
            return
        media.decide(visit.unit, name, one.status, _DECISIONS[step])
        staff.record(visit.unit, moderator, step, _named(one), visit.now)
    _show_next(visit, moderator, one.survey, one.status, place, one)


def _show_next(
    visit: Visit, moderator: int, survey: str, status: Status, place: Placement, after: Kept | None = None
) -> None:
    one = media.next_file(visit.unit, survey, status, after.name if after else "")
    view = None if one is None else file_view(visit.unit, one.name)
    if one is None or view is None:
        say_overview(visit, place)
        return
    staff.record(visit.unit, moderator, "saw", _named(one), visit.now)
    steps = ["reject", "next", "leave"] if view.is_cleared else ["clear", "reject", "next", "leave"]
    options = [f"{OVERVIEW}:file:{one.name}:{step}" for step in steps]
    visit.offer("moderation_file", options, place, view=view, file=one.name)


def _named(one: Kept) -> str:
    return f"file:{one.survey}:{one.name[:12]}"
