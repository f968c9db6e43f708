"""What an operator does with surveys by command: the same as staff do in the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db import survey_drafts
from db.unit import Unit
from domain.languages import Language
from domain.survey_life import Obstacle
from domain.times import DayTime
from usecases.house import House
from usecases.read_upload import ReadForm
from usecases.survey_life import (
    DryRun,
    Plan,
    SurveyObstacle,
    change_end,
    keep_draft,
    mark_checked,
    open_draft,
    rehearse,
)
from usecases.surveys_desk_views import DeskCard, card_view, keys_of_surveys


@dataclass(frozen=True, slots=True)
class Listed:
    """A survey or a draft as the command line shows it; states are of `domain.survey_life`, "" for none."""

    key: str
    title: Mapping[Language, str]
    state: str
    draft: str
    opens: DayTime | None
    closes: DayTime | None
    is_operators: bool
    questions: int
    languages: tuple[Language, ...]
    in_the_middle: int
    submitted: int
    file_name: str
    errors: int
    hints: int


def list_surveys(unit: Unit, house: House, now: datetime) -> list[Listed]:
    """Return all surveys and drafts."""
    views = (card_view(unit, house, key, now) for key in keys_of_surveys(unit))
    return [_listed(view) for view in views if view is not None]


def show_survey(unit: Unit, house: House, key: str, now: datetime) -> Listed:
    """Return one survey or draft.

    Raises:
        SurveyObstacle: There is none with this key.
    """
    view = card_view(unit, house, key, now)
    if view is None:
        raise SurveyObstacle(Obstacle.GONE)
    return _listed(view)


def import_form(unit: Unit, house: House, key: str, file_name: str, read: ReadForm, now: datetime) -> int:
    """Keep a form as a draft; return its revision.

    Raises:
        SurveyObstacle: The survey comes from the content folder.
    """
    return keep_draft(unit, house, None, key, file_name, read, now)


def open_survey(
    unit: Unit,
    house: House,
    key: str,
    plan: Plan | None,
    now: datetime,
    is_checked: bool = False,
    only_try: bool = False,
) -> DryRun:
    """Open a draft, or only say what that would change.

    Args:
        unit: The unit of work.
        house: The deployment.
        key: The survey.
        plan: When it is to be open; None for a new version of a survey, which stays as it is.
        now: The time.
        is_checked: The operator says that somebody has gone through it.
        only_try: Nothing is changed.

    Raises:
        SurveyObstacle: It cannot be opened like this; nothing is changed.
    """
    with unit.connection.begin_nested() as trial:
        draft = survey_drafts.by_key(unit, key)
        if is_checked and draft is not None:
            mark_checked(unit, None, key, draft.revision, now)
        if not only_try:
            return open_draft(unit, house, None, key, None, plan, now)
        _draft, _survey, dry = rehearse(unit, house, key, None, plan, now)
        trial.rollback()
        return dry


def close_survey(unit: Unit, house: House, key: str, end: DayTime | None, now: datetime) -> None:
    """Let a survey close at another time, or now.

    Raises:
        SurveyObstacle: It cannot close then, or is over.
    """
    change_end(unit, house, None, key, end, now)


def _listed(view: DeskCard) -> Listed:
    line, draft, window = view.line, view.draft, view.line.window
    return Listed(
        line.key,
        line.title,
        line.state or "",
        line.draft or "",
        window.opens if window else None,
        window.closes if window else None,
        view.is_operators,
        view.questions or (draft.questions if draft else 0),
        view.languages or (draft.languages if draft else ()),
        view.in_the_middle,
        view.submitted,
        draft.file_name if draft else "",
        draft.errors if draft else 0,
        draft.hints if draft else 0,
    )
