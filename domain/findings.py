"""Findings: what came of an attack on the promise, in words for an operator."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a promise stood an attack."""

    HELD = "held"
    BROKEN = "broken"
    NOT_TESTABLE = "not testable"


@dataclass(frozen=True, slots=True)
class Finding:
    """An attack, what came of it, and the figures. It names no person and no answer."""

    attack: str
    outcome: Outcome
    why: str


def found(attack: str, holds: bool, why: str) -> Finding:
    """Return the finding of an attack that could be carried out."""
    return Finding(attack, Outcome.HELD if holds else Outcome.BROKEN, why)


def not_testable(attack: str, why: str) -> Finding:
    """Return the finding of an attack that cannot be carried out here."""
    return Finding(attack, Outcome.NOT_TESTABLE, why)
