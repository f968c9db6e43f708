"""Erasing and sealing at once, on two connections: whoever comes first is done before the other begins.

SQLite has one writer, so there nothing can come between. On PostgreSQL both lock the drafts that they take.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from threading import Thread

import pytest
from sqlalchemy import update

from db import dialogues, households, linked, quotas, residents, rights, sealed_drafts, surveys
from db.tables import chat
from db.unit import Unit
from domain.dialogue import Dialogue, Stage
from domain.erasures import chat_tokens, member_tokens, response_token
from domain.outgoing import Placement
from domain.periods import Periods
from domain.receipts import receipt_of, response_key
from domain.survey import Kind, Question, Quota
from tests.domain.questionnaires import choices
from tests.usecases.conftest import PEPPER
from tests.usecases.town import Resident, Town, opened
from tests.usecases.two_at_once import Beside, Pausing, beside
from tests.usecases.with_files import KEY, PHOTO, SURVEY, fetch_all
from usecases import scrub, seal
from usecases.erase import erase, erase_answers, forget_person
from usecases.house import House
from usecases.media_answers import keep
from usecases.restore import reapply
from usecases.retention import forget
from usecases.visit import Visit, receive
from usecases.withdraw import take_back

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

HOME, OTHERS = 7000, range(7001, 7012)
LIVES = Question("lives", Kind.SELECT_ONE, {"de": "Wohnen Sie hier?"}, choices=choices("Ja", "Nein"))
LIMITED = replace(SURVEY, questions=(*SURVEY.questions, LIVES), quotas=(Quota({"lives": "a"}, 99),))
CELL = "lives=a"
LATER = "zlater"
Deed = Callable[[Unit, "Street"], object]


@dataclass
class Street:
    """Twelve chats with submitted answers, two people in the first; and a second connection to their town."""

    here: Town
    there: Beside
    key: bytes  # of the response to be of the first person of the first chat


@pytest.fixture
def street(database_url: str, house: House) -> Iterator[Street]:
    with opened(database_url, house) as here, beside(database_url, here) as there:
        here.open_survey(KEY, LIMITED)
        key = submits(here, HOME)
        here.run(let_join)
        for address in (HOME, *OTHERS):
            submits(here, address)
        fetch_all(here)
        yield Street(here, there, key)


def let_join(unit: Unit) -> None:
    first = residents.by_address(unit, HOME)
    assert first is not None
    assert households.join(unit, first, "Ayşe", "de") is not None


def submits(town: Town, address: int, survey: str = KEY) -> bytes:
    """Let whoever answers in a chat submit a picture and take a place; return the response's key."""
    random = secrets.token_bytes(16)

    def submit(unit: Unit) -> None:
        offer = surveys.offer(unit, survey)
        assert offer is not None
        visiting = visit(unit, town, address)
        draft = dialogues.add(
            unit, visiting.resident.member_id, offer, Dialogue(Stage.REVIEWING), town.now.date()
        )
        picture = keep(visiting, draft, LIMITED.question("photo"), PHOTO)
        answers = {"photo": str(picture), "lives": "a"}
        assert quotas.take(unit, survey, CELL, 99)
        sealed_drafts.seal(unit, draft.id, replace(draft.dialogue, answers=answers), random)

    town.run(submit)
    return response_key(PEPPER, receipt_of(PEPPER, random))


# --- what erases -----------------------------------------------------------------------------------


def visit(unit: Unit, town: Town, address: int = HOME) -> Visit:
    found = receive(unit, town.house, next(town.updates), Resident(town, address).person, town.now)
    assert found is not None
    return found


def delete_everything(unit: Unit, street: Street) -> None:
    erase(visit(unit, street.here), Placement())


def remove_a_person(unit: Unit, street: Street) -> None:
    by_the_other = visit(unit, street.here)
    first = linked.members(unit, by_the_other.resident.chat_id)[0]
    forget_person(by_the_other, first)


def take_own_answers_back(unit: Unit, street: Street) -> None:
    erase_answers(visit(unit, street.here), Placement())


def forget_the_inactive(unit: Unit, street: Street) -> None:
    long_ago = street.here.now - timedelta(days=5000)
    away = update(chat).where(chat.c.address == HOME).values(last_seen_on=long_ago.date(), reachable=False)
    unit.connection.execute(away)
    assert forget(unit, Periods(), "Europe/Berlin", street.here.now)["residents"] == 1


def repeat_an_erasure_after_a_restore(unit: Unit, street: Street) -> None:
    token = next(chat_tokens(PEPPER, HOME))
    assert reapply(unit, PEPPER, {token}, street.here.now).chats == 1


