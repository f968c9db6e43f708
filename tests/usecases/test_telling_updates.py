"""Residents are told what becomes of what they follow: at once or once a week, each update once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import follows, residents, schedule
from db.tables import metadata
from db.unit import Unit
from domain.quiet_hours import NEVER_QUIET
from domain.schedule import Status
from domain.town import MEASURES_CONSENT
from domain.weekly import Weekly, weekly
from tests.usecases.measuring import (
    BENCHES,
    CROSSING,
    QUARTER,
    area,
    follow,
    let_time_come,
    measure,
    plant,
    publish,
    theme,
    told,
)
from tests.usecases.town import Resident, Town
from usecases import tell_updates
from usecases.commands import stop
from usecases.tell_updates import plan_digests

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def town(town: Town) -> Town:
    plant(town)
    town.house = replace(town.house, quiet=NEVER_QUIET, bulk_a_day=0)
    return town


def plan(town: Town) -> None:
    town.run(plan_digests, town.house, town.now)


def thursday(town: Town) -> None:
    """Let the next Thursday's digest come."""
    plan(town)
    wall = town.now.astimezone(BERLIN)
    ahead = timedelta(days=(3 - wall.weekday()) % 7 or 7)
    town.now = (wall + ahead).replace(hour=17, minute=0).astimezone(UTC)
    let_time_come(town)


def test_who_follows_the_measure_its_theme_or_its_area_is_told_at_once_and_nobody_else(town: Town) -> None:
    followed = [measure(BENCHES), theme("appearance"), area(QUARTER), area("kornwestheim")]
    others = [measure(CROSSING), theme("trade"), area("centre")]
    for number, what in enumerate([*followed, *others]):
        follow(Resident(town, 600 + number), what)
    told(town)
    update = publish(town)
    let_time_come(town)
    assert told(town) == [(600, [update]), (601, [update]), (602, [update]), (603, [update])]


def test_whoever_an_update_concerns_twice_is_told_once(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES), theme("appearance"), area(QUARTER))
    told(town)
    update = publish(town)
    let_time_come(town)
    let_time_come(town)
    assert told(town) == [(501, [update])]


def test_what_was_published_before_somebody_follows_anything_is_not_told(town: Town, ayse: Resident) -> None:
    publish(town)
    follow(ayse, measure(BENCHES))
    told(town)
    let_time_come(town)
    assert told(town) == []


def test_nobody_is_told_what_was_brought_along_from_earlier_years(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES))
    told(town)
    publish(town, tell=False)
    let_time_come(town)
    thursday(town)
    assert told(town) == []
    assert {row["kind"] for row in town.rows("scheduled")} == {"digest"}


def test_without_the_consent_nobody_is_told_and_nothing_piles_up(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES))
    told(town)
    town.run(residents.withdraw, ayse.member["id"], MEASURES_CONSENT, town.now)
    publish(town)
    let_time_come(town)
    follow(ayse)
    told(town)
    newer = publish(town)
    let_time_come(town)
    assert told(town) == [(501, [newer])]


def test_who_has_stopped_or_blocked_the_bot_is_left_in_peace(
    town: Town, ayse: Resident, bernd: Resident
) -> None:
    for one in (ayse, bernd):
        follow(one, measure(BENCHES))
    ayse.command(stop)
    town.run(residents.set_reachable, 502, False)
    told(town)
    publish(town)
    let_time_come(town)
    assert told(town) == []


def test_a_digest_comes_on_thursday_at_five_with_all_that_is_new_and_only_then(
    town: Town, ayse: Resident, bernd: Resident
) -> None:
    follow(ayse, measure(BENCHES), area("centre"), weekly=True)
    follow(bernd, measure(CROSSING))
    told(town)
    first, second = publish(town), publish(town, CROSSING)
    let_time_come(town)
    assert told(town) == [(502, [second])]
    thursday(town)
    assert town.now.astimezone(BERLIN).strftime("%A %H:%M") == "Thursday 17:00"
    assert told(town) == [(501, [first, second])]


def test_a_week_without_anything_new_has_no_digest(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES), weekly=True)
    told(town)
    update = publish(town)
    thursday(town)
    assert told(town) == [(501, [update])]
    thursday(town)
    publish(town, CROSSING)
    thursday(town)
    assert told(town) == []


def test_two_who_share_a_phone_and_a_language_share_a_message(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES))
    other = town.run(_second_member, ayse.member["chat_id"], town.now)
    told(town)
    town.run(follows.add, other, measure(CROSSING))
    one, two = publish(town), publish(town, CROSSING)
    let_time_come(town)
    assert told(town) == [(501, [one, two])]


