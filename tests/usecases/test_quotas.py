"""A full cell ends a dialogue kindly, lets no more through than its limit, and frees what is erased."""

import asyncio
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from db import dialogues, quotas, residents, sealed_drafts, surveys
from db.unit import Unit
from domain.dialogue import Choose, Move, Typed
from domain.engine import begin
from domain.person import Person
from domain.quotas import QuotaState
from domain.survey import Quota
from tests.domain.questionnaires import TOWN
from tests.usecases.test_seats_under_pressure import workers
from tests.usecases.town import CLOSES, OPENS, Resident, Town
from usecases.answer_survey import step, words
from usecases.erase import delete_command
from usecases.house import House
from usecases.quota_states import states
from usecases.views import ReceiptView
from usecases.withdraw import withdraw_command

KEY = "stadtweit"
CELL = Quota({"lives": "a"}, 2)
CARE = Quota({"lives": "a", "care": "a"}, 1)


@pytest.fixture
def limited(town: Town) -> Town:
    town.open_survey(KEY, replace(TOWN, quotas=(CELL,)), source="2")
    return town


def counted(town: Town) -> dict[str, int]:
    return {row["cell"]: row["n"] for row in town.rows("quota_count")}


def submits(town: Town, chat: int) -> Resident:
    one = Resident(town, chat)
    one.begin()
    one.answer_all()
    one.tap(Move.SUBMIT)
    return one


def test_who_submits_takes_a_place_and_who_comes_too_late_is_told_before_the_next_question(
    limited: Town,
) -> None:
    for chat in (501, 502):
        assert submits(limited, chat).sees.template == "submitted"
    assert counted(limited) == {"lives=a": 2}
    late = Resident(limited, 503)
    late.begin()
    late.tap(Move.KEEP)
    late.tap(Choose(0))
    assert late.sees.template == "quota_full"
    assert not late.has_draft
    assert counted(limited) == {"lives=a": 2}


def test_nobody_is_told_of_a_full_cell_before_their_answers_put_them_into_it(limited: Town) -> None:
    for chat in (501, 502):
        submits(limited, chat)
    other = Resident(limited, 503)
    other.begin()
    other.tap(Move.KEEP)
    assert other.sees.template == "card"
    other.tap(Choose(1))  # lives elsewhere: another cell, and a screenout of the form's own
    assert other.sees.template == "screened_out"


def test_a_cell_that_fills_up_meanwhile_ends_the_dialogue_at_submit(limited: Town) -> None:
    slow = Resident(limited, 600)
    slow.begin()
    slow.answer_all()
    for chat in (501, 502):
        submits(limited, chat)
    slow.tap(Move.SUBMIT)
    assert slow.sees.template == "quota_full"
    assert not slow.has_draft
    assert counted(limited) == {"lives=a": 2}


def test_where_one_of_two_cells_is_full_no_place_is_taken_in_the_other(town: Town) -> None:
    town.open_survey(KEY, replace(TOWN, quotas=(CELL, CARE)), source="2")
    ahead, behind = Resident(town, 501), Resident(town, 502)
    for one in (ahead, behind):
        one.begin()
        one.tap(Move.KEEP)
        one.tap(Choose(0))
        one.say("50")
        one.tap(Choose(0))
        for _ in range(3):
            one.tap(Move.SKIP)
    ahead.tap(Move.SUBMIT)
    behind.tap(Move.SUBMIT)
    assert behind.sees.template == "quota_full"
    assert counted(town) == {"lives=a": 1, "care=a|lives=a": 1}


def test_a_place_is_free_again_when_submitted_answers_are_erased(limited: Town) -> None:
    one = submits(limited, 501)
    one.command(delete_command)
    one.choose("erase")
    assert counted(limited) == {"lives=a": 0}


def test_or_withdrawn_with_their_receipt(limited: Town) -> None:
    one = submits(limited, 501)
    view = one.sees.view
    assert isinstance(view, ReceiptView)
    one.command(withdraw_command, view.receipt)
    one.choose(one.options[0])
    assert one.sees.template == "withdrawn"
    assert counted(limited) == {"lives=a": 0}


def test_a_place_stays_taken_once_answers_are_cut_loose(town: Town) -> None:
    town.open_survey(KEY, replace(TOWN, quotas=(replace(CELL, limit=20),)), source="2")
    people = [submits(town, 500 + number) for number in range(10)]
    assert town.seal() == 10
    people[0].command(delete_command)
    people[0].choose("erase")
    assert counted(town) == {"lives=a": 10}


# --- what staff see -----------------------------------------------------------------------------------


