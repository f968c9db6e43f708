"""What a file of a broadcast may hold (docs/files.md)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.attachments import AttachmentKind, AttachmentRefused, check_content
from domain.broadcasts import MOST_LINKS, LinkKind
from usecases.audience_files import AudienceFields
from usecases.yaml_files import Fields, FileProblems, Key, LocalTime, Located, TextsField, Url


class ButtonFields(Fields):
    """Where one button leads: exactly one of these."""

    survey: str | None = None
    event: int | None = None
    measure: str | None = None
    page: Url | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "ButtonFields":
        if len(self.model_fields_set) != 1:
            raise ValueError("should have one of survey, event, measure and page")
        return self

    @property
    def kind(self) -> LinkKind:
        """What it leads to."""
        return LinkKind(next(iter(self.model_fields_set)))


class BroadcastFile(Fields):
    """A file of one message to many."""

    key: Key
    text: TextsField
    purpose: Literal["news", "invitations", "measures", "results"] = "news"
    urgent: bool = False
    picture: str | None = None
    document: str | None = None
    buttons: Annotated[tuple[ButtonFields, ...], Field(max_length=MOST_LINKS)] = ()
    audience: AudienceFields = AudienceFields()
    at: LocalTime | None = None
    rule: str | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "BroadcastFile":
        if self.picture is not None and self.document is not None:
            raise ValueError("has a picture and a document: only one of them can go along")
        if self.rule is not None and self.at is None:
            raise ValueError("has a rule, so it should say with “at” from when on and at what time")
        return self


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A picture or document that stands beside the file."""

    kind: AttachmentKind
    name: str
    media_type: str
    content: bytes = field(repr=False)


def read_beside(located: Located[BroadcastFile], folder: Path) -> FileBeside | None:
    """Return the picture or document that a file names, None where it names none.

    Args:
        located: The file.
        folder: Where it stands.

    Raises:
        FileProblems: It cannot be read, or is none that can go along.
    """
    place = "picture" if located.value.picture is not None else "document"
    name = located.value.picture or located.value.document
    if name is None:
        return None
    try:
        content = (folder / name).read_bytes()
        kind, media_type = check_content(name, content)
    except OSError as error:
        says = f"cannot be read: {error.strerror}"
        raise FileProblems([located.problem((place,), says)], located.name) from error
    except AttachmentRefused as error:
        raise FileProblems([located.problem((place,), str(error))], located.name) from error
    if place == "document":
        kind = AttachmentKind.DOCUMENT
    elif kind is AttachmentKind.DOCUMENT:
        says = "should be a picture: .jpg, .jpeg or .png; for others there is “document”"
        raise FileProblems([located.problem((place,), says)], located.name)
    return FileBeside(kind, Path(name).name, media_type, content)
