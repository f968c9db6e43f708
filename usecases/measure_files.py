"""What a file of needs, goals, measures and updates may hold (docs/files.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from domain.attachments import AttachmentKind, AttachmentRefused, check_content
from domain.evidence import Evidence, EvidenceKind
from domain.measures import ALL, MeasureStatus, NeedStatus
from usecases.yaml_files import (
    Day,
    Fields,
    FileProblem,
    FileProblems,
    Key,
    Located,
    TextsField,
    TitleField,
)

Percent = Annotated[int, Field(ge=0, le=ALL)]
Place = tuple[str | int, ...]


class EvidenceFields(Fields):
    """One thing that a need rests on."""

    release: str | None = None
    theme: str | None = None
    event: int | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "EvidenceFields":
        if len(self.model_fields_set) != 1:
            raise ValueError("should have one of release, theme and event")
        return self

    @property
    def evidence(self) -> Evidence:
        """The same as the program knows it."""
        if self.release is not None:
            return Evidence(EvidenceKind.RELEASE, self.release)
        if self.theme is not None:
            return Evidence(EvidenceKind.CODING, self.theme)
        return Evidence(EvidenceKind.MINUTES, f"event:{self.event}")


class UpdateFields(Fields):
    """What there is to tell of a measure on a day."""

    day: Day
    text: TextsField
    status: MeasureStatus | None = None
    progress: Percent | None = None
    picture: str | None = None
    tell: bool = True


class MeasureFields(Fields):
    """What is done for a goal."""

    key: Key
    title: TitleField
    description: TextsField = Field(default_factory=dict)
    owner: TitleField = Field(default_factory=dict)
    area: str | None = None
    theme: str | None = None
    status: MeasureStatus = MeasureStatus.PROPOSED
    progress: Percent = 0
    starts: Day | None = None
    due: Day | None = None
    updates: tuple[UpdateFields, ...] = ()


class GoalFields(Fields):
    """What is to be reached for a need."""

    key: Key
    title: TitleField
    indicator: TextsField = Field(default_factory=dict)
    unit: TitleField = Field(default_factory=dict)
    baseline: float | None = None
    target: float | None = None
    due: Day | None = None
    measures: tuple[MeasureFields, ...] = ()


class NeedFields(Fields):
    """What residents need."""

    key: Key
    title: TitleField
    description: TextsField = Field(default_factory=dict)
    status: NeedStatus | None = None
    reason: TextsField = Field(default_factory=dict)
    area: str | None = None
    theme: str | None = None
    evidence: tuple[EvidenceFields, ...] = ()
    goals: tuple[GoalFields, ...] = ()


class MeasuresFile(Fields):
    """A file of needs with all that belongs to them."""

    needs: tuple[NeedFields, ...]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that stands beside the file."""

    name: str
    media_type: str
    content: bytes

    kind = AttachmentKind.PICTURE


def goals_in(need: NeedFields, place: Place) -> Iterator[tuple[Place, GoalFields]]:
    """Yield a need's goals, each with its place in the file."""
    for number, goal in enumerate(need.goals):
        yield (*place, "goals", number), goal


def measures_in(goal: GoalFields, place: Place) -> Iterator[tuple[Place, MeasureFields]]:
    """Yield a goal's measures, each with its place in the file."""
    for number, measure in enumerate(goal.measures):
        yield (*place, "measures", number), measure


def updates_in(measure: MeasureFields, place: Place) -> list[tuple[Place, UpdateFields]]:
    """Return a measure's updates in the order of their days, each with its place in the file."""
    found = [((*place, "updates", number), update) for number, update in enumerate(measure.updates)]
    return sorted(found, key=lambda one: one[1].day)


def read_pictures(located: Located[MeasuresFile], folder: Path) -> dict[str, PictureFile]:
    """Return the pictures that a file names, by name.

    Args:
        located: The file.
        folder: Where it stands.

    Raises:
        FileProblems: One cannot be read or is no picture.
    """
    pictures: dict[str, PictureFile] = {}
    problems: list[FileProblem] = []
    for number, need in enumerate(located.value.needs):
        for goal_place, goal in goals_in(need, ("needs", number)):
            for measure_place, measure in measures_in(goal, goal_place):
                for place, update in updates_in(measure, measure_place):
                    if update.picture is None:
                        continue
                    try:
                        pictures[update.picture] = _picture(folder / update.picture)
                    except (OSError, AttachmentRefused) as error:
                        says = (
                            f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
                        )
                        problems.append(located.problem((*place, "picture"), says))
    if problems:
        raise FileProblems(problems, located.name)
    return pictures


class _NoPicture(AttachmentRefused):
    """The file is a document."""

    def __str__(self) -> str:
        return "should be a picture: .jpg, .jpeg or .png"


def _picture(path: Path) -> PictureFile:
    content = path.read_bytes()
    kind, media_type = check_content(path.name, content)
    if kind is not AttachmentKind.PICTURE:
        raise _NoPicture
    return PictureFile(path.name, media_type, content)
