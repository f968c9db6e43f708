"""When something comes once a week: a day of the week and a time of the day, by the clock on the wall."""

import re
from dataclasses import dataclass

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_SPELLED = re.compile(r"([a-z]{2})[a-z]*\.? +(\d{1,2}):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week as RFC 5545 names it (`TH`), and a time of the day (`17:00`)."""

    day: str = "TH"
    clock: str = "17:00"

    @property
    def rule(self) -> str:
        """The same as a rule for `usecases.recurrence`."""
        return f"FREQ=WEEKLY;BYDAY={self.day}"


def weekly(spelled: str) -> Weekly:
    """Return a time of the week as an operator spells it: `Thursday 17:00`, `th 9:30`.

    Raises:
        ValueError: It is spelled otherwise.
    """
    match = _SPELLED.fullmatch(spelled.strip().lower())
    if match is None or match[1] not in _DAYS or int(match[2]) > 23 or int(match[3]) > 59:
        raise ValueError("should be a day of the week and a time, such as Thursday 17:00")
    return Weekly(match[1].upper(), f"{int(match[2]):02}:{match[3]}")
