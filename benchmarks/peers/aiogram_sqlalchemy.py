"""aiogram 3 as its project templates have it: SQLAlchemy's asyncio sessions, one an update, FSM included.

It runs on SQLite and PostgreSQL alike, as ours does. `--honest` as in aiogram_fsm.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.peers.aiogram_fsm import HONEST, Choice, Survey, keyboard, without_stalls
from benchmarks.peers.survey import DURABLE, QUESTIONS, THANKS, Arguments, arguments

router = Router()


class Base(DeclarativeBase):
    """The tables."""


class Answer(Base):
    """One answer of one resident."""

    __tablename__ = "answers"
    chat: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[int]


class Conversation(Base):
    """State and data of one conversation."""

    __tablename__ = "fsm"
    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[str | None]


class SqlAlchemyStorage(BaseStorage):
    """aiogram's FSM in the table of conversations, each change in a session of its own."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions
        self.keys = DefaultKeyBuilder(with_destiny=True)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Save the state of a conversation."""
        await self._change(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state of a conversation, None before its start."""
        async with self.sessions() as session:
            found = await session.get(Conversation, self.keys.build(key))
            return found.state if found else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Save the data of a conversation."""
        await self._change(key, data=json.dumps(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the data of a conversation."""
        async with self.sessions() as session:
            found = await session.get(Conversation, self.keys.build(key))
            return json.loads(found.data) if found and found.data else {}

    async def close(self) -> None:
        """Leave the engine to whoever opened it."""

    async def _change(self, key: StorageKey, **values: str | None) -> None:
        async with self.sessions() as session:
            await session.merge(Conversation(key=self.keys.build(key), **values))
            await session.commit()


class SessionMiddleware(BaseMiddleware):
    """Gives each handler a session of its own."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Run the handler inside a session."""
        async with self.sessions() as session:
            data["session"] = session
            return await handler(event, data)


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.set_state(Survey.answering)
    await state.set_data({"question": 0})
    await message.answer(QUESTIONS[0], reply_markup=keyboard(0))


@router.callback_query(Survey.answering, Choice.filter())
async def answer(
    query: CallbackQuery, callback_data: Choice, state: FSMContext, session: AsyncSession
) -> None:
    """Save the answer, then ask the next question."""
    data = await state.get_data()
    if callback_data.question != data["question"] or not isinstance(query.message, Message):
        await query.answer("This question has been answered.")
        return
    given = Answer(chat=query.message.chat.id, question=callback_data.question, choice=callback_data.choice)
    await session.merge(given)
    await session.commit()
    following = callback_data.question + 1
    if following < len(QUESTIONS):
        await state.set_data({"question": following})
        await query.message.edit_text(QUESTIONS[following], reply_markup=keyboard(following))
    else:
        await state.clear()
        await query.message.edit_text(THANKS)
    await query.answer()


async def serve(given: Arguments, honest: bool) -> None:
    """Poll until stopped."""
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{given.database}", pool_size=1, max_overflow=0
    )  # one writer

    @event.listens_for(engine.sync_engine, "connect")
    def keep_durable(connection: Any, record: Any) -> None:
        for pragma in DURABLE.split(";"):
            connection.execute(pragma)

    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    dispatcher = Dispatcher(storage=SqlAlchemyStorage(sessions))
    dispatcher.callback_query.middleware(SessionMiddleware(sessions))
    dispatcher.include_router(router)
    api = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    held = without_stalls() if honest else []
    await dispatcher.start_polling(Bot(given.token, session=api), held=held)


if __name__ == "__main__":
    asyncio.run(serve(arguments(), HONEST in sys.argv))
