"""The outbox: rows are in one worker's hand at a time, and what became of them is kept."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, insert, select

from db import marks, outbox, waiting
from db.outbox import LEASE, Leased
from db.store import Store
from db.tables import chat, dialogue, member, survey, survey_version, tally
from db.tables import outbox as rows
from db.unit import Unit
from domain.outcomes import Outcome, ResidentLeft, Sent, Stopped, TryAgain
from domain.outgoing import Outgoing, Placement, Priority

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reply(address: int = 1, **more: object) -> Outgoing:
    return Outgoing(address, "note", "de", {"text": "Grüß Gott", "n": 3}, **more)  # type: ignore[arg-type]


def bulk(address: int, occasion: str | None = None) -> Outgoing:
    return Outgoing(address, "news", "tr", priority=Priority.BULK, occasion=occasion)


def left(unit: Unit) -> int:
    return unit.connection.scalar(select(func.count()).select_from(rows)) or 0


async def test_a_reply_reaches_the_sender_with_the_commit_and_no_other_worker_can_take_it(
    store: Store,
) -> None:
    heard: list[tuple[int, Outgoing]] = []
    store.on_said = heard.extend
    outgoing = reply(placement=Placement(edit=5), view=object())
    row_id = await store.run(outbox.say, outgoing, NOW)
    assert heard == [(row_id, outgoing)]
    assert await store.run(outbox.lease, 10, NOW) == []


async def test_nothing_is_said_when_the_unit_fails(store: Store) -> None:
    def say_and_fail(unit: Unit) -> None:
        outbox.say(unit, reply(), NOW)
        raise ValueError

    heard: list[tuple[int, Outgoing]] = []
    store.on_said = heard.extend
    await asyncio.gather(*(store.run(say_and_fail) for _ in range(3)), return_exceptions=True)
    assert heard == []
    assert await store.run(left) == 0


async def test_a_message_comes_back_from_the_table_as_it_was_but_for_its_view(store: Store) -> None:
    outgoing = reply(placement=Placement(edit=5, replace=None, card_of=7), view=object())
    row_id = await store.run(outbox.say, outgoing, NOW)
    await store.run(outbox.free_mine)
    assert row_id is not None
    expected = Outgoing(1, "note", "de", {"text": "Grüß Gott", "n": 3}, Placement(5, None, 7))
    assert await store.run(outbox.lease, 10, NOW) == [Leased(row_id, expected)]


async def test_an_occasion_goes_to_a_chat_once_only(store: Store) -> None:
    await store.run(outbox.say_to_many, [bulk(n, "launch") for n in (1, 2, 2, 3)], NOW)
    await store.run(outbox.say_to_many, [bulk(n, "launch") for n in (1, 2, 3, 4)], NOW)
    assert await store.run(outbox.say, bulk(4, "launch"), NOW) is None
    assert await store.run(left) == 4
    await store.run(outbox.say, bulk(4), NOW)
    await store.run(outbox.say, bulk(4), NOW)
    assert await store.run(left) == 6


async def test_replies_are_taken_before_messages_to_many_and_each_in_order(store: Store) -> None:
    await store.run(outbox.say_to_many, [bulk(n) for n in range(5)], NOW)
    for n in range(3):
        await store.run(outbox.say, reply(n), NOW)
    await store.run(outbox.free_mine)
    taken = await store.run(outbox.lease, 6, NOW)
    assert [(row.outgoing.priority, row.outgoing.address) for row in taken] == [
        *((Priority.REPLY, n) for n in range(3)),
        *((Priority.BULK, n) for n in range(3)),
    ]


async def test_each_row_is_in_one_workers_hand_only(store: Store, database_url: str) -> None:
    await store.run(outbox.say_to_many, [bulk(n) for n in range(300)], NOW)
    workers = [store]
    if not store.is_sqlite:
        workers += [Store(database_url) for _ in range(2)]
        for worker in workers[1:]:
            await worker.open()
    taken: list[int] = []

    async def take(worker: Store) -> None:
        while batch := await worker.run(outbox.lease, 7, NOW):
            taken.extend(row.outgoing.address for row in batch)

    await asyncio.gather(*map(take, workers))
    assert sorted(taken) == list(range(300))
    for worker in workers[1:]:
        await worker.close()


async def test_a_dead_workers_rows_can_be_freed_and_those_of_one_that_goes_on_cannot(store: Store) -> None:
    def as_another(unit: Unit, worker: int, now: datetime) -> None:
        outbox.lease(Unit(unit.connection, worker), 1, now)

    await store.run(outbox.say_to_many, [bulk(1), bulk(2), bulk(3)], NOW)
    later = NOW + timedelta(seconds=20)
    for worker, now in ((77, NOW), (88, NOW), (88, later)):
        await store.run(as_another, worker, now)
    others = await store.run(outbox.leases_of_others)
    assert others == {77: NOW + LEASE, 88: later + LEASE}
    assert await store.run(outbox.free_of, 88, NOW + LEASE - timedelta(seconds=1)) == 0
    assert await store.run(outbox.free_of, 77, others[77]) == 1
    assert await store.run(outbox.leases_of_others) == {88: later + LEASE}
    assert len(await store.run(outbox.lease, 10, NOW)) == 1


async def test_a_worker_is_not_told_of_its_own_rows_nor_of_those_that_staff_hold(store: Store) -> None:
    await store.run(outbox.say, reply(), NOW)
    await store.run(outbox.say_to_many, [bulk(1, "broadcast:3:x")], NOW)
    await store.run(waiting.hold, "broadcast:3:")
    assert await store.run(outbox.leases_of_others) == {}


async def test_what_is_due_later_waits_and_is_announced(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    await store.run(outbox.say, bulk(1), later)
    assert await store.run(outbox.lease, 10, NOW) == []
    assert await store.run(outbox.next_due) == later
    assert len(await store.run(outbox.lease, 10, later)) == 1
    assert await store.run(outbox.next_due) is None


async def said(store: Store, outgoing: Outgoing) -> Leased:
    row_id = await store.run(outbox.say, outgoing, NOW)
    assert row_id is not None
    return Leased(row_id, outgoing)


async def test_a_sent_message_leaves_nothing_behind(store: Store) -> None:
    done: list[tuple[Leased, Outcome]] = [(await said(store, reply()), Sent(9)) for _ in range(3)]
    await store.run(marks.mark, done, NOW)
    assert await store.run(left) == 0


async def test_an_attempt_that_counts_is_counted_and_the_row_stays_in_hand_and_keeps_its_place(
    store: Store,
) -> None:
    row, later = await said(store, reply()), await said(store, reply())
    at = NOW + timedelta(seconds=4)
    await store.run(marks.mark, [(row, TryAgain(at)), (row, TryAgain(at, counts=False))], NOW)
    assert await store.run(outbox.lease, 10, at) == []
    await store.run(outbox.free_mine)
    taken = await store.run(outbox.lease, 10, NOW)
    assert [(one.id, one.attempts) for one in taken] == [(row.id, 1), (later.id, 0)]


async def test_what_can_never_be_said_is_counted_by_reason_and_dropped(store: Store) -> None:
    outcomes: list[tuple[Leased, Outcome]] = [
        (await said(store, reply()), Stopped(reason)) for reason in ("too long", "chat not found", "too long")
    ]
    await store.run(marks.mark, outcomes, NOW)
    counted = await store.run(lambda unit: [tuple(r) for r in unit.connection.execute(select(tally)).all()])
    day = date(2026, 3, 1)
    assert sorted(counted) == [
        (day, "undeliverable", "reason", "chat not found", 1),
        (day, "undeliverable", "reason", "too long", 2),
    ]
    assert await store.run(left) == 0


async def test_who_left_gets_no_more_messages_to_many_and_is_remembered_as_gone(store: Store) -> None:
    def register(unit: Unit) -> None:
        unit.connection.execute(insert(chat), [{"address": n, "last_seen_on": NOW.date()} for n in (1, 2)])

    await store.run(register)
    await store.run(outbox.say_to_many, [bulk(n, occasion) for n in (1, 2) for occasion in "ab"], NOW)
    row = await said(store, reply(1))
    await store.run(marks.mark, [(row, ResidentLeft())], NOW)
    reachable = select(chat.c.address).where(chat.c.reachable)
    assert await store.run(lambda unit: list(unit.connection.scalars(reachable))) == [2]
    assert {row.outgoing.address for row in await store.run(outbox.lease, 10, NOW)} == {2}


async def test_a_dialogue_remembers_the_message_that_became_its_card(store: Store) -> None:
    def draft(unit: Unit) -> int:
        run = unit.connection.execute
        day = NOW.date()
        chat_id = run(insert(chat).values(address=1, last_seen_on=day).returning(chat.c.id)).scalar_one()
        member_id = run(
            insert(member).values(chat_id=chat_id, language="de").returning(member.c.id)
        ).scalar_one()
        run(insert(survey).values(key="s", position=0, opens_on=day, closes_on=day))
        version = insert(survey_version).values(
            survey_key="s", version="1", source_hash="", definition="{}", created_at=NOW
        )
        version_id = run(version.returning(survey_version.c.id)).scalar_one()
        new = insert(dialogue).values(
            member_id=member_id, survey_key="s", version_id=version_id, state="{}", touched_on=day
        )
        return int(run(new.returning(dialogue.c.id)).scalar_one())

    def card(unit: Unit) -> int | None:
        return unit.connection.scalar(select(dialogue.c.card))

    dialogue_id = await store.run(draft)
    row = await said(store, reply(placement=Placement(card_of=dialogue_id)))
    await store.run(marks.mark, [(row, Sent(41))], NOW)
    assert await store.run(card) == 41
    row = await said(store, reply(placement=Placement(edit=41, card_of=dialogue_id)))
    await store.run(marks.mark, [(row, Sent(42))], NOW)  # it could not be edited and was sent anew
    assert await store.run(card) == 42
