"""Says one message: words, picture, calls, and what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.api import BotApi, Reply
from bot.dialogs.message import Document, Message
from bot.exports.export import Export, TextsExport
from bot.outcomes import Again, Decision, cannot_edit, decide, file_name_in, file_unknown
from bot.pictures.chart import Picture
from bot.ready import Ready, ReadyMessages, ready
from bot.render import MOST_AWAY, Call, Plan, away_with, plan
from domain.attachments import Attachment
from domain.outcomes import Sent, Stopped
from domain.outgoing import Outgoing, Placement, Priority
from usecases.deliver import Leased

log = logging.getLogger(__name__)


class Speaker:
    """Says one message at a time, as often as it is asked to.

    Args:
        api: the Bot API.
        words: gives a message its words.
        draw: draws a picture.
        write: writes a file.
        read: reads a file of the media folder by its name; None where it is not there.
        paid: whether messages to many may be charged for, so that the server lets more of them go.
    """

    def __init__(
        self,
        api: BotApi,
        words: Callable[[Outgoing], Message],
        draw: Callable[[Picture], Awaitable[bytes]],
        write: Callable[[Export | TextsExport], Awaitable[bytes]],
        read: Callable[[str], Awaitable[Document | None]] | None = None,
        *,
        paid: bool = False,
    ) -> None:
        self._api = api
        self._words = words
        self._draw = draw
        self._write = write
        self._read = read
        self._tidying: dict[int, asyncio.Task[None]] = {}  # by chat, in which only one is under way
        self._names: dict[int, str] = {}  # of attachments that this process has uploaded
        self._ready = ReadyMessages()
        self._paid = paid
        self.on_refused: Callable[[int, float], None] = lambda address, seconds: None

    async def say(self, row: Leased) -> Decision:
        """Say a row's message; an error of the program ends this row and no other."""
        try:
            message = self._words(row.outgoing)
            if (known := self._ready_for(row.outgoing, message)) is not None:
                reply = await self._api.post(known.method, known.body(row.outgoing.address))
                if not file_unknown(reply):
                    return self._decided(row, reply)
                self._ready.forget(message)
            calls = await self._plan(row.outgoing, message)
        except Exception as error:  # the words of one message must not stop all the others
            log.error("message has no words", extra={"outbox_id": row.id, "error": type(error).__name__})
            return Stopped("program error")
        made, reply = calls.first, await self._make(calls.first)
        if calls.instead and (cannot_edit(reply) or file_unknown(reply)):
            made, reply = calls.instead, await self._make(calls.instead)
        decision = self._decided(row, reply)
        if isinstance(decision, Sent):
            self._tidy(row.outgoing.address, calls)
            if calls.attachment is not None and made[-1].upload is not None:
                decision = self._keep_name(decision, calls.attachment, reply)
        return decision

    def _decided(self, row: Leased, reply: Reply) -> Decision:
        decision = decide(reply, row.attempts)
        if isinstance(decision, Stopped):
            log.error("message refused", extra={"outbox_id": row.id, "reason": decision.reason})
        return decision

    async def finish(self) -> None:
        """Wait for the tidying up that is under way."""
        await asyncio.gather(*self._tidying.values())

    async def tidied(self, address: int) -> None:
        """Wait for the tidying up in one chat: the next message has to keep a pause that it is told."""
        if (task := self._tidying.get(address)) is not None:
            await asyncio.wait([task])

    def _ready_for(self, outgoing: Outgoing, message: Message) -> Ready | None:
        """Return the call of a message that many get alike, without a chat; None where there is none."""
        if outgoing.priority is not Priority.BULK or outgoing.placement != Placement():
            return None

        def make() -> Ready | None:
            if message.picture is not None or message.export is not None:
                return None
            shown = replace(message, attachment=self._with_known_name(message.attachment))
            first = self._for_many(plan(0, shown, Placement()).first)
            return ready(first[0]) if len(first) == 1 else None

        return self._ready.get(message, make)

    def _for_many(self, calls: tuple[Call, ...]) -> tuple[Call, ...]:
        """Return calls that say something to many, with leave to charge for them if the operator gave it."""
        if not self._paid:
            return calls
        return tuple(replace(call, payload={**call.payload, "allow_paid_broadcast": True}) for call in calls)

    async def _plan(self, outgoing: Outgoing, message: Message) -> Plan:
        message = replace(message, attachment=self._with_known_name(message.attachment))
        picture = None if message.picture is None else await self._draw(message.picture)
        if message.export is not None:
            message = replace(message, document=await self._document(message.export), export=None)
        if message.kept and self._read is not None:
            message = replace(message, document=await self._read(message.kept), kept="")
        calls = plan(outgoing.address, message, outgoing.placement, picture)
        if outgoing.priority is Priority.BULK:
            return replace(calls, first=self._for_many(calls.first), instead=self._for_many(calls.instead))
        return calls

    def _with_known_name(self, attached: Attachment | None) -> Attachment | None:
        """Return the attachment with the name that the channel gave it after this row was read."""
        name = None if attached is None else self._names.get(attached.id)
        return attached if attached is None or name is None else replace(attached, channel_id=name)

    def _keep_name(self, sent: Sent, attachment: int, reply: Reply) -> Sent:
        """Use the channel's name of an uploaded file from now on, and have it kept."""
        name = file_name_in(reply)
        if name is None:
            return sent
        self._names[attachment] = name
        return replace(sent, uploaded=(attachment, name))

    async def _document(self, export: Export | TextsExport) -> Document:
        return Document(export.file_name, await self._write(export), export.media_type)

    async def _make(self, calls: Sequence[Call]) -> Reply:
        """Make calls in order up to the first that fails; return the last reply."""
        for call in calls:
            reply = await self._api.call(call.method, call.payload, call.upload)
            if not reply.ok:
                break
        return reply

    def _tidy(self, address: int, calls: Plan) -> None:
        if calls.afterwards or calls.away:
            task = asyncio.create_task(self._tidy_up(address, calls))
            self._tidying[address] = task
            task.add_done_callback(lambda _: self._tidying.pop(address, None))

    async def _tidy_up(self, address: int, calls: Plan) -> None:
        """Make the first of the calls that succeeds, and take messages away, the newest first."""
        for call in calls.afterwards:
            decision = await self._try(address, call)
            if isinstance(decision, Again):
                return
            if isinstance(decision, Sent):
                break
        for end in range(len(calls.away), 0, -MOST_AWAY):
            if not await self._take_away(address, calls.away[max(0, end - MOST_AWAY) : end]):
                return

    async def _take_away(self, address: int, messages: Sequence[int]) -> bool:
        """Take messages out of a chat, the oldest of which come first; tell whether all of them are gone.

        One that is too old to be taken out keeps all others of its call. So the newer half is tried alone,
        and the older one only where that has worked.
        """
        decision = await self._try(address, away_with(address, messages))
        if isinstance(decision, Sent | Again) or len(messages) == 1:
            return isinstance(decision, Sent)
        half = len(messages) // 2
        return await self._take_away(address, messages[half:]) and await self._take_away(
            address, messages[:half]
        )

    async def _try(self, address: int, call: Call) -> Decision:
        """Make a call whose failure does not matter; only a pause that the server asks for is kept."""
        reply = await self._api.call(call.method, call.payload, call.upload)
        decision = decide(reply, 0)
        if isinstance(decision, Again) and decision.refused:
            self.on_refused(address, decision.after)
        return decision
