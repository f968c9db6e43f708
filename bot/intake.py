"""Takes updates in: once each, every chat in its order, many chats at once."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.counts import Counts
from usecases.set_aside import set_aside
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_LARGEST_ID = 2**63 - 1


class Intake:
    """Turns raw updates into calls of handlers.

    Args:
        dispatcher: holds the routers; its workflow data are given to handlers.
        bot: who the updates are for. Handlers do not call the Bot API through it.
        store: keeps what cannot be handled.
        now: the time.
        counts: what the operator's metrics show.
    """

    def __init__(
        self, dispatcher: Dispatcher, bot: Bot, store: Store, now: Callable[[], datetime], counts: Counts
    ) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._store = store
        self._now = now
        self._counts = counts
        self._last_in_chat: dict[int, asyncio.Future[None]] = {}

    async def take(self, raw: object) -> None:
        """Handle one update; return when all it did is committed, or it is set aside.

        Updates of one chat are handled in the order of the calls.

        Raises:
            StoreUnavailable: nothing of it is kept; it has to be delivered again, and so have those
                of the same chat that came after it.
        """
        self._counts.updates += 1
        chat = _chat_of(raw)
        if chat is None:
            await self._handle(raw)
            return
        before = self._last_in_chat.get(chat)
        mine = self._last_in_chat[chat] = asyncio.get_running_loop().create_future()
        try:
            if before is not None:
                await _finished(before)
            await self._handle(raw)
        except BaseException as error:
            mine.set_exception(error if isinstance(error, StoreUnavailable) else _Interrupted())
            mine.exception()  # looked at: nobody may come after it
            raise
        else:
            mine.set_result(None)
        finally:
            if self._last_in_chat.get(chat) is mine:
                del self._last_in_chat[chat]

    async def _handle(self, raw: object) -> None:
        update_id = update_id_of(raw)
        if update_id is None:
            self._counts.set_aside += 1
            log.error("update without an id dropped")
            return
        try:
            update = Update.model_validate(_trimmed(raw), context={"bot": self._bot})
            kind = update.event_type
        except (ValidationError, LookupError, RecursionError) as error:  # LookupError: of unknown kind
            await self._set_aside(update_id, error, None)
            return
        try:
            await self._dispatcher.propagate_event(
                kind,
                update.event,
                **self._dispatcher.workflow_data,
                bot=self._bot,
                event_update=update,
                update_id=update_id,
            )
        except StoreUnavailable:
            raise
        except Exception as error:  # a bug in one handler must not stop the others, nor come back for ever
            await self._set_aside(update_id, error, _private_chat_of(raw))

    async def _set_aside(self, update_id: int, error: Exception, address: int | None) -> None:
        kind = type(error).__name__
        # Neither the error's text nor the frames' values: both may hold what a resident wrote.
        log.error("update set aside", extra={"update_id": update_id, "error": kind, "at": place_of(error)})
        self._counts.set_aside += 1
        # Should the apology be what the database refuses, the id is kept without it; should even that be
        # refused, the update is let go with its id in the log: it must not stop all others for ever.
        for whom in dict.fromkeys((address, None)):
            try:
                await self._store.run(set_aside, update_id, kind, whom, self._now())
            except StoreUnavailable:
                raise
            except Exception as second:
                refused = {"update_id": update_id, "error": type(second).__name__, "at": place_of(second)}
                log.error("update not kept aside" if whom is None else "apology not kept", extra=refused)
            else:
                return


class _Interrupted(Exception):
    """An earlier update of the chat was cancelled half way."""


async def _finished(before: asyncio.Future[None]) -> None:
    """Wait for the chat's earlier update; cancelling the one who waits leaves it alone."""
    try:
        await asyncio.shield(before)
    except _Interrupted:
        raise asyncio.CancelledError from None


def _trimmed(raw: Any) -> Any:
    """Return an update without the text and buttons of the message that was tapped.

    They are our own and no handler reads them; checking them would take longer than all the rest.
    """
    match raw:
        case {"callback_query": {"message": {"message_id": number, "date": date, "chat": chat}} as query}:
            message = {"message_id": number, "date": date, "chat": chat}
            return {**raw, "callback_query": {**query, "message": message}}
        case _:
            return raw


def update_id_of(raw: object) -> int | None:
    """Return an update's id, None if it has none that could be kept."""
    update_id = raw.get("update_id") if isinstance(raw, Mapping) else None
    if isinstance(update_id, int) and not isinstance(update_id, bool) and 0 <= update_id <= _LARGEST_ID:
        return update_id
    return None


def place_of(error: BaseException) -> str:
    """Return the places in the code that an error went through, without any value."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places[-4:])


def _chat_of(raw: object) -> int | None:
    """Return the chat that an update belongs to, of whatever kind and shape it is."""
    chat = _part_of(raw).get("chat")
    number = chat.get("id") if isinstance(chat, Mapping) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _private_chat_of(raw: object) -> int | None:
    """Return the private chat that an update came from, so that its resident can be told of a failure."""
    chat, number = _part_of(raw).get("chat"), _chat_of(raw)
    is_private = isinstance(chat, Mapping) and chat.get("type") == "private"
    return number if is_private and number is not None and 0 < number <= _LARGEST_ID else None


def _part_of(raw: object) -> Mapping[str, Any]:
    """Return the part of an update that names its chat."""
    if not isinstance(raw, Mapping):
        return {}
    for kind in ALLOWED_UPDATES:
        part = raw.get(kind)
        if isinstance(part, Mapping):
            if kind == "callback_query":
                part = part.get("message")
            return part if isinstance(part, Mapping) else {}
    return {}
