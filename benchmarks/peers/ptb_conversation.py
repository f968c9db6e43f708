"""python-telegram-bot: a ConversationHandler whose places are kept in SQLite, answers saved at each tap."""

import json
from pathlib import Path
from typing import Any

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    DictPersistence,
    PersistenceInput,
)

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

FLUSH_SECONDS = 1  # the library writes changed places at intervals; the answers themselves never wait


class SqlitePersistence(DictPersistence):
    """The place of every conversation, beside the answers in the bot's own database."""

    def __init__(self, file: Path) -> None:
        only_places = PersistenceInput(bot_data=False, chat_data=False, user_data=False, callback_data=False)
        super().__init__(store_data=only_places, update_interval=FLUSH_SECONDS)
        self.file = file
        self.database: aiosqlite.Connection

    async def get_conversations(self, name: str) -> dict[Any, Any]:
        """Open the database and return all places at start."""
        self.database = await aiosqlite.connect(self.file)
        await self.database.executescript(DURABLE + TABLES)
        rows = await self.database.execute_fetchall("SELECT key, state FROM fsm")
        return {tuple(json.loads(key)): int(state) for key, state in rows}

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        """Save one changed place."""
        if new_state is None:
            await self.database.execute("DELETE FROM fsm WHERE key = ?", (json.dumps(key),))
        else:
            statement = "INSERT OR REPLACE INTO fsm (key, state) VALUES (?, ?)"
            await self.database.execute(statement, (json.dumps(key), str(new_state)))
        await self.database.commit()

    async def save_answer(self, chat: int, question: int, choice: int) -> None:
        """Save one answer at once."""
        await self.database.execute(SAVE_ANSWER, (chat, question, choice))
        await self.database.commit()

    async def flush(self) -> None:
        """Close the database at the end; every change was committed at once."""
        await self.database.close()


def keyboard(question: int) -> InlineKeyboardMarkup:
    """Return the choices of a question."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"{question}:{n}")] for n, label in enumerate(CHOICES)]
    )


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    await update.message.reply_text(QUESTIONS[0], reply_markup=keyboard(0))
    return 0


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Save the answer, then ask the next question."""
    query = update.callback_query
    question, choice = (int(part) for part in query.data.split(":"))
    await context.application.persistence.save_answer(query.message.chat.id, question, choice)
    following = question + 1
    if following < len(QUESTIONS):
        await query.edit_message_text(QUESTIONS[following], reply_markup=keyboard(following))
        await query.answer()
        return following
    await query.edit_message_text(THANKS)
    await query.answer()
    return ConversationHandler.END


def serve(given: Arguments) -> None:
    """Poll until stopped."""
    application = (
        ApplicationBuilder()
        .token(given.token)
        .base_url(f"{given.api}/bot")
        .persistence(SqlitePersistence(given.database))
        .build()
    )
    states: Any = {
        number: [CallbackQueryHandler(answer, pattern=rf"^{number}:\d$")] for number in range(len(QUESTIONS))
    }
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states=states,
            fallbacks=[],
            name="survey",
            persistent=True,
        )
    )
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    serve(arguments())
