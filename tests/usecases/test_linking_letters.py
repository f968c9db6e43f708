"""Letters link nobody with a response: not the codes, not who came with one, not before and after a batch."""

from collections.abc import Iterator
from random import Random

import pytest

from db import invited, responses, surveys
from db.unit import Unit
from domain.access import Access
from domain.batches import Waiting
from tests.usecases.town import NOON
from usecases import seal
from usecases.attacks import link_by_any_order, people_written_with_codes, still_marked_as_invited
from usecases.rehearsal import KEY, Rehearsal

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def rehearsal(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    # Keys that are random but the same each time: an attack at chance must not succeed by chance here.
    monkeypatch.setattr("usecases.talk.secrets.token_bytes", Random(5).randbytes)
    played = Rehearsal(database_url, NOON, Random(5), has_letters=True)
    yield played
    played.close()


def play(rehearsal: Rehearsal, people: int, batch: int) -> None:
    """Let people come one after the other, every other one with a letter, and seal whenever so many wait."""
    for start in range(0, people, batch):
        rehearsal.take_part([f"Text {number}" for number in range(start, start + batch)])
        rehearsal.seal()
        if (start // batch) % 4 == 3:
            rehearsal.close_wave()


def linked(rehearsal: Rehearsal) -> list[str]:
    """Return the attacks that find more than chance."""
    found = rehearsal.run(link_by_any_order, rehearsal.address, rehearsal.guests)
    assert len(found) >= 20
    assert any(one.by.startswith("participation_code") for one in found)
    assert any("× codes" in one.by for one in found)
    return [one.by for one in found if not one.link.is_chance]


@pytest.mark.parametrize("people", [400, pytest.param(800, marks=pytest.mark.soak)])
def test_people_every_other_with_a_letter_cannot_be_linked_with_codes_or_responses(
    rehearsal: Rehearsal, people: int
) -> None:
    play(rehearsal, people, 50)
    rehearsal.begin(["unfinished"] * 20)
    rehearsal.scrub()
    assert linked(rehearsal) == []
    assert rehearsal.run(still_marked_as_invited, rehearsal.guests) == 0
    assert rehearsal.run(people_written_with_codes) in (None, 0)


@ON_POSTGRESQL
def test_without_a_scrub_the_transaction_links_a_code_with_who_brought_it(rehearsal: Rehearsal) -> None:
    rehearsal.begin(["unfinished"] * 40)
    assert rehearsal.run(people_written_with_codes)


def test_a_batch_that_leaves_who_was_invited_behind_is_caught(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invited, "forget_drafts", lambda unit, drafts: None)
    play(rehearsal, 40, 40)
    assert rehearsal.run(still_marked_as_invited, rehearsal.guests) == 20


# --- two copies of the database --------------------------------------------------------------------


def accesses(unit: Unit) -> list[str]:
    return responses.accesses_waiting(unit, surveys.version_ids(unit, KEY))


def smallest_group_between_two_copies(rehearsal: Rehearsal, batches: list[tuple[int, int]]) -> int | None:
    """Return among how few people somebody hides from an attacker with copies of the database.

    One copy is from before a person answers and one from after their batch: it lacks the marks of those
    who were cut loose, and has as many new responses that say how their people came.

    Args:
        rehearsal: Where people come.
        batches: How many come with a letter, and how many without, before each batch.
    """
    groups = []
    for with_letter, without in batches:
        rehearsal.has_letters = False
        rehearsal.take_part(["word"] * without)
        rehearsal.has_letters = True
        for _ in range(with_letter):
            rehearsal.take_part(["word"])  # the first of each portion has a letter
        before = rehearsal.run(accesses)
        rehearsal.seal()
        after = rehearsal.run(accesses)
        groups += [after.count(way) - before.count(way) for way in Access]
    return min((n for n in groups if n), default=None)


def test_between_two_copies_everybody_hides_among_ten_who_came_in_the_same_way(rehearsal: Rehearsal) -> None:
    batches = [(1, 11), (3, 10), (6, 4), (2, 9), (9, 8)]
    smallest = smallest_group_between_two_copies(rehearsal, batches)
    assert smallest is not None
    assert smallest >= 10


def test_batches_of_ten_whoever_they_are_would_point_at_the_only_one_with_a_letter(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whoever_they_are(waiting: list[Waiting], *, has_ended: bool) -> set[int]:
        return {one.draft for one in waiting} if len(waiting) >= 10 or has_ended else set()

    monkeypatch.setattr(seal, "batch_of", whoever_they_are)
    assert smallest_group_between_two_copies(rehearsal, [(1, 11)]) == 1
