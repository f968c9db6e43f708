"""What its reader no longer wants does not go, though it was planned; what may not go now waits."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from db import broadcast_counts, residents, waiting
from db.tables import broadcast, chat, consent, member
from db.unit import Unit
from domain.broadcasts import BroadcastStatus
from domain.outgoing import Outgoing, Recipient
from tests.usecases.office import deliver
from tests.usecases.town import Town
from usecases.deliver import take_rows
from usecases.house import House
from usecases.to_many import plan, plan_several

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 10, 3, 20, 59, tzinfo=BERLIN).astimezone(UTC)
NIGHT = datetime(2026, 10, 3, 21, 1, tzinfo=BERLIN).astimezone(UTC)
PEOPLE = {1: "de", 2: "de", 3: "tr", 4: "ar", 5: "de"}


@pytest.fixture
def readers(town: Town) -> Town:
    """Five people who want news, in their languages, and a broadcast that runs."""

    def come(unit: Unit) -> None:
        run, today = unit.connection.execute, town.now.date()
        text = {"text_version": "1", "text_hash": "h", "given_at": town.now}
        run(insert(chat), [{"id": n, "address": 5000 + n, "last_seen_on": today} for n in PEOPLE])
        run(insert(member), [{"id": n, "chat_id": n, "language": code} for n, code in PEOPLE.items()])
        for purpose in ("news", "results"):
            agreed = {"purpose": purpose, **text}
            run(insert(consent), [{"member_id": n, "language": code, **agreed} for n, code in PEOPLE.items()])
        run(
            insert(broadcast).values(
                id=3,
                key="b",
                purpose="news",
                timezone="Europe/Berlin",
                text='{"de": "Hallo"}',
                status="running",
            )
        )

    town.run(come)
    town.now = EVENING
    return town


def news(
    town: Town, *, urgent: bool = False, capped: bool = True, purpose: str | None = "news", about: str = "b"
) -> None:
    recipients = [Recipient(n, 5000 + n, code) for n, code in PEOPLE.items()]
    occasion = "broadcast:3:2026-10-03" if about == "b" else about

    def planned(unit: Unit) -> None:
        plan(
            *(
                unit,
                town.house,
                recipients,
                lambda _: ("broadcast_news", {"broadcast": 3}),
                occasion,
                town.now,
            ),
            purpose=purpose,
            capped=capped,
            urgent=urgent,
        )

    town.run(planned)


def got(messages: list[Outgoing]) -> list[int]:
    return sorted(one.address - 5000 for one in messages)


def counted(town: Town) -> dict[str, dict[str, int]]:
    found = town.run(broadcast_counts.counts, 3)
    return {language: dict(counts) for language, counts in found.items()}


def erase(unit: Unit, address: int) -> None:
    resident = residents.by_address(unit, address)
    assert resident is not None
    residents.erase(unit, resident)


def become(town: Town, status: BroadcastStatus) -> None:
    town.run(lambda unit: unit.connection.execute(update(broadcast).values(status=status.value)))


def test_everybody_who_wants_it_gets_it_and_it_is_counted_by_language(readers: Town) -> None:
    news(readers)
    assert got(deliver(readers)) == [1, 2, 3, 4, 5]
    assert counted(readers) == {"de": {"sent": 3}, "tr": {"sent": 1}, "ar": {"sent": 1}}


def test_who_has_withdrawn_stopped_blocked_or_left_gets_nothing(readers: Town) -> None:
    news(readers)
    readers.run(residents.withdraw, 1, "news", readers.now)
    readers.run(residents.stop, 2, readers.now)
    readers.run(residents.set_reachable, 5003, False)
    readers.run(erase, 5004)
    assert got(deliver(readers)) == [5]
    assert counted(readers) == {
        "de": {"dropped": 2, "sent": 1},
        "tr": {"blocked": 1},
        "ar": {"dropped": 1},
    }
    assert readers.rows("outbox") == []


def test_another_consent_does_not_stand_for_the_one_that_is_gone(readers: Town) -> None:
    news(readers, purpose="results")
    readers.run(residents.withdraw, 1, "news", readers.now)
    readers.run(residents.withdraw, 2, "results", readers.now)
    assert got(deliver(readers)) == [1, 3, 4, 5]


def test_what_needs_no_consent_goes_without_but_not_after_stop(readers: Town) -> None:
    news(readers, purpose=None)
    readers.run(residents.withdraw, 1, "news", readers.now)
    readers.run(residents.stop, 2, readers.now)
    assert got(deliver(readers)) == [1, 3, 4, 5]


def test_who_chooses_another_language_while_it_waits_gets_it_in_the_new_one(readers: Town) -> None:
    news(readers)
    readers.run(residents.choose_language, 1, "en")
    assert {one.address: one.language for one in deliver(readers)}[5001] == "en"
    assert counted(readers)["de"] == {"sent": 3}, "it is counted where it was planned"


def test_a_household_keeps_the_message_in_a_language_that_somebody_else_there_reads(readers: Town) -> None:
    values = {"id": 9, "chat_id": 1, "ordinal": 2, "language": "de"}
    agreed = {"member_id": 9, "purpose": "news", "language": "de", "text_version": "1", "text_hash": "h"}
    readers.run(lambda unit: unit.connection.execute(insert(member).values(values)))
    readers.run(lambda unit: unit.connection.execute(insert(consent).values(given_at=readers.now, **agreed)))
    news(readers)
    readers.run(residents.choose_language, 1, "en")
    assert [one.language for one in deliver(readers) if one.address == 5001] == ["de"]


def test_who_moves_into_a_language_in_which_the_chat_has_it_already_gets_it_once(readers: Town) -> None:
    values = {"id": 9, "chat_id": 1, "ordinal": 2, "language": "tr"}
    agreed = {"member_id": 9, "purpose": "news", "language": "tr", "text_version": "1", "text_hash": "h"}
    readers.run(lambda unit: unit.connection.execute(insert(member).values(values)))
    readers.run(lambda unit: unit.connection.execute(insert(consent).values(given_at=readers.now, **agreed)))

    def both(unit: Unit) -> None:
        recipients = [Recipient(1, 5001, "de"), Recipient(1, 5001, "tr")]
        make = ("broadcast_news", {"broadcast": 3})
        plan(
            *(unit, readers.house, recipients, lambda _: make, "broadcast:3:x", readers.now),
            purpose="news",
            capped=True,
        )

    readers.run(both)
    readers.run(residents.choose_language, 1, "tr")
    assert [one.language for one in deliver(readers)] == ["tr"]


def test_what_is_in_hand_when_somebody_changes_their_mind_is_looked_at_again(readers: Town) -> None:
    changed: list[int] = []
    news(readers)

    def change(unit: Unit) -> None:
        residents.withdraw(unit, 1, "news", readers.now)
        residents.stop(unit, 2, readers.now)
        residents.choose_language(unit, 3, "en")
        residents.set_reachable(unit, 5004, False)
        erase(unit, 5005)
        changed.extend(unit.changed)

    readers.run(change)
    assert sorted(changed) == [5001, 5002, 5003, 5004, 5005]


# --- quiet hours -----------------------------------------------------------------------------------


def waits(town: Town) -> Counter[str]:
    return Counter(row["due_at"].astimezone(BERLIN).strftime("%dT%H:%M") for row in town.rows("outbox"))


def test_what_has_not_gone_when_quiet_hours_begin_goes_in_the_morning_and_is_that_days_message(
    readers: Town,
) -> None:
    news(readers)
    readers.now = NIGHT
    assert deliver(readers) == []
    assert waits(readers) == {"04T08:00": 5}
    news(readers, about="another")  # planned in the night, for the same morning
    assert waits(readers) == {"04T08:00": 5, "05T08:00": 5}


def test_what_is_not_counted_by_the_day_waits_for_the_morning_as_well(readers: Town) -> None:
    news(readers, capped=False)
    readers.now = NIGHT
    assert deliver(readers) == []
    assert waits(readers) == {"04T08:00": 5}


def test_an_emergency_goes_in_the_night(readers: Town) -> None:
    news(readers)
    news(readers, urgent=True, about="flood")
    readers.now = NIGHT
    assert Counter(one.occasion for one in deliver(readers)) == {"flood:de": 3, "flood:tr": 1, "flood:ar": 1}


def test_who_has_a_message_the_next_day_already_gets_this_one_the_day_after(readers: Town) -> None:
    news(readers)
    news(readers, about="another")  # for the day after, at the same time
    readers.now = NIGHT
    deliver(readers)
    assert waits(readers) == {"04T20:59": 5, "05T08:00": 5}


def test_the_parts_of_a_message_are_not_torn_apart_by_the_night(readers: Town) -> None:
    recipients = [Recipient(n, 5000 + n, code) for n, code in PEOPLE.items()]

    def in_parts(unit: Unit) -> None:
        parts = [("broadcast_news", {"broadcast": 3}), ("broadcast_news", {"broadcast": 3})]
        plan_several(
            *(unit, readers.house, recipients, lambda _: parts, "said:1", readers.now),
            purpose="results",
            capped=True,
        )

    readers.run(in_parts)
    readers.now = NIGHT
    readers.run(take_rows, readers.house, 3, readers.now)  # one chat's parts fall into two looks
    assert waits(readers) == {"04T08:00": 10}
    assert {row["n"] for row in readers.rows("bulk_day")} == {1}


def test_what_was_put_off_can_be_put_off_again_and_goes_once(readers: Town) -> None:
    news(readers)
    for night in range(3):  # the bot was down by day
        readers.now = NIGHT + timedelta(days=night)
        assert deliver(readers) == []
    readers.now = NIGHT + timedelta(days=3, hours=-3)
    assert got(deliver(readers)) == [1, 2, 3, 4, 5]
    assert deliver(readers) == []


# --- what staff have held or ended -----------------------------------------------------------------


def test_what_comes_back_from_a_workers_hand_after_staff_paused_it_waits_with_the_rest(readers: Town) -> None:
    news(readers)
    become(readers, BroadcastStatus.PAUSED)  # all was in hand then, so that `hold` found nothing
    assert deliver(readers) == []
    assert len(readers.rows("outbox")) == 5
    assert deliver(readers) == []
    become(readers, BroadcastStatus.RUNNING)
    assert readers.run(waiting.release, "broadcast:3:") == 5
    assert got(deliver(readers)) == [1, 2, 3, 4, 5]


def test_what_comes_back_after_staff_ended_it_is_dropped_and_counted(readers: Town) -> None:
    news(readers)
    become(readers, BroadcastStatus.CANCELLED)
    assert deliver(readers) == []
    assert readers.rows("outbox") == []
    assert counted(readers) == {"de": {"dropped": 3}, "tr": {"dropped": 1}, "ar": {"dropped": 1}}
    become(readers, BroadcastStatus.RUNNING)
    news(readers, about="another")
    assert waits(readers) == {"03T20:59": 5}, "nobody's day was taken by what never came"


def test_a_thousand_that_nobody_wants_any_more_hold_nobody_up(readers: Town) -> None:
    readers.house = House(*(readers.house.town, readers.house.languages, b"", "Europe/Berlin"), bulk_a_day=0)
    crowd = [Recipient(n, n, "de") for n in range(10_000, 11_000)]

    def planned(unit: Unit) -> None:
        make = ("broadcast_news", {"broadcast": 3})
        plan(
            *(
                unit,
                readers.house,
                crowd,
                lambda _: make,
                "broadcast:3:x",
                readers.now - timedelta(minutes=1),
            ),
            purpose="news",
            capped=True,
        )

    readers.run(planned)
    news(readers)
    looks = 0
    while not (messages := deliver(readers, 100)):
        looks += 1
    assert looks <= 1
    assert got(messages) == [1, 2, 3, 4, 5]


def test_quiet_hours_that_the_operator_changes_count_for_what_waits(readers: Town) -> None:
    news(readers)
    readers.now = NIGHT
    readers.house = replace(readers.house, quiet=type(readers.house.quiet)(22 * 60, 7 * 60))
    assert got(deliver(readers)) == [1, 2, 3, 4, 5]
