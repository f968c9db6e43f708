"""Reading a questionnaire that staff have sent, in a process of its own: a file may be built to do harm."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from domain.shown_files import ShownFile
from domain.survey_data import survey_to_data
from domain.survey_life import FORMS, ending_of
from usecases.open_content import FILE_TYPES
from usecases.xlsform import Problem, ProblemKind, check_form
from usecases.xlsform.limits import is_within_limits
from usecases.xlsform.problems import Findings

ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What came of reading a file.

    Attributes:
        source: The file as it came.
        definition: The questionnaire (`domain.survey_data`), None where it has errors.
        problems: The report: `problem_to_data` of each line.
        files: What is shown with its questions.
    """

    source: bytes = field(repr=False)
    definition: dict[str, Any] | None = field(repr=False)
    problems: list[dict[str, Any]] = field(repr=False)
    files: tuple[ShownFile, ...] = ()


def read_upload(content: bytes, file_name: str, key: str) -> ReadForm:
    """Return the questionnaire in a file, with all that was found.

    Args:
        content: The file's bytes.
        file_name: Its name, whose ending tells the format.
        key: What the survey is called in this program.
    """
    findings = Findings()
    unpacked = _unpacked(content, file_name, findings)
    if unpacked is None:
        return ReadForm(content, None, [problem_to_data(problem) for problem in findings.in_order()])
    form, name, companions = unpacked
    report = check_form(form, FILE_TYPES[ending_of(name)], key, companions)
    return ReadForm(
        content,
        None if report.survey is None else survey_to_data(report.survey),
        [problem_to_data(problem) for problem in report.problems],
        report.files,
    )


def problem_to_data(problem: Problem) -> dict[str, Any]:
    """Return a line of the report as plain data."""
    return {
        "kind": problem.kind.name,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "details": {name: _plain(value) for name, value in problem.details.items()},
    }


def problem_from_data(data: Mapping[str, Any]) -> Problem | None:
    """Return the line of `problem_to_data`; None for a kind that this program does not know any more."""
    if data["kind"] not in ProblemKind.__members__:
        return None
    kind = ProblemKind[data["kind"]]
    return Problem(kind, data["sheet"], data["row"], data["column"], dict(data["details"]))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _unpacked(
    content: bytes, file_name: str, findings: Findings
) -> tuple[bytes, str, dict[str, bytes]] | None:
    """Return the form's bytes, its name, and the files that came with it; None: a finding says why not."""
    if ending_of(file_name) != ZIP:
        return content, file_name, {}
    if not is_within_limits(content, findings):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if _is_wanted(one)]
            files = {PurePosixPath(one.filename).name: archive.read(one) for one in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        files = {}  # damaged, encrypted, or packed in a way that is unknown here
    for ending in FORMS:  # beside a workbook, tables are what it looks things up in
        forms = [name for name in files if ending_of(name) == ending]
        if len(forms) == 1:
            form = files.pop(forms[0])
            return form, forms[0], files
        if forms:
            break
    findings.add(ProblemKind.UNREADABLE, "", file_type=ZIP, detail="")
    return None


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member is a file of the author's, and none that a computer has left there."""
    path = PurePosixPath(member.filename)
    return not member.is_dir() and not path.name.startswith((".", "~$")) and "__MACOSX" not in path.parts
