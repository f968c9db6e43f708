"""What staff ask for. The role is looked up in the use case, on the acting user, every time."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.handlers.deps import Now, person_in
from usecases.broadcasts import broadcast_command
from usecases.enter_paper import enter_command
from usecases.house import House
from usecases.moderate import moderate_command
from usecases.results import results_command, statistics_command
from usecases.schedule_screens import schedule_command
from usecases.work import Store


def router() -> Router:
    """Return the router of the staff's commands."""
    router = Router(name="staff")

    @router.message(Command("results", ignore_case=True))
    async def on_results(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(results_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("schedule", ignore_case=True))
    async def on_schedule(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(schedule_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("stats", ignore_case=True))
    async def on_stats(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(statistics_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("broadcast", ignore_case=True))
    async def on_broadcast(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(broadcast_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("enter", ignore_case=True))
    async def on_enter(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(enter_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command("moderate", ignore_case=True))
    async def on_moderate(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(moderate_command, house, event_update.update_id, person_in(message), now())

    return router
