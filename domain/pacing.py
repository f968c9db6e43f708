"""How fast to speak, so that the server's limits are kept before it has to remind us of them."""

from collections import deque
from dataclasses import dataclass, field
from math import ceil, inf

AHEAD = 0.5
"""Seconds: so far ahead, and for so long, slots are given out. What is in hand has gone after twice that."""

LATE = 0.5
"""Seconds: so late a slot can still be used; one that is older is lost."""

CAUGHT_UP = LATE / 2
"""Seconds: slots of so short a time ago are still given out, so that there is time left to use them."""

GIVES_WAY = 4
"""So many replies at the most take a slot from messages to many for each of them: those never starve."""

_CATCHES_UP = 2  # times the pace, at the most, where slots are late
_AT_ONCE = 0.05  # seconds' worth of slots that may be caught up at once: timers are no finer
_CLOCKS_DIFFER = 10.0  # seconds; a time further ahead than this was written before a clock was set back


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


# --- a pace that many workers keep together --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grant:
    """`n` slots for messages to many, each at an interval from the one before; the first at `begin`."""

    begin: float
    n: int

    def moved(self, by: float) -> "Grant":
        """Return the same on another clock, which shows so much more."""
        return Grant(self.begin + by, self.n)


def room(used_until: float, held_until: float, now: float, pace: Pace) -> Grant:
    """Return the slots that can be given out now, none if those in hand reach far enough ahead.

    Without a leader workers keep one pace: each takes its slots off `used_until`, which they share.

    Args:
        used_until: The end of the slots that were given out, to whomever.
        held_until: The end of a pause that the server has asked for.
        now: The time on the clock that the workers share.
        pace: How many messages a second they send together.
    """
    if used_until > now + _CLOCKS_DIFFER + 2 * pace.interval:
        used_until = now
    begin = max(used_until, now - CAUGHT_UP, held_until)
    if begin > now + AHEAD:
        return Grant(begin, 0)
    return Grant(begin, max(1, int(AHEAD * pace.per_second)))


def is_over(held_until: float, noted_at: float, now: float) -> bool:
    """Tell whether a pause is over; one that was noted long after now is from before a clock was set back."""
    return held_until <= now or noted_at > now + _CLOCKS_DIFFER


@dataclass(slots=True)
class Slots:
    """This worker's slots for messages to many, on a clock that never goes back.

    Slots stand still while messages wait for other reasons, and what was missed is caught up gently. So the
    sum over all workers never gets ahead of the pace, whatever holds up one of them.
    """

    pace: Pace
    debt: int = 0  # slots that replies have used; whoever is given slots next pays for them
    _grants: deque[Grant] = field(default_factory=deque)
    _catching_up: Pacer = field(init=False)
    _may_give: int = 0

    def __post_init__(self) -> None:
        """Set how fast late slots may be used."""
        faster = _CATCHES_UP * self.pace.per_second
        self._catching_up = Pacer(Pace(faster, burst=max(1, int(faster * _AT_ONCE))))
        self._may_give = self._most_given

    @property
    def unlimited(self) -> bool:
        """Whether everything may go at once, without slots."""
        return not self.pace.per_second

    @property
    def left(self) -> int:
        """How many slots are left."""
        return sum(grant.n for grant in self._grants)

    def add(self, grant: Grant) -> None:
        """Take slots that were given out."""
        if grant.n:
            self._grants.append(grant)

    def next_at(self, now: float) -> float:
        """Return the earliest time for the next message, never without a slot."""
        if self.unlimited:
            return now
        if not self._grants:
            return inf
        return max(self._grants[0].begin, self._catching_up.next_at(now))

    def take(self, now: float) -> None:
        """Use a slot now."""
        if self.unlimited:
            return
        self._may_give = min(self._may_give + GIVES_WAY, self._most_given)
        self._catching_up.take(now)
        first = self._grants.popleft()
        if first.n > 1:
            self._grants.appendleft(Grant(first.begin + self.pace.interval, first.n - 1))

    def give_way(self) -> None:
        """Let a reply have a slot, one of those that are given out next: it counts for the server, too."""
        if self._may_give > 0 and not self.unlimited:
            self._may_give -= 1
            self.debt += 1

    def forget_late(self, now: float) -> None:
        """Lose the slots that are too old to be used."""
        while self._grants and self._grants[0].begin < now - LATE:
            first = self._grants.popleft()
            missed = min(first.n, ceil((now - LATE - first.begin) * self.pace.per_second))
            if first.n > missed:
                self._grants.appendleft(Grant(first.begin + missed * self.pace.interval, first.n - missed))

    @property
    def _most_given(self) -> int:
        return GIVES_WAY * max(1, int(self.pace.per_second))

    def paid(self) -> int:
        """Return the debt, which is paid with this."""
        debt, self.debt = self.debt, 0
        return debt
