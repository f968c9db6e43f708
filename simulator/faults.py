"""Troubles that can be switched on while the bot runs: limits, errors, lost connections, delays."""

import math
from dataclasses import asdict, dataclass, field, fields
from random import Random
from typing import Any

from simulator.clock import Clock
from simulator.errors import ApiError, too_many_requests

# A call that was under way when its chat got the 429 could not know of it yet.
UNDER_WAY_SECONDS = 0.1


@dataclass
class RateLimits:
    """Calls a second over all chats and in one chat, the latter with short bursts."""

    enabled: bool = False
    global_per_second: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: int = 3


@dataclass
class RetryAfter:
    """A share of sends that is refused with a pause of `seconds`, whatever the limits say."""

    share: float = 0.0
    seconds: int = 3


@dataclass
class FaultSettings:
    """What is switched on. Shares are between 0 and 1; `methods` None means every method."""

    rate_limits: RateLimits = field(default_factory=RateLimits)
    retry_after: RetryAfter = field(default_factory=RetryAfter)
    errors_500: float = 0.0
    drop_before: float = 0.0
    drop_after: float = 0.0
    delay_ms: tuple[float, float] = (0.0, 0.0)
    methods: list[str] | None = None
    seed: int = 0


@dataclass(slots=True)
class Allowance:
    """A token bucket; `left` may be a fraction."""

    left: float
    at: float

    def take(self, now: float, per_second: float, most: float) -> float:
        """Take one token; return the seconds until there would be one, 0 if it was taken."""
        self.left = min(most, self.left + (now - self.at) * per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / per_second


@dataclass(slots=True)
class Pause:
    """A chat's pause that a 429 asked for, in the clock's elapsed seconds."""

    since: float
    until: float


class Faults:
    """Decides which call meets which trouble. The same seed gives the same troubles."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.settings = FaultSettings()
        self.active = False
        self._random = Random(0)  # noqa: S311 - repeatable troubles, no secret
        self._global = Allowance(1.0, 0.0)
        self._chats: dict[str, Allowance] = {}
        self._pauses: dict[str, Pause] = {}

    def as_json(self) -> dict[str, Any]:
        """Return the settings as the control API shows them."""
        return asdict(self.settings)

    def merge(self, changes: dict[str, Any]) -> None:
        """Take over the given settings and keep the others.

        Raises:
            ValueError: a name is unknown or a value has the wrong type or range.
        """
        merged = _merged(self.settings, changes)
        if merged.seed != self.settings.seed or "seed" in changes:
            self._random.seed(merged.seed)
        if merged.rate_limits != self.settings.rate_limits:
            self._chats.clear()
            self._global = Allowance(max(1.0, merged.rate_limits.global_per_second), self.clock.elapsed())
        self.settings = merged
        self.active = merged != FaultSettings(seed=merged.seed)
        if not self.active:
            self._pauses.clear()

    def reset(self) -> None:
        """Switch all troubles off."""
        self.settings = FaultSettings()
        self.active = False
        self._chats.clear()
        self._pauses.clear()

    def strikes(self, method: str, share: float) -> bool:
        """Return whether a trouble with this share strikes the call."""
        if share <= 0 or (self.settings.methods is not None and method not in self.settings.methods):
            return False
        return self._random.random() < share

    def delay(self, method: str) -> float:
        """Return for how many seconds the call is held back."""
        low, high = self.settings.delay_ms
        if high <= 0 or (self.settings.methods is not None and method not in self.settings.methods):
            return 0.0
        return self._random.uniform(low, high) / 1000

    def limit(self, method: str, chat_id: str) -> tuple[ApiError | None, bool]:
        """Return the 429 that a send meets, if any, and whether it came before its pause was over."""
        now = self.clock.elapsed()
        if pause := self._pauses.get(chat_id):
            if now < pause.until:
                return too_many_requests(math.ceil(pause.until - now)), now - pause.since > UNDER_WAY_SECONDS
            del self._pauses[chat_id]
        wait = 0.0
        if self.settings.rate_limits.enabled:
            wait = self._wait_by_limits(chat_id, now)
        if not wait and self.strikes(method, self.settings.retry_after.share):
            wait = self.settings.retry_after.seconds
        if not wait:
            return None, False
        seconds = max(1, math.ceil(wait))
        self._pauses[chat_id] = Pause(now, now + seconds)
        return too_many_requests(seconds), False

    def _wait_by_limits(self, chat_id: str, now: float) -> float:
        limits = self.settings.rate_limits
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Allowance(limits.chat_burst, now)
        wait = chat.take(now, limits.chat_per_second, limits.chat_burst)
        return wait or self._global.take(now, limits.global_per_second, max(1.0, limits.global_per_second))


def _merged(settings: Any, changes: dict[str, Any]) -> Any:
    known = {item.name: getattr(settings, item.name) for item in fields(settings)}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f"unknown setting {name!r}; known are {', '.join(known)}")
        old = known[name]
        if isinstance(old, RateLimits | RetryAfter):
            if not isinstance(value, dict):
                raise ValueError(f"{name} has to be an object")
            known[name] = _merged(old, value)
        else:
            known[name] = _checked(name, value)
    return type(settings)(**known)


def _checked(name: str, value: Any) -> Any:
    if name == "methods":
        if value is None or (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return value
        raise ValueError("methods has to be null or a list of method names")
    if name == "enabled":
        if isinstance(value, bool):
            return value
        raise ValueError("enabled has to be true or false")
    if name == "delay_ms":
        if isinstance(value, list | tuple) and len(value) == 2 and 0 <= value[0] <= value[1]:
            return (float(value[0]), float(value[1]))
        raise ValueError("delay_ms has to be [least, most] in milliseconds")
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"{name} has to be a number that is not negative")
    if name in ("share", "errors_500", "drop_before", "drop_after") and value > 1:
        raise ValueError(f"{name} has to be a share between 0 and 1")
    if name in ("global_per_second", "chat_per_second", "chat_burst") and value <= 0:
        raise ValueError(f"{name} has to be more than 0")
    return int(value) if name in ("chat_burst", "seed", "seconds") else float(value)
