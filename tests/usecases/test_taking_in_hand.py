"""A worker takes as many messages to many as there are slots for them, and no slot for what does not go."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from db import residents
from db.tables import chat, consent, member
from db.unit import Unit
from domain.outgoing import Outgoing, Recipient
from domain.pacing import AHEAD, CAUGHT_UP, Grant, Pace
from tests.usecases.town import Town
from usecases.deliver import Taken, ToMany, take_rows
from usecases.house import House
from usecases.to_many import plan

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)
PACE = Pace(20)
A_LOOK = int(AHEAD * PACE.per_second)


@pytest.fixture
def waiting(town: Town) -> Town:
    """Sixty people for whom news waits."""
    numbers = range(1, 61)

    def come(unit: Unit) -> None:
        run = unit.connection.execute
        run(insert(chat), [{"id": n, "address": n, "last_seen_on": NOW.date()} for n in numbers])
        run(insert(member), [{"id": n, "chat_id": n, "language": "de"} for n in numbers])
        text = {"purpose": "news", "text_version": "1", "text_hash": "h", "language": "de", "given_at": NOW}
        run(insert(consent), [{"member_id": n, **text} for n in numbers])
        recipients = [Recipient(n, n, "de") for n in numbers]
        plan(
            *(unit, town.house, recipients, lambda _: ("note", {}), "news", NOW), purpose="news", capped=False
        )

    town.run(come)
    return town


def take(town: Town, at: float = 0.0, **wanted: int) -> Taken:
    def shown(_unit: Unit, _house: House, outgoing: Outgoing, _now: datetime) -> Outgoing:
        return outgoing

    to_many = ToMany(wanted.pop("room", 0), PACE, **wanted)
    taken: Taken = town.run(take_rows, town.house, 100, NOW + timedelta(seconds=at), to_many, {}, shown)
    return taken


def begins(taken: Taken) -> float:
    assert taken.slots is not None
    return round(taken.slots.begin - NOW.timestamp(), 3)


def test_each_row_has_its_slot_and_slots_reach_a_second_ahead_at_the_most(waiting: Town) -> None:
    looks = [take(waiting) for _ in range(3)]
    assert [len(one.rows) for one in looks] == [A_LOOK, A_LOOK, 0]
    assert [one.slots and one.slots.n for one in looks] == [A_LOOK, A_LOOK, 0]
    assert [begins(one) for one in looks[:2]] == [-CAUGHT_UP, AHEAD - CAUGHT_UP]
    for one in looks[1:]:
        assert one.more_from == pytest.approx(NOW.timestamp() + 2 * AHEAD - CAUGHT_UP, abs=1e-5)
    assert len(take(waiting, at=AHEAD).rows) == A_LOOK


def test_what_nobody_wants_any_more_uses_no_slot(waiting: Town) -> None:
    for number in range(1, 9):
        waiting.run(residents.withdraw, number, "news", NOW)
    first, second = take(waiting), take(waiting)
    assert [row.outgoing.address for row in first.rows] == list(range(9, 9 + A_LOOK))
    assert begins(second) == begins(first) + A_LOOK * PACE.interval


def test_where_nobody_wants_it_no_slot_is_used_and_replies_are_paid_for_later(waiting: Town) -> None:
    for number in range(1, 61):
        waiting.run(residents.withdraw, number, "news", NOW)
    taken = take(waiting, also=5)
    assert (taken.rows, taken.slots) == ([], Grant(NOW.timestamp() - CAUGHT_UP, 0))
    assert waiting.rows("pace")[0]["used_until"] == 0


def test_rows_in_hand_that_lost_their_slots_get_new_ones_before_more_rows_are_taken(waiting: Town) -> None:
    take(waiting)
    taken = take(waiting, at=5, behind=4)
    assert taken.slots is not None
    assert (len(taken.rows), taken.slots.n) == (A_LOOK - 4, A_LOOK)
    taken = take(waiting, at=10, behind=A_LOOK + 3)
    assert taken.slots is not None
    assert (len(taken.rows), taken.slots.n) == (0, A_LOOK)


def test_slots_that_replies_have_used_come_off_the_next(waiting: Town) -> None:
    first, second = take(waiting, also=3), take(waiting)
    assert begins(second) == pytest.approx(begins(first) + (A_LOOK + 3) * PACE.interval)
    assert first.more_from == pytest.approx(NOW.timestamp() + begins(second))


def test_nothing_is_asked_of_the_pace_while_nothing_is_due(waiting: Town) -> None:
    taken = take(waiting, at=-60)
    assert (taken.rows, taken.next_due) == ([], NOW)
    assert waiting.rows("pace") == []


def test_without_a_pace_all_goes_at_once(waiting: Town) -> None:
    taken = waiting.run(take_rows, waiting.house, 100, NOW, ToMany(50))
    assert (len(taken.rows), taken.slots) == (50, None)
    assert waiting.rows("pace") == []
