"""How fast to speak, so that the server's limits are kept before it has to remind us of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """So many a second in the long run, `burst` of them at once after a silence."""

    per_second: float  # 0: as fast as it goes
    burst: int = 1

    @property
    def interval(self) -> float:
        """Seconds between two in the long run."""
        return 1 / self.per_second if self.per_second else 0.0


@dataclass(slots=True)
class Pacer:
    """Keeps one pace. Times are seconds of any clock that never goes back.

    `used_until` is the time at which everything said so far would have been said at an even pace.
    """

    pace: Pace
    used_until: float = 0.0
    held_until: float = 0.0

    def next_at(self, now: float, burst: int | None = None) -> float:
        """Return the earliest time for the next message: `now`, or later.

        `burst` makes a message wait for a longer silence than the pace itself asks for.
        """
        slack = self.pace.interval * ((burst or self.pace.burst) - 1)
        return max(now, self.used_until - slack, self.held_until)

    def take(self, now: float) -> None:
        """Count a message that is said now."""
        self.used_until = max(now, self.used_until) + self.pace.interval

    def hold(self, until: float) -> None:
        """Say nothing before `until`: the server asked for silence."""
        self.held_until = max(self.held_until, until)
