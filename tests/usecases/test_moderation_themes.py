"""Themes are counted by whole moderated waves, once and for ever."""

from datetime import timedelta
from itertools import pairwise
from random import Random
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import contributions, responses, retention
from db.responses import Response
from db.unit import Unit
from domain.contributions import Coding, code, published_coding
from domain.dialogue import Answer
from domain.results import Filter, PublishedResults, PublishedTable
from tests.usecases.moderating import QUESTION, SURVEY, Moderator, appoint, texts_arrive
from tests.usecases.town import CLOSES, Resident, Town
from usecases import published
from usecases.close_wave import close_due_waves
from usecases.moderation_views import Notice

THEMES = ("appearance", "infrastructure", "trade", "social", "other")


@pytest.fixture
def moderator(town: Town, ayse: Resident) -> Moderator:
    appoint(town, ayse)
    return Moderator(ayse)


def wave_closes(town: Town, n: int = 40, silent: int = 12) -> None:
    """Let n more people take part, all but a few with a text, and a wave close."""
    version = town.rows("survey_version")[0]["id"]
    answers: dict[str, Answer] = {"lives": "a", "age": 30}

    def take_part(unit: Unit) -> None:
        given = [
            answers if number < silent else {**answers, "words": f"Text {number}"} for number in range(n)
        ]
        responses.add_all(unit, [Response(token_bytes(32), version, "de", one) for one in given])

    town.run(take_part)
    town.pass_days(7)
    chance = Random(n)
    assert town.run(close_due_waves, town.house, 7, town.now, chance) == [SURVEY]


def texts_of_wave(town: Town, wave: int) -> int:
    return sum(row["wave"] == wave for row in town.rows("contribution"))


def table(town: Town, release: int | None = None) -> PublishedTable:
    """Return the text question's published table."""

    def read(unit: Unit) -> PublishedTable:
        results = published.results(unit, SURVEY, release)
        assert results is not None
        (found,) = [one for one in results.tables if one.question == QUESTION]
        return found

    found: PublishedTable = town.run(read)
    return found


def code_all(moderator: Moderator, themes: list[str]) -> None:
    """Clear every text that waits and code one after the other."""
    for theme in themes:
        moderator.do("clear", f"on:{theme}", "code")


def counts(shown: PublishedTable) -> dict[str, int]:
    return {row.code: row.count for row in shown.rows if row.count}


def test_themes_are_counted_when_all_texts_of_a_wave_are_decided_and_stay(
    town: Town, moderator: Moderator
) -> None:
    wave_closes(town)
    n = texts_of_wave(town, 1)
    moderator.start()
    code_all(moderator, ["social"] * 10 + ["trade"] * (n - 11))
    assert table(town).rows == (), "one text is left"
    moderator.do("clear", "on:trade", "on:other", "code")
    assert moderator.template == "moderation_wave"
    assert table(town).rows == (), "the wave is not counted yet"
    undo = next(one for one in moderator.resident.options if one.endswith(":undo"))
    moderator.resident.choose(f"moderate:count:{SURVEY}:1")
    shown = table(town)
    assert (moderator.notice, shown.coded, counts(shown)) == (
        Notice.COUNTED,
        n,
        {"trade": n - 10, "social": 10, "other": 1},
    )
    assert shown.rows[2].label["tr"] == "Alışveriş ve ticaret"
    assert shown.share(shown.rows[2]) == (n - 10) / n
    moderator.resident.choose(undo)
    keys = [row["cid"] for row in town.rows("contribution")]
    town.run(lambda unit: contributions.remove(unit, keys))
    assert table(town) == shown, "neither undoing nor a withdrawal changes what is counted"


