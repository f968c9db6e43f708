"""The staff's screens about surveys: the list, and one survey with what can be done with it now."""

from domain.languages import text_in
from domain.outgoing import Placement
from domain.survey_life import State
from usecases.surveys_desk_views import DeskCard, card_view, list_view
from usecases.visit import Visit

DESK = "sv"
"""What the options of these screens begin with."""


def say_list(visit: Visit, number: int, place: Placement, notice: str = "") -> None:
    """Say one page of the surveys; on top what has just been done, or why it was not."""
    view = list_view(visit.unit, visit.house, number, visit.now)
    options = [f"{DESK}:card:{line.key}" for line in view.lines]
    options.append(f"{DESK}:new")
    if view.page:
        options.append(f"{DESK}:list:{view.page - 1}")
    if view.page + 1 < view.pages:
        options.append(f"{DESK}:list:{view.page + 1}")
    visit.offer("desk_list", options, place, view=view, page=view.page, notice=notice)


def say_card(visit: Visit, key: str, place: Placement, notice: str = "") -> None:
    """Say one survey and offer what can be done with it; where it is gone, say the list."""
    view = card_view(visit.unit, visit.house, key, visit.now)
    if view is None:
        say_list(visit, 0, place, notice or "gone")
        return
    options = [f"{DESK}:{step}" for step in _steps(view)]
    visit.offer("desk_card", [*options, f"{DESK}:list:0"], place, view=view, survey=key, notice=notice)


def title_of(visit: Visit, key: str) -> str:
    """Return the title of a survey or draft in the reader's language; its key where there is neither."""
    view = card_view(visit.unit, visit.house, key, visit.now)
    return key if view is None else text_in(view.line.title, visit.resident.language)


def _steps(view: DeskCard) -> list[str]:
    """Return what can be done with a survey now; those of the content folder can only be tried out."""
    key, steps = view.line.key, []
    if view.draft is not None:
        revision = view.draft.revision
        steps.append(f"report:{key}:{revision}")
        if view.line.draft is not State.BROKEN:
            steps += [f"try:{key}:{revision}", f"ways:{key}:{revision}"]
        if view.line.draft is State.CHECKED:
            steps.append(f"open:{key}:{revision}")
    if view.questions:
        steps.append(f"try:{key}:0")
    if view.questions or (view.draft is not None and view.draft.questions):
        steps.append(f"texts:{key}")
    if not view.is_operators:
        if view.line.state in (State.OPEN, State.PLANNED):
            steps += [f"tell:{key}", f"last:{key}", f"close:{key}"]
        if view.line.state not in (State.CLOSED, State.PUBLISHED):
            steps.append(f"fix:{key}")
        if view.draft is not None:
            steps.append(f"drop:{key}:{view.draft.revision}")
    return steps
