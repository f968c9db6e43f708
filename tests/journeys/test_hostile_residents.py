"""Whatever a resident does by mistake or on purpose: the right sentence, no change, no error of the API."""

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.dialogs.problems import problem_in_words
from bot.speech import speech
from domain.dialogue import Problem
from domain.survey import Kind, Survey
from domain.typed import clean
from simulator import people
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import on_sqlite
from tests.journeys.updates import NASTY_DATA
from tests.journeys.walkers import Walker, without_delay

pytestmark = on_sqlite
TOO_LONG = ("x" * 5000, "é" * 5000, "😀" * 2500, "<b>" * 1700)
TRICKS = (
    "<b>not closed",
    "</blockquote></b>&lt;&#x202e;&nbsp;&unknown;",
    "<a href='https://example.org'>a link</a>",
    "\u202eright to left\u202c \u2066isolate",
    "\u200f\u2067\u2069\u061cwords",
    "*_`[markdown](x)",
    "{0} %s {answers}",
    "\u0000\u0007control",
)


@pytest.fixture(params=["de", "ar"])
async def walker(
    request: pytest.FixtureRequest, bot: BotProcess, simulator: Simulator, town_survey: Survey
) -> AsyncIterator[Walker]:
    """Somebody who stands at the first question. At the end the bot has met no error of the Bot API."""
    yield await _at_the_first_question(simulator, town_survey, request.param)
    statistics = await simulator.statistics()
    errors = {name: one["errors"] for name, one in statistics["methods"].items() if one["errors"]}
    # A card that looks as before is "not modified": the bot knows this answer, and logs any other refusal.
    assert set(errors) <= {"editMessageText"}
    assert set(errors.get("editMessageText", {})) <= {"400"}
    assert "error" not in bot.wrote


async def test_an_old_keyboard_says_so_and_answers_nothing(walker: Walker, town_database: str) -> None:
    old = walker.resident.last()
    data = [button["callback_data"] for row in old["reply_markup"]["inline_keyboard"] for button in row]
    await walker.go_on(most_steps=2)
    await walker.resident.settles()
    before = tables.state(town_database)
    for one in data:
        if one.startswith("c:"):
            await walker.resident.press_data(old.id, one)
            await walker.resident.settles()
            assert _toast(walker) in _late(walker)
    assert tables.state(town_database) == before


