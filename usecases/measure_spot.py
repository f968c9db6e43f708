"""Where staff are: a need, goal, measure or update as they saw it, and what they change of it."""

from dataclasses import dataclass

from db import measures, staff
from domain.measure_fields import Thing, kind_of, name_of
from domain.outgoing import Placement
from usecases.measure_staff_screens import Notice, say_card, say_tree
from usecases.measure_staff_views import thing_of
from usecases.visit import Visit


@dataclass(slots=True)
class Spot:
    """One step of one member of staff at one thing."""

    visit: Visit
    staff_id: int
    thing: Thing
    place: Placement

    def write(self, what: str, **values: object) -> bool:
        """Keep changed values; return False, after showing how the thing stands, if somebody was quicker.

        Args:
            what: What is changed, for the audit log.
            values: The new values, by the names of the thing's fields.
        """
        unit, before = self.visit.unit, self.thing
        done = measures.change(unit, before, **values)
        now = thing_of(unit, kind_of(before), before.id)
        if now is None:
            say_tree(self.visit, 0, self.place, Notice.GONE)
            return False
        self.thing = now
        if not done:
            say_card(self.visit, now, self.place, Notice.CHANGED)
            return False
        self.record("changed", what)
        return True

    def keep(self, what: str, **values: object) -> None:
        """Keep changed values and show the thing."""
        if self.write(what, **values):
            say_card(self.visit, self.thing, self.place, Notice.KEPT)

    def record(self, action: str, what: str = "") -> None:
        """Add a line to the audit log."""
        named = name_of(self.thing)
        staff.record(
            self.visit.unit, self.staff_id, action, f"{named}:{what}" if what else named, self.visit.now
        )
