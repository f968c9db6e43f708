"""The webhook's server: only Telegram may deliver, and only what is committed is confirmed."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import orjson
import pytest

from bot.api import BotApi
from bot.metrics import metrics_page
from bot.sender import Limits, Sender
from bot.speaker import Speaker
from bot.webhook import LARGEST_UPDATE, Webhook, WebServer
from db.store import Store, StoreUnavailable
from tests.bot.saying import HOUSE, in_words, no_file, now, waiting
from tests.bot.taking import Heard, intake_for, message

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECRET = "a-secret-of-telegram"  # for this test
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Site:
    """The server under test, and a client of it."""

    def __init__(self, store: Store) -> None:
        self.heard = Heard()
        self.intake, self.counts = intake_for(store, self.heard)
        self.store = store
        self.client = aiohttp.ClientSession()
        self.away: str | None = None

    async def start(self) -> None:
        api = BotApi("http://127.0.0.1:9", "1:x")
        speaker = Speaker(api, in_words, no_file, no_file)
        sender = Sender(self.store, HOUSE, speaker, now, Limits(), self.counts)
        self.server = WebServer(
            "127.0.0.1",
            0,
            Webhook("/telegram", SECRET),
            self.intake,
            self.counts,
            self.check,
            lambda: metrics_page(self.counts, sender),
        )
        self.base = f"http://127.0.0.1:{await self.server.start()}"

    async def check(self) -> object:
        if self.away:
            raise StoreUnavailable(self.away)
        return await self.store.run(waiting)

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {HEADER: secret}
        data = BytesIO(body if isinstance(body, bytes) else orjson.dumps(body))
        async with self.client.post(f"{self.base}/telegram", headers=headers, data=data) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.client.get(self.base + path) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def site(store: Store) -> AsyncIterator[Site]:
    site = Site(store)
    await site.start()
    yield site
    await site.client.close()
    await site.server.stop()


async def test_an_update_with_the_secret_is_taken_in_before_it_is_confirmed(site: Site) -> None:
    assert await site.post(message(1, "hello")) == 200
    assert site.heard.words == [(7, "hello")]


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET + "x", "gehe\u00efm".encode().decode("latin-1"), "ü" * 20]
)
async def test_without_the_secret_nothing_is_taken_in(site: Site, secret: str | None) -> None:
    assert await site.post(message(1, "forged"), secret) == 401
    assert site.heard.words == []


def test_there_is_no_webhook_without_a_secret(store: Store) -> None:
    with pytest.raises(ValueError, match="without a secret"):
        Webhook("/telegram", "")


async def test_a_delivery_that_is_too_large_or_no_json_is_refused(site: Site) -> None:
    assert await site.post(b"x" * (LARGEST_UPDATE + 1)) == 413
    assert await site.post(b"{") == 400


async def test_poison_is_confirmed_so_that_it_does_not_come_back_for_ever(site: Site) -> None:
    assert await site.post({"update_id": 3, "message": {"what": "poison"}}) == 200
    assert await site.post([]) == 200
    assert site.counts.set_aside == 2


async def test_while_the_store_is_away_deliveries_are_asked_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any) -> Any:
        raise StoreUnavailable("The database is away.")

    with monkeypatch.context() as patched:
        patched.setattr(site.store, "run", away)
        assert await site.post(message(1, "patience")) == 503
    assert await site.post(message(1, "patience")) == 200
    assert site.heard.words == [(7, "patience")]


async def test_health_tells_what_is_wrong(site: Site) -> None:
    assert await site.get("/health") == (
        200,
        '{"ok":true,"database":"ok","last_poll_seconds":null,"troubles":[]}',
    )
    site.away = "The database is away."
    status, body = await site.get("/health")
    assert status == 503
    assert "The database is away." in body


async def test_metrics_count_updates_and_hold_no_words(site: Site) -> None:
    await site.post(message(1, "private words"))
    status, body = await site.get("/metrics")
    assert status == 200
    assert "quartier_updates_total 1.0" in body
    assert "private" not in body
