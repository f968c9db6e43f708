"""Each kind of row goes when its own period is over, a dry run changes nothing, and a record is left."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from db.tables import metadata
from domain.periods import Periods
from tests.usecases.town import Resident, Town
from usecases.commands import stop
from usecases.retention import forget, retention_log, tell_inactive, try_to_forget
from usecases.scrub import scrub_asked_for

PERIODS = Periods()
ZONE = "Europe/Berlin"
MILLISECOND = timedelta(milliseconds=1)


def put(town: Town, table: str, **values: Any) -> None:
    with town.connection.begin():
        town.connection.execute(insert(metadata.tables[table]).values(values))


def everything(town: Town) -> dict[str, list[Any]]:
    """Return every row of every table as it is."""
    with town.connection.begin():
        return {
            name: sorted((tuple(row) for row in town.connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def days_ago(town: Town, days: int) -> datetime:
    return town.now - timedelta(days=days)


def put_one_of_each(town: Town, resident: Resident, over: timedelta) -> None:
    """Put a row of each kind whose period has been over for a while, or is not yet."""

    def moment(days: int) -> datetime:
        return days_ago(town, days) - over

    def day(days: int) -> date:
        return days_ago(town, days).date() - (timedelta(days=1) if over > timedelta() else timedelta())

    staff = {"user_address": 9, "role": "admin", "since": town.now}
    put(town, "staff", id=1, **staff)
    put(town, "audit", at=moment(PERIODS.audit), action="saw", object="results")
    put(town, "set_aside", update_id=10**6, reason="ValueError", at=moment(PERIODS.set_aside))
    put(town, "handled_update", update_id=10**6, handled_on=day(PERIODS.updates))
    put(town, "tally", day=day(PERIODS.tallies), event="e", dimension="d", value="v", n=1)
    put(town, "staff_invite", token_hash="h", role="admin", expires_at=moment(PERIODS.invitations))
    put(town, "throttle", chat_id=resident.member["chat_id"], failures=1, since=moment(PERIODS.throttles))
    put(town, "retention_run", at=moment(PERIODS.runs), counts="{}")
    confirmed = {"token_hash": "h", "staff_id": 1, "action": "a"}
    put(town, "confirmation", **confirmed, expires_at=moment(PERIODS.confirmations))
    put(
        town, "survey", key="old", position=9, opens_on=date(2026, 1, 1), closes_on=day(PERIODS.contributions)
    )
    for number, status in enumerate(["new", "rejected", "cleared", "coded"]):
        text = {"survey_key": "old", "wave": 1, "question": "q", "language": "de", "text": "t"}
        put(town, "contribution", cid=bytes([number] * 32), status=status, themes="[]", reason="", **text)
    with town.connection.begin():
        touched = update(metadata.tables["dialogue"]).values(touched_on=day(PERIODS.drafts))
        town.connection.execute(touched)


ONE_EACH = ("drafts", "tallies", "updates", "set_aside", "throttles", "invitations", "confirmations")
GONE = {**dict.fromkeys((*ONE_EACH, "audit", "runs"), 1), "contributions": 2}


def test_what_is_over_goes_and_nothing_else(ayse: Resident, town: Town) -> None:
    ayse.begin()
    put_one_of_each(town, ayse, over=MILLISECOND)
    gone = town.run(forget, PERIODS, ZONE, town.now)
    assert {kind: number for kind, number in gone.items() if number} == GONE
    assert [row["status"] for row in town.rows("contribution")] == ["cleared", "coded"]
    assert not any(town.run(forget, PERIODS, ZONE, town.now).values())


def test_nothing_goes_on_the_last_day_of_its_period(ayse: Resident, town: Town) -> None:
    ayse.begin()
    put_one_of_each(town, ayse, over=timedelta())
    before = everything(town)
    gone = town.run(forget, PERIODS, ZONE, town.now)
    assert (any(gone.values()), everything(town)) == (False, before)


def test_a_dry_run_says_what_would_go_and_changes_no_table(ayse: Resident, town: Town) -> None:
    ayse.begin()
    put_one_of_each(town, ayse, over=MILLISECOND)
    before = everything(town)
    tried = town.run(try_to_forget, PERIODS, ZONE, town.now)
    assert everything(town) == before
    assert tried == town.run(forget, PERIODS, ZONE, town.now)


def test_a_run_that_deleted_something_leaves_a_record(ayse: Resident, town: Town) -> None:
    ayse.begin()
    assert (any(town.run(forget, PERIODS, ZONE, town.now).values()), town.run(retention_log)) == (False, [])
    put_one_of_each(town, ayse, over=MILLISECOND)
    town.run(forget, PERIODS, ZONE, town.now)
    assert town.run(retention_log) == [(town.now, GONE)]
    assert town.run(scrub_asked_for)


def test_somebody_who_is_away_is_told_once_and_then_forgotten(ayse: Resident, town: Town) -> None:
    ayse.begin()
    town.pass_days(PERIODS.residents - PERIODS.notice)
    assert town.run(tell_inactive, town.house, PERIODS, town.now) == 0
    town.pass_days(1)
    assert [town.run(tell_inactive, town.house, PERIODS, town.now) for _ in range(2)] == [1, 0]
    (message,) = town.rows("outbox")
    last_day = (town.now + timedelta(days=PERIODS.notice)).date()
    assert (message["template"], message["address"], message["language"]) == ("inactive", 501, "de")
    assert last_day.isoformat() in message["args"]
    town.pass_days(PERIODS.notice - 1)
    assert town.run(forget, PERIODS, ZONE, town.now)["residents"] == 0
    town.pass_days(1)
    assert town.run(forget, PERIODS, ZONE, town.now)["residents"] == 1
    for table in ("chat", "member", "consent", "dialogue", "outbox", "erasure"):
        assert town.rows(table) == []


def test_whoever_writes_after_the_notice_stays(ayse: Resident, town: Town) -> None:
    ayse.agree()
    town.pass_days(PERIODS.residents)
    town.run(tell_inactive, town.house, PERIODS, town.now)
    ayse.say("hallo")
    town.pass_days(PERIODS.residents)
    assert town.run(forget, PERIODS, ZONE, town.now)["residents"] == 0
    assert town.run(tell_inactive, town.house, PERIODS, town.now) == 1, "and is told again the next time"


@pytest.mark.parametrize("how", ["stopped", "blocked"])
def test_who_wants_no_messages_is_not_told_and_forgotten_in_time(
    ayse: Resident, town: Town, how: str
) -> None:
    ayse.agree()
    if how == "stopped":
        ayse.command(stop)
    else:
        with town.connection.begin():
            town.connection.execute(update(metadata.tables["chat"]).values(reachable=False))
    town.pass_days(PERIODS.residents)
    assert town.run(tell_inactive, town.house, PERIODS, town.now) == 0
    assert town.run(forget, PERIODS, ZONE, town.now)["residents"] == 0
    town.pass_days(1)
    assert town.run(forget, PERIODS, ZONE, town.now)["residents"] == 1


def test_texts_can_say_every_period() -> None:
    assert PERIODS.placeholders() == {
        "retention_draft_days": 90,
        "retention_update_days": 3,
        "retention_resident_days": 540,
        "retention_notice_days": 14,
        "retention_invitation_days": 1,
        "retention_confirmation_days": 1,
        "retention_throttle_days": 1,
        "retention_set_aside_days": 30,
        "retention_registration_days": 7,
        "retention_contribution_days": 90,
        "retention_audit_days": 730,
        "retention_tally_days": 1095,
        "retention_run_days": 1095,
    }
