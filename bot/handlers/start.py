"""/start, with what a link brought along."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.house import House
from usecases.start import start
from usecases.work import Store


def router() -> Router:
    """Return the router of /start."""
    router = Router(name="start")

    @router.message(CommandStart(ignore_case=True))
    async def on_start(
        message: Message, command: CommandObject, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(start, house, event_update.update_id, person_in(message), command.args, now())

    return router
