"""Nobody takes part twice, and nobody in a household keeps another one from taking part."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from db import dialogues, households, outbox, residents, responses, sealed_drafts, surveys
from db.residents import ConsentText
from db.store import Store
from db.tables import metadata
from db.unit import Unit
from domain.dialogue import Dialogue, Move, Stage
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from tests.usecases.town import NOON, Resident, Town, others_submit
from usecases.answer_survey import tap
from usecases.house import House
from usecases.rehearsal import KEY, Rehearsal
from usecases.scrub import scrub_asked_for
from usecases.seal import RECEIPT
from usecases.take_survey import take
from usecases.visit import Visit

TODAY = NOON.date()
AGAIN = 1_000_000  # the first number of updates that nobody has seen before


@pytest.fixture
def empty(database_url: str, house: House) -> Iterator[Rehearsal]:
    """Nobody has taken part yet; whoever comes is answered in the town's words."""
    played = Rehearsal(database_url, NOON, Random(4))
    played.house = replace(house, pepper=played.house.pepper)
    yield played
    played.close()


@pytest.fixture(params=[200, pytest.param(1000, marks=pytest.mark.soak)])
def many(request: pytest.FixtureRequest) -> int:
    """How many have submitted already."""
    number: int = request.param
    return number


@pytest.fixture
def rehearsal(empty: Rehearsal, many: int) -> Rehearsal:
    """So many have submitted: half of them are cut loose, half of them wait."""
    empty.take_part(["word"] * (many // 2))
    empty.seal()
    empty.take_part(["word"] * (many // 2))
    return empty


def begins(unit: Unit, played: Rehearsal, chat: int, ordinal: int) -> bool:
    """Tell whether a person of a chat can begin the survey, by whether a draft of theirs is there then."""
    resident = residents.by_address(unit, chat)
    assert resident is not None
    if ordinal > 1:
        resident = households.join(unit, resident, "", "en")
        assert resident is not None
        assert resident.ordinal == ordinal
    residents.agree(unit, resident.member_id, SURVEY_CONSENT, ConsentText("1", "h", "en"), NOON)
    visit = Visit(unit, played.house, resident, Person(chat, chat, "en"), NOON, TODAY)
    take(visit, KEY, Placement())
    return dialogues.of_member(unit, resident.member_id, KEY) is not None


def test_a_second_submission_is_refused_every_time_and_a_housemates_accepted_as_often(
    rehearsal: Rehearsal, many: int
) -> None:
    def who_begin(unit: Unit, ordinal: int) -> int:
        return sum(begins(unit, rehearsal, guest.chat, ordinal) for guest in rehearsal.guests)

    assert rehearsal.run(who_begin, 1) == 0
    assert rehearsal.run(who_begin, 2) == many


def submits(unit: Unit, played: Rehearsal, chat: int, draft: int, update: int) -> None:
    """Tap a draft's Submit, with an update that nobody has seen before."""
    tap(unit, played.house, update, Person(chat, chat, "en"), draft, None, Move.SUBMIT, 1, NOON)


def restore(unit: Unit, chat: int, seal: bytes | None = None) -> int:
    """Put a draft back that was cut loose long ago, sealed or as it was before Submit."""
    offer = surveys.offer(unit, KEY)
    resident = residents.by_address(unit, chat)
    assert offer is not None
    assert resident is not None
    old = Dialogue(Stage.REVIEWING, answers={"area": "north", "words": "once more"})
    residents.agree(unit, resident.member_id, SURVEY_CONSENT, ConsentText("1", "h", "en"), NOON)
    draft = dialogues.add(unit, resident.member_id, offer, old, TODAY)
    if seal is not None:
        sealed_drafts.seal(unit, draft.id, old, seal)
    return draft.id


def kept(unit: Unit) -> tuple[int, int, int]:
    """Return how many took part: responses with the drafts that become such, marks likewise, tallied ones."""
    waiting = sealed_drafts.count(unit, KEY)
    found, marks = (
        unit.connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one()
        for name in ("response", "participation")
    )
    return found + waiting, marks + waiting, responses.tallies(unit, "submitted", "all").total()


def test_a_submit_that_is_replayed_or_restored_is_refused_every_time_in_each_manner(
    rehearsal: Rehearsal, many: int
) -> None:
    chats = [guest.chat for guest in rehearsal.guests]
    updates = count(AGAIN)

    def tap_old_buttons(unit: Unit) -> None:
        for chat in chats:
            submits(unit, rehearsal, chat, rehearsal.drafts[chat], next(updates))

    def submit_restored_drafts(unit: Unit) -> None:
        for chat in chats:
            submits(unit, rehearsal, chat, restore(unit, chat), next(updates))

    def restore_sealed_drafts(unit: Unit) -> None:
        for number, chat in enumerate(chats):
            restore(unit, chat, number.to_bytes(16))

    rehearsal.run(tap_old_buttons)
    assert rehearsal.run(kept) == (many, many, many)
    rehearsal.deliver()
    assert rehearsal.seal() == many // 2
    rehearsal.run(tap_old_buttons)
    assert rehearsal.run(kept) == (many, many, many)
    rehearsal.run(submit_restored_drafts)
    assert rehearsal.run(kept) == (many, many, many)
    rehearsal.deliver()
    assert rehearsal.seal() == 0
    rehearsal.run(restore_sealed_drafts)
    rehearsal.take_part(["word"] * 9)
    assert rehearsal.seal() == 0, "however many have taken part, they make nine others no batch"
    rehearsal.take_part(["word"])
    assert rehearsal.seal() == 10
    assert rehearsal.run(kept) == (many + 10, many + 10, many + 10)


def test_of_a_batch_in_which_a_mark_is_there_already_nothing_is_kept(empty: Rehearsal) -> None:
    marks = [number.to_bytes(32) for number in range(12)]
    empty.run(responses.mark_participations, marks[5:6], KEY)
    with pytest.raises(IntegrityError):
        empty.run(responses.mark_participations, marks, KEY)
    assert empty.run(responses.known_marks, marks) == marks[5:6]


async def test_of_submits_that_arrive_at_once_one_is_taken_by_one_process_and_by_two(
    empty: Rehearsal,
) -> None:
    chats = empty.begin(["word"] * 40)
    stores = [Store(empty.address, as_worker=False) for _ in range(2)]
    for store in stores:
        await store.open()
    updates = count(AGAIN)
    taps = [
        store.run(submits, empty, chat, empty.drafts[chat], next(updates))
        for chat in chats
        for store in stores
        for _ in range(2)
    ]
    await asyncio.gather(*taps)
    for store in stores:
        await store.close()
    assert empty.run(kept) == (40, 40, 40)
    assert len(empty.run(lambda unit: outbox.occasions(unit, RECEIPT))) == 40
    empty.deliver()
    assert empty.seal() == 40
    assert empty.run(kept) == (40, 40, 40)


def test_who_submits_a_second_draft_is_told_that_they_have_taken_part(town: Town, ayse: Resident) -> None:
    ayse.begin()
    ayse.answer_all()
    draft = {**ayse.draft, "id": 999}
    ayse.tap(Move.SUBMIT)
    others_submit(town, 9)
    assert town.seal() == 10
    with town.connection.begin():
        town.connection.execute(metadata.tables["dialogue"].insert().values(draft))
    ayse.tap_on(999, Move.SUBMIT, ayse.dialogue.turn)
    assert ayse.sees.template == "already_taken"
    assert not ayse.has_draft
    assert town.run(scrub_asked_for)
    assert len(town.rows("response")) == len(town.rows("participation")) == 10