def repeat_the_removal_of_a_person(unit: Unit, street: Street) -> None:
    token = next(member_tokens(PEPPER, HOME, 1))
    assert reapply(unit, PEPPER, {token}, street.here.now).chats == 1


DEEDS: dict[Deed, int] = {
    delete_everything: 2,
    remove_a_person: 1,
    take_own_answers_back: 1,
    forget_the_inactive: 2,
    repeat_an_erasure_after_a_restore: 2,
    repeat_the_removal_of_a_person: 1,
}
"""What erases answers that wait, and those of how many people it erases."""
each_deed = pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.__name__)


# --- what is left ----------------------------------------------------------------------------------


def assert_all_adds_up(town: Town, responses: int) -> None:
    """See that so many are cut loose, with marks, places and files, and that the erased are not."""
    kept = town.rows("response")
    assert len(kept) == responses
    assert len(town.rows("participation")) == responses
    erased = {bytes(row["token"]) for row in town.rows("erasure")}
    assert not [row for row in kept if response_token(PEPPER, bytes(row["rid"])) in erased]
    waiting = [row for row in town.rows("dialogue") if row["seal"] is not None]
    (places,) = town.rows("quota_count")
    assert (places["n"], places["shown"]) == (responses + len(waiting), responses)
    linked_to = {row["dialogue_id"] for row in town.rows("media") if row["dialogue_id"] is not None}
    assert linked_to == {row["id"] for row in waiting}
    assert sum(row["status"] == "loose" for row in town.rows("media")) == responses


@each_deed
def test_what_is_erased_just_before_sealing_takes_it_is_erased(street: Street, deed: Deed) -> None:
    with street.here.connection.begin():
        deed(Unit(street.here.connection, 1), street)
        sealing = street.there.start(seal.seal_waiting, street.here.house, street.here.now)
        assert sealing.is_alive(), "sealing waits for what is being erased"
    street.there.finish(sealing)
    assert_all_adds_up(street.here, len(OTHERS) + 2 - DEEDS[deed])


@pytest.mark.parametrize("at", [1, 3])
@each_deed
def test_what_sealing_has_taken_is_cut_loose_and_no_longer_the_persons_to_erase(
    street: Street, deed: Deed, at: int
) -> None:
    erasing: list[Thread] = []
    chance = Pausing(at, lambda: erasing.append(street.there.start(deed, street)))
    assert street.here.seal(chance) == len(OTHERS) + 2
    (thread,) = erasing
    street.there.finish(thread)
    assert_all_adds_up(street.here, len(OTHERS) + 2)


def test_answers_that_are_withdrawn_just_before_sealing_takes_them_are_gone(street: Street) -> None:
    with street.here.connection.begin():
        take_back(Unit(street.here.connection, 1), PEPPER, street.key)
        sealing = street.there.start(seal.seal_waiting, street.here.house, street.here.now)
    street.there.finish(sealing)
    assert_all_adds_up(street.here, len(OTHERS) + 1)


@pytest.mark.parametrize("at", [1, 3])
def test_answers_that_are_withdrawn_while_sealing_takes_them_are_gone_as_well(
    street: Street, at: int
) -> None:
    withdrawing: list[Thread] = []
    chance = Pausing(
        at,
        lambda: withdrawing.append(street.there.start(take_back, PEPPER, street.key)),
    )
    street.here.seal(chance)
    street.there.finish(withdrawing[0])
    assert street.here.run(rights.response_with, street.key) is None
    assert len(street.here.rows("response")) == len(OTHERS) + 1


def test_withdrawing_and_erasing_at_once_free_a_place_once(street: Street) -> None:
    with street.here.connection.begin():
        delete_everything(Unit(street.here.connection, 1), street)
        withdrawing = street.there.start(take_back, PEPPER, street.key)
    street.there.finish(withdrawing)
    assert_all_adds_up(street.here, 0)


def test_sealing_several_surveys_and_erasing_answers_to_the_later_one_do_not_wait_for_each_other(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever erases comes when sealing has just asked for its scrub: sealing takes no more drafts then."""
    begun: list[Thread] = []
    ask_for_scrub = scrub.ask_for_scrub

    def erase_later(unit: Unit) -> None:
        erase(visit(unit, street.here, 8000), Placement())

    def ask_and_let_erase(unit: Unit) -> None:
        ask_for_scrub(unit)
        begun.append(street.there.start(erase_later))

    street.here.open_survey(LATER, replace(LIMITED, name=LATER))
    for address in range(8000, 8011):
        submits(street.here, address, LATER)
    fetch_all(street.here)
    monkeypatch.setattr(seal, "ask_for_scrub", ask_and_let_erase)
    assert street.here.seal(Random(1)) == len(OTHERS) + 2 + 11
    (thread,) = begun
    street.there.finish(thread)
