"""The resident's rights: to read what is kept, to withdraw, to be forgotten, to be left in peace."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.commands import stop
from usecases.consents import privacy_command
from usecases.erase import delete_command
from usecases.house import House
from usecases.my_data import my_data_command
from usecases.withdraw import withdraw_command
from usecases.work import Store


def router() -> Router:
    """Return the router of the commands for rights."""
    router = Router(name="rights")

    @router.message(Command("privacy", ignore_case=True))
    async def on_privacy(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(privacy_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("mydata", ignore_case=True))
    async def on_my_data(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(my_data_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("withdraw", ignore_case=True))
    async def on_withdraw(
        message: Message, command: CommandObject, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        code = command.args or ""
        await store.run(withdraw_command, house, event_update.update_id, person_in(message), code, now())

    @router.message(Command("delete", ignore_case=True))
    async def on_delete(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(delete_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("stop", ignore_case=True))
    async def on_stop(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(stop, house, event_update.update_id, person_in(message), now())

    return router
