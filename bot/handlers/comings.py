"""Residents who block the bot, and those who come back."""

from aiogram import Router
from aiogram.types import ChatMemberUpdated, Update

from bot.handlers.deps import Now
from domain.person import Person
from usecases.come_and_go import block_or_return
from usecases.house import House
from usecases.work import Store


def router() -> Router:
    """Return the router of changes in who can be reached."""
    router = Router(name="comings")

    @router.my_chat_member()
    async def on_change(
        change: ChatMemberUpdated, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        person = Person(change.chat.id, change.from_user.id, change.from_user.language_code)
        reachable = change.new_chat_member.status not in ("kicked", "left")
        await store.run(block_or_return, house, event_update.update_id, person, reachable, now())

    return router
