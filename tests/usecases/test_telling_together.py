"""Several workers tell followers at the same time, and each update still comes once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from db import follows, residents
from domain.quiet_hours import NEVER_QUIET
from tests.usecases.measuring import BENCHES, CROSSING, area, follow, measure, plant, publish, told
from tests.usecases.town import Resident, Town
from usecases import tell_updates
from usecases.on_time import do_next
from usecases.work import Unit, run_once


@pytest.fixture
def town(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    plant(town)
    town.house = replace(town.house, quiet=NEVER_QUIET, bulk_a_day=0)
    monkeypatch.setattr(tell_updates, "CHUNK", 2)
    return town


def test_workers_who_tell_two_updates_at_once_tell_each_once(town: Town, database_url: str) -> None:
    chats = [600 + number for number in range(10)]
    for chat in chats:
        follow(Resident(town, chat), measure(BENCHES), area("centre"))
    told(town)
    first, second = publish(town), publish(town, CROSSING)

    def work(_number: int) -> int:
        """Work until nothing is due; return how many chunks it took."""
        chunks = 0
        while run_once(database_url, do_next, town.house, town.now) is not None:
            chunks += 1
        return chunks

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) >= len(chats) / 2
    heard = sorted((chat, update) for chat, updates in told(town) for update in updates)
    assert heard == [(chat, update) for chat in chats for update in (first, second)]


def test_somebody_who_switches_while_workers_tell_hears_each_update_once(
    town: Town, database_url: str
) -> None:
    one = Resident(town, 600)
    follow(one, measure(BENCHES))
    told(town)
    who = one.member["id"]
    published = [publish(town) for _ in range(3)]

    def switch(unit: Unit) -> list[int]:
        """Do as a visit does, which locks the chat first."""
        assert residents.by_address(unit, 600) is not None
        follows.set_weekly(unit, who, True)
        follows.set_weekly(unit, who, False)
        return [news.update_id for news in tell_updates.news_for(unit, town.house.town, who)]

    with ThreadPoolExecutor(3) as workers:
        switched = [workers.submit(run_once, database_url, switch) for _ in range(3)]
        telling = [workers.submit(run_once, database_url, do_next, town.house, town.now) for _ in range(6)]
        at_the_switch = [update for future in switched for update in future.result()]
        for future in telling:
            future.result()
    while town.run(do_next, town.house, town.now) is not None:
        pass
    by_tick = [update for _chat, updates in told(town) for update in updates]
    assert sorted(at_the_switch + by_tick) == published
