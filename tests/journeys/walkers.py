"""Residents who walk through the town's survey by what they see, and remember which answers were accepted."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from bot.dialogs.labels import move_label
from bot.speech import OWN_NAMES, Speech, speech
from domain.dialogue import Answer, Move
from domain.languages import Language, text_in
from domain.survey import Kind, Question, Survey
from simulator.residents import NotSeen, Resident
from simulator.views import Seen

THANKS = "Thank you! Your answers have arrived."
AGREE = "Yes, I agree"
WRITE = "Please write your answer as a message."
ENDS_THE_SURVEY = ("outside", "under_16")  # choices after which there is nothing more to answer
ALONE = ("none", "dont_know")  # choices that go with no other
_NUMBER = re.compile(r"^(✓ )?\d+\. ")
_SCALE = re.compile(r"(✓ )?\d+")
_TICKED, _FREE = "☑", "☐"
Pace = Callable[[int], Awaitable[None]]
"""Is awaited before each step, with the number of steps taken."""


@dataclass
class Given:
    """What a resident answered and has not seen accepted yet."""

    question: str
    answer: Answer


@dataclass
class Walker:
    """One resident on the way through one survey.

    Args:
        resident: who walks.
        language: the language they choose.
        survey: what they take part in: it says which label belongs to which answer.
        marker: what they write wherever words are asked for; nobody else writes it.
        random: decides what they tap.
        pace: says when to take the next step.
        patience: seconds to wait for the bot before giving up.
        backs: how often they go back to change an answer, at most.
    """

    resident: Resident
    language: Language
    survey: Survey
    marker: str
    random: Random
    pace: Pace
    patience: float = 60
    backs: int = 1
    accepted: dict[str, Answer] = field(default_factory=dict)
    steps: int = 0
    _given: Given | None = None
    _done: set[tuple[str, str]] = field(default_factory=set)
    _wanted: dict[str, int] = field(default_factory=dict)

    @property
    def said(self) -> Speech:
        """What the bot says in the resident's language."""
        return speech(self.language)

    async def take_part(self) -> None:
        """Walk from /start to the thanks.

        Raises:
            NotSeen: the bot left the resident alone on the way.
        """
        await self.resident.start()
        await self.go_on()

    async def go_on(self, most_steps: int = 1000, until: Kind | None = None) -> None:
        """Walk from what is seen now to the thanks, or a number of steps, or a kind of question."""
        for _ in range(most_steps):
            message = await self._next()
            if until is not None and (asked := self._asked(message)) and asked.kind is until:
                return
            if self._is_thanked(message):
                self._see(None)
                return
            self._see(self._asked(message))
            await self.pace(self.steps)
            if self._to_do() != message:
                continue  # it changed while the resident was thinking
            self._done.add(_looks(message))
            await self._act(message)
            self.steps += 1

    async def _next(self) -> Seen:
        """Wait for something to act on that looks other than all that was acted on."""
        chat = self.resident.person.chat
        try:
            async with asyncio.timeout(self.patience):
                while True:
                    change = chat.next_change()
                    if message := self._to_do():
                        return message
                    await change
        except TimeoutError:
            shown = [(m.text[:300], m.labels) for m in self.resident.sees()[-3:]]
            raise NotSeen(f"{self.marker} waits for the bot and sees {shown}") from None

    def _to_do(self) -> Seen | None:
        """Return the newest message that offers something new; one that came twice is old."""
        for message in reversed(self.resident.person.chat.messages.values()):
            seen = Seen(message)
            if (seen.labels or self._is_thanked(seen)) and _looks(seen) not in self._done:
                return seen
        return None

    def _is_thanked(self, message: Seen) -> bool:
        return message.text.startswith(self.said.gettext(THANKS))

    def _asked(self, message: Seen) -> Question | None:
        paragraphs = message.text.split("\n\n")
        return next(
            (q for q in self.survey.questions if text_in(q.label, self.language).strip() in paragraphs), None
        )

    def _see(self, question: Question | None) -> None:
        """Count the last answer as accepted where the bot has gone on to something else."""
        if self._given is not None and (question is None or question.name != self._given.question):
            self.accepted[self._given.question] = self._given.answer
            self._given = None

    def asked_now(self) -> Question | None:
        """Return the question that the newest message asks."""
        return self._asked(self.resident.last())

    # --- deciding by what is seen ------------------------------------------------------------------

    async def _act(self, message: Seen) -> None:
        labels = message.labels
        own_name = _containing(labels, OWN_NAMES[self.language])
        question = self._asked(message)
        if question is not None:
            await self._answer(message, question)
        elif own_name:
            await self._press(message, own_name[0])
        elif submit := _containing(labels, move_label(Move.SUBMIT, self.said)):
            await self._press(message, submit[0])
        elif agree := _containing(labels, self.said.gettext(AGREE)):
            await self._press(message, agree[0])
        else:  # what can be done now: the survey, by its title
            title = text_in(self.survey.title, self.language)
            await self._press(message, (_containing(labels, title) or [0])[0])

    async def _answer(self, message: Seen, question: Question) -> None:
        labels = message.labels
        back = _containing(labels, move_label(Move.BACK, self.said))
        if back and self.backs and self.random.random() < 0.05:
            self.backs -= 1
            await self._press(message, back[0])
            return
        match question.kind:
            case Kind.NOTE:
                await self._press(message, _containing(labels, move_label(Move.KEEP, self.said))[0])
            case Kind.TEXT:
                assert self.said.gettext(WRITE) in message.text
                self._given = Given(question.name, self.marker)
                await self.resident.say(self.marker)
            case Kind.SELECT_MULTIPLE:
                await self._tick_or_go_on(message, question)
            case Kind.RANGE:
                place = self.random.choice([n for n, label in enumerate(labels) if _SCALE.fullmatch(label)])
                value = int(re.sub(r"\D", "", labels[place]))  # int reads every script's digits
                self._given = Given(question.name, value)
                await self._press(message, place)
            case _:
                place = self.random.choice(self._choices(labels, question))
                self._given = Given(question.name, self._code(labels[place], question))
                await self._press(message, place)

    async def _tick_or_go_on(self, message: Seen, question: Question) -> None:
        labels = message.labels
        ticked = [label[2:] for label in labels if label.startswith(_TICKED)]
        free = [n for n, label in enumerate(labels) if label.startswith(_FREE)]
        wanted = self._wanted.setdefault(question.name, self.random.randint(1, 3))
        free = [n for n in free if self._code(labels[n][2:], question) not in ALONE]
        if len(ticked) < wanted and free:
            await self._press(message, self.random.choice(free))
            return
        codes = {self._code(label, question) for label in ticked}
        self._given = Given(question.name, tuple(c.name for c in question.choices if c.name in codes))
        await self._press(message, _containing(labels, move_label(Move.DONE, self.said))[0])

    def _choices(self, labels: list[str], question: Question) -> list[int]:
        places = [n for n, label in enumerate(labels) if _NUMBER.match(label)]
        return [n for n in places if self._code(labels[n], question) not in ENDS_THE_SURVEY]

    def _code(self, label: str, question: Question) -> str:
        text = _NUMBER.sub("", label)
        return next(c.name for c in question.choices if text_in(c.label, self.language) == text)

    async def _press(self, message: Seen, place: int) -> None:
        await self.resident.press(place, message.id)


def _looks(message: Seen) -> tuple[str, str]:
    """Return what somebody sees of a message: a repeated one looks the same."""
    return message.text, repr(message.get("reply_markup"))


def _containing(labels: list[str], text: str) -> list[int]:
    return [n for n, label in enumerate(labels) if text in label]


async def without_delay(_steps: int) -> None:
    """Let a resident act at once."""
