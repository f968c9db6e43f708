"""What a walk through a survey has found, as values and as JSON."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from domain.languages import Language


class FindingKind(StrEnum):
    """What is wrong on a way."""

    CANNOT_ANSWER = "cannot_answer"  # nothing that was tried is taken, and the question is required
    NO_END = "no_end"  # the way goes in circles, or a rule bars submitting
    CANNOT_COMPUTE = "cannot_compute"  # an expression takes too long
    REFUSED = "refused"  # the messenger would not take the message
    NEVER_REACHED = "never_reached"
    MISSING_TEXT = "missing_text"

    @property
    def is_error(self) -> bool:
        """Tell whether residents would be stuck."""
        return self not in (FindingKind.NEVER_REACHED, FindingKind.MISSING_TEXT)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, where, and one way that leads there: answers in the form's codes."""

    kind: FindingKind
    question: str
    detail: str = ""
    language: Language = ""
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """What came of going all ways.

    Attributes:
        findings: What is wrong, errors first.
        ways: How many were gone to an end.
        steps: How many answers were given.
        reached: How many questions and notes were seen.
        questions: How many there are.
        is_complete: Whether all that was planned could be tried in the time.
    """

    findings: tuple[Finding, ...]
    ways: int
    steps: int
    reached: int
    questions: int
    is_complete: bool

    @property
    def is_clean(self) -> bool:
        """Tell whether nobody would be stuck."""
        return not any(finding.kind.is_error for finding in self.findings)


def walk_to_json(walk: Walk) -> str:
    """Return a walk as JSON."""
    return json.dumps(asdict(walk), ensure_ascii=False)


def walk_from_json(text: str) -> Walk:
    """Return the walk of `walk_to_json`."""
    data = json.loads(text)
    findings = tuple(
        Finding(FindingKind(one["kind"]), one["question"], one["detail"], one["language"], tuple(one["way"]))
        for one in data.pop("findings")
    )
    return Walk(findings, **data)
