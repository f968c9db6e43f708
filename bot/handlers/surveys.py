"""Surveys of the staff: the command that leads to them. Files and buttons come in with everything else."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.house import House
from usecases.surveys_desk import surveys_command
from usecases.work import Store


def router() -> Router:
    """Return the router of the command /surveys."""
    router = Router(name="surveys")

    @router.message(Command("surveys", ignore_case=True))
    async def on_surveys(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(surveys_command, house, event_update.update_id, person_in(message), now())

    return router
