"""aiogram-dialog: a window per question, its stacks kept in the same SQLite storage."""

import asyncio
from typing import Any

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Column, Select
from aiogram_dialog.widgets.text import Const, Format

from benchmarks.peers.fsm_storage import SqliteStorage
from benchmarks.peers.survey import (
    CHOICES,
    DURABLE,
    QUESTIONS,
    SAVE_ANSWER,
    TABLES,
    THANKS,
    Arguments,
    arguments,
)


class Survey(StatesGroup):
    """A state for each question."""

    question_1 = State()
    question_2 = State()
    question_3 = State()
    question_4 = State()
    question_5 = State()
    question_6 = State()
    question_7 = State()
    question_8 = State()
    question_9 = State()
    question_10 = State()
    done = State()


STATES = [getattr(Survey, f"question_{number}") for number in range(1, len(QUESTIONS) + 1)]
ITEMS = list(enumerate(CHOICES))


async def on_choice(query: CallbackQuery, widget: Any, manager: DialogManager, item: str) -> None:
    """Save the answer, then show the next window."""
    database: aiosqlite.Connection = manager.middleware_data["database"]
    question = STATES.index(manager.current_context().state)
    await database.execute(SAVE_ANSWER, (query.from_user.id, question, int(item)))
    await database.commit()
    await manager.next()


def window(number: int) -> Window:
    """Return the window of one question."""
    select = Select(
        Format("{item[1]}"),
        id="choice",
        item_id_getter=lambda item: item[0],
        items=ITEMS,
        on_click=on_choice,
    )
    return Window(Const(QUESTIONS[number]), Column(select), state=STATES[number])


async def start(message: Message, dialog_manager: DialogManager) -> None:
    """Open the dialogue at its first question."""
    await dialog_manager.start(STATES[0], mode=StartMode.RESET_STACK)


async def serve(given: Arguments) -> None:
    """Poll until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    async with aiosqlite.connect(given.database) as database:
        await database.executescript(DURABLE + TABLES)
        dispatcher = Dispatcher(storage=SqliteStorage(database), database=database)
        dispatcher.message.register(start, CommandStart())
        windows = [window(number) for number in range(len(QUESTIONS))]
        dispatcher.include_router(Dialog(*windows, Window(Const(THANKS), state=Survey.done)))
        setup_dialogs(dispatcher)
        await dispatcher.start_polling(Bot(given.token, session=session))


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
