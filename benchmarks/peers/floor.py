"""No framework: raw HTTP and plain sqlite3. A commit a step, or with `--group` one for all that waits."""

import asyncio
import sqlite3
import sys
from typing import Any

import uvloop

from benchmarks.peers.raw_http import BotApi
from benchmarks.peers.survey import (
    CHOICES,
    QUESTIONS,
    SAVE_ANSWER,
    THANKS,
    Arguments,
    arguments,
    open_database,
)

Call = tuple[str, dict[str, Any]]


def keyboard(question: int) -> dict[str, Any]:
    """Return the choices of a question."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": f"{question}:{number}"}] for number, label in enumerate(CHOICES)
        ]
    }


KEYBOARDS = [keyboard(number) for number in range(len(QUESTIONS))]


def handle(database: sqlite3.Connection, update: dict[str, Any]) -> list[Call]:
    """Write what the update means, inside the open transaction, and return the calls that answer it."""
    if message := update.get("message"):
        chat = message["chat"]["id"]
        database.execute("INSERT OR REPLACE INTO position (chat, question) VALUES (?, 0)", (chat,))
        return [("sendMessage", {"chat_id": chat, "text": QUESTIONS[0], "reply_markup": KEYBOARDS[0]})]
    query = update["callback_query"]
    message = query["message"]
    chat = message["chat"]["id"]
    question, choice = (int(part) for part in query["data"].split(":"))
    (place,) = database.execute("SELECT question FROM position WHERE chat = ?", (chat,)).fetchone()
    acknowledge = ("answerCallbackQuery", {"callback_query_id": query["id"]})
    if place != question:
        return [acknowledge]
    database.execute(SAVE_ANSWER, (chat, question, choice))
    database.execute("UPDATE position SET question = ? WHERE chat = ?", (question + 1, chat))
    edit: dict[str, Any] = {"chat_id": chat, "message_id": message["message_id"]}
    if question + 1 < len(QUESTIONS):
        edit |= {"text": QUESTIONS[question + 1], "reply_markup": KEYBOARDS[question + 1]}
    else:
        edit["text"] = THANKS
    return [("editMessageText", edit), acknowledge]


async def say(api: BotApi, calls: list[Call]) -> None:
    """Make the calls of one update, in order."""
    for method, payload in calls:
        await api.call(method, payload)


async def serve(given: Arguments, group: bool) -> None:
    """Poll until stopped."""
    api, database = BotApi(given.api, given.token), open_database(given.database)
    offset, talking = 0, set[asyncio.Task[None]]()
    while True:
        updates = await api.call("getUpdates", {"offset": offset, "timeout": 30})
        size = len(updates) if group else 1
        for first in range(0, len(updates), size or 1):
            database.execute("BEGIN IMMEDIATE")
            replies = [handle(database, update) for update in updates[first : first + size]]
            database.execute("COMMIT")
            for calls in replies:
                task = asyncio.create_task(say(api, calls))
                talking.add(task)
                task.add_done_callback(talking.discard)
        offset = updates[-1]["update_id"] + 1 if updates else offset


if __name__ == "__main__":
    uvloop.run(serve(arguments(), "--group" in sys.argv))
