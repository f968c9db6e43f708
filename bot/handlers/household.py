"""/household: who takes part in this chat, and who answers just now."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.house import House
from usecases.household import household_command
from usecases.work import Store


def router() -> Router:
    """Return the router of /household."""
    router = Router(name="household")

    @router.message(Command("household", ignore_case=True))
    async def on_household(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(household_command, house, event_update.update_id, person_in(message), now())

    return router
