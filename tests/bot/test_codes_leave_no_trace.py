"""A receipt's, a letter's or a ticket's code is never logged nor kept, not even when the program fails."""

import logging
from itertools import count
from types import ModuleType
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import User

from bot.counts import Counts
from bot.handlers import routers
from bot.intake import Intake
from bot.speech import OFFERED
from db.store import Store
from db.tables import metadata
from db.unit import Unit
from domain.receipts import receipt_of
from tests.bot.saying import HOUSE
from tests.bot.test_handlers import NOON, message
from usecases import redeem, withdraw
from usecases.house import House

WHOLE = receipt_of(b"pepper", bytes(16))
CODE = WHOLE[:-1]  # one sign is missing


def fail(*_: object) -> None:
    raise ValueError(f"{CODE} {WHOLE}")


@pytest.mark.parametrize(
    "broken",
    [
        None,
        (withdraw, "read_receipt"),
        (withdraw, "_find"),
        (withdraw, "_has_to_wait"),
        (redeem, "code_hash"),
    ],
)
async def test_no_code_reaches_logs_or_tables(
    store: Store,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    broken: tuple[ModuleType, str] | None,
) -> None:
    caplog.set_level(logging.DEBUG)
    if broken:
        monkeypatch.setattr(*broken, fail)

    async def acknowledge(_query: str, _text: str) -> None:
        """Stop no spinner."""

    bot = Bot("42:TEST")
    bot._me = User(id=42, is_bot=True, first_name="Q", username="QuartierBot")
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(*routers())
    house = House(HOUSE.town, OFFERED, b"pepper", "Europe/Berlin")
    dispatcher.workflow_data.update(store=store, house=house, now=lambda: NOON, acknowledge=acknowledge)
    intake = Intake(dispatcher, bot, store, lambda: NOON, Counts())
    numbers = count(1)
    texts = [f"/withdraw {CODE}", f"/withdraw {WHOLE}", "/withdraw", CODE, WHOLE, WHOLE.replace("-", " ")]
    texts += [f"/start i-{WHOLE}", f"/start i-{CODE}", f"/start I-{WHOLE.lower()}"]
    texts += [f"/start ci-{WHOLE}", f"/start ci-{WHOLE.replace('-', '')}", f"/start CI-{WHOLE.lower()}"]
    for text in texts:
        await intake.take({"update_id": next(numbers), "message": {"date": 1790000000, **message(text)}})
    await bot.session.close()
    kept = str(await store.run(everything))
    assert ("ValueError" in kept) is (broken is not None), "it was set aside with the kind of error only"
    for trace in WHOLE.split("-"):
        assert trace not in kept
        assert trace not in caplog.text


def everything(unit: Unit) -> dict[str, list[Any]]:
    tables = metadata.tables.items()
    return {name: [tuple(row) for row in unit.connection.execute(table.select())] for name, table in tables}
