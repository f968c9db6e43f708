"""How the Bot API refuses a call: code, text and parameters, worded as the real server words them."""

from typing import Any


class ApiError(Exception):
    """The Bot API refuses a call.

    Args:
        code: HTTP status and `error_code`.
        description: the sentence the bot gets.
        parameters: `retry_after` in seconds, or `migrate_to_chat_id`.
    """

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Return the reply's JSON object."""
        reply: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            reply["parameters"] = self.parameters
        return reply


def bad_request(sentence: str) -> ApiError:
    """Return the error 400 with the sentence behind its usual prefix.

    As on the real server a sentence begins with a small letter, unless it begins with a CODE_LIKE_THIS.
    """
    second = sentence[1:2]
    if not (second == "_" or "A" <= second <= "Z"):
        sentence = sentence[:1].lower() + sentence[1:]
    return ApiError(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> ApiError:
    """Return the error 403 with the sentence behind its usual prefix."""
    return ApiError(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiError:
    """Return the error 409 with the sentence behind its usual prefix."""
    return ApiError(409, f"Conflict: {sentence}")


def too_many_requests(seconds: int) -> ApiError:
    """Return the error 429 that asks for a pause of `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


NOT_FOUND = ApiError(404, "Not Found")
UNAUTHORIZED = ApiError(401, "Unauthorized")
INTERNAL_ERROR = ApiError(500, "Internal Server Error")
TERMINATED_BY_POLLER = conflict(
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
TERMINATED_BY_WEBHOOK = conflict("terminated by setWebhook request")
WEBHOOK_IS_ACTIVE = conflict(
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
BLOCKED = forbidden("bot was blocked by the user")
DEACTIVATED = forbidden("user is deactivated")
CANNOT_INITIATE = forbidden("bot can't initiate conversation with a user")
CHAT_NOT_FOUND = bad_request("chat not found")
QUERY_TOO_OLD = bad_request("query is too old and response timeout expired or query ID is invalid")
NOT_MODIFIED = bad_request(
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