def seen(town: Town) -> QuotaState:
    (state,) = town.run(states, KEY)
    assert isinstance(state, QuotaState)
    return state


def test_staff_see_tens_and_full_of_what_is_cut_loose_while_the_limit_holds_for_all(town: Town) -> None:
    cell = replace(CELL, limit=22)
    town.open_survey(KEY, replace(TOWN, quotas=(cell,)), source="2")
    for chat in range(500, 512):
        submits(town, chat)
    assert seen(town) == QuotaState(cell, is_full=False, at_least=0)
    assert town.seal() == 12
    assert seen(town) == QuotaState(cell, is_full=False, at_least=10)
    for chat in range(512, 522):
        submits(town, chat)
    late = Resident(town, 522)
    late.begin()
    late.tap(Move.KEEP)
    late.tap(Choose(0))
    assert late.sees.template == "quota_full"
    assert seen(town) == QuotaState(cell, is_full=False, at_least=10)
    assert town.seal() == 10
    assert seen(town) == QuotaState(cell, is_full=True, at_least=20)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_staff_see_moves_with_batches_only_never_with_anybody_who_submits_or_erases(
    town: Town, seed: int
) -> None:
    rng = Random(seed)
    cell = replace(CELL, limit=100)
    town.open_survey(KEY, replace(TOWN, quotas=(cell,)), source="2")
    before, moved = seen(town), 0
    waiting: list[Resident] = []
    for chat in range(500, 550):
        if waiting and rng.random() < 0.15:
            one = waiting.pop(rng.randrange(len(waiting)))
            one.command(delete_command)
            one.choose("erase")
        else:
            waiting.append(submits(town, chat))
        assert seen(town) == before, "whoever watches learns nothing of one person"
        if rng.random() < 0.3 and (cut := town.seal(rng)):
            assert cut >= 10
            waiting.clear()
            moved += seen(town) != before
            before = seen(town)
    (row,) = town.rows("quota_count")
    assert moved
    assert row["shown"] == row["n"] - len(waiting)


def test_the_last_batch_which_may_be_one_person_moves_nothing_that_staff_see(town: Town) -> None:
    cell = replace(CELL, limit=20)
    town.open_survey(KEY, replace(TOWN, quotas=(cell,)), source="2")
    for chat in range(500, 519):
        submits(town, chat)
    assert town.seal() == 19
    submits(town, 519)
    before = seen(town)
    town.pass_days(40)
    assert town.seal() == 1
    assert seen(town) == before == QuotaState(cell, is_full=False, at_least=10)
    assert counted(town) == {"lives=a": 20}


# --- under pressure -----------------------------------------------------------------------------------

NOW = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
PEOPLE, LIMIT = 60, 23


def _prepare(unit: Unit) -> None:
    """Let many people stand before Submit."""
    survey = replace(TOWN, quotas=(replace(CELL, limit=LIMIT),))
    surveys.schedule(unit, KEY, 0, OPENS, CLOSES)
    surveys.add_version(unit, KEY, "1", survey, NOW)
    offer = surveys.offer(unit, KEY)
    assert offer is not None
    for address in range(PEOPLE):
        one = residents.add(unit, 1000 + address, "de", date(2026, 10, 3))
        dialogue, _events = begin(survey, NOW, "de", secrets.randbits(31))
        draft = dialogues.add(unit, one.member_id, offer, dialogue, date(2026, 10, 3))
        residents.talk_in(unit, one.member_id, draft.id)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_many_who_submit_at_once_on_several_workers_never_exceed_the_limit(
    database_url: str, house: House, number: int, seed: int
) -> None:
    if number > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite has room for one worker")
    rng = Random(seed)
    typed = [("", Move.KEEP), ("1", None), ("30", None), *[("", Move.SKIP)] * 3, ("", Move.SUBMIT)]
    async with workers(database_url, number) as stores:
        await stores[0].run(_prepare)
        updates = iter(range(1, 10_000))
        for text, move in typed:
            order = list(range(PEOPLE))
            rng.shuffle(order)
            people = [Person(1000 + place, 1000 + place, "de") for place in order]
            await asyncio.gather(
                *(
                    rng.choice(stores).run(step, house, next(updates), one, move, NOW)
                    if move
                    else rng.choice(stores).run(words, house, next(updates), one, Typed(text), NOW)
                    for one in people
                )
            )
        assert await stores[0].run(quotas.counts, KEY) == {"lives=a": LIMIT}
        assert await stores[0].run(sealed_drafts.count, KEY) == LIMIT
