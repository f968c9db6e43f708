"""Who gets a message, as files of operators say it (docs/files.md)."""

from collections.abc import Iterator
from typing import Literal, TypeVar

from pydantic import model_validator

from db import audiences, events, measures
from db.unit import Unit
from domain.audience import Audience
from domain.events import EventStatus
from usecases.house import House
from usecases.survey_titles import titles
from usecases.yaml_files import Fields, FileProblem, Located

Place = tuple[str | int, ...]
T = TypeVar("T", bound=Fields)


class AudienceFields(Fields):
    """Who is meant, among those who have asked for such messages; every field narrows it."""

    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    not_answered: str = ""
    sources: tuple[str, ...] = ()
    event: int | None = None
    standing: Literal["coming", "waiting", "attended", "invited"] | None = None

    @model_validator(mode="after")
    def _names_an_event(self) -> "AudienceFields":
        if self.standing is not None and self.event is None:
            raise ValueError("has a standing, so it should name the event, too")
        return self

    @property
    def audience(self) -> Audience:
        """The same as the program knows it."""
        values = {name: getattr(self, name) for name in Audience.__dataclass_fields__ if hasattr(self, name)}
        return Audience(**values, event_standing=self.standing or "")


def audience_problems(
    unit: Unit, house: House, located: Located[T], fields: AudienceFields, place: Place
) -> Iterator[FileProblem]:
    """Yield what an audience names that there is none of, each with its line.

    Args:
        unit: The unit of work.
        house: The deployment.
        located: The file.
        fields: What it says of the audience.
        place: Where in the file that stands.
    """
    town = house.town
    known = {
        "areas": tuple(town.areas),
        "languages": house.languages,
        "themes": tuple(town.themes),
        "measures": tuple(one.key for one in measures.measures(unit)),
        "sources": tuple(audiences.sources(unit)),
    }
    for name, there in known.items():
        for number, key in enumerate(getattr(fields, name)):
            if key not in there:
                yield located.problem((*place, name, number), _unknown(key, there))
    surveys = tuple(titles(unit, town))
    if fields.not_answered and fields.not_answered not in surveys:
        yield located.problem((*place, "not_answered"), _unknown(fields.not_answered, surveys))
    if fields.event is not None:
        event = events.by_id(unit, fields.event)
        if event is None or event.status is EventStatus.DRAFT:
            yield located.problem((*place, "event"), f"there is no public event {fields.event}")


def _unknown(key: str, known: tuple[str, ...]) -> str:
    there = f"known are {', '.join(known)}" if known else "there are none yet"
    return f"“{key}” is not there; {there}"
