"""What a need rests on: published counts, themes of texts, minutes of workshops. Never a person.

A reference names its object and nothing else: `stadtweit:3` a release, `stadtweit:3:likes` a question of it,
`stadtweit:3:likes:benches` an answer; `stadtweit:infrastructure` a theme of a survey's texts; `event:12`
a workshop.
"""

from dataclasses import dataclass
from enum import StrEnum

_MOST_DIGITS = 9


class EvidenceKind(StrEnum):
    """What a need can rest on."""

    RELEASE = "release"
    CODING = "coding"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a need rests on."""

    kind: EvidenceKind
    reference: str


@dataclass(frozen=True, slots=True)
class ReleaseReference:
    """A release, a question of it, or an answer; question and code are empty where all is meant."""

    survey: str
    number: int
    question: str = ""
    code: str = ""


def release_meant(reference: str) -> ReleaseReference | None:
    """Return what a reference to published counts names, None where it is spelled otherwise."""
    survey, number, question, code = (*reference.split(":", 3), "", "", "")[:4]
    if not survey or not _is_number(number) or (code and not question):
        return None
    return ReleaseReference(survey, int(number), question, code)


def theme_meant(reference: str) -> tuple[str, str] | None:
    """Return survey and theme that a reference to coded texts names, None where it is spelled otherwise."""
    survey, _, theme = reference.partition(":")
    return (survey, theme) if survey and theme else None


def event_meant(reference: str) -> int | None:
    """Return the event whose minutes a reference names, None where it is spelled otherwise."""
    name, _, number = reference.partition(":")
    return int(number) if name == "event" and _is_number(number) else None


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
