"""Events: what is coming."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.house import House
from usecases.residents_events import events_command
from usecases.work import Store


def router() -> Router:
    """Return the router of the command about events."""
    router = Router(name="events")

    @router.message(Command("events", ignore_case=True))
    async def on_events(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(events_command, house, event_update.update_id, person_in(message), now())

    return router
