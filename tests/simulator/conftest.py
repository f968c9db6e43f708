"""A running simulator and three kinds of bots: raw HTTP, aiogram, python-telegram-bot."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import aiogram
import aiohttp
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from simulator.server import Simulator


class RawBot:
    """Calls the Bot API as bare HTTP and gives the reply's JSON, errors too."""

    def __init__(self, sim: Simulator, session: aiohttp.ClientSession) -> None:
        self.sim = sim
        self.session = session
        self.offset = 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """POST the parameters as JSON."""
        address = f"{self.sim.base_url}/bot{self.sim.token}/{method}"
        async with self.session.post(address, json=parameters) as reply:
            answer: dict[str, Any] = await reply.json()
            assert reply.status == answer.get("error_code", 200)
            return answer

    async def result(self, method: str, **parameters: Any) -> Any:
        """Return the result of a call that has to succeed."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """Return the description of a call that has to be refused."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Poll once, confirming what was seen before."""
        found: list[dict[str, Any]] = await self.result("getUpdates", offset=self.offset, **parameters)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def control(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Call the control API; returns status and JSON."""
        async with self.session.request(method, f"{self.sim.base_url}/control/{path}", json=body) as reply:
            return reply.status, await reply.json()


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def raw(sim: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(sim, session)


@pytest.fixture
async def aio(sim: Simulator) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sim.base_url))
    async with aiogram.Bot(sim.token, session=session) as bot:
        yield bot


@pytest.fixture
async def ptb(sim: Simulator) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(
        sim.token,
        base_url=f"{sim.base_url}/bot",
        base_file_url=f"{sim.base_url}/file/bot",
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )
    async with bot:
        yield bot


class SurveyBot:
    """A small survey over raw HTTP: language, consent, choice, several choices, number, words, review."""

    TEXTS: ClassVar[dict[str, list[str]]] = {
        "de": [
            "Einverstanden",
            "Nein danke",
            "Wie gefällt es Ihnen?",
            "Gut",
            "Nicht gut",
            "Fertig",
            "Zurück",
        ],
        "en": ["I agree", "No thanks", "How do you like it?", "Good", "Not good", "Done", "Back"],
        "tr": ["Kabul ediyorum", "Hayır", "Beğeniyor musunuz?", "İyi", "İyi değil", "Tamam", "Geri"],
        "ar": ["أوافق", "لا", "هل يعجبك الحي؟", "جيد", "ليس جيدا", "تم", "رجوع"],
    }

    def __init__(self, raw: RawBot) -> None:
        self.raw = raw
        self.at: dict[int, int] = {}
        self.language: dict[int, str] = {}
        self.picked: dict[int, set[int]] = {}
        self.answers: dict[int, list[str]] = {}
        self.finished: list[int] = []

    async def run(self) -> None:
        """Poll for ever; every update is answered before the next."""
        while True:
            for update in await self.raw.updates(timeout=20):
                if "callback_query" in update:
                    query = update["callback_query"]
                    await self.raw.call("answerCallbackQuery", callback_query_id=query["id"])
                    await self.take(query["from"]["id"], query["data"])
                elif "message" in update:
                    await self.take(update["message"]["from"]["id"], "=" + update["message"]["text"])

    async def take(self, person: int, given: str) -> None:
        """Take an answer in and ask the next question."""
        at = self.at.get(person, 0)
        if given.startswith("=/start"):
            self.at[person] = 0
        elif at == 0 and given[0] == "L":
            self.language[person], self.at[person] = given[1:], 1
        elif at == 3 and given[0] == "T":
            self.picked.setdefault(person, set()).symmetric_difference_update({int(given[1:])})
        elif (at == 4 and not given.lstrip("=").isdigit()) or (at == 5 and given[0] != "=") or given == "no":
            pass
        elif at > 0:
            self.answers.setdefault(person, []).append(given)
            self.at[person] = at + 1
            if at == 6:
                self.finished.append(person)
        await self.ask(person)

    async def ask(self, person: int) -> None:
        """Show the question where the person is."""
        agree, decline, question, good, bad, done, back = self.TEXTS[self.language.get(person, "de")]
        picked = self.picked.get(person, set())
        ticks = [("☑ " if n in picked else "☐ ") + str(n) for n in range(4)]
        text, rows = [
            ("Sprache?", [[("Deutsch", "Lde"), ("English", "Len")], [("Türkçe", "Ltr"), ("العربية", "Lar")]]),
            ("§", [[(agree, "yes")], [(decline, "no")]]),
            (question, [[(good, "C1"), (bad, "C2")], [("⬅ " + back, "no")]]),
            (
                question,
                [[(tick, f"T{n}")] for n, tick in enumerate(ticks)] + [[(done, "ok")], [(back, "no")]],
            ),
            ("Wie alt sind Sie? (1 – 99)", [[("⬅ " + back, "no")]]),
            ("Was fehlt?", [[("⬅ " + back, "no")]]),
            ("1. 2. 3.", [[("✏ 1", "no"), ("✏ 2", "no")], [("Absenden", "ok")], [(back, "no")]]),
            ("Danke!", []),
        ][self.at.get(person, 0)]
        buttons = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
        markup = {"inline_keyboard": buttons}
        await self.raw.call("sendMessage", chat_id=person, text=text, reply_markup=markup)


@pytest.fixture
async def survey(raw: RawBot) -> AsyncIterator[SurveyBot]:
    bot = SurveyBot(raw)
    running = asyncio.create_task(bot.run())
    yield bot
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
