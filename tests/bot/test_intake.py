"""Taking updates in: each once, each chat in order, and no update stops the others."""

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.intake import place_of, update_id_of
from db.store import Store, StoreUnavailable
from db.tables import outbox, set_aside
from db.unit import Unit
from tests.bot.taking import Heard, intake_for, message


def aside(unit: Unit) -> list[tuple[int, str]]:
    return [tuple(row) for row in unit.connection.execute(select(set_aside.c.update_id, set_aside.c.reason))]


async def test_an_update_delivered_three_times_is_handled_once(store: Store) -> None:
    heard = Heard()
    intake, _ = intake_for(store, heard)
    for _ in range(3):
        await asyncio.gather(*(intake.take(message(n, str(n))) for n in range(5)))
    assert heard.words == [(7, str(n)) for n in range(5)]


async def test_every_chat_is_kept_in_order_while_many_chats_are_handled(store: Store) -> None:
    heard = Heard()
    intake, _ = intake_for(store, heard)
    updates = [message(n, str(n), chat=n % 5 + 1) for n in range(100)]
    await asyncio.gather(*map(intake.take, updates))
    for chat in range(1, 6):
        words = [int(word) for at, word in heard.words if at == chat]
        assert words == sorted(words)
        assert len(words) == 20


@pytest.mark.parametrize(
    "poison",
    [
        {"update_id": 5, "message": {"message_id": "seven"}},
        {"update_id": 5, "message": None},
        {"update_id": 5, "message": [1, 2]},
        {"update_id": 5, "message": {"chat": {"id": "x"}}},
        {"update_id": 5, "brand_new_kind": {"text": "secret words"}},
        {"update_id": 5},
    ],
)
async def test_a_malformed_or_unknown_update_is_set_aside_with_its_id_and_nothing_stops(
    store: Store, poison: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    intake, counts = intake_for(store, heard)
    await intake.take(poison)
    await intake.take(message(6, "next"))
    assert [update_id for update_id, _ in await store.run(aside)] == [5]
    assert heard.words == [(7, "next")]
    assert counts.set_aside == 1
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "rubbish",
    [None, 7, "words", [], [message(1, "x")], {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": True}],
)
async def test_what_is_no_update_is_dropped(store: Store, rubbish: object) -> None:
    intake, counts = intake_for(store, Heard())
    await intake.take(rubbish)
    assert counts.set_aside == 1
    assert await store.run(aside) == []


async def test_a_bug_in_a_handler_is_apologised_for_and_neither_logged_with_words_nor_repeated(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    intake, _ = intake_for(store, heard)
    for _ in range(2):
        await intake.take(message(5, heard.bug))
    await intake.take(message(6, "next"))
    assert await store.run(aside) == [(5, "LookupError")]
    sorry = select(outbox.c.address, outbox.c.template)
    assert await store.run(lambda unit: [tuple(row) for row in unit.connection.execute(sorry)]) == [
        (7, "sorry")
    ]
    assert heard.words == [(7, "next")]
    (record,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert record.__dict__["update_id"] == 5
    assert "taking.py" in record.__dict__["at"]
    assert "stumbled" not in caplog.text


def refuse(unit: Unit, table: str) -> None:
    """Let a table refuse every new row, with an error that says what somebody wrote."""
    if unit.connection.dialect.name == "sqlite":
        does = "BEGIN SELECT RAISE(ABORT, 'no room for secret words'); END"
    else:
        unit.connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE 'no room for secret words' USING ERRCODE = '23514'; END $$"
        )
        does = "FOR EACH ROW EXECUTE FUNCTION refuse()"
    unit.connection.exec_driver_sql(f"CREATE TRIGGER refuse BEFORE INSERT ON {table} {does}")


@pytest.mark.parametrize("table", ["set_aside", "handled_update", "outbox"])
async def test_what_the_database_refuses_to_set_aside_is_let_go_and_everybody_else_is_served(
    store: Store, caplog: pytest.LogCaptureFixture, table: str
) -> None:
    heard = Heard()
    intake, counts = intake_for(store, heard)
    await intake.take(message(1, "before"))
    await store.run(refuse, table)
    poison = [message(5, heard.bug), {"update_id": 6, "message": "secret words"}]
    results = await asyncio.gather(*map(intake.take, poison), return_exceptions=True)
    assert results == [None, None]
    on = "" if store.is_sqlite else f" ON {table}"
    await store.run(lambda unit: unit.connection.exec_driver_sql(f"DROP TRIGGER refuse{on}"))
    await intake.take(message(7, "after"))
    assert heard.words == [(7, "before"), (7, "after")]
    assert counts.set_aside == 2
    told = [(record.getMessage(), record.__dict__["update_id"]) for record in caplog.records]
    if table == "outbox":  # without the apology there is room for the id
        assert {number for number, _ in await store.run(aside)} == {5, 6}
        assert ("apology not kept", 5) in told
    else:
        assert await store.run(aside) == []
        assert {("update not kept aside", 5), ("update not kept aside", 6)} <= {*told}
    assert "secret" not in caplog.text


async def test_while_the_store_is_away_nothing_is_confirmed_and_the_chats_order_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, trouble = Heard(), StoreUnavailable("The database is away.")
    intake, _ = intake_for(store, heard)
    run, calls = store.run, 0

    async def away_once(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            await asyncio.sleep(0)  # the real one answers later, too
            raise trouble
        return await run(*args)

    monkeypatch.setattr(store, "run", away_once)
    updates = [message(1, "1"), message(2, "2"), message(3, "other chat", chat=8), message(4, "4")]
    results = await asyncio.gather(*map(intake.take, updates), return_exceptions=True)
    assert results == [trouble, trouble, None, trouble]
    await asyncio.gather(*map(intake.take, updates))
    assert heard.words == [(8, "other chat"), (7, "1"), (7, "2"), (7, "4")]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def broken_updates(draw: st.DrawFn) -> dict[str, Any]:
    """A real update with a few of its parts replaced by anything."""
    update = message(draw(st.integers(0, 10**6)), "hello")
    for _ in range(draw(st.integers(1, 3))):
        part: Any = update
        while True:
            key = draw(st.sampled_from(sorted(part)))
            if isinstance(part[key], dict) and part[key] and draw(st.booleans()):
                part = part[key]
                continue
            part[key] = draw(json)
            break
        if not isinstance(update.get("message"), dict):
            break
    return update


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(update=broken_updates() | json)
async def test_no_update_whatever_its_shape_makes_the_intake_fail(store: Store, update: object) -> None:
    intake, _ = intake_for(store, Heard())
    await intake.take(update)


def test_an_updates_id_is_a_number_that_can_be_kept() -> None:
    assert update_id_of({"update_id": 2**63 - 1}) == 2**63 - 1
    assert update_id_of({"update_id": 2**63}) is None


def test_the_place_of_an_error_names_functions_and_no_values() -> None:
    def inner(secret: str) -> None:
        raise ValueError(secret)

    with pytest.raises(ValueError, match="hush") as caught:
        inner("hush")
    assert place_of(caught.value).endswith(" inner")
    assert "hush" not in place_of(caught.value)
