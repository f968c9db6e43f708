"""Scripted residents, in this process and over the control API alike."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator.client import SimulatorClient
from simulator.people import NotPossible
from simulator.residents import NotSeen
from simulator.server import Simulator


@pytest.fixture(params=["here", "remote"])
async def stage(request: pytest.FixtureRequest, sim: Simulator) -> AsyncIterator[Any]:
    if request.param == "here":
        yield sim
        return
    async with SimulatorClient(sim.base_url) as client:
        yield client


async def test_a_resident_goes_through_a_survey(stage: Any, survey: Any) -> None:
    ayse = await stage.resident("Ayşe", language_code="tr")
    await ayse.start("plakat-bahnhof")
    assert (await ayse.waits_for("Türkçe")).labels == ["Deutsch", "English", "Türkçe", "العربية"]
    await ayse.press("Türkçe")
    await ayse.waits_for("Kabul ediyorum")
    await ayse.press("Kabul")
    await ayse.waits_for("Beğeniyor musunuz?")
    await ayse.press(0)
    assert (await ayse.answer()).labels[0] == "☐ 0"
    await ayse.settles()
    await ayse.press("☐ 2")
    await ayse.waits_for("☑ 2")
    await ayse.press("Tamam")
    await ayse.waits_for("Wie alt")
    await ayse.say("41")
    assert (await ayse.answer()).text == "Was fehlt?"
    assert [m.text for m in await ayse.sees() if m.get("out")] == ["/start plakat-bahnhof", "41"]
    assert (await ayse.last())["html"] == "Was fehlt?"


async def test_what_does_not_come_is_told_with_what_did(stage: Any, survey: Any) -> None:
    ayse = await stage.resident("Ayşe")
    await ayse.start()
    await ayse.waits_for("Sprache")
    with pytest.raises(NotSeen, match=r"'no such text' did not come within 0.2 s; .*Sprache"):
        await ayse.waits_for("no such text", timeout=0.2)
    with pytest.raises(NotSeen, match="still there"):
        await ayse.waits_until_gone("Sprache", timeout=0.2)
    with pytest.raises(NotPossible, match="no button"):
        await ayse.press("Esperanto")
    with pytest.raises(NotPossible, match="no button"):
        await ayse.press(9)


async def test_messages_that_go_are_waited_for(stage: Any, raw: Any) -> None:
    ayse = await stage.resident("Ayşe")
    await ayse.start()
    sent = await raw.result("sendMessage", chat_id=ayse.id, text="going")
    waiting = ayse.waits_until_gone("going")
    await raw.result("deleteMessage", chat_id=ayse.id, message_id=sent["message_id"])
    await waiting
    await raw.updates()
    await raw.updates()
    await ayse.settles()


async def test_old_and_forged_taps_and_toasts(stage: Any, raw: Any) -> None:
    ayse = await stage.resident("Ayşe")
    await ayse.start()
    ids = []
    for n in range(2):
        markup = {"inline_keyboard": [[{"text": "x", "callback_data": f"d{n}"}]]}
        ids.append(
            (await raw.result("sendMessage", chat_id=ayse.id, text=str(n), reply_markup=markup))["message_id"]
        )
    await raw.updates()
    await ayse.press("x")
    await ayse.press("x", message_id=ids[0])
    await ayse.press_data(ids[0], "forged")
    taps = [u["callback_query"] for u in await raw.updates()]
    assert [tap["data"] for tap in taps] == ["d1", "d0", "forged"]
    await raw.result("answerCallbackQuery", callback_query_id=taps[0]["id"], text="kurz")
    assert (await stage_toasts(ayse))[0]["text"] == "kurz"


async def stage_toasts(resident: Any) -> list[dict[str, Any]]:
    toasts = resident.toasts()
    found: list[dict[str, Any]] = toasts if isinstance(toasts, list) else await toasts
    return found


async def test_everything_a_resident_can_do_reaches_the_bot(stage: Any, raw: Any) -> None:
    ayse = await stage.resident("Ayşe", "tr", "ayse")
    message_id = await ayse.say("bir")
    await ayse.edit(message_id, "iki")
    await ayse.send_location(48.86, 9.18)
    await ayse.send_contact("+4971541234")
    await ayse.upload("document", b"x", "d.txt", "caption")
    await ayse.change_language("ar")
    await ayse.say("üç")
    await ayse.block()
    with pytest.raises(NotPossible):
        await ayse.say("blocked")
    await ayse.unblock()
    updates = await raw.updates()
    assert [sorted(set(u) - {"update_id"})[0] for u in updates] == [
        "message",
        "edited_message",
        "message",
        "message",
        "message",
        "message",
        "my_chat_member",
        "my_chat_member",
    ]
    assert updates[0]["message"]["from"]["language_code"] == "tr"
    assert updates[5]["message"]["from"]["language_code"] == "ar"
    assert updates[4]["message"]["caption"] == "caption"


async def test_both_stages_steer_the_same(stage: Any, raw: Any) -> None:
    ayse = await stage.resident("Ayşe")
    await stage.advance(60)
    assert (await stage.state())["clock"]["offset_seconds"] == 60
    assert (await stage.group("Quartier", [ayse.id]))["members"] == [ayse.id]
    await stage.set_faults(errors_500=1, methods=["getMe"])
    assert not (await raw.call("getMe"))["ok"]
    assert (await stage.statistics())["methods"]["getMe"]["errors"] == {"500": 1}
    await raw.updates()
    assert await stage.add_update({"odd": True}) > 0
    assert (await raw.updates())[0]["odd"]
    assert not (await stage.crowd())["running"]
    await stage.reset()
    state = await stage.state()
    assert state["people"] == []
    assert state["clock"]["offset_seconds"] == 0
    assert (await raw.call("getMe"))["ok"]
    with pytest.raises((NotPossible, ValueError)):
        await stage.set_faults(errors_500=3)
