"""The updates of a measure in a file: new ones are published, and the words of public ones corrected."""

from db import attachments, measures
from domain.measures import ALL, Measure, MeasureStatus, MeasureUpdate, Obstacle, steps_of
from usecases.measure_files import Place, UpdateFields
from usecases.measures_run import ChangedMeanwhile, Run
from usecases.publish_update import CannotPublish, publish_update


def add_update(run: Run, place: Place, measure_id: int, key: str, new: UpdateFields) -> None:
    """Bring an update into the database.

    Args:
        run: The run through the file.
        place: Where the update stands in it.
        measure_id: The measure that it tells of.
        key: The measure's key.
        new: The update.

    Raises:
        ChangedMeanwhile: Somebody was changing the same measure.
    """
    measure = measures.measure_by_id(run.unit, measure_id)
    if measure is None:
        raise LookupError("a measure that was just there is gone")
    what = f"update {key} {new.day.isoformat()}"
    told = measures.update_of_day(run.unit, measure_id, new.day)
    if told is not None:
        _correct(run, place, what, told, new)
        return
    published = measures.updates(run.unit, [measure_id], published=True)
    if published and published[0].day > new.day:
        newest = published[0].day.isoformat()
        run.wrong((*place, "day"), f"is before the measure's newest update, which is of {newest}")
        return
    status = new.status or measure.status
    progress = new.progress
    if progress is None:
        progress = ALL if status is MeasureStatus.DONE else measure.progress
    number = measures.add_update(
        run.unit,
        measure_id,
        day=new.day,
        status=status,
        progress=progress,
        text=new.text,
        attachment_id=_attachment(run, new),
    )
    draft = measures.update_by_id(run.unit, number)
    if draft is None:
        raise LookupError("an update that was just added is gone")
    try:
        publish_update(run.unit, run.house, draft, run.now, tell=new.tell)
    except CannotPublish as error:
        _cannot_publish(run, place, measure, error.obstacle)
        return
    run.note(what)


def _correct(run: Run, place: Place, what: str, told: MeasureUpdate, new: UpdateFields) -> None:
    """Change the words of an update that is public; nobody is told of that again."""
    for name, is_now, says in (
        ("status", told.status, new.status),
        ("progress", told.progress, new.progress),
    ):
        if says is not None and says != is_now:
            run.wrong((*place, name), f"was told as {is_now}: add an update of another day")
    fields: dict[str, object] = {"text": new.text}
    if new.picture is not None:
        fields["attachment_id"] = _attachment(run, new)
    run.change(what, told, fields)


def _cannot_publish(run: Run, place: Place, measure: Measure, obstacle: Obstacle | None) -> None:
    match obstacle:
        case Obstacle.NO_SUCH_STEP:
            steps = ", ".join(steps_of(measure.status))
            run.wrong((*place, "status"), f"should be one of {steps}, as the measure is {measure.status}")
        case Obstacle.PROGRESS:
            run.wrong((*place, "progress"), f"should be {ALL}: the measure is done")
        case _:
            raise ChangedMeanwhile("Somebody was changing the same measure; run it again.")


def _attachment(run: Run, new: UpdateFields) -> int | None:
    if new.picture is None:
        return None
    file = run.pictures[new.picture]
    return attachments.keep_content(run.unit, file.kind, file.name, file.media_type, file.content)
