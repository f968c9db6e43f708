"""What staff do with measures that cannot be undone: publish an update, delete what nothing rests on.

They are asked once more, two of them before many are told, where the operator wants that.
"""

from db import follows, measures, staff
from db.unit import Unit
from domain.audience import Following
from domain.confirmations import Deed
from domain.following import Follow
from domain.invitation import Permission
from domain.measure_fields import Kind, Thing, kind_of, name_of
from domain.measures import Goal, Measure, MeasureUpdate, Need, Obstacle, obstacle_to_update
from domain.outgoing import Placement
from usecases.confirm import Confirmed, ask, needs_another
from usecases.measure_staff_screens import Notice, say_card, say_tree
from usecases.measure_staff_views import thing_of
from usecases.measure_views import update_view
from usecases.publish_update import CannotPublish, publish_update
from usecases.visit import Visit

_DELETE = "delete"
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
    ask(visit, staff_id, deed, "measure_staff_sure", Placement(), number=str(draft.id), what="publish")


def can_be_deleted(unit: Unit, thing: Thing) -> bool:
    """Tell whether nothing rests on a thing: no goal, no measure, no update that residents have read."""
    match thing:
        case Need():
            return not measures.goals(unit, [thing.id])
        case Goal():
            return not measures.measures(unit, [thing.id])
        case Measure():
            return not any(measures.updates(unit, [thing.id], published=one) for one in (True, False))
        case MeasureUpdate():
            return thing.published_at is None


def ask_to_delete(visit: Visit, staff_id: int, thing: Thing, place: Placement) -> None:
    """Ask whether to delete a need, a goal or a measure."""
    if not can_be_deleted(visit.unit, thing):
        say_card(visit, thing, place, Notice.IN_USE)
        return
    subject = f"{_DELETE}:{kind_of(thing)}:{thing.id}"
    deed = Deed(Permission.MANAGE_MEASURES, subject, str(thing.revision))
    ask(visit, staff_id, deed, "measure_staff_sure", Placement(), number=str(thing.id), what=_DELETE)


def state_of(unit: Unit, deed: Deed) -> str | None:
    """Return the state that a deed's object is in now, None where it is gone."""
    match deed.subject.split(":"):
        case ["update", number]:
            return state_of_update(unit, int(number))
        case [_, kind, number]:
            thing = thing_of(unit, Kind(kind), int(number))
            return None if thing is None else str(thing.revision)
        case _:
            return None


def do(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Do what was confirmed."""
    match confirmed.deed.subject.split(":"):
        case ["update", number]:
            publish(visit, confirmed, int(number), place)
        case [_, kind, number]:
            _delete(visit, confirmed, thing_of(visit.unit, Kind(kind), int(number)), place)


def _delete(visit: Visit, confirmed: Confirmed, thing: Thing | None, place: Placement) -> None:
    if thing is None or not can_be_deleted(visit.unit, thing) or not measures.delete_thing(visit.unit, thing):
        say_tree(visit, 0, place, Notice.CHANGED)
        return
    if isinstance(thing, Measure):
        follows.remove_from_all(visit.unit, Follow(Following.MEASURE, thing.key))
    staff.record(visit.unit, confirmed.staff_id, "deleted", name_of(thing), visit.now)
    say_tree(visit, 0, place, Notice.DELETED)


def state_of_update(unit: Unit, update_id: int) -> str | None:
    """Return what changes when an update or its measure is changed; None where it is gone or public."""
    draft = measures.update_by_id(unit, update_id)
    measure = draft and measures.measure_by_id(unit, draft.measure_id)
    if draft is None or measure is None or draft.published_at is not None:
        return None
    return f"{draft.revision}.{measure.revision}"


def publish(visit: Visit, confirmed: Confirmed, update_id: int, place: Placement) -> None:
    """Publish an update that was confirmed, or say that a second person has to confirm it."""
    unit, deed = visit.unit, confirmed.deed
    draft = measures.update_by_id(unit, update_id)
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
