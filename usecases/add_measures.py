"""A file of needs, goals, measures and updates is brought into the database, as often as it is handed in.

Keys say what is there already: a second run changes what the file says differently and adds nothing twice.
What the file does not name stays. Texts and days are as the file says; steps of a lifecycle are taken as
staff take them in the chat, so a measure's status only changes with an update.
"""

from collections.abc import Mapping
from datetime import datetime

from db import measures
from db.unit import Unit
from domain.measures import ALL, NEED_STEPS, MeasureStatus, NeedStatus, has_german, is_progress
from domain.times import local_day
from usecases.add_updates import add_update
from usecases.evidence import ground_of
from usecases.house import House
from usecases.measure_files import (
    GoalFields,
    MeasureFields,
    MeasuresFile,
    NeedFields,
    PictureFile,
    Place,
    goals_in,
    measures_in,
    updates_in,
)
from usecases.measures_run import Change, Run
from usecases.yaml_files import FileProblems, Located

_NAMES = {
    "release": "release, question or answer",
    "coding": "counted theme of texts",
    "minutes": "public event",
}


def add_measures(
    unit: Unit,
    house: House,
    located: Located[MeasuresFile],
    pictures: Mapping[str, PictureFile],
    now: datetime,
    *,
    dry_run: bool = False,
) -> list[Change]:
    """Bring a file into the database, or say what that would change.

    Args:
        unit: The unit of work.
        house: The deployment.
        located: The file.
        pictures: The pictures that its updates name.
        now: The time.
        dry_run: Change nothing.

    Returns:
        What was changed, in the order of the file.

    Raises:
        FileProblems: Something in the file cannot be; nothing was changed.
        ChangedMeanwhile: Somebody was changing the same thing.
    """
    with unit.connection.begin_nested() as savepoint:
        run = Run(unit, house, located, pictures, now)
        for number, need in enumerate(located.value.needs):
            place: Place = ("needs", number)
            if run.is_first("need", need.key, place):
                _need(run, place, need)
        if run.problems:
            raise FileProblems(run.problems, located.name)
        if dry_run:
            savepoint.rollback()
        return run.changes


def _need(run: Run, place: Place, new: NeedFields) -> None:
    run.check_names(place, new)
    texts = {"title": new.title, "description": new.description, "reason": new.reason}
    fields = {**texts, "area": new.area, "theme": new.theme}
    found = measures.need_by_key(run.unit, new.key)
    before = found.status if found else NeedStatus.RECOGNISED
    status = new.status or before
    if not _leads_to(before, status) and found is not None:
        steps = ", ".join(NEED_STEPS[before]) or "nothing"
        run.wrong((*place, "status"), f"is {before} now, which leads to {steps}")
    if status is NeedStatus.DEFERRED and not has_german(new.reason):
        run.wrong((*place, "reason"), "is missing: a need is deferred for a reason that residents read")
    if found is None:
        need_id = measures.add_need(run.unit, new.key, status=status, **fields)
        run.note(f"need {new.key}")
    else:
        need_id = found.id
        run.change(f"need {new.key}", found, {"status": status, **fields})
    _evidence(run, place, need_id, new)
    for goal_place, goal in goals_in(new, place):
        if run.is_first("goal", goal.key, goal_place):
            _goal(run, goal_place, need_id, goal)


def _evidence(run: Run, place: Place, need_id: int, new: NeedFields) -> None:
    wanted = [one.evidence for one in new.evidence]
    for number, one in enumerate(wanted):
        if ground_of(run.unit, run.house, one) is None:
            says = f"there is no {_NAMES[one.kind]} “{one.reference}” that a need could rest on"
            run.wrong((*place, "evidence", number), says)
    kept = measures.evidence_of(run.unit, need_id)
    if set(kept) != set(wanted):
        measures.set_evidence(run.unit, need_id, list(dict.fromkeys(wanted)))
        if Change(f"need {new.key}") not in run.changes:
            run.note(f"need {new.key}", "evidence")


def _goal(run: Run, place: Place, need_id: int, new: GoalFields) -> None:
    fields = {
        "need_id": need_id,
        "title": new.title,
        "indicator": new.indicator,
        "unit": new.unit,
        "baseline": new.baseline,
        "target": new.target,
        "due_on": new.due,
    }
    found = measures.goal_by_key(run.unit, new.key)
    if found is None:
        goal_id = measures.add_goal(run.unit, new.key, **fields)
        run.note(f"goal {new.key}")
    else:
        goal_id = found.id
        run.change(f"goal {new.key}", found, fields)
    for measure_place, measure in measures_in(new, place):
        if run.is_first("measure", measure.key, measure_place):
            _measure(run, measure_place, goal_id, measure)


def _measure(run: Run, place: Place, goal_id: int, new: MeasureFields) -> None:
    run.check_names(place, new)
    fields = {
        "goal_id": goal_id,
        "title": new.title,
        "description": new.description,
        "owner": new.owner,
        "area": new.area,
        "theme": new.theme,
        "starts_on": new.starts,
        "due_on": new.due,
    }
    if new.starts and new.due and new.due < new.starts:
        run.wrong((*place, "due"), "should not be before it starts")
    progress = ALL if new.status is MeasureStatus.DONE and not new.progress else new.progress
    if not is_progress(new.status, progress):
        run.wrong((*place, "progress"), f"should be {ALL}: the measure is done")
    found = measures.measure_by_key(run.unit, new.key)
    if found is None:
        measure_id = measures.add_measure(run.unit, new.key, status=new.status, progress=progress, **fields)
        run.note(f"measure {new.key}")
    else:
        measure_id = found.id
        run.change(f"measure {new.key}", found, fields)
    days: dict[object, Place] = {}
    for update_place, update in updates_in(new, place):
        if update.day in days:
            run.wrong((*update_place, "day"), "has an update already: there is one a day")
        elif update.day > local_day(run.now, run.house.timezone):
            run.wrong((*update_place, "day"), "lies in the future: an update tells what there is")
        else:
            add_update(run, update_place, measure_id, new.key, update)
        days[update.day] = update_place


def _leads_to(before: NeedStatus, after: NeedStatus) -> bool:
    """Tell whether steps of the lifecycle lead from one status to another."""
    reached = {before}
    while more := {step for status in reached for step in NEED_STEPS[status]} - reached:
        reached |= more
    return after in reached
