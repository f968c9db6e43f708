"""What many get alike is made once, and nobody gets what was meant for another."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.api import Reply
from bot.dialogs.message import Button, Message
from bot.ready import ReadyMessages, ready
from bot.render import plan
from bot.speaker import Speaker
from domain.attachments import Attachment, AttachmentKind
from domain.outcomes import Sent, Stopped
from domain.outgoing import Outgoing, Placement, Priority
from tests.bot.saying import no_file
from usecases.deliver import Leased

NEWS = Message("Hallo „Welt“ &amp; <b>alle</b>", ((Button("Ja", "m:yes"),),))


class Api:
    """The Bot API's side: what is called, and what is answered."""

    def __init__(self, *replies: Reply) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.made: list[str] = []
        self._replies = list(replies)

    async def call(self, method: str, payload: Any, upload: object = None) -> Reply:
        self.made.append("call")
        return self._answer(method, {**payload, **({"file": True} if upload else {})})

    async def post(self, method: str, body: bytes) -> Reply:
        self.made.append("post")
        return self._answer(method, orjson.loads(body))

    def _answer(self, method: str, payload: Any) -> Reply:
        self.calls.append((method, payload))
        return self._replies.pop(0) if self._replies else Reply(ok=True, result={"message_id": 7})


def speaker(api: Api, words: Callable[[Outgoing], Message], *, paid: bool = False) -> Speaker:
    return Speaker(api, words, no_file, no_file, paid=paid)  # type: ignore[arg-type] # it calls no more of it


def to(address: int, priority: Priority = Priority.BULK, placement: Placement | None = None) -> Leased:
    outgoing = Outgoing(address, "note", "de", priority=priority, occasion=f"news:{address}")
    return Leased(address, replace(outgoing, placement=placement) if placement else outgoing)


async def test_from_its_second_time_on_a_message_is_posted_ready_made_and_says_the_same() -> None:
    api = Api()
    one = speaker(api, lambda _: NEWS)
    for address in (11, 22, 33):
        assert await one.say(to(address)) == Sent(7)
    assert api.made == ["call", "post", "post"]
    expected = plan(0, NEWS, Placement()).first[0].payload
    assert api.calls == [("sendMessage", {**expected, "chat_id": address}) for address in (11, 22, 33)]


async def test_messages_that_look_alike_but_are_made_for_each_are_never_taken_for_the_same() -> None:
    api = Api()
    one = speaker(api, lambda outgoing: Message(f"Für {outgoing.address}"))
    for address in range(1, 100):
        await one.say(to(address))
    assert set(api.made) == {"call"}
    assert [(payload["chat_id"], payload["text"]) for _, payload in api.calls] == [
        (address, f"Für {address}") for address in range(1, 100)
    ]


async def test_replies_and_changes_of_messages_are_made_for_each() -> None:
    api = Api()
    one = speaker(api, lambda _: NEWS)
    for row in (to(1, Priority.REPLY), to(2, Priority.REPLY), to(3, placement=Placement(edit=5))):
        await one.say(row)
    assert api.made == ["call", "call", "call"]
    assert [method for method, _ in api.calls] == ["sendMessage", "sendMessage", "editMessageText"]


async def test_a_picture_goes_as_bytes_once_and_then_ready_made_under_its_name() -> None:
    picture = Attachment(3, AttachmentKind.PICTURE, "a.png", "image/png", None, b"bytes")
    message = replace(NEWS, attachment=picture)
    kept = Reply(ok=True, result={"message_id": 7, "photo": [{"file_id": "small"}, {"file_id": "large"}]})
    unknown = Reply(ok=False, error_code=400, description="Bad Request: wrong file identifier")
    named = Reply(ok=True, result={"message_id": 8, "photo": [{"file_id": "anew"}]})
    ok = Reply(ok=True, result={"message_id": 9})
    api = Api(kept, ok, ok, unknown, unknown, named, ok, ok)
    one = speaker(api, lambda _: message)
    said = [await one.say(to(address)) for address in range(1, 7)]
    assert said[0] == Sent(7, (3, "large"))
    assert said[3] == Sent(8, (3, "anew"))
    assert api.made == ["call", "post", "post", "post", "call", "call", "call", "post"]
    files = [payload.get("photo", "bytes") for _, payload in api.calls]
    assert files == ["bytes", "large", "large", "large", "large", "bytes", "anew", "anew"]


async def test_what_is_refused_ready_made_is_decided_as_any_other() -> None:
    left = Reply(ok=False, error_code=400, description="Bad Request: chat not found")
    api = Api(Reply(ok=True, result={}), left)
    one = speaker(api, lambda _: NEWS)
    await one.say(to(1))
    assert await one.say(to(2)) == Stopped("chat not found")


@pytest.mark.parametrize("paid", [False, True])
async def test_only_messages_to_many_are_paid_for_and_only_where_the_operator_says_so(paid: bool) -> None:
    api = Api()
    one = speaker(api, lambda _: NEWS, paid=paid)
    for row in (to(1), to(2), to(3), to(4, Priority.REPLY)):
        await one.say(row)
    assert ["allow_paid_broadcast" in payload for _, payload in api.calls] == [paid, paid, paid, False]


def test_the_newest_messages_are_kept_and_no_more() -> None:
    kept = ReadyMessages()
    messages = [Message(str(number)) for number in range(100)]
    made: list[str] = []

    def get(message: Message) -> object:
        def make() -> object:
            made.append(message.text)
            return ready(plan(0, message, Placement()).first[0])

        return kept.get(message, make)  # type: ignore[arg-type] # it is one

    for message in messages:
        assert get(message) is None
    assert get(messages[0]) is None, "it was forgotten"
    assert get(messages[99]) is get(messages[99])
    assert made == ["99"]
