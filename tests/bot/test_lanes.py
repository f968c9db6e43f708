"""Lanes: order in every chat, replies first, nobody starves, pauses are kept."""

from collections import Counter, defaultdict
from itertools import chain, count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import Lanes
from domain.outgoing import Outgoing, Placement, Priority
from domain.pacing import AHEAD, LATE, Grant, Pace, Slots, room
from usecases.deliver import Leased

FAST = Pace(0)


def row(
    number: int, address: int = 1, priority: Priority = Priority.REPLY, edit: int | None = None
) -> Leased:
    return Leased(number, Outgoing(address, "note", "de", placement=Placement(edit=edit), priority=priority))


def slots(per_second: float, begin: float) -> Slots:
    """Return as many slots as anybody needs."""
    given = Slots(Pace(per_second))
    given.add(Grant(begin, 1000))
    return given


def drain(lanes: Lanes, now: float = 100.0) -> list[int]:
    ids = []
    while (next_row := lanes.next(now)) is not None:
        ids.append(next_row.id)
        lanes.done(next_row.outgoing.address, now)
    return ids


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(list(Priority))), max_size=40),
    st.randoms(use_true_random=False),
)
def test_every_chat_hears_each_kind_in_order_and_everything_once(
    messages: list[tuple[int, Priority]], chance: Random
) -> None:
    lanes, now = Lanes(Pace(1, burst=2), slots(5, 0.0)), 0.0
    under_way: list[Leased] = []
    heard: dict[tuple[int, Priority], list[int]] = defaultdict(list)
    to_add = [row(number, address, priority) for number, (address, priority) in enumerate(messages)]
    while to_add or under_way or lanes.waiting:
        if to_add and chance.random() < 0.5:
            lanes.add(to_add.pop(0))
        if under_way and chance.random() < 0.5:
            done = under_way.pop(chance.randrange(len(under_way)))
            again = chance.random() < 0.25
            lanes.done(done.outgoing.address, now, done if again else None)
            if not again:
                heard[done.outgoing.address, done.outgoing.priority].append(done.id)
        if (next_row := lanes.next(now)) is not None:
            assert next_row.outgoing.address not in {other.outgoing.address for other in under_way}
            under_way.append(next_row)
        elif not under_way and not to_add and lanes.waiting:
            wake = lanes.wake_at(now)
            assert wake is not None, "messages wait and nothing would wake the sender"
            now = max(wake, now)
    for ids in heard.values():
        assert ids == sorted(ids)
    assert sorted(chain.from_iterable(heard.values())) == list(range(len(messages)))


def test_replies_go_first_and_messages_to_many_have_a_turn_now_and_then() -> None:
    lanes, numbers = Lanes(FAST, Slots(FAST)), count()
    for address in range(40):
        lanes.add(row(next(numbers), address))
    for address in range(40, 44):
        lanes.add(row(next(numbers), address, Priority.BULK))
    order = drain(lanes)
    assert order[:8] == list(range(8))
    assert [place for place, number in enumerate(order) if number >= 40] == [8, 17, 26, 35]


@pytest.mark.parametrize(("a_second", "least"), [(1, 0.9), (10, 0.5), (40, 0.18), (400, 0.18)])
def test_at_the_limit_replies_go_at_once_and_messages_to_many_are_never_starved(
    a_second: int, least: float
) -> None:
    bulk, step, seconds = Pace(25), 0.01, 60
    mine = Slots(bulk)
    lanes, numbers, used_until = Lanes(FAST, mine), count(), 0.0
    sent: Counter[Priority] = Counter()
    for tick in range(int(seconds / step)):
        now = 1000 + tick * step
        mine.forget_late(now)
        given = room(used_until, 0.0, now, bulk)
        if given.n:
            used_until = given.begin + (given.n + mine.paid()) * bulk.interval
            mine.add(given)
            for _ in range(given.n):
                lanes.add(row(number := next(numbers), number, Priority.BULK))
        due = int((tick + 1) * step * a_second) - int(tick * step * a_second)
        for _ in range(due):
            lanes.add(row(number := next(numbers), number))
        went = []
        while (one := lanes.next(now)) is not None:
            went.append(one.outgoing.priority)
            lanes.done(one.outgoing.address, now)
        assert went.count(Priority.REPLY) == due, "no reply waits for a later moment"
        assert went[:due].count(Priority.BULK) <= due // 8 + 1, "nor for more than one in eight others"
        sent.update(went)
    assert sent[Priority.BULK] >= least * seconds * bulk.per_second
    assert sent[Priority.BULK] <= (seconds + LATE + 2 * AHEAD) * bulk.per_second


def test_messages_to_many_keep_their_pace_and_replies_do_not_wait_for_it() -> None:
    lanes = Lanes(FAST, slots(10, 100.0))
    for number in range(3):
        lanes.add(row(number, number, Priority.BULK))
    assert drain(lanes) == [0]
    lanes.add(row(9, 9))
    assert drain(lanes) == [9]
    assert lanes.wake_at(100.0) == 100.1
    assert drain(lanes, 100.1) == [1]


def test_a_chat_that_has_to_wait_holds_up_nobody_else() -> None:
    lanes = Lanes(FAST, Slots(FAST))
    lanes.hold(1, 130.0)
    lanes.add(row(1, 1))
    lanes.add(row(2, 2))
    assert drain(lanes) == [2]
    assert lanes.wake_at(100.0) == 130.0
    assert drain(lanes, 129.9) == []
    assert drain(lanes, 130.0) == [1]


def test_when_everybody_has_to_wait_nothing_goes() -> None:
    lanes = Lanes(FAST, Slots(FAST))
    lanes.hold_everyone(130.0)
    lanes.add(row(1, 1))
    assert drain(lanes) == []
    assert lanes.wake_at(100.0) == 130.0
    assert drain(lanes, 130.0) == [1]


def test_a_new_reply_goes_at_once_although_the_chats_pace_is_remembered() -> None:
    lanes = Lanes(Pace(1, burst=3), Slots(FAST))
    lanes.add(row(1))
    assert drain(lanes) == [1]
    lanes.add(row(2))
    assert drain(lanes) == [2]


def test_a_reply_to_a_chat_that_waits_for_a_message_to_many_need_not_wait_with_it() -> None:
    lanes = Lanes(FAST, slots(1, 100.0))
    for number in range(4):
        lanes.add(row(number, number, Priority.BULK))
    assert drain(lanes) == [0]
    lanes.add(row(9, 3))
    assert drain(lanes) == [9]
    assert [drain(lanes, 100.0 + second) for second in range(1, 5)] == [[1], [2], [3], []]


def test_a_message_to_try_again_goes_before_what_came_after_it() -> None:
    lanes = Lanes(FAST, Slots(FAST))
    first, second = row(1), row(2)
    lanes.add(first)
    lanes.add(second)
    assert lanes.next(100.0) == first
    assert lanes.next(100.0) is None
    lanes.done(1, 100.0, again=first)
    assert drain(lanes) == [1, 2]


def test_of_several_changes_to_one_message_only_the_last_is_shown() -> None:
    lanes = Lanes(FAST, Slots(FAST))
    for number, edit in enumerate([5, 5, None, 6, 5]):
        lanes.add(row(number, edit=edit))
    assert drain(lanes) == [2, 3, 4]
    assert [superseded.id for superseded in lanes.superseded] == [0, 1]


def test_empty_lanes_are_forgotten() -> None:
    lanes = Lanes(Pace(1, burst=3), Slots(FAST))
    for address in range(50):
        lanes.add(row(address, address))
    drain(lanes)
    lanes.next(200.0)
    assert not lanes._lanes
