"""What is sent to many goes at a decent hour, so many a day a person, and each gets it once."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import outbox, waiting
from db.unit import Unit
from domain.outgoing import Recipient, Terms
from domain.quiet_hours import NEVER_QUIET
from tests.usecases.town import Resident, Town
from usecases.retention import Periods, forget
from usecases.to_many import plan, plan_several

BERLIN = ZoneInfo("Europe/Berlin")
AFTERNOON = datetime(2026, 10, 3, 15, 30, tzinfo=BERLIN).astimezone(UTC)
LATE = datetime(2026, 10, 3, 22, 15, tzinfo=BERLIN).astimezone(UTC)


def chats(*numbers: int, language: str = "de") -> list[Recipient]:
    return [Recipient(number, 5000 + number, language) for number in numbers]


def news(
    town: Town,
    recipients: list[Recipient],
    occasion: str = "news:1",
    at: datetime = AFTERNOON,
    *,
    purpose: str | None = "news",
    capped: bool = True,
    urgent: bool = False,
) -> int:
    def planned(unit: Unit) -> int:
        def make(language: str) -> tuple[str, dict[str, Any]]:
            return "note", {"about": occasion}

        return plan(
            *(unit, town.house, recipients, make, occasion, at),
            purpose=purpose,
            capped=capped,
            urgent=urgent,
        )

    number: int = town.run(planned)
    return number


def due(town: Town, occasion: str = "") -> dict[int, datetime]:
    """Return when the messages of an occasion go, by chat, on the wall clock."""
    return {
        row["address"] - 5000: row["due_at"].astimezone(BERLIN)
        for row in town.rows("outbox")
        if row["occasion"].startswith(occasion)
    }


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def test_by_day_it_goes_at_once_and_at_night_when_the_night_is_over(town: Town) -> None:
    assert news(town, chats(1, 2)) == 2
    assert news(town, chats(3, 4), "news:2", LATE) == 2
    assert due(town) == {1: on(3, 15, 30), 2: on(3, 15, 30), 3: on(4, 8), 4: on(4, 8)}


def test_an_emergency_goes_at_any_hour_and_takes_nobodys_day(town: Town) -> None:
    news(town, chats(1))
    assert news(town, chats(1, 2), "flood", LATE, urgent=True) == 2
    assert due(town, "flood") == {1: on(3, 22, 15), 2: on(3, 22, 15)}
    news(town, chats(2), "news:2")
    assert due(town, "news:2") == {2: on(3, 15, 30)}


def test_a_person_gets_one_message_to_many_a_day_and_the_next_at_the_same_time_tomorrow(town: Town) -> None:
    news(town, chats(1, 2))
    assert news(town, chats(1, 2, 3), "news:2") == 3
    news(town, chats(1), "news:3")
    assert due(town, "news:2") == {1: on(4, 15, 30), 2: on(4, 15, 30), 3: on(3, 15, 30)}
    assert due(town, "news:3") == {1: on(5, 15, 30)}


def test_a_message_for_the_morning_counts_for_the_day_on_which_it_goes(town: Town) -> None:
    news(town, chats(1), at=LATE)
    news(town, chats(1), "news:2", at=on(4, 12))
    assert due(town, "news:2") == {1: on(5, 12)}


def test_what_was_asked_for_in_another_way_waits_for_nothing_but_the_night(town: Town) -> None:
    news(town, chats(1))
    news(town, chats(1), "reminder", capped=False, purpose=None)
    news(town, chats(1), "reminder:2", LATE, capped=False, purpose=None)
    assert due(town, "reminder:de") == {1: on(3, 15, 30)}
    assert due(town, "reminder:2") == {1: on(4, 8)}


def test_how_many_a_day_is_the_operators_choice(town: Town) -> None:
    town.house = replace(town.house, bulk_a_day=2)
    for number in range(5):
        news(town, chats(1), f"news:{number}")
    assert [due(town, f"news:{number}")[1].day for number in range(5)] == [3, 3, 4, 4, 5]
    town.house = replace(town.house, bulk_a_day=0)
    news(town, chats(1), "news:9")
    assert due(town, "news:9")[1] == on(3, 15, 30)


def test_fewer_a_day_than_before_hold_nobody_up_for_longer_than_the_days_that_are_taken(town: Town) -> None:
    town.house = replace(town.house, bulk_a_day=10)
    for number in range(11):
        news(town, chats(1), f"news:{number}")
    town.house = replace(town.house, bulk_a_day=1)
    news(town, chats(1), "news:last")
    assert due(town, "news:last") == {1: on(5, 15, 30)}


def test_a_household_that_speaks_two_languages_gets_both_on_one_day(town: Town) -> None:
    both = [Recipient(1, 5001, "de"), Recipient(1, 5001, "tr"), Recipient(2, 5002, "ar")]
    assert news(town, both) == 3
    assert {row["day"] for row in town.rows("outbox")} == {date(2026, 10, 3).toordinal()}
    assert {row["occasion"] for row in town.rows("outbox")} == {"news:1:de", "news:1:tr", "news:1:ar"}


def test_the_parts_of_a_message_stay_together_and_in_order(town: Town) -> None:
    def in_parts(unit: Unit, occasion: str) -> int:
        return plan_several(
            *(unit, town.house, chats(1, 2), lambda _: [("first", {}), ("second", {})], occasion, AFTERNOON),
            purpose="results",
            capped=True,
        )

    assert town.run(in_parts, "said:1") == 4
    assert town.run(in_parts, "said:2") == 4
    rows = [(row["address"], row["template"], row["occasion"]) for row in town.rows("outbox")]
    assert rows[:2] == [(5001, "first", "said:1:0:de"), (5001, "second", "said:1:1:de")]
    days = Counter((row["occasion"][:6], row["due_at"].astimezone(BERLIN).day) for row in town.rows("outbox"))
    assert days == {("said:1", 3): 4, ("said:2", 4): 4}


def test_the_same_occasion_planned_again_adds_nothing_while_it_waits(town: Town) -> None:
    assert news(town, chats(1, 2, 3), capped=False) == 3
    assert news(town, chats(2, 3, 4), capped=False) == 1
    assert len(town.rows("outbox")) == 4


def test_a_message_knows_on_what_terms_it_goes(town: Town) -> None:
    news(town, chats(1))
    news(town, chats(2), "flood", urgent=True)
    news(town, chats(3), "reminder", purpose=None, capped=False)
    leased = town.run(outbox.lease, 10, AFTERNOON)
    day = date(2026, 10, 3).toordinal()
    assert [row.outgoing.terms for row in leased] == [
        Terms("news", day=day),
        Terms("news", urgent=True),
        Terms(),
    ]


def test_in_the_night_when_clocks_change_it_goes_when_the_morning_comes(town: Town) -> None:
    nights = (datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN), datetime(2027, 3, 28, 1, tzinfo=BERLIN))
    for night in nights:
        news(town, chats(1), f"{night:%B}", night)
        assert due(town, f"{night:%B}")[1].strftime("%m-%dT%H:%M") == f"{night:%m-%d}T08:00"


def test_without_quiet_hours_it_goes_at_night_and_the_next_at_the_same_time_of_another(town: Town) -> None:
    town.house = replace(town.house, quiet=NEVER_QUIET)
    news(town, chats(1), at=LATE)
    news(town, chats(1), "news:2", at=LATE)
    assert (due(town, "news:1"), due(town, "news:2")) == ({1: on(3, 22, 15)}, {1: on(4, 22, 15)})


def test_a_plan_that_is_dropped_gives_the_day_back_unless_a_later_one_is_taken(town: Town) -> None:
    news(town, chats(1, 2))
    news(town, chats(2), "news:2")
    assert town.run(waiting.drop, "news:1:") == 2
    news(town, chats(1, 2), "news:3")
    assert due(town, "news:3") == {1: on(3, 15, 30), 2: on(5, 15, 30)}


def test_a_plan_may_be_larger_than_what_one_statement_takes(town: Town) -> None:
    assert news(town, chats(*range(2500))) == 2500
    assert news(town, chats(*range(2500)), "news:2") == 2500
    assert Counter(due(town, "news:1").values()) == {on(3, 15, 30): 2500}
    assert Counter(due(town, "news:2").values()) == {on(4, 15, 30): 2500}


def test_days_that_are_over_are_forgotten(ayse: Resident, town: Town) -> None:
    ayse.agree()
    town.now = AFTERNOON
    news(town, chats(1))
    news(town, chats(2), at=AFTERNOON + timedelta(days=1))
    town.now += timedelta(days=1)
    town.run(forget, Periods(), "Europe/Berlin", town.now)
    assert [row["address"] for row in town.rows("bulk_day")] == [5002]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 72), st.sets(st.integers(1, 5), min_size=1)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 3),
)
def test_whatever_is_planned_nobody_gets_more_a_day_nor_in_quiet_hours(
    town: Town, plans: list[tuple[int, set[int]]], a_day: int
) -> None:
    for table in ("outbox", "bulk_day"):
        town.run(lambda unit, name=table: unit.connection.exec_driver_sql(f"DELETE FROM {name}"))  # noqa: S608
    town.house = replace(town.house, bulk_a_day=a_day)
    for number, (hour, numbers) in enumerate(sorted(plans, key=lambda one: one[0])):
        news(town, chats(*sorted(numbers)), f"news:{number}", AFTERNOON + timedelta(hours=hour))
    rows = town.rows("outbox")
    assert len(rows) == sum(len(numbers) for _, numbers in plans)
    local = [(row["address"], row["due_at"].astimezone(BERLIN)) for row in rows]
    assert all(8 <= at.hour < 21 for _, at in local)
    assert max(Counter((address, at.date()) for address, at in local).values()) <= a_day
