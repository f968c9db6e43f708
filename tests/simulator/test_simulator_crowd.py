"""A crowd takes part by pressing what it sees."""

import asyncio
from random import Random
from typing import Any

import pytest

from simulator.crowd import Crowd, CrowdPlan
from simulator.plausible import Mind, Tap, Type
from simulator.server import Simulator


async def test_everybody_in_every_language_gets_through_a_survey(
    raw: Any, sim: Simulator, survey: Any
) -> None:
    plan = {
        "residents": 20,
        "languages": {"de": 50, "en": 10, "tr": 25, "ar": 15},
        "payloads": ["plakat"],
        "pace_seconds": 0,
        "seed": 3,
    }
    assert (await raw.control("PUT", "crowd", plan))[0] == 200
    events = sim.world.events
    async with asyncio.timeout(30):
        while (await sim.crowd())["running"]:
            await events.wait(events.next_number)
    progress = await sim.crowd()
    assert (progress["started"], progress["finished"], progress["stuck"]) == (20, 20, [])
    counts = {code: share["finished"] for code, share in progress["per_language"].items()}
    assert counts == {"de": 10, "en": 2, "tr": 5, "ar": 3}
    assert len(set(survey.finished)) == 20
    assert {survey.language[person] for person in survey.finished} == {"de", "en", "tr", "ar"}
    firsts = [answers[1] for answers in survey.answers.values()]
    assert {"C1", "C2"} == set(firsts)
    assert all(person["crowd"] for person in (await sim.state())["people"])
    assert (await raw.control("DELETE", "crowd"))[1]["running"] is False


async def test_whoever_finds_no_way_on_is_reported(raw: Any, sim: Simulator) -> None:
    async def dead_end() -> None:
        while True:
            for update in await raw.updates(timeout=20):
                await raw.call("sendMessage", chat_id=update["message"]["chat"]["id"], text="Closed.")

    bot = asyncio.create_task(dead_end())
    crowd = Crowd(sim.world, CrowdPlan(residents=2, pace_seconds=0, patience_seconds=0.3))
    crowd.start()
    async with asyncio.timeout(10):
        await crowd.done()
    bot.cancel()
    assert crowd.progress()["gave_up"] == 2
    assert crowd.progress()["stuck"][0]["text"] == "Closed."


def message(text: str, *rows: list[str]) -> dict[str, Any]:
    keyboard = [[{"text": label, "callback_data": label} for label in row] for row in rows]
    return {"message_id": 1, "text": text, "reply_markup": {"inline_keyboard": keyboard}}


def pressed(mind: Mind, shown: dict[str, Any]) -> str:
    action = mind.decide(shown)
    assert isinstance(action, Tap)
    label: str = shown["reply_markup"]["inline_keyboard"][action.row][action.column]["text"]
    return label


def mind(language: str = "de", seed: int = 1) -> Mind:
    return Mind(language, Random(seed))


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "1. Deutsch"),
        ("de_simple", "Leichte Sprache"),
        ("tr", "🇹🇷 Türkçe"),
        ("ar", "العربية"),
        ("pl", "English"),
    ],
)
def test_people_choose_their_own_language_else_english(language: str, label: str) -> None:
    choice = message("?", ["1. Deutsch", "Leichte Sprache"], ["English", "🇹🇷 Türkçe"], ["العربية"])
    assert pressed(mind(language), choice) == label


def test_people_agree_go_on_and_hand_in() -> None:
    assert pressed(mind(), message("§", ["Nicht einverstanden"], ["✅ Einverstanden"])) == "✅ Einverstanden"
    assert pressed(mind(), message("Info", ["Weiter"], ["🌐 Sprache", "⏸ Pause"])) == "Weiter"
    assert (
        pressed(mind(), message("§", ["1. Ja, ich stimme zu"], ["2. Nein, danke"])) == "1. Ja, ich stimme zu"
    )
    review = message("Überblick", ["✏ 1. Frage"], ["Absenden"], ["Zurück"])
    action = mind().decide(review)
    assert isinstance(action, Tap)
    assert action.submits


def test_people_choose_answers_and_never_the_way_back() -> None:
    shown = message("?", ["1. Gut"], ["2. Nicht gut"], ["Back", "Pause"], ["🌐 Language"])
    assert {pressed(mind(seed=n), shown) for n in range(50)} == {"1. Gut", "2. Nicht gut"}


def test_people_tick_a_few_boxes_and_then_go_on() -> None:
    person, ticked = mind(), 0
    for _ in range(5):
        boxes = [["☑ " if n < ticked else "☐ "] for n in range(5)]
        labels = [[box[0] + str(n)] for n, box in enumerate(boxes)]
        label = pressed(person, message("Was?", *labels, ["Fertig (1)"], ["Zurück"]))
        if label == "Fertig (1)":
            break
        assert label.startswith("☐")
        ticked += 1
    assert label == "Fertig (1)"
    assert 1 <= ticked <= 3


def test_people_type_numbers_in_range_or_sentences_in_their_language() -> None:
    number = mind().decide(message("Wie viele? (3 – 5)", ["Zurück"]))
    assert isinstance(number, Type)
    assert 3 <= int(number.text) <= 5
    words = mind("tr").decide(message("Ne eksik?", ["⬅ Geri"]))
    assert isinstance(words, Type)
    assert not words.text.isdigit()


def test_people_try_otherwise_and_then_give_up() -> None:
    person, shown = mind(), message("Was fehlt?", ["Zurück"])
    tried = [person.decide(shown) for _ in range(7)]
    kinds = [action.text.isdigit() for action in tried if isinstance(action, Type)]
    assert kinds == [False, True, False, True, False, True]
    assert tried[-1] is None


def test_the_same_seed_makes_the_same_decisions() -> None:
    shown = message("?", *[[f"{n}. Antwort"] for n in range(6)])
    assert [pressed(mind(seed=n), shown) for n in range(30)] == [
        pressed(mind(seed=n), shown) for n in range(30)
    ]
