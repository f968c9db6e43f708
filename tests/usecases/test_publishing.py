"""What you said: whoever asked for the results gets them once, in their language, and nobody else does."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from db.tables import metadata
from db.unit import Unit
from domain.invitation import Role
from domain.outcomes import ResidentLeft
from domain.outgoing import Outgoing, Priority
from tests.usecases.office import (
    answers_come_in,
    close_now,
    confirm,
    deliver,
    released,
    staff,
    token_of,
    wish,
)
from tests.usecases.town import Resident, Town
from usecases.choose import choose
from usecases.come_and_go import block_or_return
from usecases.commands import stop
from usecases.deliver import keep_outcomes, let_go, take_rows
from usecases.erase import delete_command

PARTS = ["said_news", "said_picture", "said_scales"]


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601)


def publish(editor: Resident, release: int = 1) -> None:
    editor.choose(f"publish:stadtweit:{release}")
    confirm(editor)
    assert editor.sees.template == "published_now"


def told(messages: list[Outgoing], chat: int) -> list[str]:
    return [one.template for one in messages if one.address == chat]


def test_everybody_who_asked_gets_the_figures_and_pictures_once(editor: Resident, town: Town) -> None:
    released(town)
    for chat in range(10):
        wish(Resident(town, chat))
    publish(editor)
    messages = deliver(town)
    assert Counter(one.address for one in messages) == dict.fromkeys(range(10), 3)
    assert all(told(messages, chat) == PARTS for chat in range(10))
    assert deliver(town) == []
    assert town.rows("outbox") == []


def test_each_in_their_own_language_and_the_message_can_be_said(editor: Resident, town: Town) -> None:
    released(town)
    for chat, language in enumerate(("de", "tr", "ar", "de_simple", "en")):
        wish(Resident(town, chat), language)
    publish(editor)
    messages = deliver(town)
    assert {one.address: one.language for one in messages} == dict(
        enumerate(("de", "tr", "ar", "de_simple", "en"))
    )
    for one in messages:
        words = say_in_words(town.house.town, one)
        assert words.text
        assert (words.picture is not None) == (one.template != "said_news")


def test_they_wait_behind_replies(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    publish(editor)
    assert {row["priority"] for row in town.rows("outbox")} == {Priority.BULK}


def test_without_the_consent_nothing_is_sent(editor: Resident, town: Town) -> None:
    released(town)
    Resident(town, 1).agree()  # to take part, and no more
    Resident(town, 2).start()
    declined = Resident(town, 3)
    declined.agree()
    declined.choose("notify:results")
    declined.choose("notify:no:results")
    publish(editor)
    assert town.rows("outbox") == []
    assert editor.sees.args["chats"] == 0


def test_who_took_the_wish_back_stopped_blocked_or_left_gets_nothing(editor: Resident, town: Town) -> None:
    released(town)
    back, stopped, blocked, gone, stays = (Resident(town, chat) for chat in range(5))
    for one in (back, stopped, blocked, gone, stays):
        wish(one)
    back.choose("off:results")
    stopped.command(stop)
    blocked.command(block_or_return, False)
    gone.command(delete_command)
    gone.choose("erase")
    publish(editor)
    assert {row["address"] for row in town.rows("outbox")} == {stays.chat}


def test_who_changes_their_mind_while_the_messages_wait_gets_nothing(editor: Resident, town: Town) -> None:
    released(town)
    back, stopped, gone, stays = (Resident(town, chat) for chat in range(4))
    for one in (back, stopped, gone, stays):
        wish(one)
    publish(editor)
    back.choose("off:results")
    stopped.command(stop)
    gone.command(delete_command)
    gone.choose("erase")
    assert {one.address for one in deliver(town)} == {stays.chat}
    assert town.rows("outbox") == []


def test_a_message_that_finds_the_bot_blocked_ends_the_others_to_that_chat(
    editor: Resident, town: Town
) -> None:
    released(town)
    wish(Resident(town, 1))
    wish(Resident(town, 2))
    publish(editor)
    first = town.run(take_rows, town.house, 1, town.now).rows
    town.run(keep_outcomes, [(first[0], ResidentLeft())], town.now)
    town.run(let_go)
    assert {one.address for one in deliver(town)} == {2}


@pytest.mark.parametrize("times", [2, 3])
def test_however_often_the_tap_is_delivered_each_gets_it_once(
    editor: Resident, town: Town, times: int
) -> None:
    released(town)
    for chat in range(5):
        wish(Resident(town, chat))
    town.times = times
    publish(editor)
    assert Counter(one.address for one in deliver(town)) == dict.fromkeys(range(5), 3)
    assert [row["action"] for row in town.rows("audit")].count("published") == 1


def test_a_second_tap_and_a_second_question_send_nothing_again(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    editor.choose("publish:stadtweit:1")
    token = token_of(editor)
    editor.choose(f"confirm:{token}")
    editor.choose(f"confirm:{token}")
    assert len(deliver(town)) == 3
    editor.choose("publish:stadtweit:1")
    assert (editor.sees.template, editor.sees.args["is_it"]) == ("cannot_publish", True)
    assert deliver(town) == []


def test_a_crash_while_sending_loses_nobody_and_repeats_only_what_was_not_marked(
    editor: Resident, town: Town
) -> None:
    released(town)
    for chat in range(6):
        wish(Resident(town, chat))
    publish(editor)
    sent = Counter((one.address, one.template) for one in deliver(town, 8, mark=lambda number: number < 6))
    town.now = town.now.replace(hour=town.now.hour + 1)
    again = Counter((one.address, one.template) for one in deliver(town))
    assert set(sent | again) == {(chat, part) for chat in range(6) for part in PARTS}
    assert sum((sent & again).values()) == 2
    assert deliver(town) == []


def test_a_crash_before_the_commit_publishes_nothing_and_sends_nothing(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    editor.choose("publish:stadtweit:1")
    token, before = token_of(editor), town.everything()
    with town.connection.begin() as unfinished:
        choose(Unit(town.connection, 1), town.house, 10_000, editor.person, f"confirm:{token}", 1, town.now)
        unfinished.rollback()
    assert town.everything() == before
    editor.choose(f"confirm:{token}")
    assert len(deliver(town)) == 3


def test_a_household_that_shares_a_phone_and_a_language_gets_it_once_and_in_two_languages_twice(
    editor: Resident, town: Town
) -> None:
    released(town)
    for chat in (1, 2):
        wish(Resident(town, chat))
    (first, second) = (Resident(town, chat).member for chat in (1, 2))
    member, consent = metadata.tables["member"], metadata.tables["consent"]
    with town.connection.begin():
        for one, language in ((first, "de"), (second, "tr")):
            values = {"chat_id": one["chat_id"], "ordinal": 2, "language": language, "language_chosen": True}
            added = town.connection.execute(
                member.insert().values(values).returning(member.c.id)
            ).scalar_one()
            text = {"text_version": "1", "text_hash": "h", "language": language, "given_at": town.now}
            town.connection.execute(consent.insert().values(member_id=added, purpose="results", **text))
    publish(editor)
    assert Counter((one.address, one.language) for one in deliver(town)) == {
        (1, "de"): 3,
        (2, "de"): 3,
        (2, "tr"): 3,
    }


def test_staff_see_beforehand_what_residents_will_get(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1), "tr")
    editor.choose("publish:stadtweit:1")
    preview = [one for one in town.said if one.address == editor.chat and one.template in PARTS]
    publish(editor)
    sent = deliver(town)
    assert [(one.template, one.args, one.view) for one in preview][:3] == [
        (one.template, one.args, one.view) for one in sent
    ]
    assert {one.language for one in preview} == {"de"}


def test_the_next_release_is_sent_again_and_an_older_one_not_any_more(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    for _ in range(2):
        answers_come_in(town, 30)
        close_now(town)
    publish(editor, 1)
    publish(editor, 3)
    for release in (1, 3):  # a person gets one message to many a day
        assert [one.args["release"] for one in deliver(town) if one.template == "said_news"] == [release]
        town.pass_days(1)
    editor.choose("publish:stadtweit:2")
    assert (editor.sees.template, editor.sees.args["is_it"]) == ("cannot_publish", False)


def test_the_outbox_holds_no_figure(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    publish(editor)
    for row in town.rows("outbox"):
        assert set(json.loads(row["args"])) <= {"survey", "release", "index"}
        assert row["occasion"].startswith("said:stadtweit:1:")


def test_a_message_of_a_release_keeps_telling_of_that_release(editor: Resident, town: Town) -> None:
    released(town)
    wish(Resident(town, 1))
    publish(editor)
    answers_come_in(town, 50)
    close_now(town)
    news = next(one for one in deliver(town) if one.template == "said_news")
    assert news.view is not None
    assert replace(news, view=None).args == {"survey": "stadtweit", "release": 1}
    assert news.view.total == 20  # type: ignore[attr-defined]


def test_where_two_have_to_confirm_the_first_alone_sends_nothing_and_the_second_sends_it_once(
    editor: Resident, town: Town
) -> None:
    town.house = replace(town.house, second_person=True)
    released(town)
    wish(Resident(town, 1))
    for _ in range(2):  # twice the same person are not two
        editor.choose("publish:stadtweit:1")
        confirm(editor)
        assert editor.sees.template == "second_needed"
    assert deliver(town) == []
    town.now += timedelta(hours=23)
    publish(staff(town, 602, Role.MANAGER))
    assert len(deliver(town)) == 3


@pytest.mark.parametrize("reason", ["too late", "role taken away", "a newer release"])
def test_the_firsts_yes_counts_no_longer(editor: Resident, town: Town, reason: str) -> None:
    town.house = replace(town.house, second_person=True)
    released(town)
    editor.choose("publish:stadtweit:1")
    confirm(editor)
    if reason == "too late":
        town.now += timedelta(days=1, seconds=1)
    elif reason == "role taken away":
        staff(town, editor.chat, Role.STEERING)
    else:
        answers_come_in(town, 30)
        close_now(town)
    second = staff(town, 602)
    second.choose("publish:stadtweit:1")
    confirm(second)
    assert second.sees.template == "second_needed"
    assert all(row["published_on"] is None for row in town.rows("release"))
