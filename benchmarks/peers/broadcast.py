"""One message to many chats, each way with as many sends in flight as served it best.

`python -m benchmarks.peers.broadcast WAY FIRST COUNT --api … --token … --database …`: FIRST is the first
chat's id, COUNT how many chats follow one another.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from benchmarks.peers.survey import NEWS, Arguments, arguments

BUTTON = {"text": "Take part", "callback_data": "begin"}
IN_FLIGHT = 16

Send = Callable[[int], Awaitable[object]]


async def to_all(chats: range, send: Send) -> None:
    """Send to every chat with a fixed number of workers that share one list."""
    waiting = iter(chats)

    async def work() -> None:
        for chat in waiting:
            await send(chat)

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


async def with_aiogram(given: Arguments, chats: range) -> None:
    """Send with aiogram's bot."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(**BUTTON)]])
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    async with Bot(given.token, session=session) as bot:
        await to_all(chats, lambda chat: bot.send_message(chat, NEWS, reply_markup=markup))


async def with_telegram(given: Arguments, chats: range) -> None:
    """Send with python-telegram-bot's bot, which has no limiter of its own accord."""
    from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.request import HTTPXRequest

    markup = InlineKeyboardMarkup([[InlineKeyboardButton(**BUTTON)]])
    request = HTTPXRequest(connection_pool_size=IN_FLIGHT)
    async with Bot(given.token, base_url=f"{given.api}/bot", request=request) as bot:
        await to_all(chats, lambda chat: bot.send_message(chat, NEWS, reply_markup=markup))


async def with_aiohttp(given: Arguments, chats: range) -> None:
    """Post ready-made JSON."""
    import aiohttp
    import orjson

    markup = {"inline_keyboard": [[BUTTON]]}
    address, headers = f"{given.api}/bot{given.token}/sendMessage", {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:

        async def send(chat: int) -> None:
            payload = orjson.dumps({"chat_id": chat, "text": NEWS, "reply_markup": markup})
            async with session.post(address, data=payload, headers=headers) as reply:
                if not orjson.loads(await reply.read())["ok"]:
                    raise RuntimeError(f"not sent: {reply.status}")

        await to_all(chats, send)


# --- at the server's limit, each as its own documentation has it -----------------------------------


async def as_aiogram_documents(given: Arguments, chats: range) -> None:
    """Send as the broadcast example of aiogram's documentation: one by one, with a pause of 50 ms."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramRetryAfter
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(**BUTTON)]])
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.api))
    async with Bot(given.token, session=session) as bot:

        async def send(chat: int) -> None:
            try:
                await bot.send_message(chat, NEWS, reply_markup=markup)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                await send(chat)

        for chat in chats:
            await send(chat)
            await asyncio.sleep(0.05)  # 20 messages a second, as the example says; the limit is 30


async def with_rate_limiter(given: Arguments, chats: range) -> None:
    """Send with python-telegram-bot's own rate limiter."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.ext import AIORateLimiter, ExtBot
    from telegram.request import HTTPXRequest

    markup = InlineKeyboardMarkup([[InlineKeyboardButton(**BUTTON)]])
    request = HTTPXRequest(connection_pool_size=IN_FLIGHT)
    limiter = AIORateLimiter(max_retries=10)  # 30 a second over all chats is its default
    async with ExtBot(given.token, base_url=f"{given.api}/bot", request=request, rate_limiter=limiter) as bot:
        await to_all(chats, lambda chat: bot.send_message(chat, NEWS, reply_markup=markup))


WAYS = {
    "aiogram": with_aiogram,
    "telegram": with_telegram,
    "aiohttp": with_aiohttp,
    "documented": as_aiogram_documents,
    "limiter": with_rate_limiter,
}

if __name__ == "__main__":
    way, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    asyncio.run(WAYS[way](arguments(), range(first, first + count)))