async def test_a_double_tap_answers_one_question_and_not_the_next(walker: Walker, town_database: str) -> None:
    data = walker.resident.last()["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    card = walker.resident.last().id
    for _ in range(3):
        await walker.resident.press_data(card, data)
    await walker.resident.settles()
    (state,) = tables.state(town_database)["dialogue"]
    assert '"turn":1,' in state
    assert walker.survey.questions[0].name in state


async def test_forged_data_get_a_kind_sentence_and_do_nothing(walker: Walker, town_database: str) -> None:
    card = walker.resident.last().id
    for data in NASTY_DATA:
        if data in ("c:1:0:0", "m:erase", "m:results", "m:survey:stadtweit"):
            continue  # these are real
        before, seen = tables.state(town_database), walker.resident.last().text
        await walker.resident.press_data(card, data)
        await walker.resident.settles()
        after = tables.state(town_database)
        for table in ("dialogue", "response", "participation", "staff", "consent"):
            assert after[table] == before[table], data
        understood = walker.resident.last().text != seen
        assert understood or _toast(walker) in (_sentence(walker, Problem.FORGED_BUTTON), *_late(walker)), (
            data
        )


async def test_a_button_of_somebody_elses_card_answers_for_nobody(
    walker: Walker, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    other = await _at_the_first_question(simulator, town_survey, walker.language)
    before = tables.state(town_database)
    theirs = walker.resident.last()["reply_markup"]["inline_keyboard"]
    for row in theirs:
        for button in row:
            await other.resident.press_data(other.resident.last().id, button["callback_data"])
            await other.resident.settles()
    after = tables.state(town_database)
    assert after["dialogue"] == before["dialogue"]
    assert after["response"] == before["response"]


async def test_a_message_that_is_edited_later_is_not_read_again(walker: Walker, town_database: str) -> None:
    sent = await walker.resident.say("nonsense")
    await walker.resident.settles()
    before = tables.state(town_database)
    await walker.resident.edit(sent, "1")
    await walker.resident.settles()
    assert _sentence(walker, Problem.EDITED_MESSAGE) in walker.resident.last().text
    assert tables.state(town_database) == before


async def test_media_get_the_sentence_that_words_are_needed(walker: Walker, town_database: str) -> None:
    resident, before = walker.resident, tables.state(town_database)
    for kind in ("voice", "document"):
        await resident.upload(kind, b"no words", caption="1")
        await resident.settles()
        assert _sentence(walker, Problem.NEEDS_WORDS) in resident.last().text
    await resident.send_location(48.86, 9.18)
    await resident.settles()
    await resident.send_contact("+49 7154 0")
    await resident.settles()
    assert _sentence(walker, Problem.NEEDS_WORDS) in resident.last().text
    assert tables.state(town_database) == before


@pytest.mark.parametrize("kind", [Kind.SELECT_ONE, Kind.TEXT], ids=["at a choice", "at words"])
async def test_five_thousand_characters_are_refused_with_the_limit(
    walker: Walker, simulator: Simulator, town_database: str, kind: Kind
) -> None:
    await walker.go_on(until=kind)
    await walker.resident.settles()
    before = tables.state(town_database)
    for text in TOO_LONG:
        people.send(simulator.world, walker.resident.person, {"text": text})
        await walker.resident.settles()
        problem = Problem.TOO_LONG if kind is Kind.TEXT else Problem.NOT_A_CHOICE
        assert _sentence(walker, problem) in walker.resident.last().text
    assert tables.state(town_database) == before


async def test_tricks_where_a_choice_is_asked_for_are_no_choice(walker: Walker, town_database: str) -> None:
    before = tables.state(town_database)
    for trick in TRICKS:
        await walker.resident.say(trick)
        await walker.resident.settles()
        assert _sentence(walker, Problem.NOT_A_CHOICE) in walker.resident.last().text
    assert tables.state(town_database) == before


async def test_tricks_as_an_answer_are_shown_as_they_were_typed(walker: Walker, town_database: str) -> None:
    await walker.go_on(until=Kind.TEXT)
    for trick in TRICKS:
        await walker.resident.say(trick)
        await walker.resident.settles()
        review = walker.resident.last()
        assert clean(trick) in review.text
        assert not any(entity["type"] in ("text_link", "code") for entity in review.get("entities", []))
        await walker.resident.press(_editing(review.labels), review.id)
        await walker.resident.settles()
        assert clean(trick) in walker.resident.last().text


async def _at_the_first_question(simulator: Simulator, survey: Survey, language: str) -> Walker:
    resident = await simulator.resident("Resident", language)
    walker = Walker(resident, language, survey, "marker", Random(7), without_delay, backs=0)
    await resident.start()
    await walker.go_on(until=survey.questions[0].kind)
    await resident.settles()
    return walker


def _editing(labels: list[str]) -> int:
    """Return the place of the button that changes the last answer."""
    return max(place for place, label in enumerate(labels) if label.startswith("✎"))


def _sentence(walker: Walker, problem: Problem) -> str:
    question = walker.asked_now()
    return problem_in_words(problem, speech(walker.language), question)


def _late(walker: Walker) -> tuple[str, str]:
    """Return what is said to a button of an earlier step, on another card and on the living one."""
    return _sentence(walker, Problem.STALE_BUTTON), _sentence(walker, Problem.SECOND_TAP)


def _toast(walker: Walker) -> str:
    toasts = walker.resident.toasts()
    return str(toasts[-1].get("text", "")) if toasts else ""
