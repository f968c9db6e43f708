"""Submitting on one connection, and something else on another: nobody gets a receipt for nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from db import surveys
from db.tables import chat
from db.unit import Unit
from domain.dialogue import Move
from domain.dialogue_data import dialogue_from_json
from domain.outgoing import Placement
from domain.periods import Periods
from tests.domain.questionnaires import TOWN
from tests.usecases.town import NOON, Resident, Town, opened, others_submit
from tests.usecases.two_at_once import Beside, Pausing, beside
from usecases.answer_survey import tap
from usecases.close_wave import NotEnough, close_wave
from usecases.erase import erase
from usecases.house import House
from usecases.retention import forget
from usecases.seal import seal_waiting
from usecases.start import start
from usecases.visit import receive

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

KEY, CHAT = "stadtweit", 501


@pytest.fixture
def here(database_url: str, house: House) -> Iterator[Town]:
    with opened(database_url, house) as town:
        town.open_survey(KEY, TOWN)
        yield town


@pytest.fixture
def there(database_url: str, here: Town) -> Iterator[Beside]:
    with beside(database_url, here) as second:
        yield second


@pytest.fixture
def ayse(here: Town) -> Resident:
    """Somebody who has only to tap Submit."""
    resident = Resident(here, CHAT)
    resident.begin()
    resident.answer_all()
    return resident


class Submit:
    """The tap on Submit, as a use case."""

    def __init__(self, resident: Resident) -> None:
        draft = resident.draft
        turn = dialogue_from_json(draft["state"]).turn
        self._rest = (draft["id"], turn, Move.SUBMIT, resident.message)
        self._resident, self._number = resident, next(resident.town.updates)

    def __call__(self, unit: Unit) -> None:
        town = self._resident.town
        tap(unit, town.house, self._number, self._resident.person, *self._rest, town.now)


class Erase:
    """The confirmed /delete, as a use case."""

    def __init__(self, resident: Resident) -> None:
        self._resident, self._number = resident, next(resident.town.updates)

    def __call__(self, unit: Unit) -> None:
        town = self._resident.town
        visit = receive(unit, town.house, self._number, self._resident.person, town.now)
        assert visit is not None
        erase(visit, Placement())


def end_and_count(unit: Unit, town: Town) -> object:
    offer = surveys.offer(unit, KEY)
    assert offer is not None
    return close_wave(unit, town.house, offer, town.now + timedelta(days=40))


def left(town: Town) -> tuple[int, int]:
    """Return how many drafts, and how many responses there are."""
    return len(town.rows("dialogue")), len(town.rows("response"))


def test_what_was_submitted_just_before_everything_is_erased_is_erased(
    here: Town, there: Beside, ayse: Resident
) -> None:
    submit, delete = Submit(ayse), Erase(ayse)
    with here.connection.begin():
        submit(Unit(here.connection, 1))
        erasing = there.start(delete)
        assert erasing.is_alive()
    there.finish(erasing)
    assert left(here) == (0, 0)


def test_a_submit_that_comes_when_everything_is_being_erased_finds_nothing_to_submit(
    here: Town, there: Beside, ayse: Resident
) -> None:
    submit, delete = Submit(ayse), Erase(ayse)
    with here.connection.begin():
        delete(Unit(here.connection, 1))
        submitting = there.start(submit)
        assert submitting.is_alive()
    there.finish(submitting)
    assert left(here) == (0, 0)
    assert "submitted" not in [one.template for one in there.town.said]


def test_an_end_that_comes_when_somebody_submits_waits_and_leaves_the_survey_open_for_the_answer(
    here: Town, there: Beside, ayse: Resident
) -> None:
    submit = Submit(ayse)
    with here.connection.begin():
        submit(Unit(here.connection, 1))
        ending = there.start(end_and_count, here)
        assert ending.is_alive()
    there.finish(ending)
    (survey,) = here.rows("survey")
    assert survey["ended_on"] is None, "the answer is sealed first, and then counted with the last wave"


def test_who_submits_while_a_survey_is_being_ended_is_told_that_it_was_too_late(
    here: Town, there: Beside, ayse: Resident
) -> None:
    submit = Submit(ayse)
    with here.connection.begin():
        assert isinstance(end_and_count(Unit(here.connection, 1), here), NotEnough)
        submitting = there.start(submit)
        assert submitting.is_alive()
    there.finish(submitting)
    assert there.town.said[-1].template == "survey_closed"
    assert [row["seal"] for row in here.rows("dialogue")] == [None]


def test_who_submits_while_others_are_being_sealed_waits_for_the_next_batch(
    here: Town, there: Beside, ayse: Resident
) -> None:
    others_submit(here, 10)
    submit, threads = Submit(ayse), []
    chance = Pausing(1, lambda: threads.append(there.start(submit)))
    assert here.run(seal_waiting, here.house, here.now, chance) == 10
    there.finish(threads[0])
    assert there.town.said[-1].template == "submitted"
    assert left(here) == (1, 10)


def test_a_draft_that_retention_deletes_while_it_is_submitted_gives_no_receipt(
    here: Town, there: Beside, ayse: Resident
) -> None:
    submit, late = Submit(ayse), here.now + timedelta(days=Periods().drafts + 1)
    with here.connection.begin():
        forget(Unit(here.connection, 1), Periods(), "Europe/Berlin", late)
        submitting = there.start(submit)
    submitting.join()
    assert [type(error) for error in there.errors] == [LookupError]
    assert left(here) == (0, 0)
    assert not there.town.said


def test_who_comes_back_while_the_inactive_are_being_forgotten_is_not_forgotten(
    here: Town, there: Beside, ayse: Resident
) -> None:
    long_ago = (NOON - timedelta(days=5000)).date()
    away = update(chat).values(last_seen_on=long_ago, warned_on=long_ago, stopped_at=NOON)
    here.run(lambda unit: unit.connection.execute(away))
    number = next(here.updates)
    with here.connection.begin():
        start(Unit(here.connection, 1), here.house, number, ayse.person, None, here.now)
        forgetting = there.start(forget, Periods(), "Europe/Berlin", here.now)
        assert forgetting.is_alive()
    there.finish(forgetting)
    assert left(here) == (1, 0)
