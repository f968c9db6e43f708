"""Nothing that a database keeps tells whose a response is: no order, no page, no transaction.

The attacks are those of `quartier verify`. Each mutant of sealing has to be caught by the same attacks.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.usecases.town import NOON
from usecases import seal
from usecases.attacks import Attack, is_batch_large_enough, link_by_any_order, smallest_group_written_together
from usecases.rehearsal import Rehearsal


@pytest.fixture
def rehearsal(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    # Keys that are random but the same each time: an attack at chance must not succeed by chance here.
    monkeypatch.setattr("usecases.talk.secrets.token_bytes", Random(5).randbytes)
    played = Rehearsal(database_url, NOON, Random(5))
    yield played
    played.close()


class InOrder(Random):
    """Chance that leaves everything as it is."""

    def shuffle(self, x: Any) -> None:
        pass


def play(
    rehearsal: Rehearsal, people: int, batch: int, rng: Random | None = None, batches_a_wave: int = 0
) -> None:
    """Let people come one after the other, and seal whenever so many wait."""
    for start in range(0, people, batch):
        rehearsal.take_part([f"Text {number}" for number in range(start, start + batch)])
        rehearsal.seal(rng)
        if batches_a_wave and (start // batch + 1) % batches_a_wave == 0:
            rehearsal.close_wave()


def attacks(rehearsal: Rehearsal) -> list[Attack]:
    found: list[Attack] = rehearsal.run(link_by_any_order, rehearsal.address, rehearsal.guests)
    return found


def caught(rehearsal: Rehearsal) -> bool:
    """Tell whether any attack finds more than chance."""
    smallest = rehearsal.run(smallest_group_written_together)
    linked = [one for one in attacks(rehearsal) if not one.link.is_chance]
    return bool(linked) or not is_batch_large_enough(smallest)


@pytest.mark.parametrize(
    ("people", "batches_a_wave"),
    [
        pytest.param(600, 3, id="600 people"),
        pytest.param(2000, 10, id="2,000 people", marks=pytest.mark.soak),
    ],
)
def test_responses_of_four_waves_cannot_be_linked_by_any_order_better_than_by_chance(
    rehearsal: Rehearsal, people: int, batches_a_wave: int
) -> None:
    play(rehearsal, people, 50, batches_a_wave=batches_a_wave)
    rehearsal.scrub()
    found = attacks(rehearsal)
    assert len(found) >= 20
    for one in found:
        print(f"{one.by}: n {one.link.n}, right {one.link.right}, z {one.link.z:+.2f}")  # noqa: T201
    assert [one for one in found if not one.link.is_chance] == []
    assert {one.link.n for one in found if one.by.startswith("response")} == {people}
    assert rehearsal.run(smallest_group_written_together) is None, "no transaction wrote both"


def test_before_the_scrub_everybody_is_hidden_among_a_batch_at_least(rehearsal: Rehearsal) -> None:
    play(rehearsal, 120, 12)
    smallest = rehearsal.run(smallest_group_written_together)
    assert is_batch_large_enough(smallest)
    assert smallest in (None, 12)


def test_a_batch_that_is_not_shuffled_is_caught(rehearsal: Rehearsal) -> None:
    play(rehearsal, 100, 100, InOrder())  # few enough for SQLite's pages to be split in the order of arrival
    assert caught(rehearsal)


def test_batches_without_a_scrub_are_caught(rehearsal: Rehearsal) -> None:
    play(rehearsal, 100, 20)
    assert caught(rehearsal)


def test_sealing_one_at_a_time_is_caught_and_a_scrub_takes_away_even_what_that_would_tell(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "K", 1)
    play(rehearsal, 60, 1)
    assert caught(rehearsal)
    rehearsal.scrub()
    assert not caught(rehearsal)
