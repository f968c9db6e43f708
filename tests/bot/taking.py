"""An intake whose handlers write down what they were given, for tests."""

from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.types import CallbackQuery, Message

from bot.counts import Counts
from bot.intake import Intake
from db.store import Store
from db.unit import Unit
from db.updates import first_time
from tests.bot.saying import now

TOKEN = "1000001:simulated"  # opens nothing


class Heard:
    """What handlers heard, in the order of their commits. `bug` is a word they stumble over."""

    def __init__(self) -> None:
        self.words: list[tuple[int, str]] = []
        self.bug = "stumble"

    def note(self, unit: Unit, update_id: int, chat: int, word: str) -> None:
        """Handle an update in one unit of work."""
        if first_time(unit, update_id, now().date()):
            if word == self.bug:
                raise LookupError(f"stumbled over {word}, which somebody wrote")
            self.words.append((chat, word))


def intake_for(store: Store, heard: Heard) -> tuple[Intake, Counts]:
    """Return an intake with plain handlers, and its counts."""
    router = Router()

    @router.message()
    async def on_message(message: Message, update_id: int) -> None:
        await store.run(heard.note, update_id, message.chat.id, message.text or "")

    @router.callback_query()
    async def on_tap(query: CallbackQuery, update_id: int) -> None:
        await store.run(heard.note, update_id, query.from_user.id, query.data or "")

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    counts = Counts()
    return Intake(dispatcher, Bot(TOKEN), store, now, counts), counts


def message(update_id: object, text: str, chat: int = 7, **more: Any) -> dict[str, Any]:
    """Return a raw update with a text message in a private chat."""
    person = {"id": chat, "is_bot": False, "first_name": "Ayşe"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "Ayşe"},
            "from": person,
            "text": text,
            **more,
        },
    }
