"""Measures: what becomes of what people said."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.house import House
from usecases.residents_measures import measures_command
from usecases.work import Store


def router() -> Router:
    """Return the router of the command about measures."""
    router = Router(name="measures")

    @router.message(Command("measures", ignore_case=True))
    async def on_measures(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(measures_command, house, event_update.update_id, person_in(message), now())

    return router
