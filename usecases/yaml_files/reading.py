"""Reading a file as a model says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from domain.languages import Language
from usecases.yaml_files.nodes import Path as Place
from usecases.yaml_files.nodes import Read, named, read_nodes
from usecases.yaml_files.problems import FileProblem, FileProblems
from usecases.yaml_files.words import says

T = TypeVar("T", bound=BaseModel)

MOST_BYTES = 1_000_000
TOO_LARGE = f"is larger than {MOST_BYTES:,} bytes: hand it in as several files"


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """What a file says, and where: what only the database can tell is wrong is named with its line, too."""

    value: T
    name: str
    _read: Read

    def problem(self, place: Place, says: str) -> FileProblem:
        """Return a problem at a place, such as `("needs", 0, "area")`, whether the field is there or not."""
        return FileProblem(self._read.line_of(place), named(place), says)


def read(text: str, model: type[T], languages: Sequence[Language], name: str = "") -> T:
    """Read a YAML text.

    Values arrive at the model as the texts that were written, and its types say what they mean; a field
    that is left empty arrives as None.

    Args:
        text: The file's text.
        model: What it should hold; a subclass of `Fields`, so that unknown fields are named.
        languages: The catalogue codes in which texts may stand.
        name: How the file is called in problems.

    Raises:
        FileProblems: It cannot be used; every problem is named with its line.
    """
    return read_located(text, model, languages, name).value


def read_located(text: str, model: type[T], languages: Sequence[Language], name: str = "") -> Located[T]:
    """Read a YAML text; as `read`, with the lines kept.

    Raises:
        FileProblems: It cannot be used; every problem is named with its line.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise FileProblems([FileProblem(None, "", TOO_LARGE)], name)
    try:
        found = read_nodes(text)
    except FileProblems as error:
        raise FileProblems(error.problems, name) from error.__cause__
    problems = list(found.problems)
    try:
        result = model.model_validate(found.data, context={"languages": tuple(languages)})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = detail["loc"]
            line = found.line_of(place)
            if not any(known.line == line and known.field == named(place) for known in found.problems):
                problems.append(FileProblem(line, named(place), says(detail, model, place)))
    if problems:
        raise FileProblems(problems, name)
    return Located(result, name, found)


def read_file(path: Path, model: type[T], languages: Sequence[Language]) -> T:
    """Read a YAML file; as `read`.

    Raises:
        FileProblems: It cannot be used; every problem is named with the file and the line.
    """
    return read_file_located(path, model, languages).value


def read_file_located(path: Path, model: type[T], languages: Sequence[Language]) -> Located[T]:
    """Read a YAML file; as `read_located`.

    Raises:
        FileProblems: It cannot be used; every problem is named with the file and the line.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileProblems([FileProblem(None, "", f"cannot be read: {error.strerror}")], path.name) from error
    if len(content) > MOST_BYTES:
        raise FileProblems([FileProblem(None, "", TOO_LARGE)], path.name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = FileProblem(line, "", "is not written in UTF-8: save the file as UTF-8")
        raise FileProblems([problem], path.name) from error
    return read_located(text, model, languages, path.name)
