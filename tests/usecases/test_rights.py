"""What is linked to a chat can be read, each consent withdrawn on its own, and all of it deleted."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from db.tables import metadata
from domain.dialogue import Choose, Mark, Move
from domain.erasures import chat_tokens, response_token
from domain.receipts import response_key
from tests.usecases.conftest import PEPPER
from tests.usecases.test_sealing import receipt_of
from tests.usecases.town import GIVEN, NOON, Resident, Town, others_submit
from usecases.consents import privacy_command
from usecases.erase import delete_command
from usecases.my_data import MyDataView, my_data_command
from usecases.scrub import scrub_asked_for
from usecases.withdraw import withdraw_command


def data_of(resident: Resident) -> MyDataView:
    """Return what /mydata shows."""
    resident.command(my_data_command)
    assert resident.sees.template == "my_data"
    view = resident.sees.view
    assert isinstance(view, MyDataView)
    return view


def test_my_data_shows_chat_language_consents_and_the_answers_of_a_draft(ayse: Resident, town: Town) -> None:
    ayse.begin("tr")
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("30")
    view = data_of(ayse)
    (person,) = view.people
    (consent,) = person.consents
    (answers,) = person.answers
    assert (view.chat.address, view.chat.last_seen_on, view.role) == (501, town.now.date(), None)
    assert (person.member.language, person.member.language_chosen) == ("tr", True)
    assert (consent.purpose, consent.language, consent.given_at) == ("survey", "tr", town.now)
    assert consent.withdrawn_at is None
    assert len(consent.text_hash) == 64
    assert answers.draft.answers == {"hello": None, "lives": "a", "age": 30}
    assert not answers.draft.is_submitted


def test_my_data_names_submitted_answers_that_wait_and_no_longer_those_that_were_cut_loose(
    ayse: Resident, town: Town
) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    (answers,) = data_of(ayse).people[0].answers
    assert answers.draft.is_submitted
    assert GIVEN.items() <= dict(answers.draft.answers).items()
    assert data_of(ayse).people[0].has_taken_part == ()
    others_submit(town, 9)
    town.seal()
    person = data_of(ayse).people[0]
    assert person.answers == ()
    assert [key for key, _ in person.has_taken_part] == ["stadtweit"]


def test_what_my_data_shows_never_stands_in_the_outbox(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all("only here")
    ayse.command(my_data_command)
    assert ayse.sees.args == {}


ROWS: dict[str, dict[str, Any]] = {
    "throttle": {"failures": 2, "since": NOON},
    "outbox": {
        "address": 501,
        "priority": 1,
        "template": "t",
        "language": "de",
        "due_at": NOON,
        "args": "{}",
        "placement": "{}",
        "attempts": 0,
    },
    "bulk_day": {"address": 501, "day": NOON.toordinal(), "n": 2},
    "pause": {"address": 501, "worker": 1, "held_until": int(NOON.timestamp() * 1e6), "noted_at": 0},
}


@pytest.mark.parametrize("what", ROWS)
def test_every_table_that_names_a_chat_is_in_my_data_and_emptied_by_delete(
    ayse: Resident, town: Town, what: str
) -> None:
    """Whoever adds a table that is linked to a chat has to think of both."""
    ayse.begin()
    linked = {"chat", "member", "consent", "dialogue", "invited", "throttle", "outbox", "staff"}
    linked |= {"bulk_day", "pause", "registration"}  # tests/usecases/test_event_rights.py
    linked |= {"follow"}  # tests/usecases/test_measure_rights.py
    linked |= {"preview"}  # of staff, holding nobody's answers
    names = {"chat_id", "member_id", "address", "user_address"}
    assert {
        table.name for table in metadata.tables.values() if any(column.name in names for column in table.c)
    } == linked
    row = ROWS[what] if "address" in ROWS[what] else {**ROWS[what], "chat_id": ayse.member["chat_id"]}
    with town.connection.begin():
        town.connection.execute(insert(metadata.tables[what]).values(row))
    view = data_of(ayse)
    assert (view.wrong_codes is not None) is (what == "throttle")
    assert view.unasked_messages == (1 if what == "outbox" else 0)
    assert view.bulk_messages == ((NOON.date(), 2) if what == "bulk_day" else None)
    assert view.paused_until == (NOON if what == "pause" else None)
    ayse.command(delete_command)
    ayse.choose("erase")
    assert town.rows(what) == []


def test_delete_takes_sealed_answers_along_leaves_a_token_and_asks_for_scrubbing(
    ayse: Resident, town: Town
) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    code = receipt_of(ayse)
    ayse.command(delete_command)
    ayse.choose("erase")
    assert town.rows("dialogue") == []
    assert {row["token"] for row in town.rows("erasure")} == {
        next(chat_tokens(PEPPER, 501)),
        response_token(PEPPER, response_key(PEPPER, code)),
    }
    assert town.run(scrub_asked_for)
    ayse.command(withdraw_command, code)
    assert ayse.sees.template == "withdrawn_before"


def test_delete_leaves_what_was_cut_loose_to_the_receipt(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    code = receipt_of(ayse)
    others_submit(town, 9)
    town.seal()
    ayse.command(delete_command)
    ayse.choose("erase")
    assert len(town.rows("response")) == 10
    ayse.command(withdraw_command, code)
    ayse.choose(ayse.options[0])
    assert (ayse.sees.template, len(town.rows("response"))) == ("withdrawn", 9)


def test_a_chat_that_is_erased_twice_leaves_two_tokens(ayse: Resident, town: Town) -> None:
    for _ in range(2):
        ayse.begin()
        ayse.command(delete_command)
        ayse.choose("erase")
    assert len(town.rows("erasure")) == 2


def test_the_notice_comes_with_the_consents_that_hold(ayse: Resident) -> None:
    ayse.start()
    ayse.command(privacy_command)
    assert ayse.sees.template == "page"
    ayse.choose("language:de", message=1000)
    ayse.choose(ayse.options[0])
    ayse.command(privacy_command)
    assert (ayse.sees.template, ayse.options) == ("consents", ["consent:survey"])
    assert ayse.sees.args["days"] == ["2026-10-03"]


def test_withdrawing_the_consent_stops_the_survey_and_asks_about_the_answers(
    ayse: Resident, town: Town
) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    card = ayse.message
    before = ayse.dialogue
    town.now += timedelta(days=1)
    ayse.command(privacy_command)
    ayse.say("1")
    assert (ayse.sees.template, ayse.options) == ("consent_question", ["unconsent:survey", "keep"])
    ayse.say("1")
    assert (ayse.sees.template, ayse.options) == ("consent_withdrawn", ["erase_answers", "keep"])
    (row,) = town.rows("consent")
    assert row["withdrawn_at"] == town.now
    ayse.choose("keep")
    ayse.tap(Choose(0), message=card)
    assert (ayse.sees.template, ayse.dialogue) == ("consent", before)
    ayse.choose(ayse.options[0])
    ayse.choose("survey:stadtweit")
    ayse.tap(Choose(0))
    assert ayse.dialogue.answers["lives"] == "a"


@pytest.mark.parametrize("submit", [False, True])
def test_answers_can_be_deleted_with_the_consent_and_the_rest_stays(
    ayse: Resident, town: Town, submit: bool
) -> None:
    ayse.begin()
    ayse.answer_all()
    if submit:
        ayse.tap(Move.SUBMIT)
    ayse.choose("unconsent:survey")
    ayse.say("1")
    assert (ayse.sees.template, town.rows("dialogue")) == ("answers_deleted", [])
    assert (len(town.rows("chat")), len(town.rows("consent"))) == (1, 1)
    assert len(town.rows("erasure")) == 1 + submit
    assert town.run(scrub_asked_for)


def test_each_consent_is_withdrawn_on_its_own(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.tap(Move.KEEP)
    with town.connection.begin():
        (given,) = town.connection.execute(metadata.tables["consent"].select()).mappings()
        other = {**given, "id": given["id"] + 1, "purpose": "news"}
        town.connection.execute(insert(metadata.tables["consent"]).values(other))
    ayse.command(privacy_command)
    assert ayse.options == ["consent:survey", "consent:news"]
    ayse.choose("unconsent:news")
    assert ayse.sees.template == "consent_withdrawn"
    assert {row["purpose"]: row["withdrawn_at"] for row in town.rows("consent")} == {
        "survey": None,
        "news": town.now,
    }
    ayse.tap(Choose(0))
    ayse.say("30")
    ayse.tap(Mark(0, on=True))
    assert ayse.dialogue.answers["age"] == 30