def _second_member(unit: Unit, chat: int, now: datetime) -> int:
    table = metadata.tables["member"]
    row = table.insert().values(chat_id=chat, ordinal=2, language="de").returning(table.c.id)
    member: int = unit.connection.execute(row).scalar_one()
    residents.agree(unit, member, MEASURES_CONSENT, residents.ConsentText("1", "hash", "de"), now)
    return member


def test_a_large_town_is_told_in_chunks_and_a_kill_between_them_loses_and_repeats_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_updates, "CHUNK", 3)
    for number in range(8):
        follow(Resident(town, 600 + number), measure(BENCHES))
    told(town)
    update = publish(town)
    town.run(_one_chunk_then_killed, town)
    let_time_come(town)
    assert told(town) == [(600 + number, [update]) for number in range(8)]


def _one_chunk_then_killed(unit: Unit, town: Town) -> None:
    """Do a chunk whose commit never comes."""
    (row,) = schedule.coming(unit, town.now)
    with unit.connection.begin_nested() as savepoint:
        tell_updates.tell_at_once(unit, town.house, row, town.now)
        savepoint.rollback()


def test_switching_from_weekly_to_at_once_tells_what_the_week_has_brought(town: Town, ayse: Resident) -> None:
    follow(ayse, measure(BENCHES), weekly=True)
    told(town)
    update = publish(town)
    let_time_come(town)
    town.run(follows.set_weekly, ayse.member["id"], False)
    news = town.run(tell_updates.news_for, town.house.town, ayse.member["id"])
    assert [one.update_id for one in news] == [update]
    later = publish(town)
    let_time_come(town)
    thursday(town)
    assert told(town) == [(501, [later])]


STEPS = ("publish benches", "publish crossing", "tick", "thursday", "weekly", "at once")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(STEPS), max_size=14))
def test_however_often_somebody_changes_between_at_once_and_weekly_each_update_comes_once(
    town: Town, steps: list[str]
) -> None:
    one = Resident(town, next(town.updates) + 10_000)
    follow(one, measure(BENCHES), area("centre"))
    told(town)
    published: list[int] = []
    got: list[int] = []
    for step in [*steps, "thursday", "weekly", "thursday"]:
        match step:
            case "publish benches":
                published.append(publish(town))
            case "publish crossing":
                published.append(publish(town, CROSSING))
            case "tick":
                let_time_come(town)
            case "thursday":
                thursday(town)
            case "weekly":
                town.run(follows.set_weekly, one.member["id"], True)
            case "at once":
                town.run(follows.set_weekly, one.member["id"], False)
                news = town.run(tell_updates.news_for, town.house.town, one.member["id"])
                got += [update.update_id for update in news]
        for chat, updates in told(town):
            got += updates if chat == one.chat else []  # residents of other examples live on
    assert got == published


def test_digests_are_planned_ahead_and_follow_the_operators_setting(town: Town) -> None:
    plan(town)
    plan(town)
    first = [(row["part"], row["local_time"]) for row in town.rows("scheduled")]
    assert first == [("2026-10-08", "2026-10-08T17:00"), ("2026-10-15", "2026-10-15T17:00")]
    town.house = replace(town.house, digest=weekly("Monday 9:30"))
    plan(town)
    assert [row["local_time"] for row in town.rows("scheduled")] == ["2026-10-05T09:30", "2026-10-12T09:30"]


def test_a_digest_that_staff_have_moved_or_cancelled_stays_so(town: Town) -> None:
    plan(town)
    one, two = town.rows("scheduled")
    moved = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
    assert town.run(schedule.move, one["id"], one["revision"], "2026-10-09T12:00", moved)
    assert town.run(schedule.cancel_one, two["id"], two["revision"])
    plan(town)
    rows = {row["part"]: (row["local_time"], row["status"]) for row in town.rows("scheduled")}
    assert rows == {
        "2026-10-08": ("2026-10-09T12:00", Status.WAITING),
        "2026-10-15": ("2026-10-15T17:00", Status.CANCELLED),
    }


@pytest.mark.parametrize("spelled", ["Thursday", "xx 17:00", "th 24:00", "th 17:60", "17:00", "th17:00"])
def test_a_time_of_the_week_that_cannot_be_read_is_refused(spelled: str) -> None:
    with pytest.raises(ValueError, match="such as Thursday 17:00"):
        weekly(spelled)


def test_a_time_of_the_week_is_spelled_short_or_long() -> None:
    assert weekly("th 17:00") == weekly(" Thursday 17:00 ") == Weekly("TH", "17:00")
    assert weekly("Mo. 9:30") == Weekly("MO", "09:30")
