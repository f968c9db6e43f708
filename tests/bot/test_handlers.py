"""What comes from Telegram becomes one use case call, or is left alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import ChatMemberAdministrator, User
from sqlalchemy import select

from bot.counts import Counts
from bot.handlers import routers
from bot.intake import Intake
from db import surveys
from db.store import Store
from db.tables import dialogue, outbox
from db.tables import set_aside as kept_aside
from db.unit import Unit
from domain.dialogue_data import dialogue_from_json
from tests.bot.saying import HOUSE, on_postgresql_in_a_soak
from tests.domain.questionnaires import TOWN

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)
PERSON = {"id": 501, "is_bot": False, "first_name": "A", "language_code": "tr"}
PRIVATE = {"id": 501, "type": "private", "first_name": "A"}
GROUP = {"id": -100, "type": "supergroup", "title": "G"}
Send = Callable[..., Awaitable[list[str]]]
pytestmark = on_postgresql_in_a_soak  # what use cases do there is tried where they are


@pytest.fixture(scope="module")
def program() -> tuple[Dispatcher, Bot]:
    """All handlers, and the bot that they believe to be: putting them together takes as long as a test."""
    dispatcher, bot = Dispatcher(disable_fsm=True), Bot("42:TEST")
    dispatcher.include_routers(*routers())
    bot._me = User(id=42, is_bot=True, first_name="Q", username="QuartierBot")
    return dispatcher, bot


@pytest.fixture
def answers() -> list[str]:
    """What taps were answered with."""
    return []


@pytest.fixture
async def telegram(store: Store, answers: list[str], program: tuple[Dispatcher, Bot]) -> Send:
    """Send updates to the bot; each call returns the templates of what was said."""
    await store.run(_open_survey)

    async def acknowledge(_query: str, text: str) -> None:
        answers.append(text)

    dispatcher, bot = program
    dispatcher.workflow_data.update(store=store, house=HOUSE, now=lambda: NOON, acknowledge=acknowledge)
    intake = Intake(dispatcher, bot, store, lambda: NOON, Counts())
    numbers = count(1)

    async def send(kind: str, **content: Any) -> list[str]:
        before = set(await store.run(_said))
        number = next(numbers)
        await intake.take({"update_id": number, kind: {"date": 1790000000, **content}})
        assert await store.run(_set_aside) == []
        return [template for row, template in sorted(set(await store.run(_said)) - before)]

    return send


def _open_survey(unit: Unit) -> None:
    surveys.schedule(unit, "stadtweit", 0, date(2026, 10, 1), date(2026, 10, 31))
    surveys.add_version(unit, "stadtweit", "1", TOWN, NOON)


def _said(unit: Unit) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in unit.connection.execute(select(outbox.c.id, outbox.c.template))]


def _set_aside(unit: Unit) -> list[int]:
    return list(unit.connection.scalars(select(kept_aside.c.update_id)))


def _drafts(unit: Unit) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in unit.connection.execute(select(dialogue.c.id, dialogue.c.state))]


def message(text: str | None = None, chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    given = {"message_id": 7, "chat": chat, "from": PERSON, **content}
    return given if text is None else {**given, "text": text}


def tapped(data: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    where = {"message_id": 8, "date": 1790000000, "chat": chat}
    return {"id": "1", "from": PERSON, "chat_instance": "x", "message": where, "data": data}


async def begin(send: Send) -> None:
    await send("message", **message("/start plakat"))
    await send("message", **message("4"))
    await send("message", **message("1"))
    assert await send("message", **message("/survey")) == ["card"]


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("/help", "help"),
        ("/HELP", "help"),
        ("/help@quartierbot", "help"),
        ("/about", "page"),
        ("/Contact", "page"),
        ("/mydata", "my_data"),
        ("/withdraw", "withdraw_code"),
        ("/Withdraw nonsense", "withdraw_slip"),
        ("/delete", "delete_question"),
        ("/stop", "stopped"),
        ("/results", "said_menu"),
        ("/stats", "refused"),
        ("/moderate", "refused"),
        ("/enter", "refused"),
        ("/language", "language_choice"),
        ("/Survey", "card"),
        ("/PAUSE", "card"),
        ("/back", "card"),
        ("/nonsense", "unknown_command"),
        ("/", "unknown_command"),
        ("/help@otherbot", "unknown_command"),
        ("weiter", "card"),
    ],
)
async def test_what_is_typed_in_the_middle_of_a_survey(telegram: Send, text: str, template: str) -> None:
    await begin(telegram)
    assert await telegram("message", **message(text)) == [template]


async def test_an_unknown_command_is_no_answer(telegram: Send, store: Store) -> None:
    await begin(telegram)
    before = await store.run(_drafts)
    await telegram("message", **message("/nonsense"))
    assert await store.run(_drafts) == before


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}], "caption": "1"},
        {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}},
        {"location": {"latitude": 48.8, "longitude": 9.2}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
    ],
)
async def test_media_are_answered_with_a_sentence_and_are_no_answer(
    telegram: Send, store: Store, content: dict[str, Any]
) -> None:
    await begin(telegram)
    before = await store.run(_drafts)
    assert await telegram("message", **message(None, **content)) == ["card"]
    assert await store.run(_drafts) == before


async def test_a_command_under_a_picture_is_a_command(telegram: Send) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    assert await telegram("message", **message(None, photo=photo, caption="/about")) == ["page"]


async def test_a_message_that_is_corrected_is_not_read_again(telegram: Send, store: Store) -> None:
    await begin(telegram)
    before = await store.run(_drafts)
    assert await telegram("edited_message", **message("Ja"), edit_date=1790000001) == ["card"]
    assert await store.run(_drafts) == before


async def test_taps_reach_the_dialogue_and_are_acknowledged(
    telegram: Send, store: Store, answers: list[str]
) -> None:
    await begin(telegram)
    ((number, state),) = await store.run(_drafts)
    turn = dialogue_from_json(state).turn
    assert await telegram("callback_query", **tapped(f"c:{number}:{turn}:keep")) == ["card"]
    ((_, state),) = await store.run(_drafts)
    assert dialogue_from_json(state).at == "lives"
    assert answers == [""]


@pytest.mark.parametrize(
    "data",
    ["", "x", "c:1:1:nothing", "m:nothing", "m:languages:" + "9" * 40, "c:1:1:٣", "m:erase:1", "\u202e"],
)
async def test_a_forged_button_is_answered_in_the_chosen_language_and_does_nothing(
    telegram: Send, store: Store, answers: list[str], data: str
) -> None:
    await begin(telegram)
    before = await store.run(_drafts)
    assert await telegram("callback_query", **tapped(data)) == []
    assert await store.run(_drafts) == before
    assert len(answers) == 1
    assert 0 < len(answers[0]) <= 200


async def test_a_tap_without_its_message_or_in_a_group_is_only_acknowledged(
    telegram: Send, answers: list[str]
) -> None:
    alone = tapped("m:agree")
    del alone["message"]
    assert await telegram("callback_query", **alone) == []
    assert await telegram("callback_query", **tapped("m:results", GROUP)) == []
    assert answers == ["", ""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/start", ["group"]),
        ("/results", ["group"]),
        ("/survey@QuartierBot", ["group"]),
        ("/survey@OtherBot", []),
        ("Ja", []),
        ("1", []),
    ],
)
async def test_in_a_group_the_bot_offers_a_link_to_itself_and_nothing_else(
    telegram: Send, text: str, said: list[str]
) -> None:
    assert await telegram("message", **message(text, GROUP)) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("left", "member", ["group"]),
        ("left", "administrator", ["group"]),
        ("member", "administrator", []),
        ("member", "left", []),
    ],
)
async def test_a_group_that_adds_the_bot_gets_the_link(
    telegram: Send, old: str, new: str, said: list[str]
) -> None:
    assert await telegram("my_chat_member", **changed(GROUP, old, new)) == said


async def test_blocking_says_nothing_and_coming_back_is_answered_with_what_is_open(telegram: Send) -> None:
    await begin(telegram)
    assert await telegram("my_chat_member", **changed(PRIVATE, "member", "kicked")) == []
    assert await telegram("my_chat_member", **changed(PRIVATE, "kicked", "member")) == ["home"]


def changed(chat: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    bot = {"id": 42, "is_bot": True, "first_name": "Q"}
    fields = ChatMemberAdministrator.model_fields.items()
    rights = {name: False for name, field in fields if field.is_required() and name != "user"}

    def member(status: str) -> dict[str, Any]:
        extra = rights if status == "administrator" else {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": bot, **extra}

    return {"chat": chat, "from": PERSON, "old_chat_member": member(old), "new_chat_member": member(new)}


async def test_the_words_on_a_menu_can_be_typed_in_any_language(telegram: Send) -> None:
    await telegram("message", **message("/start"))
    assert await telegram("message", **message("türkçe")) == ["consent"]
    assert await telegram("message", **message("Hepsini oku!")) == ["privacy"]
    assert await telegram("message", **message("evet")) == ["home"]
    assert await telegram("message", **message("başla")) == ["card"]
    assert await telegram("message", **message("Sprache")) == ["language_choice"]
    assert await telegram("message", **message("deutsch")) == ["card"]


async def test_the_notice_is_followed_by_the_consents_that_hold(telegram: Send) -> None:
    assert await telegram("message", **message("/privacy")) == ["page"]
    await begin(telegram)
    assert await telegram("message", **message("/privacy please")) == ["page", "consents"]
    assert await telegram("message", **message("1")) == ["consent_question"]
    assert await telegram("message", **message("hayır")) == ["kept"]


async def test_a_question_whether_to_delete_takes_yes_and_no_and_asks_again_for_anything_else(
    telegram: Send,
) -> None:
    await telegram("message", **message("/start"))
    assert await telegram("message", **message("/delete")) == ["delete_question"]
    assert await telegram("message", **message("vielleicht")) == ["delete_question"]
    assert await telegram("message", **message("Nein")) == ["kept"]
    await telegram("message", **message("/delete"))
    assert await telegram("message", **message("Ja, alles löschen")) == ["deleted"]
