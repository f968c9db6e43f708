"""Events that come again: half a year of them, each at the same time on the clock, changed one or all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db import events
from domain.events import Event, EventStatus
from domain.invitation import Role
from domain.repeating import Repeat, repeat_in, repeats_of, rule_of
from domain.schedule import Kind
from tests.usecases.office import confirm, staff
from tests.usecases.planning import (
    NOW,
    READY,
    kept,
    notice,
    now_as,
    open_event,
    press,
    read_in_all_languages,
    rows,
    times,
)
from tests.usecases.town import Resident, Town
from usecases.event_series import begin, cancel_all, following, make_coming, publish_all, spread
from usecases.recurrence import RuleRefused, dates

WEDNESDAYS = "FREQ=MONTHLY;BYDAY=2WE"


@pytest.fixture
def editor(town: Town) -> Resident:
    town.now = NOW
    return staff(town, 700, Role.EDITOR, "en")


def series(town: Town, rule: str = WEDNESDAYS, until: date | None = None, **changes: object) -> Event:
    town.now = NOW
    first: Event = town.run(begin, town.house, None, kept(town, **changes), rule, until, town.now)
    return first


def all_of(town: Town) -> list[Event]:
    found: list[Event] = town.run(events.everything)
    return found


def starts(town: Town) -> list[str]:
    return [str(one.local_start) for one in all_of(town)]


def test_an_event_comes_again_by_a_rule_in_plain_words(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":repeat")
    read_in_all_languages(editor)
    press(editor, ":second")
    read_in_all_languages(editor)
    press(editor, ":20270610")
    assert notice(editor) == "repeats"
    read_in_all_languages(editor)
    assert starts(town) == [
        "2027-03-10T18:00",
        "2027-04-14T18:00",
        "2027-05-12T18:00",
        "2027-06-09T18:00",
    ]
    assert {one.status for one in all_of(town)} == {EventStatus.DRAFT}


def test_the_last_day_can_be_typed(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":repeat")
    press(editor, ":weekly")
    editor.say("bald")
    assert editor.sees.args["problem"] == "unreadable"
    read_in_all_languages(editor)
    editor.say("24.3.2027")
    assert starts(town) == ["2027-03-10T18:00", "2027-03-17T18:00", "2027-03-24T18:00"]


def test_all_are_at_the_same_time_on_the_clock_in_summer_and_in_winter(town: Town) -> None:
    series(town, "FREQ=WEEKLY;BYDAY=WE")
    found = [one for one in all_of(town) if one.starts_at]
    assert {one.local_start and one.local_start[11:] for one in found} == {"18:00"}
    hours = {one.starts_at.hour for one in found if one.starts_at}
    assert hours == {17, 16}


def test_half_a_year_is_there_at_any_time_and_each_day_once(town: Town) -> None:
    first = series(town)
    assert len(all_of(town)) == 6  # March to August
    for _day in range(120):
        town.now += timedelta(days=1)
        town.run(make_coming, town.house, town.now)
        town.run(make_coming, town.house, town.now)
    found = all_of(town)
    wanted = dates(WEDNESDAYS, date(2027, 3, 10), (town.now + timedelta(days=183)).date())
    assert [one.series_day for one in found] == [day.isoformat() for day in wanted]
    assert {one.series_id for one in found} == {first.series_id}
    assert len({one.uid for one in found}) == len(found)


def test_after_a_time_without_the_program_days_that_are_over_are_left_out(town: Town) -> None:
    series(town)
    town.now = datetime(2027, 12, 20, 12, tzinfo=UTC)
    town.run(make_coming, town.house, town.now)
    made = [one.series_day for one in all_of(town) if one.series_day and one.series_day > "2027-08-31"]
    assert made == ["2028-01-12", "2028-02-09", "2028-03-08", "2028-04-12", "2028-05-10", "2028-06-14"]


def test_one_of_a_series_is_changed_moved_or_dropped_and_not_made_anew(editor: Resident, town: Town) -> None:
    series(town)
    second, third = all_of(town)[1:3]
    open_event(editor, second)
    press(editor, ":start")
    editor.say("15.4.2027 19:00")
    open_event(editor, third)
    press(editor, ":cancel")
    press(editor, ":cancel:one")
    confirm(editor)
    last = all_of(town)[-1]
    open_event(editor, last)
    press(editor, ":cancel")
    press(editor, ":cancel:one")
    confirm(editor)
    town.run(make_coming, town.house, town.now)
    assert now_as(town, second).local_start == "2027-04-15T19:00"
    assert now_as(town, third).status is EventStatus.CANCELLED
    assert len(all_of(town)) == 6


def test_a_series_is_published_at_once_with_invitations_two_weeks_before_each(
    editor: Resident, town: Town
) -> None:
    first = series(town, register_until="2027-03-08T12:00")
    open_event(editor, first)
    press(editor, ":preview:en")
    press(editor, ":publish:all")
    read_in_all_languages(editor)
    confirm(editor)
    assert notice(editor) == "published_all"
    found = all_of(town)
    assert {one.status for one in found} == {EventStatus.PUBLISHED}
    assert [times(town, one)[Kind.INVITE, ""] for one in found[:3]] == [
        "2027-03-01T13:00",
        "2027-03-29T12:00",  # two weeks before the end of registration
        "2027-04-26T12:00",
    ]
    town.now += timedelta(days=40)
    town.run(make_coming, town.house, town.now)
    newest = all_of(town)[-1]
    assert newest.series_day == "2027-09-08"
    assert newest.status is EventStatus.PUBLISHED


def test_all_that_follow_are_changed_like_one_and_keep_their_days(editor: Resident, town: Town) -> None:
    first = series(town)
    town.run(publish_all, town.house, None, first, town.now)
    second = all_of(town)[1]
    open_event(editor, second)
    press(editor, ":start")
    editor.say("14.4.2027 19:30")
    press(editor, ":place")
    press(editor, ":place:de")
    editor.say("Bücherei")
    open_event(editor, second)
    press(editor, ":spread")
    read_in_all_languages(editor)
    confirm(editor)
    assert notice(editor) == "spread"
    before, _second, *rest = all_of(town)
    assert (before.local_start, before.place) == ("2027-03-10T18:00", {"de": "Rathaus"})
    assert [one.local_start and one.local_start[11:] for one in rest] == ["19:30"] * 4
    assert {one.place["de"] for one in rest} == {"Bücherei"}
    assert all((Kind.CALL, str(one.sequence)) in rows(town, one) for one in rest)
    town.now += timedelta(days=60)
    town.run(make_coming, town.house, town.now)
    newest = all_of(town)[-1]
    assert (newest.local_start, newest.place) == ("2027-10-13T19:30", {"de": "Bücherei"})


def test_one_and_all_that_follow_are_cancelled_and_nothing_comes_after(editor: Resident, town: Town) -> None:
    first = series(town)
    town.run(publish_all, town.house, None, first, town.now)
    third = all_of(town)[2]
    open_event(editor, third)
    press(editor, ":cancel")
    press(editor, ":cancel:all")
    editor.say("Der Raum wird umgebaut.")
    open_event(editor, third)
    press(editor, ":cancel")
    press(editor, ":cancel:all")
    read_in_all_languages(editor)
    confirm(editor)
    statuses = [one.status for one in all_of(town)]
    assert statuses == [EventStatus.PUBLISHED] * 2 + [EventStatus.CANCELLED] * 4
    assert {one.reason.get("de") for one in all_of(town)[2:]} == {"Der Raum wird umgebaut."}
    town.now += timedelta(days=90)
    town.run(make_coming, town.house, town.now)
    assert len(all_of(town)) == 6


def test_drafts_that_follow_go_with_a_cancelled_series(town: Town) -> None:
    first = series(town)
    assert len(town.run(following, first)) == 5
    town.run(cancel_all, town.house, None, first, {"de": "Schluss"}, town.now)
    assert [one.status for one in all_of(town)] == [EventStatus.CANCELLED]
    town.run(make_coming, town.house, town.now)
    assert len(all_of(town)) == 1


def test_one_that_lacks_something_stays_a_draft_and_holds_up_no_other(town: Town) -> None:
    first = series(town)
    second = all_of(town)[1]
    town.run(events.save, second, replace(second, place={}))
    assert town.run(publish_all, town.house, None, first, town.now) == 5
    assert now_as(town, second).status is EventStatus.DRAFT


@pytest.mark.parametrize(
    "rule", ["FREQ=HOURLY", "weekly", "FREQ=WEEKLY;BYHOUR=9", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2"]
)
def test_a_rule_that_cannot_be_used_changes_nothing(town: Town, rule: str) -> None:
    town.now = NOW
    with pytest.raises(RuleRefused):
        town.run(begin, town.house, None, kept(town), rule, None, town.now)
    assert len(all_of(town)) == 1
    assert town.rows("event_series") == []


def test_only_ways_to_come_again_that_name_the_first_day_are_offered() -> None:
    for day in (date(2027, 1, 1) + timedelta(days=number) for number in range(400)):
        offered = repeats_of(day)
        for repeat in offered:
            rule = rule_of(repeat, day)
            assert dates(rule, day, day) == [day]
            assert repeat_in(rule, day) is repeat
        assert (Repeat.LAST in offered) is ((day + timedelta(days=7)).month != day.month)


def test_spreading_from_the_last_of_a_series_changes_what_is_made_later(town: Town) -> None:
    series(town)
    last = all_of(town)[-1]
    assert town.run(spread, town.house, None, replace(last, minutes=45), town.now) == 0
    town.now += timedelta(days=60)
    town.run(make_coming, town.house, town.now)
    assert all_of(town)[-1].minutes == 45
    assert READY.minutes == 120
