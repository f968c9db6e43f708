"""What has become of a file of needs and measures so far: what it changed, and what in it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from db import measures, staff
from db.unit import Unit
from domain.measures import Goal, Measure, MeasureUpdate, Need
from usecases.house import House
from usecases.measure_files import MeasuresFile, PictureFile, Place
from usecases.yaml_files import FileProblem, Located


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


@dataclass(slots=True)
class Run:
    """One run through a file."""

    unit: Unit
    house: House
    located: Located[MeasuresFile]
    pictures: Mapping[str, PictureFile]
    now: datetime
    changes: list[Change] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    seen: dict[tuple[str, str], Place] = field(default_factory=dict)

    def is_first(self, kind: str, key: str, place: Place) -> bool:
        """Tell whether this key names one thing of the file only."""
        is_first = (kind, key) not in self.seen
        if is_first:
            self.seen[kind, key] = place
        else:
            self.wrong((*place, "key"), f"names another {kind} of this file, too")
        return is_first

    def check_names(self, place: Place, new: _Named) -> None:
        """Note a problem where an area or a theme is none of this town's."""
        for name, key, known in (
            ("area", new.area, self.house.town.areas),
            ("theme", new.theme, self.house.town.themes),
        ):
            if key is not None and key not in known:
                self.wrong((*place, name), f"“{key}” is none here; known are {', '.join(known)}")

    def change(
        self, what: str, found: Need | Goal | Measure | MeasureUpdate, fields: dict[str, object]
    ) -> None:
        """Change what the file says differently of a thing that is there.

        Raises:
            ChangedMeanwhile: Somebody was changing the same thing.
        """
        different = {name: value for name, value in fields.items() if getattr(found, name) != value}
        if not different:
            return
        if not measures.change(self.unit, found, **different):
            raise ChangedMeanwhile("Somebody was changing the same thing; run it again.")
        self.note(what, *(name.removesuffix("_on").removesuffix("_id") for name in different))

    def note(self, what: str, *fields: str) -> None:
        """Note a change, also for the record of what staff do; without fields, something new."""
        self.changes.append(Change(what, fields))
        staff.record(self.unit, None, "changed by file" if fields else "added by file", what, self.now)

    def wrong(self, place: Place, says: str) -> None:
        """Note what cannot be, and where."""
        self.problems.append(self.located.problem(place, says))
