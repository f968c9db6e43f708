"""Measures in the running program: what was said leads to what is built, and who follows it is told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.server import Simulator
from tests.journeys.conftest import MakeBot
from tests.journeys.test_results_in_chat import pictures, sees_pictures

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "measures.yaml"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
WORDS = {
    "de": ("Mehr Plätze zum Ausruhen", "Zwölf neue Bänke mit Armlehnen", "Alle zwölf Bänke stehen."),
    "ar": ("أماكن أكثر للاستراحة", "اثنا عشر مقعدًا جديدًا بمساند للذراعين", "المقاعد كلها في أماكنها."),
}


def data_of(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


@pytest.mark.parametrize("language", ["de", "ar"])
async def test_somebody_follows_a_measure_and_hears_that_it_is_finished(
    make_bot: MakeBot, simulator: Simulator, tmp_path: Path, language: str
) -> None:
    need, measure, news = WORDS[language]
    bot = make_bot(QUIET_HOURS="none")
    code, wrote = bot.command("measure", "add", str(EXAMPLE))
    assert code == 0, wrote
    bot.start()
    resident = await simulator.resident("Amal", language)
    await resident.start()
    await resident.settles()

    async def press(end: str) -> None:
        """Tap the newest button whose data ends like this."""
        messages = reversed(resident.person.chat.messages.values())
        found = ((one["message_id"], data) for one in messages for data in data_of(one) if data.endswith(end))
        await resident.press_data(*next(found))
        await resident.settles()

    await resident.say("/measures")
    await resident.waits_for(need)
    await resident.settles()
    await press("ms:need:1")
    assert measure in resident.last()["text"]
    await press("ms:show:1")
    await press("ms:progress:1")
    await sees_pictures(resident, 1)
    await press("ms:follow:1")
    question = resident.last()
    assert any(data.startswith("1:notify:yes:measures") for data in data_of(question))
    await resident.say("1")  # the first option, typed
    await resident.settles()

    (tmp_path / "bench.png").write_bytes(PNG)
    (tmp_path / "more.yaml").write_text(_with_one_more(), "utf-8")
    code, wrote = bot.command("measure", "add", str(tmp_path / "more.yaml"))
    assert code == 0, wrote
    assert wrote.splitlines()[-1].startswith("update benches")
    await sees_pictures(resident, 2)  # the tick looks every few seconds
    told = pictures(resident)[-1]
    assert news in told["caption"]
    assert "/notify" in told["caption"]
    assert data_of(told) == ["m:below:ms:show:1", "m:off:measures"]
    await resident.press_data(told["message_id"], "m:off:measures")
    await resident.settles()
    code, wrote = bot.command("measure", "list", "--json")
    assert '"status": "done"' in wrote
    assert bot.stop() == 0
    assert news not in bot.wrote


async def test_staff_publish_an_update_with_a_photo_and_a_follower_gets_it(
    make_bot: MakeBot, simulator: Simulator
) -> None:
    bot = make_bot(QUIET_HOURS="none")
    code, wrote = bot.command("measure", "add", str(EXAMPLE))
    assert code == 0, wrote
    bot.start()
    resident = await simulator.resident("Amal", "tr")
    staff = await simulator.resident("Deniz", "de")
    for one in (resident, staff):
        await one.start()
        await one.settles()
    code, link = bot.command("staff", "invite", "--role", "manager")
    assert code == 0
    await staff.start(link.strip().partition("start=")[2])
    await staff.settles()
    await resident.press_data(resident.last()["message_id"], "m:ms:show:3")
    await resident.settles()
    await resident.press_data(resident.last()["message_id"], "m:ms:follow:3")
    await resident.settles()
    await resident.say("1")
    await resident.settles()

    async def press(end: str) -> None:
        (data,) = [data for data in data_of(staff.newest() or {}) if data.endswith(end)]
        await staff.press_data(staff.last()["message_id"], data)
        await staff.settles()

    await staff.say("/measures")
    await staff.settles()
    await press("measure:n:3")
    await press("measure:g:3")
    await press("measure:m:3")
    await press(":update:in_progress")
    await staff.say("Der Garten ist angelegt.")
    await staff.settles()
    await press(":text:tr")
    await staff.say("Bahçe hazır.")
    await staff.settles()
    await staff.press_data(staff.last()["message_id"], "m:measure:u:4")
    await staff.settles()
    await press(":attachment_id")
    await staff.upload("photo", PNG, "garden.png")
    await staff.settles()
    await press(":publish")
    assert "Der Garten ist angelegt." in pictures(staff)[-1]["caption"]  # the preview
    await staff.say("1")  # yes, typed
    await staff.settles()
    await sees_pictures(resident, 1)
    assert "Bahçe hazır." in pictures(resident)[0]["caption"]
    assert bot.stop() == 0


def _with_one_more() -> str:
    """Return the example with an update of today at the benches, with a picture."""
    indent = " " * 14
    lines = [
        f"{indent}- day: {datetime.now(UTC).date()}",
        f"{indent}  status: done",
        f"{indent}  picture: bench.png",
        f"{indent}  text:",
        *(f"{indent}    {language}: {news}" for language, (_need, _measure, news) in WORDS.items()),
    ]
    before, marker, after = EXAMPLE.read_text("utf-8").partition("\n  - key: crossing")
    return "\n".join([before.rstrip(), *lines]) + "\n" + marker + after


def test_the_file_of_this_journey_differs_from_the_example_by_one_update() -> None:
    assert _with_one_more().count("- day:") == EXAMPLE.read_text("utf-8").count("- day:") + 1
