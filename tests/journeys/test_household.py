"""Through the whole program: three people with three languages answer the town's survey on one phone."""

import asyncio
import re
from collections.abc import Callable
from random import Random

from bot.dialogs.menus import consent_labels, household_labels
from bot.speech import OWN_NAMES, speech
from domain.languages import Language
from domain.survey import Survey
from simulator.residents import NotSeen, Resident
from simulator.server import Simulator
from simulator.views import Seen
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.walkers import THANKS, Walker, without_delay

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3,}\b")
HOUSEHOLD: tuple[tuple[str, Language], ...] = (("Anna", "de"), ("Berk", "tr"), ("سلمى", "ar"))


class Housemate(Walker):
    """One person who looks only at what is said to them, as the first line tells."""

    name: str = ""

    def _to_do(self) -> Seen | None:
        others = [one for one in self.resident.sees() if not self._is_mine(one)]
        looked_away = {(one.text, repr(one.get("reply_markup"))) for one in others}
        before, self._done = self._done, self._done | looked_away
        try:
            return super()._to_do()
        finally:
            self._done = before

    def _is_mine(self, message: Seen) -> bool:
        return self.name in message.text.split("\n")[0]

    def _is_thanked(self, message: Seen) -> bool:
        return self._is_mine(message) and self.said.gettext(THANKS) in message.text


class Phone:
    """The phone, and what whoever has it does with the household."""

    def __init__(self, resident: Resident) -> None:
        self.resident = resident
        self.language: Language = "de"

    async def press(self, label: str) -> None:
        await self.sees(lambda: any(label in one for m in self.resident.sees() for one in m.labels), label)
        await self.resident.press(label)
        await self.resident.settles()

    async def sees(self, what: Callable[[], bool], words: str) -> None:
        """Wait until something is there, or is gone."""
        try:
            async with asyncio.timeout(20):
                while not what():
                    await self.resident.person.chat.next_change()
        except TimeoutError:
            raise NotSeen(f"{words!r}: {self.texts()[-1500:]}") from None

    async def loses(self, *words: str) -> None:
        """Wait until nobody can read these words in the chat any more."""
        await self.sees(lambda: not any(one in self.texts() for one in words), f"still there: {words}")

    async def say(self, text: str) -> None:
        await self.resident.say(text)
        await self.resident.settles()

    def label(self, option: str) -> str:
        return household_labels(speech(self.language))[option]

    async def joins(self, name: str, language: Language) -> None:
        await self.say("/household")
        await self.press(self.label("hh:add"))
        await self.say(name)
        await self.agrees(language)

    async def agrees(self, language: Language) -> None:
        await self.press(OWN_NAMES[language])
        self.language = language
        await self.press(consent_labels(speech(language))["agree"])

    async def is_handed_to(self, one: Walker, name: str) -> None:
        await self.say("/household")
        await self.resident.waits_for(speech(self.language).gettext("Who takes part in this chat"))
        await self.press(name)
        self.language = one.language

    def texts(self) -> str:
        return "\n".join(message.text for message in self.resident.sees())


async def test_three_people_answer_in_turn_and_none_can_read_the_others(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    phone = Phone(await simulator.resident("Familie", "de"))
    people: dict[str, Housemate] = {}
    await phone.resident.start()
    await phone.agrees("de")
    for name, language in HOUSEHOLD:
        if people:
            await phone.joins(name, language)
        else:
            await phone.say("/household")
            for option in ("hh:change", "1. ", "hh:rename"):
                await phone.press(phone.label(option) if option in household_labels(speech("de")) else option)
            await phone.say(name)
        walker = Housemate(
            *(phone.resident, language, town_survey, f"marker-{language}", Random(language)),
            without_delay,
        )
        walker.name = name
        people[name] = walker

    for _ in range(3):  # in turn, a few questions each
        for name, one in people.items():
            await phone.is_handed_to(one, name)
            await one.go_on(most_steps=5)
            await phone.resident.settles()
            await phone.loses(*(other.marker for other in people.values() if other is not one))

    codes: list[str] = []
    for name, one in people.items():
        await phone.is_handed_to(one, name)
        await one.go_on()
        await phone.resident.settles()
        (code,) = CODE.findall(phone.resident.last().text)
        codes.append(code)
        await phone.loses(one.marker)  # before the phone is handed on
    assert len(set(codes)) == 3
    responses = tables.responses(town_database)
    assert len(responses) == 3
    for one in people.values():
        (theirs,) = [answers for answers in responses if one.marker in str(answers)]
        given = {name: list(a) if isinstance(a, tuple) else a for name, a in one.accepted.items()}
        assert {name: theirs.get(name) for name in given} == given
    assert tables.participations(town_database) == 3
    assert tables.set_aside_updates(town_database) == {}
    assert not [name for name, _ in HOUSEHOLD if name in bot.wrote]
