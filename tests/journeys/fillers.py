"""Residents who fill in any form by the buttons they see, and write where there is nothing to tap."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.buttons import CardTap, MenuTap, read_data
from domain.dialogue import Choose, Give, Mark, Move
from domain.keys import Key, name_of
from domain.languages import Language
from domain.survey import Kind, Survey
from simulator.residents import NotSeen, Resident
from simulator.views import Seen
from tests.journeys import tables

WORDS = {
    Kind.INTEGER: ("3", "40", "0"),
    Kind.DECIMAL: ("1,5",),
    Kind.DATE: ("1.5.2026",),
    Kind.TIME: ("14:30",),
    Kind.DATETIME: ("1.5.2026 14:30",),
    Kind.RANGE: ("1",),
}
Press = Callable[[int], Awaitable[None]]
TEXT = "verein@example.org"  # also where the form asks for an address
MOST_STEPS = 400
MOST_ENTRIES = 2


@dataclass
class Filler:
    """One resident on the way through one form.

    Args:
        resident: who fills in.
        language: what they choose.
        survey: the form; it says of which kind the question on the card is.
        key: under which it is offered.
        database: where the draft stands, which says which question the card shows.
        random: decides what they tap.
    """

    resident: Resident
    language: Language
    survey: Survey
    key: str
    database: str
    random: Random
    asked: set[str] = field(default_factory=set)
    chosen: set[tuple[str, int]] = field(default_factory=set)
    _added: dict[Key, int] = field(default_factory=dict)

    async def take_part(self) -> Seen:
        """Go from /start to the thanks.

        Returns:
            The message with the receipt.

        Raises:
            NotSeen: the bot left the resident alone, or the form had no end.
        """
        await self.resident.start()
        for _ in range(MOST_STEPS):
            await self.resident.answer(timeout=60)
            await self.resident.settles(quiet=0.05, timeout=60)
            while not self._buttons(message := self.resident.last()):
                async with asyncio.timeout(60):
                    await self.resident.person.chat.next_change()
            taps = [read_data(button.get("callback_data", "")) for button in self._buttons(message)]
            if any(isinstance(tap, MenuTap) and tap.option.startswith("hide:") for tap in taps):
                return message
            if any(isinstance(tap, CardTap) for tap in taps):
                await self._answer(message, taps)
            else:
                await self._choose(message, taps)
        raise NotSeen(f"no end after {MOST_STEPS} steps: {self.resident.last().text[:200]}")

    def _buttons(self, message: Seen) -> list[dict[str, str]]:
        return [
            button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row
        ]

    async def _choose(self, message: Seen, taps: list[CardTap | MenuTap | None]) -> None:
        options = [tap.option if isinstance(tap, MenuTap) else "" for tap in taps]
        for wanted in (f"language:{self.language}", "agree:", f"survey:{self.key}"):
            places = [place for place, option in enumerate(options) if option.startswith(wanted)]
            if places:
                await self.resident.press(places[0], message.id)
                return
        raise NotSeen(f"nothing to choose in {message.text[:200]} {message.labels}")

    async def _answer(self, message: Seen, taps: list[CardTap | MenuTap | None]) -> None:
        actions = [tap.action if isinstance(tap, CardTap) else None for tap in taps]

        async def press(place: int) -> None:
            await self.resident.press(place, message.id)

        def places(kind: type) -> list[int]:
            return [place for place, action in enumerate(actions) if isinstance(action, kind)]

        if Move.SUBMIT in actions:
            await press(actions.index(Move.SUBMIT))
            return
        at = self._at(taps)
        self.asked.add(name_of(at))
        question = self.survey.question(name_of(at))
        boxes = [place for place, action in enumerate(actions) if isinstance(action, Mark) and action.on]
        if question.kind is Kind.REPEAT:
            wants_more = self._added.get(at, 0) < MOST_ENTRIES and Move.ADD in actions
            self._added[at] = self._added.get(at, 0) + wants_more
            await press(actions.index(Move.ADD if wants_more else Move.DONE))
        elif question.kind is Kind.SELECT_MULTIPLE:
            ticked = len(places(Mark)) - len(boxes)
            if boxes and ticked < 2 and (not ticked or self.random.random() < 0.4):
                await self._press_new(at, boxes, actions, press)
            else:
                await press(actions.index(Move.DONE))
        elif question.kind is Kind.RANK:
            await press(boxes[0] if boxes else actions.index(Move.DONE))
        elif chosen := places(Choose):
            await self._press_new(at, chosen, actions, press)
        elif question.kind in WORDS or (question.kind is Kind.TEXT and question.takes_answer):
            await self.resident.say(self.random.choice(WORDS.get(question.kind, (TEXT,))))
        elif given := places(Give):
            await press(self.random.choice(given))
        elif question.kind is Kind.GEOPOINT:
            await self.resident.send_location(48.86, 9.18)
        else:
            await press(actions.index(Move.KEEP if Move.KEEP in actions else Move.SKIP))

    async def _press_new(self, at: Key, places: list[int], actions: Sequence[object], press: Press) -> None:
        """Press a choice, rather one that nobody has pressed yet."""
        index = {
            place: action.index for place in places if isinstance(action := actions[place], Choose | Mark)
        }
        fresh = [place for place in places if (name_of(at), index[place]) not in self.chosen]
        place = self.random.choice(fresh or places)
        self.chosen.add((name_of(at), index[place]))
        await press(place)

    def _at(self, taps: list[CardTap | MenuTap | None]) -> Key:
        dialogue = next(tap.dialogue for tap in taps if isinstance(tap, CardTap))
        return tables.asked_in(self.database, dialogue)
