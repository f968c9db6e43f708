"""Waves close in the database as the rules say: what was replayed 10,000 times is what is read here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from db import releases, responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.access import accesses_hidden
from domain.batches import Waiting, batch_of
from domain.blocks import K
from domain.dialogue import Answer
from domain.releases import Release, make_release
from domain.results import GroupedCounts, PublishedResults
from tests.domain.histories import (
    DIMENSIONS,
    FIRST,
    FIRST_DAY,
    SAMPLE_DIMENSIONS,
    SECOND,
    Bureau,
    Event,
    History,
    filters_of,
    make_history,
    make_sample_history,
    replay,
    wave_chance,
)
from tests.domain.test_swapping import swapped
from tests.usecases.conftest import PEPPER
from tests.usecases.town import CLOSES, Town
from usecases import published
from usecases.close_wave import NotEnough, close_due_waves, close_wave
from usecases.withdraw import take_back

KEY = "town"
SEEDS = (3, 11)


@pytest.fixture
def town(town: Town) -> Town:
    """A town whose first survey has the two versions of the generated histories."""
    # Both are open from the start, so that both orders of events see the same questions.
    town.open_survey(KEY, FIRST)
    town.open_survey(KEY, replace(SECOND, dimensions=DIMENSIONS), source="2")
    return town


Seen = list[PublishedResults]


def play(town: Town, history: History, *, look: bool = False) -> list[Seen]:
    """Let a history happen in the database; return what could be read after every event, if asked to look."""
    version_ids: list[int] = town.run(surveys.version_ids, KEY)
    drafts: list[Response] = []
    seen: list[Seen] = []
    for event, who in history.events:
        person = history.people[who]
        if event is Event.ARRIVAL:
            answers = dict(person.answers)
            version, access = version_ids[person.version], person.access or ""
            drafts.append(Response(person.key, version, person.language, answers, access))  # type: ignore[arg-type]
        elif event is Event.WITHDRAWAL:
            town.run(take_back, PEPPER, person.key)
        waiting = [Waiting(place, place, one.access) for place, one in enumerate(drafts)]
        if together := batch_of(waiting, has_ended=event is Event.END):
            batch = [one for place, one in enumerate(drafts) if place in together]
            if event is Event.END:
                there = town.run(responses.accesses_waiting, version_ids)
                hidden = accesses_hidden([*there, *(one.access for one in batch)], K)
                batch = [replace(one, access="") if one.access in hidden else one for one in batch]
            town.run(responses.add_all, batch)
            drafts = [one for place, one in enumerate(drafts) if place not in together]
        if event in (Event.WAVE, Event.END):
            close(town, history, event is Event.END)
        if look:
            seen.append(everything(town))
    return seen


def close(town: Town, history: History, is_final: bool) -> Release | NotEnough:
    """Close a wave with the chance that the replay has for it."""

    def close_now(unit: Unit) -> Release | NotEnough:
        number = len(releases.of_survey(unit, KEY))
        day = CLOSES + timedelta(days=1) if is_final else FIRST_DAY + timedelta(days=number + 1)
        offer = surveys.offer(unit, KEY)
        assert offer is not None
        town.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return close_wave(unit, town.house, offer, town.now, wave_chance(history, number))

    result: Release | NotEnough = town.run(close_now)
    return result


def everything(town: Town) -> Seen:
    """Return all that staff can read: every filter of every release, with every question."""

    def read(unit: Unit) -> Seen:
        return [
            # How many took part and how many withdrew is live, and said apart.
            replace(found, participants=None, withdrawn=0)
            for line in releases.of_survey(unit, KEY)
            if (release := releases.by_number(unit, KEY, line.number))
            for chosen in filters_of(release)
            if (found := published.results(unit, KEY, line.number, chosen))
        ]

    found: Seen = town.run(read)
    return found


def undated(found: list[Release]) -> list[Release]:
    return [replace(one, closed_on=FIRST_DAY) for one in found]


def releases_in(town: Town) -> list[Release]:
    numbers = [line.number for line in town.run(releases.of_survey, KEY)]
    return [town.run(releases.by_number, KEY, number) for number in sorted(numbers)]


def with_waves(seed: int, make: Callable[[int], History] = make_history) -> tuple[History, Bureau]:
    """Return a history with several waves, found from a seed on."""
    while True:
        history = make(seed)
        bureau, _ = replay(history)
        if len(bureau.releases) > 2 and bureau.withdrawn:
            return history, bureau
        seed += 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_database_makes_the_releases_that_the_rules_make(town: Town, seed: int) -> None:
    history, bureau = with_waves(seed)
    play(town, history)
    assert undated(releases_in(town)) == undated(bureau.releases)


@pytest.mark.parametrize("seed", SEEDS)
def test_so_it_does_where_the_invited_sample_is_told_from_others(town: Town, seed: int) -> None:
    town.open_survey(KEY, replace(FIRST, dimensions=SAMPLE_DIMENSIONS))
    town.open_survey(KEY, replace(SECOND, dimensions=SAMPLE_DIMENSIONS), source="2")
    history, bureau = with_waves(seed, make_sample_history)
    version_ids: list[int] = town.run(surveys.version_ids, KEY)
    play(town, history)
    made = releases_in(town)
    assert undated(made) == undated(bureau.releases)
    assert {release.dimensions for release in made} == {SAMPLE_DIMENSIONS}
    kept = [row["access"] for row in town.rows("response") if row["version_id"] in version_ids]
    assert set(kept) == {""}


def test_two_people_of_a_block_can_swap_their_answers_and_nothing_that_is_read_changes(
    town: Town,
) -> None:
    history, bureau = with_waves(SEEDS[0])
    other = swapped(history, bureau)
    assert other is not None
    seen = play(town, history, look=True)
    assert undated(releases_in(town)) == undated(replay(other)[0].releases)
    # Between two waves, whoever comes or withdraws changes nothing that can be read.
    for (event, _), before, after in zip(history.events[1:], seen, seen[1:], strict=False):
        assert before == after or event in (Event.WAVE, Event.END)


def test_a_release_can_be_made_again_from_the_log_of_waves(town: Town) -> None:
    history, _ = with_waves(SEEDS[1])
    play(town, history)
    for line in town.run(releases.of_survey, KEY):
        cells = town.run(releases.frozen_cells, KEY, line.number)
        again = make_release(KEY, line.number, line.closed_on, DIMENSIONS, cells, is_final=line.is_final)
        assert again.hash == line.hash


def test_a_later_version_cannot_change_what_results_are_filtered_by(town: Town) -> None:
    history, _ = with_waves(SEEDS[1])
    play(town, replace(history, events=history.events[:-1]))
    town.open_survey(KEY, replace(SECOND, dimensions=("age",)), source="3")
    close(town, history, is_final=True)
    assert {release.dimensions for release in releases_in(town)} == {DIMENSIONS}


def test_after_the_end_no_wave_closes_again(town: Town) -> None:
    history, _ = with_waves(SEEDS[0])
    play(town, history)
    ended = next(row["ended_on"] for row in town.rows("survey") if row["key"] == KEY)
    kept = releases_in(town)
    town.pass_days(9)
    assert town.run(close_due_waves, town.house, 7, town.now, Random(1)) == []
    assert isinstance(close(town, history, is_final=True), NotEnough)
    town.pass_days(1)
    assert releases_in(town) == kept
    assert next(row["ended_on"] for row in town.rows("survey") if row["key"] == KEY) == ended


def test_waves_close_by_the_week_once_twenty_wait(town: Town) -> None:
    people = [person for person in make_history(5).people if not person.version]
    version_ids: list[int] = town.run(surveys.version_ids, KEY)

    def come(n: int) -> None:
        new = [people.pop() for _ in range(n)]
        rows = [Response(one.key, version_ids[0], one.language, dict(one.answers)) for one in new]  # type: ignore[arg-type]
        town.run(responses.add_all, rows)

    def tick() -> list[str]:
        due: list[str] = town.run(close_due_waves, town.house, 7, town.now, Random(1))
        return due

    come(19)
    town.now = datetime(2026, 10, 8, 12, tzinfo=UTC)
    assert tick() == []
    come(1)
    assert tick() == [KEY]  # late by some days is still due
    come(10)
    assert tick() == []  # a week has not passed
    town.pass_days(7)
    assert tick() == [KEY]
    assert [release.n for release in releases_in(town)] == [10, 20]


def test_statistics_count_languages_by_whole_blocks(town: Town) -> None:
    version_ids: list[int] = town.run(surveys.version_ids, KEY)
    statistics = town.run(published.statistics, town.now, "Europe/Berlin")
    assert statistics.by_language == GroupedCounts((), None)
    chance = Random(1)
    spoken = ["de"] * 40 + ["tr"] * 14 + ["ar"] * 3
    answers: dict[str, Answer] = {"area": "north", "age": "old"}
    rows = [Response(chance.randbytes(32), version_ids[0], one, answers) for one in spoken]
    town.run(responses.add_all, rows)
    release = close(town, make_history(1), is_final=True)
    assert isinstance(release, Release)
    statistics = town.run(published.statistics, town.now, "Europe/Berlin")
    # Three people are too few to be a block: those who are fewest beside them stand with them.
    assert statistics.by_language == GroupedCounts((("de", 40),), 17)
