"""An update goes public: staff are asked once more, two of them where the operator wants that."""

from db import measures, staff
from db.unit import Unit
from domain.confirmations import Deed
from domain.invitation import Permission
from domain.measures import MeasureUpdate, Obstacle, obstacle_to_update
from domain.outgoing import Placement
from usecases.confirm import Confirmed, ask, needs_another
from usecases.measure_staff_screens import Notice, say_card, say_tree
from usecases.measure_views import update_view
from usecases.publish_update import CannotPublish, publish_update
from usecases.visit import Visit

_NOTICES = {
    Obstacle.NO_SUCH_STEP: Notice.NO_STEP,
    Obstacle.NO_REASON: Notice.NO_REASON,
    Obstacle.NO_TEXT: Notice.NO_TEXT,
    Obstacle.PROGRESS: Notice.PROGRESS,
}


def ask_to_publish(visit: Visit, staff_id: int, draft: MeasureUpdate, place: Placement) -> None:
    """Show how followers read the update, and ask whether to publish it; or say what is missing."""
    measure = measures.measure_by_id(visit.unit, draft.measure_id)
    view = update_view(visit.unit, draft.id)
    if measure is None or view is None:
        say_tree(visit, 0, place, Notice.GONE)
        return
    obstacle = obstacle_to_update(measure.status, draft.status, draft.progress, draft.text)
    if obstacle is not None:
        say_card(visit, draft, place, _NOTICES[obstacle])
        return
    visit.say("measure_staff_preview", Placement(), view, number=str(draft.id))
    state = state_of_update(visit.unit, draft.id)
    if state is None:
        raise LookupError("an update that was just read is gone")
    deed = Deed(Permission.MANAGE_MEASURES, f"update:{draft.id}", state)
    ask(visit, staff_id, deed, "measure_staff_sure", Placement(), number=str(draft.id))


def state_of_update(unit: Unit, update_id: int) -> str | None:
    """Return what changes when an update or its measure is changed; None where it is gone or public."""
    draft = measures.update_by_id(unit, update_id)
    measure = draft and measures.measure_by_id(unit, draft.measure_id)
    if draft is None or measure is None or draft.published_at is not None:
        return None
    return f"{draft.revision}.{measure.revision}"


def update_in(deed: Deed) -> int:
    """Return the update that a deed is about."""
    return int(deed.subject.rpartition(":")[2])


def publish(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Publish an update that was confirmed, or say that a second person has to confirm it."""
    unit, deed = visit.unit, confirmed.deed
    draft = measures.update_by_id(unit, update_in(deed))
    if draft is None:
        say_tree(visit, 0, place, Notice.GONE)
        return
    if needs_another(visit, confirmed):
        staff.record(unit, confirmed.staff_id, "confirmed first", deed.subject, visit.now)
        visit.say("measure_staff_second", place)
        return
    try:
        publish_update(unit, visit.house, draft, visit.now)
    except CannotPublish as refused:
        say_card(
            visit, draft, place, Notice.CHANGED if refused.obstacle is None else _NOTICES[refused.obstacle]
        )
        return
    staff.record(unit, confirmed.staff_id, "published", deed.subject, visit.now)
    measure = measures.measure_by_id(unit, draft.measure_id)
    if measure is not None:
        say_card(visit, measure, place, Notice.PUBLISHED)
