"""A message that a killed process left is older than what is said now, and never comes after it."""

import asyncio
from threading import Event

from bot.api import BotApi
from db.store import Store
from db.unit import Unit
from domain.outgoing import Placement
from simulator.server import Simulator
from tests.bot.saying import note, say, sending, until_all_is_said


async def test_an_older_edit_never_overwrites_what_was_said_while_it_was_taken_from_the_table(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    resident = await simulator.resident("R")
    await resident.start()
    async with sending(store, api):
        await store.run(say, note(resident.id, "card"))
        await until_all_is_said(store)
    card = resident.last().id
    for number in range(10):
        await store.run(say, note(resident.id, f"older {number}", Placement(card)))  # nobody listens
        async with sending(store, api):
            # The thread is held before the sender looks for the first time, so that its look and the next
            # words share one commit.
            may_go_on = Event()
            holding = store.run(_wait_for, may_go_on)
            holding.send(None)
            saying = asyncio.create_task(
                store.run(say, note(resident.id, f"newer {number}", Placement(card)))
            )
            await asyncio.sleep(0.02)
            may_go_on.set()
            await saying
            holding.close()
            await until_all_is_said(store)
        assert resident.last().text == f"newer {number}"


def _wait_for(_unit: Unit, may_go_on: Event) -> None:
    may_go_on.wait(5)
