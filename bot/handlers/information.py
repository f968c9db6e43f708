"""Pages to read, help, and the language."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.commands import change_language, get_help, read_page
from usecases.house import House
from usecases.wish import notify_command
from usecases.work import Store

PAGES = ("about", "contact")


def router() -> Router:
    """Return the router of the commands that every resident has."""
    router = Router(name="information")

    @router.message(Command(*PAGES, ignore_case=True))
    async def on_page(
        message: Message, command: CommandObject, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        page = command.command.lower()
        await store.run(read_page, house, event_update.update_id, person_in(message), page, now())

    @router.message(Command("help", ignore_case=True))
    async def on_help(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(get_help, house, event_update.update_id, person_in(message), now())

    @router.message(Command("notify", ignore_case=True))
    async def on_notify(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(notify_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("language", ignore_case=True))
    async def on_language(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(change_language, house, event_update.update_id, person_in(message), now())

    return router
