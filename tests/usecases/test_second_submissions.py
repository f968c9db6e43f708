"""Nobody takes part twice, and nobody in a household keeps another one from taking part."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import insert

from db import dialogues, residents, surveys
from db.residents import ConsentText
from db.tables import metadata
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from tests.usecases.town import NOON
from usecases.rehearsal import KEY, Rehearsal
from usecases.take_survey import take
from usecases.visit import Visit

MANY = 1000
TODAY = NOON.date()


@pytest.fixture
def rehearsal(database_url: str) -> Iterator[Rehearsal]:
    """A thousand have submitted: half of them are cut loose, half of them wait."""
    played = Rehearsal(database_url, NOON, Random(4))
    played.take_part(["word"] * (MANY // 2))
    played.seal()
    played.take_part(["word"] * (MANY // 2))
    yield played
    played.close()


def begins(unit: Unit, played: Rehearsal, chat: int, ordinal: int) -> bool:
    """Tell whether a person of a chat can begin the survey, by whether a draft of theirs is there then."""
    resident = residents.by_address(unit, chat)
    assert resident is not None
    if ordinal > 1:  # the household's own screens come with a later issue
        member = metadata.tables["member"]
        row = insert(member).values(chat_id=resident.chat_id, ordinal=ordinal, language="en")
        number = unit.connection.execute(row.returning(member.c.id)).scalar_one()
        unit.connection.execute(
            member.update().where(member.c.id == resident.member_id).values(ordinal=ordinal + 1)
        )
        resident = residents.by_address(unit, chat)
        assert resident is not None
        assert (resident.member_id, resident.ordinal) == (number, ordinal)
    residents.agree(unit, resident.member_id, SURVEY_CONSENT, ConsentText("1", "h", "en"), NOON)
    visit = Visit(unit, played.house, resident, Person(chat, chat, "en"), NOON, TODAY)
    take(visit, KEY, Placement())
    return dialogues.of_member(unit, resident.member_id, KEY) is not None


def test_a_second_submission_is_refused_a_thousand_times_and_a_housemates_accepted_as_often(
    rehearsal: Rehearsal,
) -> None:
    def count(unit: Unit, ordinal: int) -> int:
        return sum(begins(unit, rehearsal, guest.chat, ordinal) for guest in rehearsal.guests)

    assert rehearsal.run(count, 1) == 0
    assert rehearsal.run(count, 2) == MANY


def test_even_a_draft_that_was_there_all_the_time_leaves_one_mark_only(rehearsal: Rehearsal) -> None:
    """Somebody restores an old draft: the mark refuses to be set twice."""

    def again(unit: Unit) -> None:
        offer = surveys.offer(unit, KEY)
        resident = residents.by_address(unit, rehearsal.guests[0].chat)
        assert offer is not None
        assert resident is not None
        draft = dialogues.add(unit, resident.member_id, offer, Dialogue(), TODAY)
        dialogues.seal(unit, draft.id, Dialogue(), bytes(16))

    rehearsal.run(again)
    rehearsal.seal()
    marks = metadata.tables["participation"]
    found = rehearsal.run(lambda unit: unit.connection.execute(marks.select()).fetchall())
    assert len(found) == MANY
