"""Counts of what the bot called, for tests and benchmarks."""

from collections import Counter
from typing import Any


class Statistics:
    """Calls and errors per method, and calls that came before `retry_after` had passed."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.errors: dict[str, Counter[int]] = {}
        self.early = 0
        self.dropped = 0

    def failed(self, method: str, code: int) -> None:
        """Count a call that was answered with an error."""
        self.errors.setdefault(method, Counter())[code] += 1

    def as_json(self) -> dict[str, Any]:
        """Return the counts as the control API shows them."""
        methods = {
            method: {
                "calls": calls,
                "errors": {str(code): n for code, n in self.errors.get(method, Counter()).items()},
            }
            for method, calls in sorted(self.calls.items())
        }
        return {
            "methods": methods,
            "send": self._count("send", "copy", "forward"),
            "edit": self._count("edit"),
            "early": self.early,
            "dropped": self.dropped,
        }

    def _count(self, *prefixes: str) -> int:
        return sum(n for method, n in self.calls.items() if method.startswith(prefixes))
