"""Groups: whatever is asked there, the bot only offers a link to itself."""

import re

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import ChatMemberUpdated, Message, Update

from bot.handlers.deps import Now, person_in
from domain.person import Person
from usecases.come_and_go import offer_link_in_group
from usecases.house import House
from usecases.work import Store

HERE = ("member", "administrator")
NOT_PRIVATE = F.chat.type != "private"


def router() -> Router:
    """Return the router that takes everything from groups away from the others."""
    router = Router(name="groups")

    @router.message(NOT_PRIVATE, Command(re.compile(r"\w+")))  # not those that name another bot
    async def on_command(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(offer_link_in_group, house, event_update.update_id, person_in(message), now())

    @router.message(NOT_PRIVATE)
    @router.edited_message(NOT_PRIVATE)
    async def on_talk(_message: Message) -> None:
        """Leave what people say among themselves alone."""

    @router.my_chat_member(NOT_PRIVATE)
    async def on_added(
        change: ChatMemberUpdated, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        if change.old_chat_member.status in ("left", "kicked") and change.new_chat_member.status in HERE:
            person = Person(change.chat.id, change.from_user.id, change.from_user.language_code)
            await store.run(offer_link_in_group, house, event_update.update_id, person, now())

    return router
