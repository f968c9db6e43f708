"""A file of needs, goals, measures and updates is brought into the database, as often as it is handed in.

Keys say what is there already: a second run changes what the file says differently and adds nothing twice.
What the file does not name stays. Texts and days are as the file says; steps of a lifecycle are taken as
staff take them in the chat, so a measure's status only changes with an update.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from db import attachments, measures, staff
from db.unit import Unit
from domain.measures import (
    ALL,
    NEED_STEPS,
    Goal,
    Measure,
    MeasureStatus,
    MeasureUpdate,
    Need,
    NeedStatus,
    Obstacle,
    has_german,
    is_progress,
    steps_of,
)
from domain.times import local_day
from usecases.evidence import ground_of
from usecases.house import House
from usecases.measure_files import (
    GoalFields,
    MeasureFields,
    MeasuresFile,
    NeedFields,
    PictureFile,
    Place,
    UpdateFields,
    goals_in,
    measures_in,
    updates_in,
)
from usecases.publish_update import CannotPublish, publish_update
from usecases.yaml_files import FileProblem, FileProblems, Located


@dataclass(frozen=True, slots=True)
class Change:
    """What a file has changed: `need sitting`, `update benches 2027-05-03`; no fields: it is new."""

    what: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as an operator reads it."""
        return f"{self.what}: {', '.join(self.fields)} changed" if self.fields else f"{self.what}: added"


class ChangedMeanwhile(Exception):
    """Somebody in the chat was changing the same thing; the message is for the operator."""


class _Named(Protocol):
    area: str | None
    theme: str | None


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
        run = _Run(unit, house, located, pictures, now)
        run.all()
        if run.problems:
            raise FileProblems(run.problems, located.name)
        if dry_run:
            savepoint.rollback()
        return run.changes


