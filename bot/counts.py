"""What the running bot counts for its operator, and troubles told once each."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from bot.outcomes import Again, Decision

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Counts:
    """Numbers since the start, and what is wrong now. Nothing about a person."""

    updates: int = 0
    set_aside: int = 0
    refused: int = 0  # calls answered with 429
    put_back: int = 0  # messages to many that could not go in time, and are looked at again
    outcomes: Counter[str] = field(default_factory=Counter)
    troubles: dict[str, str] = field(default_factory=dict)
    last_poll: float | None = None  # of the event loop's clock

    def count(self, decision: Decision) -> None:
        """Count what became of a message."""
        name = "again" if isinstance(decision, Again) else type(decision).__name__.lower()
        self.outcomes[name] += 1

    def trouble(self, part: str, sentence: str) -> None:
        """Tell the operator what is wrong with a part of the bot, once per cause."""
        if self.troubles.get(part) != sentence:
            self.troubles[part] = sentence
            log.warning(sentence)

    def settled(self, part: str) -> None:
        """Tell the operator that a part works again, if it did not."""
        if self.troubles.pop(part, None) is not None:
            log.warning("%s works again", part)
