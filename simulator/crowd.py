"""A crowd of scripted residents who take part in whatever the bot offers, so that results fill."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator import people
from simulator.crowd_words import FIRST_NAMES
from simulator.plausible import Mind, Tap, Words
from simulator.residents import NotSeen, Resident
from simulator.state import World

MOST_RESIDENTS = 20_000
MOST_STEPS = 300
ARRIVALS_A_SECOND = 20.0
STUCK_REPORTED = 10


@dataclass(frozen=True)
class CrowdPlan:
    """Who takes part and how.

    Args:
        residents: how many.
        languages: share per language, in any unit.
        payloads: deep-link payloads of which everybody comes by one; none for a plain /start.
        pace_seconds: about how long somebody thinks before each step.
        seed: the same seed makes the same decisions.
        patience_seconds: how long somebody waits for a bot that does nothing, then tries again.
        words: by which words labels are judged.
    """

    residents: int = 50
    languages: dict[str, float] = field(default_factory=lambda: {"de": 60, "en": 10, "tr": 20, "ar": 10})
    payloads: list[str] = field(default_factory=list)
    pace_seconds: float = 1.0
    seed: int = 0
    patience_seconds: float = 30.0
    words: Words = field(default_factory=Words)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "CrowdPlan":
        """Return the plan that a control request describes.

        Raises:
            ValueError: a value has the wrong type or range.
        """
        plan = cls()
        residents = given.get("residents", plan.residents)
        if (
            isinstance(residents, bool)
            or not isinstance(residents, int)
            or not 1 <= residents <= MOST_RESIDENTS
        ):
            raise ValueError(f"residents has to be a whole number from 1 to {MOST_RESIDENTS}")
        languages = given.get("languages") or plan.languages
        if not isinstance(languages, dict) or not all(_is_share(share) for share in languages.values()):
            raise ValueError("languages has to be an object with a share of 0 or more per language code")
        if not sum(languages.values()):
            raise ValueError("languages has to hold a share above 0")
        payloads = given.get("payloads") or []
        if not isinstance(payloads, list) or not all(isinstance(item, str) for item in payloads):
            raise ValueError("payloads has to be a list of texts")
        pace, seed = given.get("pace_seconds", plan.pace_seconds), given.get("seed", plan.seed)
        if not _is_share(pace):
            raise ValueError("pace_seconds has to be a number of 0 or more")
        if isinstance(seed, bool) or not isinstance(seed, int):
            raise ValueError("seed has to be a whole number")
        return cls(residents, languages, payloads, float(pace), seed)


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


class Crowd:
    """Residents who each take part in a task of their own."""

    def __init__(self, world: World, plan: CrowdPlan) -> None:
        self.world = world
        self.plan = plan
        self.started: Counter[str] = Counter()
        self.finished: Counter[str] = Counter()
        self.gave_up: Counter[str] = Counter()
        self.steps = 0
        self._stuck: list[dict[str, Any]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._languages = self._spread()

    def _spread(self) -> list[str]:
        """Return everybody's language: exactly the shares, in random order."""
        shares, residents = self.plan.languages, self.plan.residents
        total = sum(shares.values())
        counts = {code: int(residents * share / total) for code, share in shares.items()}
        by_rest = sorted(shares, key=lambda code: counts[code] - residents * shares[code] / total)
        for code in by_rest[: residents - sum(counts.values())]:
            counts[code] += 1
        spread = [code for code, number in counts.items() for _ in range(number)]
        Random(self.plan.seed).shuffle(spread)  # noqa: S311 - repeatable crowds, no secret
        return spread

    def start(self) -> None:
        """Let everybody come, a few at a time."""
        self._tasks = [
            asyncio.create_task(self._take_part(place, language))
            for place, language in enumerate(self._languages)
        ]

    async def stop(self) -> None:
        """Send everybody home."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def done(self) -> None:
        """Wait until everybody has finished or given up."""
        await asyncio.gather(*self._tasks)

    def progress(self) -> dict[str, Any]:
        """Return plan and progress as the control API shows them."""
        everybody = Counter(self._languages)
        return {
            "running": any(not task.done() for task in self._tasks),
            "residents": self.plan.residents,
            "pace_seconds": self.plan.pace_seconds,
            "seed": self.plan.seed,
            "started": self.started.total(),
            "finished": self.finished.total(),
            "gave_up": self.gave_up.total(),
            "steps": self.steps,
            "per_language": {
                code: {
                    "residents": everybody[code],
                    "started": self.started[code],
                    "finished": self.finished[code],
                    "gave_up": self.gave_up[code],
                }
                for code in everybody
            },
            "stuck": self._stuck,
        }

    async def _take_part(self, place: int, language: str) -> None:
        random = Random(f"{self.plan.seed}:{place}")  # noqa: S311 - repeatable crowds, no secret
        await asyncio.sleep(place / ARRIVALS_A_SECOND * min(1.0, self.plan.pace_seconds))
        names = FIRST_NAMES.get(language.partition("_")[0], FIRST_NAMES["en"])
        person = self.world.add_person(random.choice(names), language.partition("_")[0], crowd=True)
        resident = Resident(self.world, person)
        self.started[language] += 1
        self._tell()
        payload = random.choice(self.plan.payloads) if self.plan.payloads else ""
        await resident.start(payload)
        through = await self._answer_all(resident, Mind(language, random, self.plan.words))
        if through:
            self.finished[language] += 1
        else:
            self.gave_up[language] += 1
            self._report(resident)
        self._tell()

    async def _answer_all(self, resident: Resident, mind: Mind) -> bool:
        """Go on until the answers are handed in, or the bot asks for nothing more; False for giving up."""
        submitted, took_part = False, False
        for _ in range(MOST_STEPS):
            answered = await self._wait(resident, mind.random)
            message = resident.newest() if submitted else resident.asked()
            action = mind.decide(message) if message else None
            if submitted and answered and not (isinstance(action, Tap) and action.submits):
                return True
            if action is None:
                if not answered:
                    return took_part and message is not None and "reply_markup" not in message
                resident.reads()  # a greeting, maybe; what is asked comes with the next message
                continue
            try:
                if isinstance(action, Tap):
                    await resident.tap(action.message_id, action.row, action.column)
                else:
                    await resident.say(action.text)
            except people.NotPossible:
                continue  # the bot took the message back in the meantime
            submitted = isinstance(action, Tap) and action.submits
            self.steps += 1
            took_part = True
        return False

    async def _wait(self, resident: Resident, random: Random) -> bool:
        """Wait for the bot, then think; return whether it did anything."""
        try:
            await resident.reaction(self.plan.patience_seconds)
            await resident.settles(quiet=0.15, timeout=self.plan.patience_seconds)
        except NotSeen:
            return False
        if self.plan.pace_seconds:
            await asyncio.sleep(self.plan.pace_seconds * random.uniform(0.5, 1.5))
        return True

    def _report(self, resident: Resident) -> None:
        if len(self._stuck) < STUCK_REPORTED:
            messages = resident.sees()
            last = messages[-1] if messages else None
            self._stuck.append(
                {
                    "person_id": resident.id,
                    "text": last.text[:300] if last else "",
                    "buttons": last.labels if last else [],
                }
            )

    def _tell(self) -> None:
        self.world.events.tell(
            "crowd",
            None,
            started=self.started.total(),
            finished=self.finished.total(),
            gave_up=self.gave_up.total(),
        )
