"""What has become of a broadcast: how many, in all and by language. Never who."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from db import broadcast_counts, broadcasts
from db.unit import Unit
from domain.broadcasts import Broadcast
from domain.languages import Language
from usecases.house import House
from usecases.send_broadcast import PLANNED


@dataclass(frozen=True, slots=True)
class Figures:
    """How many messages.

    Attributes:
        planned: Written for somebody.
        sent: They stand in a chat.
        blocked: Who was to get them has left.
        failed: They could not be sent.
        dropped: They were taken out: it was cancelled, or its reader wanted no more of it meanwhile.
        left: They wait.
    """

    planned: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    dropped: int = 0
    left: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Return the sum of both."""
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Report:
    """What has become of a broadcast. Small numbers of a narrowed audience are hidden where staff read it."""

    total: Figures
    by_language: Mapping[Language, Figures]
    narrowed: bool


def report_of(unit: Unit, house: House, one: Broadcast) -> Report:
    """Return what has become of a broadcast so far, with a line for every language."""
    counted, left = broadcast_counts.counts(unit, one.id), broadcasts.left(unit, one.id)
    by_language: dict[Language, Figures] = {}
    for language in dict.fromkeys((*house.languages, *counted, *left)):
        found = counted.get(language, Counter())
        by_language[language] = Figures(
            planned=found[PLANNED],
            sent=found[broadcast_counts.SENT],
            blocked=found[broadcast_counts.BLOCKED],
            failed=found[broadcast_counts.FAILED],
            dropped=found[broadcast_counts.DROPPED],
            left=left[language],
        )
    return Report(sum(by_language.values(), Figures()), by_language, one.audience.is_narrowed)
