"""What each reply of the Bot API means, as a table."""

import pytest

from bot.api import Fault, Reply
from bot.outcomes import Again, Decision, cannot_edit, decide
from domain.outcomes import ResidentLeft, Sent, Stopped
from domain.retry import MOST_ATTEMPTS


def refused(code: int, description: str = "", retry_after: float | None = None) -> Reply:
    return Reply(ok=False, status=code, error_code=code, description=description, retry_after=retry_after)


@pytest.mark.parametrize(
    ("reply", "attempts", "decision"),
    [
        (Reply(ok=True, status=200, result={"message_id": 7}), 0, Sent(7)),
        (Reply(ok=True, status=200, result=True), 0, Sent(None)),
        (refused(400, "Bad Request: message is not modified: specified new …"), 0, Sent()),
        (refused(429, "Too Many Requests: retry after 17", 17), 3, Again(17, counts=False, refused=True)),
        (refused(429, "Too Many Requests"), 0, Again(1, counts=False, refused=True)),
        (refused(403, "Forbidden: bot was blocked by the user"), 0, ResidentLeft()),
        (refused(403, "Forbidden: user is deactivated"), 0, ResidentLeft()),
        (refused(403, "Forbidden: bot was kicked from the group chat"), 0, ResidentLeft()),
        (refused(400, "Bad Request: chat not found"), 0, Stopped("chat not found")),
        (refused(400, "Bad Request: message is too long"), 0, Stopped("too long")),
        (
            refused(400, "Bad Request: group chat was upgraded to a supergroup chat"),
            0,
            Stopped("group moved"),
        ),
        (refused(400, "Bad Request: can't parse entities: <what Ayşe wrote>"), 0, Stopped("markup")),
        (refused(400, "Bad Request: something about what Ayşe wrote"), 0, Stopped("refused with 400")),
        (refused(500, "Internal Server Error"), 0, Again(1)),
        (refused(502, "Bad Gateway"), 3, Again(8)),
        (refused(500), MOST_ATTEMPTS - 1, Stopped("server errors")),
        (Reply(ok=False, fault=Fault.LOST), 0, Again(1)),
        (Reply(ok=False, fault=Fault.LOST), 2, Again(4)),
        (Reply(ok=False, fault=Fault.UNREACHABLE), 99, Again(2, counts=False, everyone=True)),
        (refused(401, "Unauthorized"), 0, Again(60, counts=False, everyone=True)),
    ],
)
def test_what_a_reply_means(reply: Reply, attempts: int, decision: Decision) -> None:
    assert decide(reply, attempts) == decision


@pytest.mark.parametrize(
    ("description", "anew"),
    [
        ("Bad Request: message to edit not found", True),
        ("Bad Request: message can't be edited", True),
        ("Bad Request: MESSAGE_ID_INVALID", True),
        ("Bad Request: there is no text in the message to edit", True),
        ("Bad Request: message is not modified", False),
        ("Bad Request: message is too long", False),
        ("Internal Server Error", False),
    ],
)
def test_a_message_that_cannot_be_edited_any_more_is_sent_anew(description: str, anew: bool) -> None:
    assert cannot_edit(refused(400 if "Bad" in description else 500, description)) is anew