def test_counting_deletes_the_originals_and_keeps_what_may_be_read(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, ["Mein Nachbar Ali ist laut", "Schade", "Schön hier"])
    moderator.start()
    while moderator.template == "moderation_card":
        if moderator.view.text == "Schade":
            moderator.do("reasons")
            moderator.resident.say("1")
        else:
            moderator.do("redact" if moderator.has("redact") else "clear", "on:social", "code")
    moderator.resident.choose(f"moderate:count:{SURVEY}:1")
    kept = {row["text"]: row["cleared_text"] for row in town.rows("contribution") if row["text"]}
    assert kept == {"Schade": None}
    assert {row["cleared_text"] for row in town.rows("contribution")} == {
        None,
        "Mein Nachbar ▒▒▒ ist laut",
        "Schön hier",
    }
    assert "Ali" not in repr(town.rows("contribution"))


def test_a_wave_cannot_be_counted_while_a_text_waits_nor_twice(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, ["eins", "zwei"])
    moderator.start()
    code_all(moderator, ["trade"])
    moderator.resident.choose(f"moderate:count:{SURVEY}:1")
    assert (moderator.notice, town.rows("coding")) == (Notice.CHANGED, [])
    moderator.start()
    code_all(moderator, ["trade"])
    for _ in range(2):
        moderator.resident.choose(f"moderate:count:{SURVEY}:1")
    assert [row["n"] for row in town.rows("coding")] == [2]


def test_an_older_release_shows_only_its_own_waves_and_a_part_of_the_people_none(
    town: Town, moderator: Moderator
) -> None:
    wave_closes(town)
    wave_closes(town, 26)
    for wave in (1, 2):
        moderator.start()
        code_all(moderator, [THEMES[number % 4] for number in range(texts_of_wave(town, wave))])
        moderator.resident.choose(f"moderate:count:{SURVEY}:{wave}")
    first = texts_of_wave(town, 1)
    assert (table(town, 1).coded, table(town, 2).coded) == (first, first + texts_of_wave(town, 2))

    def of_a_part(unit: Unit) -> PublishedResults | None:
        return published.results(unit, SURVEY, 2, Filter("lives", "a"))

    filtered = town.run(of_a_part)
    assert filtered is None or not any(one.rows for one in filtered.tables if one.question == QUESTION)


def test_old_texts_that_nobody_decided_on_or_that_were_rejected_are_deleted(
    town: Town, moderator: Moderator
) -> None:
    wave_closes(town)
    n = texts_of_wave(town, 1)
    moderator.start()
    moderator.do("clear", "on:trade", "code", "reasons")
    moderator.resident.say("1")
    moderator.do("clear")
    assert town.run(retention.forget_contributions, CLOSES) == 0
    assert town.run(retention.forget_contributions, CLOSES + timedelta(days=1)) == n
    assert sorted((row["status"], row["text"]) for row in town.rows("contribution")) == [
        ("cleared", ""),
        ("coded", ""),
    ]
    moderator.start()
    assert not moderator.has("undo"), "the original is gone"
    moderator.do("on:trade", "code")
    assert moderator.template == "moderation_wave"


@given(
    st.lists(st.lists(st.sampled_from(THEMES), max_size=14), max_size=9),
    st.sets(st.integers(1, 9)),
    st.randoms(use_true_random=False),
)
def test_no_sum_of_themes_rests_on_fewer_than_ten_texts_nor_does_a_difference(
    waves: list[list[str]], empty: set[int], chance: Random
) -> None:
    codings = {
        number: code(number, [[theme] for theme in themes], {theme: {} for theme in THEMES[:4]})
        for number, themes in enumerate(waves, 1)
        if number not in empty
    }
    order = list(codings)
    chance.shuffle(order)
    seen: list[Coding | None] = []
    for done in range(len(order) + 1):
        counted = [codings[number] for number in sorted(order[:done])]
        waiting = set(order[done:])
        seen += [published_coding(counted, waiting, release) for release in range(len(waves) + 1)]
    sums = {(one.n, tuple(sorted(one.counts.items()))) for one in seen if one is not None}
    sizes = sorted(n for n, _ in sums)
    assert all(after - before >= 10 for before, after in pairwise([0, *sizes]))
    assert len(set(sizes)) == len(sums), "the same texts always give the same sum"