@dataclass(slots=True)
class _Run:
    unit: Unit
    house: House
    located: Located[MeasuresFile]
    pictures: Mapping[str, PictureFile]
    now: datetime
    changes: list[Change] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    seen: dict[tuple[str, str], Place] = field(default_factory=dict)

    def all(self) -> None:
        for number, need in enumerate(self.located.value.needs):
            place = ("needs", number)
            if self._is_first("need", need.key, place):
                self._need(place, need)

    # --- needs and goals ---------------------------------------------------------------------------

    def _need(self, place: Place, new: NeedFields) -> None:
        self._check_names(place, new)
        texts = {"title": new.title, "description": new.description, "reason": new.reason}
        fields = {**texts, "area": new.area, "theme": new.theme}
        found = measures.need_by_key(self.unit, new.key)
        before = found.status if found else NeedStatus.RECOGNISED
        status = new.status or before
        if not _leads_to(before, status) and found is not None:
            steps = ", ".join(NEED_STEPS[before]) or "nothing"
            self._wrong((*place, "status"), f"is {before} now, which leads to {steps}")
        if status is NeedStatus.DEFERRED and not has_german(new.reason):
            self._wrong((*place, "reason"), "is missing: a need is deferred for a reason that residents read")
        if found is None:
            need_id = measures.add_need(self.unit, new.key, status=status, **fields)
            self._note(f"need {new.key}")
        else:
            need_id = found.id
            self._change(f"need {new.key}", found, {"status": status, **fields})
        self._evidence(place, need_id, new)
        for goal_place, goal in goals_in(new, place):
            if self._is_first("goal", goal.key, goal_place):
                self._goal(goal_place, need_id, goal)

    def _evidence(self, place: Place, need_id: int, new: NeedFields) -> None:
        wanted = [one.evidence for one in new.evidence]
        for number, one in enumerate(wanted):
            if ground_of(self.unit, self.house, one) is None:
                says = f"there is no {_NAMES[one.kind]} “{one.reference}” that a need could rest on"
                self._wrong((*place, "evidence", number), says)
        kept = measures.evidence_of(self.unit, need_id)
        if set(kept) != set(wanted):
            measures.set_evidence(self.unit, need_id, list(dict.fromkeys(wanted)))
            if Change(f"need {new.key}") not in self.changes:
                self._note(f"need {new.key}", "evidence")

    def _goal(self, place: Place, need_id: int, new: GoalFields) -> None:
        fields = {
            "need_id": need_id,
            "title": new.title,
            "indicator": new.indicator,
            "unit": new.unit,
            "baseline": new.baseline,
            "target": new.target,
            "due_on": new.due,
        }
        found = measures.goal_by_key(self.unit, new.key)
        if found is None:
            goal_id = measures.add_goal(self.unit, new.key, **fields)
            self._note(f"goal {new.key}")
        else:
            goal_id = found.id
            self._change(f"goal {new.key}", found, fields)
        for measure_place, measure in measures_in(new, place):
            if self._is_first("measure", measure.key, measure_place):
                self._measure(measure_place, goal_id, measure)

    # --- measures and updates ----------------------------------------------------------------------

    def _measure(self, place: Place, goal_id: int, new: MeasureFields) -> None:
        self._check_names(place, new)
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
            self._wrong((*place, "due"), "should not be before it starts")
        progress = ALL if new.status is MeasureStatus.DONE and not new.progress else new.progress
        if not is_progress(new.status, progress):
            self._wrong((*place, "progress"), f"should be {ALL}: the measure is done")
        found = measures.measure_by_key(self.unit, new.key)
        if found is None:
            measure_id = measures.add_measure(
                self.unit, new.key, status=new.status, progress=progress, **fields
            )
            self._note(f"measure {new.key}")
        else:
            measure_id = found.id
            self._change(f"measure {new.key}", found, fields)
        days: dict[object, Place] = {}
        for update_place, update in updates_in(new, place):
            if update.day in days:
                self._wrong((*update_place, "day"), "has an update already: there is one a day")
            elif update.day > local_day(self.now, self.house.timezone):
                self._wrong((*update_place, "day"), "lies in the future: an update tells what there is")
            else:
                self._update(update_place, measure_id, new.key, update)
            days[update.day] = update_place

    def _update(self, place: Place, measure_id: int, key: str, new: UpdateFields) -> None:
        measure = measures.measure_by_id(self.unit, measure_id)
        if measure is None:
            raise LookupError("a measure that was just there is gone")
        what = f"update {key} {new.day.isoformat()}"
        told = measures.update_of_day(self.unit, measure_id, new.day)
        if told is not None:
            self._correct(place, what, told, new)
            return
        published = measures.updates(self.unit, [measure_id], published=True)
        if published and published[0].day > new.day:
            newest = published[0].day.isoformat()
            self._wrong((*place, "day"), f"is before the measure's newest update, which is of {newest}")
            return
        status = new.status or measure.status
        progress = new.progress
        if progress is None:
            progress = ALL if status is MeasureStatus.DONE else measure.progress
        number = measures.add_update(
            self.unit,
            measure_id,
            day=new.day,
            status=status,
            progress=progress,
            text=new.text,
            attachment_id=self._attachment(new),
        )
        draft = measures.update_by_id(self.unit, number)
        if draft is None:
            raise LookupError("an update that was just added is gone")
        try:
            publish_update(self.unit, self.house, draft, self.now, tell=new.tell)
        except CannotPublish as error:
            self._cannot_publish(place, measure, error.obstacle)
            return
        self._note(what)

    def _correct(self, place: Place, what: str, told: MeasureUpdate, new: UpdateFields) -> None:
        """Change the words of an update that is public; nobody is told of that again."""
        for name, is_now, says in (
            ("status", told.status, new.status),
            ("progress", told.progress, new.progress),
        ):
            if says is not None and says != is_now:
                self._wrong((*place, name), f"was told as {is_now}: add an update of another day")
        fields: dict[str, object] = {"text": new.text}
        if new.picture is not None:
            fields["attachment_id"] = self._attachment(new)
        self._change(what, told, fields)

    def _cannot_publish(self, place: Place, measure: Measure, obstacle: Obstacle | None) -> None:
        match obstacle:
            case Obstacle.NO_SUCH_STEP:
                steps = ", ".join(steps_of(measure.status))
                self._wrong(
                    (*place, "status"), f"should be one of {steps}, as the measure is {measure.status}"
                )
            case Obstacle.PROGRESS:
                self._wrong((*place, "progress"), f"should be {ALL}: the measure is done")
            case _:
                raise ChangedMeanwhile("Somebody was changing the same measure; run it again.")

    def _attachment(self, new: UpdateFields) -> int | None:
        if new.picture is None:
            return None
        file = self.pictures[new.picture]
        return attachments.keep_content(self.unit, file.kind, file.name, file.media_type, file.content)

    # --- what all share ----------------------------------------------------------------------------

    def _is_first(self, kind: str, key: str, place: Place) -> bool:
        """Tell whether this key names one thing of the file only."""
        is_first = (kind, key) not in self.seen
        if is_first:
            self.seen[kind, key] = place
        else:
            self._wrong((*place, "key"), f"names another {kind} of this file, too")
        return is_first

    def _check_names(self, place: Place, new: _Named) -> None:
        for name, key, known in (
            ("area", new.area, self.house.town.areas),
            ("theme", new.theme, self.house.town.themes),
        ):
            if key is not None and key not in known:
                self._wrong((*place, name), f"“{key}” is none here; known are {', '.join(known)}")

    def _change(
        self, what: str, found: Need | Goal | Measure | MeasureUpdate, fields: dict[str, object]
    ) -> None:
        different = {name: value for name, value in fields.items() if getattr(found, name) != value}
        if not different:
            return
        if not measures.change(self.unit, found, **different):
            raise ChangedMeanwhile("Somebody was changing the same thing; run it again.")
        self._note(what, *(name.removesuffix("_on").removesuffix("_id") for name in different))

    def _note(self, what: str, *fields: str) -> None:
        self.changes.append(Change(what, fields))
        staff.record(self.unit, None, "changed by file" if fields else "added by file", what, self.now)

    def _wrong(self, place: Place, says: str) -> None:
        self.problems.append(self.located.problem(place, says))


_NAMES = {
    "release": "release, question or answer",
    "coding": "counted theme of texts",
    "minutes": "public event",
}


def _leads_to(before: NeedStatus, after: NeedStatus) -> bool:
    """Tell whether steps of the lifecycle lead from one status to another."""
    reached = {before}
    while more := {step for status in reached for step in NEED_STEPS[status]} - reached:
        reached |= more
    return after in reached
