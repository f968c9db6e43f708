"""A rule finds one kind of personal data in a text: a pattern, and what else has to hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.redaction.marks import Mark, Why


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of personal data. The pattern's named group is the place, else all that it matched."""

    why: Why
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = lambda _found: True

    def find(self, text: str) -> Iterator[Mark]:
        """Yield the places of a text in plain signs (`readable.folded`)."""
        for found in self.pattern.finditer(text):
            group = next((name for name, value in found.groupdict().items() if value), 0)
            if self.holds(found.group(group)):
                yield Mark(*found.span(group), self.why)


def rule(
    why: Why, pattern: str, holds: Callable[[str], bool] | None = None, *, any_case: bool = False
) -> Rule:
    """Return a rule; its pattern is written with spaces and remarks left out (`re.VERBOSE`)."""
    compiled = re.compile(pattern, re.VERBOSE | (re.IGNORECASE if any_case else re.NOFLAG))
    return Rule(why, compiled, holds) if holds else Rule(why, compiled)
