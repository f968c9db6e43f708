"""Troubles that can be switched on at run time."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.residents import Resident
from simulator.server import Simulator


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe")
    await resident.start()
    return resident


async def test_bursts_pass_then_429_names_the_pause(raw: Any, sim: Simulator, ayse: Resident) -> None:
    await raw.control("PUT", "faults", {"rate_limits": {"enabled": True, "chat_per_second": 0.5}})
    for _ in range(3):
        await raw.result("sendMessage", chat_id=ayse.id, text="x")
    assert await raw.call("sendMessage", chat_id=ayse.id, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 2",
        "parameters": {"retry_after": 2},
    }
    other = await sim.resident("Ben")
    await other.start()
    await raw.result("sendMessage", chat_id=other.id, text="x")
    await sim.advance(2)
    await raw.result("sendMessage", chat_id=ayse.id, text="x")
    assert (await sim.statistics())["early"] == 0


async def test_calls_before_the_pause_is_over_are_counted_as_early(
    raw: Any, sim: Simulator, ayse: Resident
) -> None:
    await sim.set_faults(retry_after={"share": 1, "seconds": 30})
    assert (await raw.call("sendMessage", chat_id=ayse.id, text="x"))["parameters"] == {"retry_after": 30}
    await sim.set_faults(retry_after={"share": 0.0001})
    await sim.advance(28.5)
    assert (await raw.call("sendMessage", chat_id=ayse.id, text="x"))["parameters"]["retry_after"] <= 2
    statistics = await sim.statistics()
    assert statistics["early"] == 1
    assert statistics["methods"]["sendMessage"] == {"calls": 2, "errors": {"429": 2}}
    await sim.advance(2)
    await raw.result("sendMessage", chat_id=ayse.id, text="x")


async def test_the_global_limit_counts_over_all_chats(raw: Any, sim: Simulator) -> None:
    await sim.set_faults(rate_limits={"enabled": True, "global_per_second": 2})
    codes = []
    for n in range(4):
        resident = await sim.resident(f"R{n}")
        await resident.start()
        reply = await raw.call("sendMessage", chat_id=resident.id, text="x")
        codes.append(reply.get("error_code", 200))
    assert codes[:2] == [200, 200]
    assert 429 in codes[2:]


async def test_a_connection_dropped_before_leaves_nothing_and_one_dropped_after_did_it(
    raw: Any, sim: Simulator, ayse: Resident
) -> None:
    await sim.set_faults(drop_before=1, methods=["sendMessage"])
    with pytest.raises(aiohttp.ClientError):
        await raw.call("sendMessage", chat_id=ayse.id, text="before")
    await sim.set_faults(drop_before=0, drop_after=1)
    with pytest.raises(aiohttp.ClientError):
        await raw.call("sendMessage", chat_id=ayse.id, text="after")
    assert [m.text for m in ayse.sees()] == ["/start", "after"]
    assert (await sim.statistics())["dropped"] == 2
    assert (await raw.call("getMe"))["ok"]


async def test_500s_are_answered_to_the_chosen_methods(raw: Any, sim: Simulator) -> None:
    await sim.set_faults(errors_500=1, methods=["getMe"])
    assert (await raw.call("getMe"))["description"] == "Internal Server Error"
    assert (await raw.call("getMyCommands"))["ok"]


async def test_delays_hold_answers_back(raw: Any, sim: Simulator) -> None:
    await sim.set_faults(delay_ms=[60, 70])
    began = time.monotonic()
    await raw.result("getMe")
    assert time.monotonic() - began >= 0.06


async def test_faults_are_merged_and_wrong_ones_refused(raw: Any) -> None:
    await raw.control("PUT", "faults", {"errors_500": 0.5})
    _, faults = await raw.control("PUT", "faults", {"rate_limits": {"chat_burst": 9}})
    assert faults["errors_500"] == 0.5
    assert faults["rate_limits"]["chat_burst"] == 9
    for wrong in (
        {"errors_500": 2},
        {"unknown": 1},
        {"rate_limits": True},
        {"delay_ms": [5, 1]},
        {"methods": "sendMessage"},
        {"rate_limits": {"enabled": 1}},
    ):
        status, answer = await raw.control("PUT", "faults", wrong)
        assert status == 400
        assert answer["error"]


async def test_the_same_seed_gives_the_same_troubles(raw: Any, sim: Simulator) -> None:
    async def run() -> list[bool]:
        await sim.set_faults(errors_500=0.5, seed=7)
        return [(await raw.call("getMe"))["ok"] for _ in range(20)]

    first = await run()
    assert True in first
    assert False in first
    assert await run() == first


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.floats(0.2, 5), st.integers(1, 5))
def test_no_chat_ever_gets_more_than_its_rate_and_burst(
    waits: list[float], per_second: float, burst: int
) -> None:
    clock = StillClock()
    faults = Faults(clock)
    faults.merge({"rate_limits": {"enabled": True, "chat_per_second": per_second, "chat_burst": burst}})
    passed = []
    for wait in waits:
        clock.at += wait
        error, early = faults.limit("sendMessage", "1")
        if error is None:
            assert not early
            passed.append(clock.at)
    for place, start in enumerate(passed):
        for count, at in enumerate(passed[place:], 1):
            assert count <= burst + (at - start) * per_second + 1e-6


class StillClock(Clock):
    at = 1000.0

    def elapsed(self) -> float:
        return self.at


async def test_whoever_waits_for_the_clock_is_told_when_it_moves(raw: Any) -> None:
    waiting = asyncio.create_task(raw.control("GET", "clock?wait=30&after=0"))
    await asyncio.sleep(0.05)
    await raw.control("PUT", "clock", {"advance_seconds": 3600})
    assert (await waiting)[1]["offset_seconds"] == 3600
    assert (await raw.control("GET", "clock?wait=30&after=0"))[1]["offset_seconds"] == 3600
    assert (await raw.control("PUT", "clock", {"offset_seconds": "x"}))[0] == 400
