"""Messages that many get alike: turned into a call once, and posted to each chat as ready-made JSON."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from bot.dialogs.message import Message
from bot.render import Call

_KEPT = 32  # a broadcast or two in all languages


@dataclass(frozen=True, slots=True)
class Ready:
    """A call whose payload lacks its chat only."""

    method: str
    rest: bytes

    def body(self, address: int) -> bytes:
        """Return the payload for a chat, as JSON."""
        return b'{"chat_id":%d,%b' % (address, self.rest)


def ready(call: Call) -> Ready | None:
    """Return a call for any chat; None where a file has to be sent along."""
    if call.upload is not None:
        return None
    payload = {name: value for name, value in call.payload.items() if name != "chat_id"}
    return Ready(call.method, orjson.dumps(payload)[1:])


class ReadyMessages:
    """Keeps the calls of the newest messages that were said more than once.

    Dialogs that say the same to many return the very same message each time (`broadcast_message.in_words`).
    Nothing else is taken for the same, so that nobody can get what was meant for another.
    """

    def __init__(self) -> None:
        # By the message's id, which is nobody else's as long as the message is kept beside it.
        self._kept: OrderedDict[int, tuple[Message, Ready | None]] = OrderedDict()

    def get(self, message: Message, make: Callable[[], Ready | None]) -> Ready | None:
        """Return a message's call, made at its second time; None at the first, or where none can be made."""
        key = id(message)
        if (kept := self._kept.get(key)) is None:
            self._kept[key] = message, None
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return None
        found = kept[1] or make()
        self._kept[key] = message, found
        return found

    def forget(self, message: Message) -> None:
        """Let a message's call be made anew: the server does not know its file any more."""
        self._kept.pop(id(message), None)
