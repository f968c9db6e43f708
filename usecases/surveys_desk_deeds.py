"""What staff have confirmed about a survey is done: it opens, closes at another time, a draft is deleted."""

from db import staff, survey_drafts, surveys
from db.unit import Unit
from domain.confirmations import Deed
from domain.outgoing import Placement
from domain.survey_life import Obstacle, Window
from domain.times import day_time_of
from usecases.confirm import Confirmed, needs_another
from usecases.survey_life import Plan, SurveyObstacle, change_end, open_draft, remove_draft
from usecases.survey_texts import state_of_texts
from usecases.surveys_desk_screens import DESK, say_card, title_of
from usecases.surveys_desk_texts import USE, state_of_using, use_texts
from usecases.visit import Visit

AS_IT_IS = "-"  # the survey keeps its days
NOW = "now"  # it closes at once
SAMPLE, OPEN = "s", "n"


def state_of_survey(unit: Unit, deed: Deed) -> str | None:
    """Return what changes with every file, version and day of a survey; None where what is meant is gone."""
    key, what, *rest = deed.subject.split("/")
    if what == USE:
        return state_of_using(unit, key)
    draft, offer = survey_drafts.by_key(unit, key), surveys.offer(unit, key)
    known = "new" if offer is None else f"{offer.version_id}.{offer.window.closes}.{offer.ended_on or 'runs'}"
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
        visit.offer("desk_second", [f"{DESK}:card:{key}"], place, survey=key, title=title_of(visit, key))
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
        change_end(unit, house, staff_id, key, None if rest == [NOW] else day_time_of(rest[0]), now)
        return "closed" if rest == [NOW] else "changed"
    revision, opens, closes, sample = rest
    plan = None
    if opens != AS_IT_IS:
        plan = Plan(Window(day_time_of(opens), day_time_of(closes)), sample == SAMPLE)
    dry = open_draft(unit, house, staff_id, key, int(revision), plan, now)
    if not dry.is_new:
        return "new_version"
    return "open_now" if dry.plan.window.is_open(now, house.timezone) else "opened"
