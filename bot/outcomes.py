"""What a reply of the Bot API means for a message: decided here and nowhere else."""

from dataclasses import dataclass

from bot.api import Fault, Reply
from domain.outcomes import ResidentLeft, Sent, Stopped
from domain.retry import pause_after

_UNREACHABLE_PAUSE = 2.0
_TOKEN_PAUSE = 60.0  # a revoked token: the poller tells the operator, nothing is given up


@dataclass(frozen=True, slots=True)
class Again:
    """Try again in so many seconds.

    `counts` tells whether the message may be at fault, so that it is given up one day; `everyone`
    whether the pause is for all chats.
    """

    after: float
    counts: bool = True
    everyone: bool = False
    refused: bool = False  # the server asked for the pause


Decision = Sent | Again | Stopped | ResidentLeft

# Beginnings of descriptions, after "Bad Request: ", that say a message can no longer be edited.
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message identifier is not specified",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_UNKNOWN_FILE = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id or the file is temporarily unavailable",
)
_PERMANENT = {
    "chat not found": "chat not found",
    "user not found": "chat not found",
    "peer_id_invalid": "chat not found",
    "group chat was upgraded": "group moved",
    "message text is empty": "empty text",
    "message is too long": "too long",
    "message caption is too long": "too long",
    "can't parse entities": "markup",
    "button_data_invalid": "button",
}


def decide(reply: Reply, attempts: int) -> Decision:
    """Return what to do with a message after a reply.

    Args:
        reply: the reply to its call.
        attempts: how many attempts that counted were made before this one.
    """
    if reply.ok:
        return Sent(_message_number(reply))
    if reply.fault is Fault.UNREACHABLE:
        return Again(_UNREACHABLE_PAUSE, counts=False, everyone=True)
    if reply.error_code == 429:
        return Again(max(reply.retry_after or 1.0, 0.0), counts=False, refused=True)
    if reply.error_code == 403:
        return ResidentLeft()
    if reply.error_code in (401, 404):
        return Again(_TOKEN_PAUSE, counts=False, everyone=True)
    if reply.fault is Fault.LOST or reply.error_code >= 500:
        pause = pause_after(attempts + 1)
        return Stopped("server errors") if pause is None else Again(pause.total_seconds())
    if _said(reply).startswith("message is not modified"):
        return Sent()
    return Stopped(_permanent(reply))


def cannot_edit(reply: Reply) -> bool:
    """Tell whether a message has to be sent anew because the old one cannot be changed."""
    return reply.error_code == 400 and _said(reply).startswith(_CANNOT_EDIT)


def file_unknown(reply: Reply) -> bool:
    """Tell whether the server does not know a file by its name: it was another bot's."""
    return reply.error_code == 400 and _said(reply).startswith(_UNKNOWN_FILE)


def file_name_in(reply: Reply) -> str | None:
    """Return the server's own name of the file in a sent message."""
    result = reply.result if isinstance(reply.result, dict) else {}
    sizes = result.get("photo")
    others = (result.get(kind) for kind in ("document", "voice", "audio", "video"))
    file = sizes[-1] if isinstance(sizes, list) and sizes else next(filter(None, others), None)
    name = file.get("file_id") if isinstance(file, dict) else None
    return name if isinstance(name, str) else None


def _said(reply: Reply) -> str:
    return reply.description.lower().removeprefix("bad request: ")


def _permanent(reply: Reply) -> str:
    """Return a reason for the statistics; the server's own words may quote the message."""
    said = _said(reply)
    known = (reason for beginning, reason in _PERMANENT.items() if said.startswith(beginning))
    return next(known, f"refused with {reply.error_code}")


def _message_number(reply: Reply) -> int | None:
    result = reply.result
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else None
