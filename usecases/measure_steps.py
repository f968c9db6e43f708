"""The steps that staff take with needs, measures and drafts of updates, beyond changing their fields."""

from datetime import date

from db import measures, staff
from domain.languages import DEFAULT, Texts
from domain.measure_fields import LONGEST_TITLE, Field, Kind, Thing, name_of, new_key
from domain.measures import (
    ALL,
    Measure,
    MeasureStatus,
    MeasureUpdate,
    Need,
    NeedStatus,
    obstacle_to_need,
    steps_of,
)
from domain.outgoing import Placement
from domain.texts import TextRefused, cleaned
from usecases import texts_by_language
from usecases.measure_spot import Spot
from usecases.measure_staff_screens import Notice, ask_title, say_card, say_previews, say_tree, text_field
from usecases.measure_staff_views import thing_of
from usecases.measure_views import update_view
from usecases.visit import Visit


def add_thing(visit: Visit, staff_id: int, parent: Thing | None, text: str) -> None:
    """Keep a new need, goal or measure under the German title that was typed, and show it.

    Args:
        visit: The update that is handled.
        staff_id: Who acts.
        parent: What it belongs to: a goal to a need, a measure to a goal; None for a need.
        text: What was typed.
    """
    unit = visit.unit
    try:
        title = {DEFAULT: cleaned(" ".join(text.split()), LONGEST_TITLE)}
    except TextRefused as refused:
        ask_title(visit, parent, Placement(), Notice.TOO_LONG if refused.length else Notice.EMPTY)
        return
    match parent:
        case None:
            kind, key = Kind.NEED, new_key(title[DEFAULT], [one.key for one in measures.needs(unit)], "need")
            number = measures.add_need(unit, key, title=title, status=NeedStatus.RECOGNISED)
        case Need():
            kind, key = Kind.GOAL, new_key(title[DEFAULT], [one.key for one in measures.goals(unit)], "goal")
            number = measures.add_goal(unit, key, title=title, need_id=parent.id)
        case _:
            taken = [one.key for one in measures.measures(unit)]
            kind, key = Kind.MEASURE, new_key(title[DEFAULT], taken, "measure")
            status = MeasureStatus.PROPOSED
            number = measures.add_measure(unit, key, title=title, goal_id=parent.id, status=status)
    added = thing_of(unit, kind, number)
    if added is None:
        raise LookupError("a thing that was just added is gone")
    staff.record(unit, staff_id, "added", name_of(added), visit.now)
    say_card(visit, added, Placement(), Notice.ADDED)


def step_need(spot: Spot, need: Need, status: NeedStatus) -> None:
    """Let a need take a step of its lifecycle; it is deferred with `defer`."""
    if obstacle_to_need(need.status, status, need.reason) is not None:
        say_card(spot.visit, need, spot.place, Notice.NO_STEP)
    else:
        spot.keep(f"{Field.STATUS}={status}", status=status)


def defer(spot: Spot, reason: Texts) -> None:
    """Defer a need, for a reason that residents read from now on."""
    need = spot.thing
    if not isinstance(need, Need):
        raise TypeError("only needs are deferred")
    if obstacle_to_need(need.status, NeedStatus.DEFERRED, reason) is not None:
        say_card(spot.visit, need, spot.place, Notice.NO_STEP)
    else:
        spot.keep(f"{Field.STATUS}={NeedStatus.DEFERRED}", status=NeedStatus.DEFERRED, reason=reason)


def begin_update(spot: Spot, measure: Measure, status: MeasureStatus, today: date) -> None:
    """Begin the draft of an update and ask for its words; where there is one already, go on with that."""
    visit, unit = spot.visit, spot.visit.unit
    if status not in steps_of(measure.status):
        say_card(visit, measure, spot.place, Notice.NO_STEP)
        return
    measures.lock_measure(unit, measure.id)  # of two who begin at once one goes on with the other's
    drafts = measures.updates(unit, [measure.id], published=False)
    if drafts:
        say_card(visit, drafts[0], spot.place)
        return
    progress = ALL if status is MeasureStatus.DONE else measure.progress
    fields = {"day": today, "text": {}, "status": status, "progress": progress}
    measures.add_update(unit, measure.id, created_by=spot.staff_id, **fields)
    spot.record("began an update")
    (draft,) = measures.updates(unit, [measure.id], published=False)
    texts_by_language.ask(visit, text_field(draft, Field.TEXT), DEFAULT, spot.place)


def preview(spot: Spot, draft: MeasureUpdate, rest: list[str]) -> bool:
    """Show an update as followers get it, in one language or in all; tell whether there is such a place."""
    languages = spot.visit.house.languages
    view = update_view(spot.visit.unit, draft.id)
    match rest:
        case []:
            say_previews(spot.visit, draft, spot.place)
        case [language] if view is not None and language in (*languages, "all"):
            for one in languages if language == "all" else (language,):
                spot.visit.say("measure_staff_preview", view=view, language=one, number=str(draft.id))
        case _:
            return False
    return True


def delete_draft(spot: Spot, draft: MeasureUpdate) -> None:
    """Delete the draft of an update."""
    measure = measures.measure_by_id(spot.visit.unit, draft.measure_id)
    if measure is None or not measures.delete_thing(spot.visit.unit, draft):
        say_tree(spot.visit, 0, spot.place, Notice.CHANGED)
        return
    spot.record("deleted a draft")
    say_card(spot.visit, measure, spot.place, Notice.DELETED)
