"""What residents wrote goes out of the chat with what is said to them, as far as the server lets it go."""

from typing import Any

from bot.api import BotApi
from db import outbox
from db.store import Store
from db.unit import Unit
from domain.outgoing import Placement
from simulator.residents import Resident
from simulator.server import Simulator
from tests.bot.saying import note, now, say, sending, until_all_is_said


async def writes(resident: Resident, count: int) -> tuple[int, ...]:
    return tuple([await resident.say(f"answer {number}") for number in range(count)])


def texts(resident: Resident) -> list[str]:
    return [message.text for message in resident.sees()]


async def test_own_messages_go_with_the_thanks_in_as_many_calls_as_it_takes(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    resident = await simulator.resident("R")
    await resident.start()
    own = await writes(resident, 103)
    async with sending(store, api):
        await store.run(say, note(resident.id, "thanks", Placement(away=own)))
        await until_all_is_said(store)
    assert texts(resident) == ["/start", "thanks"]


async def test_messages_that_are_too_old_keep_no_younger_ones(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    resident = await simulator.resident("R")
    await resident.start()
    old = await writes(resident, 5)
    await simulator.advance(48 * 3600 + 2)
    young = await writes(resident, 6)
    async with sending(store, api):
        await store.run(say, note(resident.id, "thanks", Placement(away=(*old, *young))))
        await until_all_is_said(store)
    assert texts(resident) == ["/start", *(f"answer {number}" for number in range(5)), "thanks"]


async def test_an_edit_that_a_later_one_replaces_takes_its_messages_away_all_the_same(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    resident = await simulator.resident("R")
    await resident.start()
    own = await writes(resident, 2)
    async with sending(store, api):
        await store.run(say, note(resident.id, "card"))
        await until_all_is_said(store)
        card = resident.last().id
        edits: list[Any] = [
            note(resident.id, "break", Placement(card, away=own)),
            note(resident.id, "newer", Placement(card)),
            note(resident.id, "newest", Placement(card)),
        ]
        await store.run(say, *edits)
        await until_all_is_said(store)
    assert texts(resident) == ["/start", "newest"]


async def test_what_is_to_go_is_known_to_the_outbox_after_a_crash(store: Store) -> None:
    def keep_and_take(unit: Unit) -> list[Placement]:
        outbox.say(unit, note(7, "thanks", Placement(3, away=(1, 2))), now())
        outbox.say(unit, note(7, "thanks", Placement(4)), now())
        outbox.free_mine(unit)
        return [row.outgoing.placement for row in outbox.lease(unit, 2, now())]

    assert await store.run(keep_and_take) == [Placement(3, away=(1, 2)), Placement(4)]
