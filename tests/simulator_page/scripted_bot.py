"""A small bot that knows nothing but the Bot API over HTTP, for the tests of the chat page."""

import asyncio
import threading
from contextlib import suppress
from typing import Any

import aiohttp

RICH = (
    "<b>bold</b> <i>italic</i> <u>under</u> <s>gone</s> <tg-spoiler>secret</tg-spoiler> <code>a&lt;b</code> "
    '<a href="https://example.org/page">link</a> /help\n<pre>two\nlines</pre>'
    "<blockquote>quote</blockquote><blockquote expandable>one\ntwo\nthree\nfour\nfive</blockquote>"
)
LONG_LABEL = "A label that is much too long for one line of a button on any phone that people carry around"


def numbers(*rows: list[str]) -> dict[str, Any]:
    """Return an inline keyboard whose buttons carry their own label."""
    return {"inline_keyboard": [[{"text": text, "callback_data": text[:40]} for text in row] for row in rows]}


CARD = numbers(["1", "2", "3"], ["alert", "silent"], [LONG_LABEL])
KEYS = {
    "keyboard": [[{"text": "Yes"}, {"text": "No"}], [{"text": "Where I am", "request_location": True}]],
    "one_time_keyboard": True,
    "input_field_placeholder": "Yes or no?",
}


WHERE = {
    "keyboard": [[{"text": "📍 Here", "request_location": True}]],
    "is_persistent": True,
    "resize_keyboard": True,
    "input_field_placeholder": "A place",
}
PLACE = {"latitude": 48.86, "longitude": 9.185, "title": "Town hall", "address": "Hall 2, 1st floor"}

GONE = {"Bad Request: chat not found", "Bad Request: message to edit not found"}


class Gone(Exception):
    """The simulator was reset under the bot's hands, for the next test."""


class ScriptedBot(threading.Thread):
    """Polls a Bot API server at `url` until `stop` is called, and answers by a fixed script."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.updates: list[dict[str, Any]] = []
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the polling and wait for it."""
        self._stopped.set()
        self.join()

    def run(self) -> None:
        """Poll in an event loop of its own."""
        asyncio.run(self._poll())

    async def _poll(self) -> None:
        offset = 0
        async with aiohttp.ClientSession() as self.session:
            await self.call("setMyCommands", commands=[{"command": "help", "description": "How it works"}])
            turkish = [{"command": "help", "description": "Nasıl çalışır"}]
            await self.call("setMyCommands", commands=turkish, language_code="tr")
            while not self._stopped.is_set():
                for update in await self.call("getUpdates", offset=offset, timeout=1):
                    offset = update["update_id"] + 1
                    self.updates.append(update)
                    with suppress(Gone):
                        await self._react(update)

    async def call(self, method: str, **values: Any) -> Any:
        """Call a method of the Bot API; a refused call is an error of the test."""
        async with self.session.post(f"{self.url}/{method}", json=values) as response:
            answer = await response.json()
        if answer.get("description", "").startswith("Bad Request: message is not modified"):
            return True
        if not answer["ok"] and answer["description"] in GONE:
            raise Gone
        if not answer["ok"]:
            raise AssertionError(f"{method}: {answer['description']}")
        return answer["result"]

    async def _react(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self._tapped(query)
        elif message := update.get("message"):
            text = message.get("text", "")
            await self._say(message["chat"]["id"], text.partition(" ")[0], text.partition(" ")[2])

    async def _tapped(self, query: dict[str, Any]) -> None:
        message, label = query["message"], query["data"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        if label.isdigit():
            await self.call("editMessageText", **place, text=f"You chose {label}", reply_markup=CARD)
        words = {} if label == "silent" else {"text": f"Noted: {label}", "show_alert": label == "alert"}
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **words)

    async def _say(self, chat_id: int, command: str, rest: str) -> None:
        if command == "/start":
            await self.call("sendMessage", chat_id=chat_id, text=f"Welcome {rest}".strip(), reply_markup=CARD)
        elif command == "/rich":
            await self.call("sendMessage", chat_id=chat_id, text=RICH, parse_mode="HTML")
        elif command == "/keys":
            await self.call("sendMessage", chat_id=chat_id, text="Yes or no?", reply_markup=KEYS)
        elif command == "/nokeys":
            await self.call(
                "sendMessage", chat_id=chat_id, text="Thank you", reply_markup={"remove_keyboard": True}
            )
        elif command == "/place?":
            await self.call("sendMessage", chat_id=chat_id, text="Where is it?", reply_markup=WHERE)
        elif command == "/file":
            await self._send_file(chat_id)
        elif command == "/place":
            await self.call("sendVenue", chat_id=chat_id, **PLACE, reply_markup=CARD)
        elif command == "/gone":
            sent = await self.call("sendMessage", chat_id=chat_id, text="Soon gone")
            await self.call("deleteMessage", chat_id=chat_id, message_id=sent["message_id"])
            await self.call("sendMessage", chat_id=chat_id, text="It is gone")
        elif command == "/typing":
            await self.call("sendChatAction", chat_id=chat_id, action="typing")
        elif command == "echo":
            await self.call("sendMessage", chat_id=chat_id, text=rest)
        elif command == "/help":
            await self.call("sendMessage", chat_id=chat_id, text="This is help")

    async def _send_file(self, chat_id: int) -> None:
        form = aiohttp.FormData({"chat_id": str(chat_id), "caption": "Your answers"})
        table = b"question,answer\n1,yes\n"
        form.add_field("document", table, filename="answers.csv", content_type="text/csv")
        async with self.session.post(f"{self.url}/sendDocument", data=form) as response:
            assert (await response.json())["ok"]
