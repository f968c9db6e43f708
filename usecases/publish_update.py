"""An update of a measure becomes public: the measure is as it says, and followers are told."""

from datetime import datetime

from db import measures
from db.unit import Unit
from domain.measures import MeasureUpdate, Obstacle, obstacle_to_update
from usecases.house import House
from usecases.tell_updates import plan_telling


class CannotPublish(Exception):
    """An update cannot be published; `obstacle` says why, None where it was changed meanwhile."""

    def __init__(self, obstacle: Obstacle | None) -> None:
        super().__init__()
        self.obstacle = obstacle


def publish_update(
    unit: Unit, house: House, draft: MeasureUpdate, now: datetime, *, tell: bool = True
) -> None:
    """Publish a draft, in one unit of work with all that follows from it.

    Args:
        unit: The unit of work.
        house: The deployment.
        draft: The update as it was read.
        now: The time.
        tell: Whether followers are told; what is brought along from earlier years is no news.

    Raises:
        CannotPublish: The measure's status does not lead there, something is missing, or somebody else was
            quicker.
    """
    measure = measures.lock_measure(unit, draft.measure_id)
    if measure is None or draft.published_at is not None:
        raise CannotPublish(None)
    obstacle = obstacle_to_update(measure.status, draft.status, draft.progress, draft.text)
    if obstacle is not None:
        raise CannotPublish(obstacle)
    if not measures.publish(unit, draft, now, tell=tell):
        raise CannotPublish(None)
    measures.change(unit, measure, status=draft.status, progress=draft.progress)
    if tell:
        plan_telling(unit, house, draft.id, now)
