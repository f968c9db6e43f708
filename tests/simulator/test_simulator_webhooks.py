"""Updates by webhook: secret, order, retries, and what only the reply confirms."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from simulator.server import Simulator


class Receiver:
    """A bot's webhook endpoint that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] | None = None
        self.url = ""
        self._news = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self._news.set()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply) if self.reply and status == 200 else web.Response(status=status)

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.updates) < count:
                self._news.clear()
                await self._news.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_waiting_and_new_updates_come_with_the_secret(
    raw: Any, sim: Simulator, receiver: Receiver
) -> None:
    ayse = await sim.resident("Ayşe")
    await ayse.say("before")
    await raw.result("setWebhook", url=receiver.url, secret_token="s-3_X", allowed_updates=["message"])
    await ayse.say("after")
    await receiver.wait(2)
    assert [u["message"]["text"] for u in receiver.updates] == ["before", "after"]
    assert set(receiver.secrets) == {"s-3_X"}
    info = await raw.result("getWebhookInfo")
    assert info["url"] == receiver.url
    assert info["allowed_updates"] == ["message"]


async def test_polling_and_webhook_exclude_each_other(raw: Any, receiver: Receiver) -> None:
    poll = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await raw.result("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert await raw.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await raw.result("deleteWebhook")
    assert await raw.result("getUpdates") == []
    assert (await raw.result("getWebhookInfo"))["url"] == ""


async def test_only_2xx_confirms_and_a_chat_keeps_its_order(
    raw: Any, sim: Simulator, receiver: Receiver
) -> None:
    receiver.statuses = [500, 200]
    await raw.result("setWebhook", url=receiver.url)
    ayse = await sim.resident("Ayşe")
    await ayse.say("a")
    await ayse.say("b")
    await receiver.wait(3)
    assert [u["message"]["text"] for u in receiver.updates] == ["a", "a", "b"]
    assert "500" in (await raw.result("getWebhookInfo"))["last_error_message"]


async def test_a_failing_chat_does_not_hold_up_others_nor_taps(
    raw: Any, sim: Simulator, receiver: Receiver
) -> None:
    ayse, ben = await sim.resident("Ayşe"), await sim.resident("Ben")
    await ayse.start()
    await ben.start()
    button = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    await raw.result("sendMessage", chat_id=ayse.id, text="?", reply_markup=button)
    await raw.updates()
    await raw.updates()
    receiver.statuses = [503, 503]
    await raw.result("setWebhook", url=receiver.url)
    await ayse.say("held up")
    await receiver.wait(2)
    await ayse.press("x")
    await ben.say("comes")
    await receiver.wait(4)
    assert "callback_query" in receiver.updates[2]
    assert receiver.updates[3]["message"]["text"] == "comes"
    await sim.advance(60)
    await receiver.wait(5)
    assert receiver.updates[4]["message"]["text"] == "held up"


async def test_the_bot_may_answer_with_a_method(raw: Any, sim: Simulator, receiver: Receiver) -> None:
    ayse = await sim.resident("Ayşe")
    receiver.reply = {"method": "sendMessage", "chat_id": ayse.id, "text": "by reply"}
    await raw.result("setWebhook", url=receiver.url)
    await ayse.start()
    assert (await ayse.waits_for("by reply")).text == "by reply"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://a.de", "secret_token": "ä"}, "secret token contains unallowed characters"),
        ({"url": "https://a.de", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(raw: Any, parameters: dict[str, str], sentence: str) -> None:
    assert await raw.refusal("setWebhook", **parameters) == f"Bad Request: {sentence}"


async def test_pending_updates_can_be_dropped(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    await ayse.start()
    await raw.result("deleteWebhook", drop_pending_updates=True)
    assert await raw.result("getUpdates") == []
