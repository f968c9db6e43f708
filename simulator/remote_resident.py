"""A scripted resident of a simulator in another process."""
# ruff: noqa: ASYNC109 - a test says how long it waits, as an argument of the wait

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson

from simulator.people import NotPossible, place_of
from simulator.residents import QUIET_SECONDS, NotSeen
from simulator.views import Seen, SeenList, contains

if TYPE_CHECKING:
    from simulator.client import SimulatorClient

BY_BOT = ("message", "edited", "deleted", "toast")


class RemoteResident:
    """The same calls as `Resident`, over the control API. What reads has to be awaited."""

    def __init__(self, client: "SimulatorClient", user_id: int) -> None:
        self.client = client
        self.id = user_id
        self._next_event = 0

    async def _act(self, what: str, body: Any = None) -> Any:
        return await self.client.call("POST", f"people/{self.id}/{what}", {} if body is None else body)

    async def _mark(self) -> None:
        self._next_event = (await self._chat())["next_event"]

    async def _chat(self) -> dict[str, Any]:
        return dict(await self.client.call("GET", f"people/{self.id}/chat"))

    async def start(self, payload: str = "") -> None:
        """Send /start, with a deep link's payload or without."""
        await self.say(f"/start {payload}".strip())

    async def say(self, text: str) -> int:
        """Send a text; returns the message's id."""
        await self._mark()
        return int((await self._act("send", {"text": text}))["message_id"])

    async def press(self, button: str | int, message_id: int | None = None) -> str | None:
        """Tap a button by its label (exact, else contained) or by its index, as `Resident.press`."""
        if isinstance(button, str) and message_id is None:
            await self._mark()
            answer: dict[str, str | None] = await self._act("press", {"label": button})
            return answer["callback_id"]
        message = next(
            (m for m in reversed(await self.sees()) if message_id in (None, m.id) and m.labels), None
        )
        if message is None:
            raise NotPossible("there is no message with buttons")
        row, column = place_of(message, button)
        return await self.tap(message.id, row, column)

    async def tap(self, message_id: int, row: int, column: int) -> str | None:
        """Tap the inline button at a place, from 0; returns the callback's id, None if it has none."""
        await self._mark()
        answer: dict[str, str | None] = await self._act(
            "press", {"message_id": message_id, "row": row, "column": column}
        )
        return answer["callback_id"]

    async def press_data(self, message_id: int, data: str) -> str:
        """Tap with data of one's own making, as a forger would; returns the callback's id."""
        await self._mark()
        answer = await self._act("press", {"message_id": message_id, "callback_data": data})
        return str(answer["callback_id"])

    async def send_location(self, latitude: float, longitude: float, accuracy: float | None = None) -> None:
        """Send a place, in degrees, with its accuracy in metres as a phone adds it."""
        await self._mark()
        more = {} if accuracy is None else {"accuracy": accuracy}
        await self._act("location", {"latitude": latitude, "longitude": longitude, **more})

    async def send_venue(self, latitude: float, longitude: float, title: str, address: str = "") -> None:
        """Send a place that the app has found by its name."""
        await self._mark()
        place = {"latitude": latitude, "longitude": longitude, "title": title, "address": address}
        await self._act("venue", place)

    async def send_contact(self, phone_number: str) -> None:
        """Send the own phone number."""
        await self._mark()
        await self._act("contact", {"phone_number": phone_number})

    async def upload(
        self,
        kind: str,
        body: bytes,
        name: str = "file",
        caption: str = "",
        mime_type: str = "application/octet-stream",
    ) -> None:
        """Send a photo, document, voice, audio, video or video_note."""
        await self._mark()
        form = aiohttp.FormData({"kind": kind, "caption": caption})
        form.add_field("file", body, filename=name, content_type=mime_type)
        await self._act("upload", form)

    async def edit(self, message_id: int, text: str) -> None:
        """Change the text of an own message."""
        await self._mark()
        await self._act("edit", {"message_id": message_id, "text": text})

    async def vote(self, message_id: int, options: list[int]) -> None:
        """Vote in a poll for options by their index; none takes the vote back."""
        await self._mark()
        await self._act("vote", {"message_id": message_id, "options": options})

    async def block(self) -> None:
        """Block the bot."""
        await self._mark()
        await self._act("block")

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self._mark()
        await self._act("unblock")

    async def change_language(self, language_code: str | None) -> None:
        """Change the app's language."""
        await self._act("language", {"language_code": language_code or ""})

    async def sees(self) -> SeenList:
        """Return the messages in the chat, oldest first."""
        return SeenList(Seen(message) for message in (await self._chat())["messages"])

    async def last(self) -> Seen:
        """Return the newest message of the bot.

        Raises:
            NotSeen: the bot has written nothing.
        """
        for message in reversed(await self.sees()):
            if not message.get("out"):
                return message
        raise NotSeen("the bot has written nothing")

    async def toasts(self) -> list[dict[str, Any]]:
        """Return the latest texts that answered taps, oldest first."""
        return list((await self._chat())["toasts"])

    async def waits_for(self, text: str, timeout: float = 10) -> Seen:
        """Return the newest message of the bot whose text or button contains `text`, as soon as there is one.

        Raises:
            NotSeen: there was none within `timeout` seconds.
        """

        def found(messages: list[Seen]) -> Seen | None:
            return next((m for m in reversed(messages) if not m.get("out") and contains(m, text)), None)

        return await self._wait(found, timeout, f"{text!r} did not come")

    async def waits_until_gone(self, text: str, timeout: float = 10) -> None:
        """Return as soon as no message of the bot contains `text` any more.

        Raises:
            NotSeen: one still does after `timeout` seconds.
        """

        def gone(messages: list[Seen]) -> Seen | None:
            return None if any(not m.get("out") and contains(m, text) for m in messages) else Seen()

        await self._wait(gone, timeout, f"{text!r} is still there")

    async def answer(self, timeout: float = 10) -> Seen:
        """Return the newest message once the bot has sent, edited or deleted one since the last act.

        Raises:
            NotSeen: the bot did nothing within `timeout` seconds.
        """
        return await self._first_of(BY_BOT[:3], timeout)

    async def reaction(self, timeout: float = 10) -> Seen:
        """Return the newest message once the bot has done anything since the last act, or answered a tap.

        Raises:
            NotSeen: the bot did nothing within `timeout` seconds, or has never written.
        """
        return await self._first_of(BY_BOT, timeout)

    async def _first_of(self, kinds: tuple[str, ...], timeout: float) -> Seen:
        try:
            async with asyncio.timeout(timeout), aclosing(self._events(self._next_event)) as events:
                async for event in events:
                    if event["type"] in kinds and not event.get("message", {}).get("out"):
                        return await self.last()
        except TimeoutError:
            pass
        raise NotSeen(f"the bot did nothing within {timeout} s")

    async def settles(self, quiet: float = QUIET_SECONDS, timeout: float = 10) -> None:
        """Wait until the bot has taken all updates of this chat and has then been silent for a moment.

        Raises:
            NotSeen: it was not silent within `timeout` seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                seen_before = -1
                while True:
                    chat = await self._chat()
                    if chat["revision"] == seen_before and not chat["pending_updates"]:
                        return
                    seen_before = chat["revision"]
                    await asyncio.sleep(quiet)
        except TimeoutError:
            raise NotSeen(f"the bot was not silent within {timeout} s") from None

    async def _wait(self, found: Callable[[list[Seen]], Seen | None], timeout: float, complaint: str) -> Seen:
        messages: list[Seen] = []
        try:
            async with asyncio.timeout(timeout):
                chat = await self._chat()
                messages = [Seen(message) for message in chat["messages"]]
                if (message := found(messages)) is not None:
                    return message
                async with aclosing(self._events(chat["next_event"])) as events:
                    async for event in events:
                        if event["type"] in BY_BOT:
                            messages = list(await self.sees())
                            if (message := found(messages)) is not None:
                                return message
        except TimeoutError:
            pass
        shown = "; ".join(f"{m.text[:200]!r} {m.labels}" for m in messages[-3:]) or "none"
        raise NotSeen(f"{complaint} within {timeout} s; the newest messages: {shown}")

    async def _events(self, since: int) -> AsyncGenerator[dict[str, Any], None]:
        address = f"{self.client.base_url}/control/events?since={since}&chat_id={self.id}"
        async with self.client.session.get(address) as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    yield orjson.loads(line[6:])
