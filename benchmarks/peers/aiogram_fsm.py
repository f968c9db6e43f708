"""aiogram 3 with its FSM kept in SQLite through aiosqlite, by hand-written SQL.

`--honest` adds what is known against its stalls, so that we are not compared with a mishap.
"""

import asyncio
import gc
import sys

import aiosqlite
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteWebhook,
    EditMessageText,
    GetMe,
    GetUpdates,
    SendMessage,
)
from aiogram.methods.base import Response
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

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

HONEST = "--honest"
METHODS = (AnswerCallbackQuery, DeleteWebhook, EditMessageText, GetMe, GetUpdates, SendMessage)
router = Router()


class Survey(StatesGroup):
    """Where a resident is."""

    answering = State()


class Choice(CallbackData, prefix="choice"):
    """A tap on one of a question's choices."""

    question: int
    choice: int


def keyboard(question: int) -> InlineKeyboardMarkup:
    """Return the choices of a question."""
    builder = InlineKeyboardBuilder()
    for number, label in enumerate(CHOICES):
        builder.button(text=label, callback_data=Choice(question=question, choice=number))
    return builder.adjust(1).as_markup()


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.set_state(Survey.answering)
    await state.set_data({"question": 0})
    await message.answer(QUESTIONS[0], reply_markup=keyboard(0))


@router.callback_query(Survey.answering, Choice.filter())
async def answer(
    query: CallbackQuery, callback_data: Choice, state: FSMContext, database: aiosqlite.Connection
) -> None:
    """Save the answer, then ask the next question."""
    data = await state.get_data()
    if callback_data.question != data["question"] or not isinstance(query.message, Message):
        await query.answer("This question has been answered.")
        return
    await database.execute(SAVE_ANSWER, (query.message.chat.id, callback_data.question, callback_data.choice))
    await database.commit()
    following = callback_data.question + 1
    if following < len(QUESTIONS):
        await state.set_data({"question": following})
        await query.message.edit_text(QUESTIONS[following], reply_markup=keyboard(following))
    else:
        await state.clear()
        await query.message.edit_text(THANKS)
    await query.answer()


def without_stalls() -> list[object]:
    """Keep reply classes and start-up's objects from the collector, as long as the result is held."""
    # Pydantic caches these classes weakly; held, they are not built anew for replies.
    held: list[object] = [Response[method.__returning__] for method in METHODS]
    gc.collect()
    gc.freeze()
    return held


async def serve(given: Arguments, honest: bool) -> None:
    """Poll until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    async with aiosqlite.connect(given.database) as database:
        await database.executescript(DURABLE + TABLES)
        dispatcher = Dispatcher(storage=SqliteStorage(database), database=database)
        dispatcher.include_router(router)
        held = without_stalls() if honest else []
        await dispatcher.start_polling(Bot(given.token, session=session), held=held)


if __name__ == "__main__":
    asyncio.run(serve(arguments(), HONEST in sys.argv))
