"""Scripted residents: what a test has them do, and what they see."""
# ruff: noqa: ASYNC109 - a test says how long it waits, as an argument of the wait

import asyncio
from typing import Any

from simulator import people
from simulator.state import Message, Person, World
from simulator.views import Seen, SeenList, contains, seen
from simulator.votes import vote

QUIET_SECONDS = 0.1
SHORT_SECONDS = 0.02  # in which what the bot has sent already arrives


class NotSeen(AssertionError):
    """What a resident waited for did not come; the sentence tells what they saw instead."""


class Resident:
    """Somebody who uses the bot, driven by a test in the simulator's own event loop.

    What a resident does returns as soon as the update is queued; `waits_for`, `answer` and `settles` wait
    for the bot.
    """

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person
        self.reads()

    @property
    def id(self) -> int:
        """The user's id, which is the private chat's as well."""
        return self.person.id

    def reads(self) -> None:
        """Take note of what is there: `answer` and `reaction` then wait for what comes next."""
        self._revision = self.person.chat.revision
        self._reactions = self.person.chat.reactions

    async def start(self, payload: str = "") -> None:
        """Send /start, with a deep link's payload or without."""
        await self.say(f"/start {payload}".strip())

    async def say(self, text: str) -> int:
        """Send a text; returns the message's id."""
        self.reads()
        message_id: int = people.say(self.world, self.person, text)["message_id"]
        return message_id

    async def press(self, button: str | int, message_id: int | None = None) -> str | None:
        """Tap a button by its label (exact, else contained) or by its index from 0, counted row by row.

        Args:
            button: label or index; an index counts in the newest message with inline buttons.
            message_id: look only at this message, for instance an old one.

        Returns:
            the callback's id; None for a button without one.
        """
        self.reads()
        if isinstance(button, str) and message_id is None:
            return people.press(self.world, self.person, button)
        message = self._with_buttons(message_id)
        row, column = people.place_of(message, button)
        return people.tap(self.world, self.person, message["message_id"], row, column)

    def _with_buttons(self, message_id: int | None) -> Message:
        for message in reversed(self.person.chat.messages.values()):
            if message_id in (None, message["message_id"]) and "reply_markup" in message:
                return message
        raise people.NotPossible("there is no message with buttons")

    async def tap(self, message_id: int, row: int, column: int) -> str | None:
        """Tap the inline button at a place, from 0; returns the callback's id, None if it has none."""
        self.reads()
        return people.tap(self.world, self.person, message_id, row, column)

    async def press_data(self, message_id: int, data: str) -> str:
        """Tap with data of one's own making, as a forger would; returns the callback's id."""
        self.reads()
        return people.tap_data(self.world, self.person, message_id, data)

    async def send_location(self, latitude: float, longitude: float, accuracy: float | None = None) -> None:
        """Send a place, in degrees, with its accuracy in metres as a phone adds it."""
        self.reads()
        people.send_location(self.world, self.person, latitude, longitude, accuracy)

    async def send_venue(self, latitude: float, longitude: float, title: str, address: str = "") -> None:
        """Send a place that the app has found by its name."""
        self.reads()
        people.send_venue(self.world, self.person, latitude, longitude, title, address)

    async def send_contact(self, phone_number: str) -> None:
        """Send the own phone number."""
        self.reads()
        people.send_contact(self.world, self.person, phone_number)

    async def upload(
        self,
        kind: str,
        body: bytes,
        name: str = "file",
        caption: str = "",
        mime_type: str = "application/octet-stream",
    ) -> None:
        """Send a photo, document, voice, audio, video or video_note."""
        self.reads()
        people.upload(self.world, self.person, kind, name, mime_type, body, caption)

    async def edit(self, message_id: int, text: str) -> None:
        """Change the text of an own message."""
        self.reads()
        people.edit(self.world, self.person, message_id, text)

    async def vote(self, message_id: int, options: list[int]) -> None:
        """Vote in a poll for options by their index; none takes the vote back."""
        self.reads()
        vote(self.world, self.person, message_id, options)

    async def block(self) -> None:
        """Block the bot."""
        self.reads()
        people.set_blocked(self.world, self.person, True)

    async def unblock(self) -> None:
        """Unblock the bot."""
        self.reads()
        people.set_blocked(self.world, self.person, False)

    async def change_language(self, language_code: str | None) -> None:
        """Change the app's language."""
        people.change_language(self.world, self.person, language_code)

    def sees(self) -> SeenList:
        """Return the messages in the chat, oldest first."""
        return SeenList(seen(message, self.id) for message in self.person.chat.messages.values())

    def last(self) -> Seen:
        """Return the newest message of the bot.

        Raises:
            NotSeen: the bot has written nothing.
        """
        message = self.newest()
        if message is None:
            raise NotSeen("the bot has written nothing")
        return seen(message, self.id)

    def newest(self) -> Message | None:
        """Return the newest message of the bot as it is stored, None if there is none."""
        messages = reversed(self.person.chat.messages.values())
        return next((message for message in messages if message["from"]["id"] != self.id), None)

    def asked(self) -> Message | None:
        """Return the message that most likely asks for something now: the newest one of the bot.

        If that has no buttons and asks no question, the newest one with buttons.
        """
        newest = None
        for message in reversed(self.person.chat.messages.values()):
            if message["from"]["id"] == self.id:
                continue
            if "reply_markup" in message:
                return message
            newest = newest or message
            if newest is message and message.get("text", "").rstrip().endswith(("?", "؟")):
                return message
        return newest

    def toasts(self) -> list[dict[str, Any]]:
        """Return the latest texts that answered taps, oldest first."""
        return list(self.person.chat.toasts)

    async def waits_for(self, text: str, timeout: float = 10) -> Seen:
        """Return the newest message of the bot whose text or button contains `text`, as soon as there is one.

        Raises:
            NotSeen: there was none within `timeout` seconds.
        """

        def found() -> Message | None:
            for message in reversed(self.person.chat.messages.values()):
                if message["from"]["id"] != self.id and contains(message, text):
                    return message
            return None

        return await self._wait(found, timeout, f"{text!r} did not come")

    async def waits_until_gone(self, text: str, timeout: float = 10) -> None:
        """Return as soon as no message of the bot contains `text` any more.

        Raises:
            NotSeen: one still does after `timeout` seconds.
        """
        nothing: Message = {"from": {"id": 0}}

        def gone() -> Message | None:
            messages = self.person.chat.messages.values()
            return (
                None if any(m["from"]["id"] != self.id and contains(m, text) for m in messages) else nothing
            )

        await self._wait(gone, timeout, f"{text!r} is still there")

    async def answer(self, timeout: float = 10) -> Seen:
        """Return the newest message once the bot has sent, edited or deleted one since the last act.

        Raises:
            NotSeen: the bot did nothing within `timeout` seconds.
        """

        def answered() -> Message | None:
            return self.last() if self.person.chat.revision > self._revision else None

        return await self._wait(answered, timeout, "the bot did nothing")

    async def reaction(self, timeout: float = 10) -> Seen:
        """Return the newest message once the bot has done anything since the last act, or answered a tap.

        Raises:
            NotSeen: the bot did nothing within `timeout` seconds, or has never written.
        """

        def reacted() -> Message | None:
            return self.last() if self.person.chat.reactions > self._reactions else None

        return await self._wait(reacted, timeout, "the bot did nothing")

    async def settles(self, quiet: float = QUIET_SECONDS, timeout: float = 10) -> None:
        """Wait until the bot has taken all updates of this chat and has then been silent for a moment.

        Where a test can tell whether the bot has more to say (`World.has_more_to_say`), a much shorter moment
        does once it has not, and has answered every tap.

        Raises:
            NotSeen: it was not silent within `timeout` seconds.
        """
        chat, has_more_to_say = self.person.chat, self.world.has_more_to_say
        try:
            async with asyncio.timeout(timeout):
                while True:
                    is_guess = has_more_to_say is None or self.world.waits_for_an_answer(chat)
                    change = chat.next_change()
                    done, _ = await asyncio.wait([change], timeout=quiet if is_guess else SHORT_SECONDS)
                    if done or self.world.updates.pending_in(chat.id):
                        continue
                    if has_more_to_say is None or not has_more_to_say(chat.id):
                        return
        except TimeoutError:
            raise NotSeen(f"the bot was not silent within {timeout} s") from None

    async def _wait(self, found: Any, timeout: float, complaint: str) -> Seen:
        chat = self.person.chat
        try:
            async with asyncio.timeout(timeout):
                while (message := found()) is None:
                    await chat.next_change()
        except TimeoutError:
            raise NotSeen(f"{complaint} within {timeout} s; {self._summary()}") from None
        return seen(message, self.id)

    def _summary(self) -> str:
        messages = list(self.person.chat.messages.values())[-3:]
        texts = [f"{seen(m, self.id).text[:200]!r} {seen(m, self.id).labels}" for m in messages]
        return "the newest messages: " + "; ".join(texts) if texts else "there is no message"
