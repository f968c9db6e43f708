"""Staff see what goes out, move it and cancel it; what others fix is shown and stays."""

from datetime import date, timedelta

import pytest

from db import events, surveys
from db.unit import Unit
from domain.agenda import SHOWN, Fixed, Line, Reach, Unfit, waves_between
from domain.confirmations import Doubt
from domain.events import Event, EventStatus
from domain.invitation import Role
from domain.schedule import Kind, Status
from domain.times import instant_of
from tests.domain.questionnaires import TOWN
from tests.usecases.office import confirm, staff
from tests.usecases.scheduling import BERLIN, put, row
from tests.usecases.town import Resident, Town
from usecases.agenda import agenda, with_reach
from usecases.manage_staff import list_staff, revoke_staff
from usecases.schedule_screens import schedule_command
from usecases.schedule_views import PAGE, SchedulePage

IN_TWO_DAYS = "2026-10-05T18:00"
WISHED = "2026-10-06T10:00"
SPELLED = {
    "de": "6. Oktober 2026, 10 Uhr",
    "en": "6 October 2026, 10 am",
    "tr": "6 Ekim 2026 10:00",
    "ar": "6 أكتوبر 2026 10:00",
}


@pytest.fixture
def manager(town: Town) -> Resident:
    return staff(town, 601, Role.MANAGER)


def workshop(town: Town, start: str = "2026-10-10T18:00") -> Event:
    """Let there be a published event."""

    def add(unit: Unit) -> Event:
        event = Event(0, events.new_uid(), BERLIN, status=EventStatus.PUBLISHED, title={"de": "Workshop"})
        return events.add(unit, event.at(start))

    event: Event = town.run(add)
    return event


def planned(town: Town, local: str = IN_TWO_DAYS, part: str = "a") -> int:
    """Plan a reminder of a workshop; return its id."""
    event = workshop(town)
    put(town, local, Kind.REMIND, event.subject, part)
    return row(town, part).id


def page(one: Resident) -> SchedulePage:
    view = one.sees.view
    assert isinstance(view, SchedulePage)
    return view


def look(one: Resident) -> SchedulePage:
    one.command(schedule_command)
    return page(one)


def ask_for(one: Resident, row_id: int, text: str) -> None:
    """Ask for another time, and type it."""
    one.choose(f"schedule:move:{row_id}")
    assert one.sees.template == "schedule_when"
    one.say(text)


# --- the list --------------------------------------------------------------------------------------


def test_all_of_two_weeks_stands_there_in_order_with_what_others_fix(manager: Resident, town: Town) -> None:
    event = workshop(town)
    put(town, "2026-10-09T20:59", Kind.REMIND, event.subject, "1440")
    put(town, IN_TWO_DAYS, Kind.INVITE, event.subject)
    put(town, "2026-10-17T12:00", Kind.CLOSE_EVENT, event.subject)
    put(town, "2026-10-17T18:00", Kind.FEEDBACK, event.subject)  # beyond
    lines = look(manager).lines
    assert [(line.what, line.local[:10]) for line in lines] == [
        (Kind.INVITE, "2026-10-05"),
        (Fixed.WAVE, "2026-10-08"),
        (Kind.REMIND, "2026-10-09"),
        (Fixed.WAVE, "2026-10-15"),
        (Kind.CLOSE_EVENT, "2026-10-17"),
    ]
    assert [line.title for line in lines if line.row] == [{"de": "Workshop"}] * 3
    assert all(line.title for line in lines)


def test_a_survey_shows_its_days_its_waves_its_irreversible_end_and_what_is_deleted_then(town: Town) -> None:
    town.open_survey("short", TOWN, date(2026, 10, 4), date(2026, 10, 8), source="9")
    found = town.run(agenda, town.house, town.now)
    of_survey = [
        (line.what, line.local) for line in found.coming if line.at < instant_of("2026-10-14T00:00", BERLIN)
    ]
    assert [one for one in of_survey if one != (Fixed.WAVE, "2026-10-08")] == [
        (Fixed.SURVEY_OPENS, "2026-10-04"),
        (Fixed.SURVEY_CLOSES, "2026-10-08"),
        (Fixed.LAST_WAVE, "2026-10-09"),
        (Fixed.MARKS_GO, "2026-10-09"),
    ]


def test_a_survey_that_closes_at_a_time_shows_it_and_its_last_wave_comes_then(town: Town) -> None:
    window = (date(2026, 10, 4), date(2026, 10, 8), "08:00", "18:00")
    town.run(surveys.schedule, "short", 0, *window)
    town.run(surveys.add_version, "short", "1", TOWN, town.now)
    found = [(line.what, line.local) for line in town.run(agenda, town.house, town.now).coming]
    assert [one for one in found if one[0] is not Fixed.WAVE][:4] == [
        (Fixed.SURVEY_OPENS, "2026-10-04T08:00"),
        (Fixed.SURVEY_CLOSES_AT, "2026-10-08T18:00"),
        (Fixed.LAST_WAVE, "2026-10-08T18:00"),
        (Fixed.MARKS_GO, "2026-10-09"),
    ]


def test_phases_and_deletions_stand_there_on_their_days(town: Town) -> None:
    town.now = instant_of("2027-01-25T12:00", BERLIN)
    kinds = {(line.what, line.local) for line in town.run(agenda, town.house, town.now).coming}
    assert (Fixed.PHASE_BEGINS, "2027-02-01") in kinds
    assert (Fixed.TEXTS_GO, "2027-01-30") in kinds  # 31 October, the day after, and 90 days
    town.now = instant_of("2027-03-25T12:00", BERLIN)
    kinds = {(line.what, line.local) for line in town.run(agenda, town.house, town.now).coming}
    assert (Fixed.PHASE_ENDS, "2027-03-31") in kinds


def test_a_wave_that_lacks_answers_is_due_any_day_and_none_comes_after_the_end() -> None:
    first, last = date(2026, 10, 10), date(2026, 10, 24)
    assert waves_between(date(2026, 10, 1), date(2026, 10, 20), 7, first, last) == [first, date(2026, 10, 17)]
    assert waves_between(date(2026, 10, 21), date(2026, 10, 20), 7, first, last) == []


def test_long_lists_have_pages(manager: Resident, town: Town) -> None:
    event = workshop(town)
    for number in range(2 * PAGE):
        put(
            town,
            f"2026-10-04T{10 + number // 4}:{number % 4 * 15:02}",
            Kind.REMIND,
            event.subject,
            str(number),
        )
    first = look(manager)
    assert (first.page, first.pages, len(first.lines)) == (0, 3, PAGE)
    assert manager.options[-1] == "schedule:page:1"
    manager.say(str(len(manager.options)))
    second = page(manager)
    assert second.page == 1
    assert manager.options[-2:] == ["schedule:page:0", "schedule:page:2"]
    manager.choose("schedule:page:99")
    assert (page(manager).page, manager.options[-1]) == (2, "schedule:page:1")
    shown = [line.row.part for one in (first, second, page(manager)) for line in one.lines if line.row]
    assert shown == [str(number) for number in range(2 * PAGE)]


def test_what_came_too_late_stands_on_top_with_how_many_in_all(manager: Resident, town: Town) -> None:
    event = workshop(town)
    put(town, IN_TWO_DAYS, Kind.REMIND, event.subject, "late")
    with town.connection.begin():
        town.connection.exec_driver_sql("UPDATE scheduled SET status = 'missed', reason = 'begun'")
    town.pass_days(3)
    view = look(manager)
    assert [(line.row and line.row.reason, line.title) for line in view.missed] == [
        ("begun", {"de": "Workshop"})
    ]
    assert view.ever_missed == 1
    town.pass_days(SHOWN.days + 1)
    assert (look(manager).missed, page(manager).ever_missed) == ((), 1)


def test_small_numbers_of_a_narrowed_audience_are_not_told(town: Town) -> None:
    event = workshop(town)
    put(town, IN_TWO_DAYS, Kind.REMIND, event.subject)
    (line,) = [one for one in town.run(agenda, town.house, town.now).coming if one.row]
    shown: Line = town.run(with_reach, town.house, line)
    assert shown.reach == Reach(None)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DATA_PROTECTION])
def test_others_do_not_see_it(town: Town, role: Role) -> None:
    one = staff(town, 601, role)
    one.command(schedule_command)
    assert one.sees.template == "refused"
    one.choose("schedule:page:0")
    assert one.sees.template == "refused"


def test_residents_do_not_see_it(ayse: Resident) -> None:
    ayse.agree()
    for option in ("schedule:page:0", "schedule:row:1", "schedule:drop:1"):
        ayse.choose(option)
        assert ayse.sees.template == "refused"


def test_the_steering_group_looks_and_does_not_touch(town: Town) -> None:
    row_id = planned(town)
    one = staff(town, 601, Role.STEERING)
    look(one)
    one.choose(f"schedule:row:{row_id}")
    assert (one.sees.template, one.options) == ("schedule_row", ["schedule:page:0"])
    for option in (f"schedule:move:{row_id}", f"schedule:drop:{row_id}", f"schedule:at:{row_id}:0:{WISHED}"):
        one.choose(option)
        assert one.sees.template == "refused"
    assert row(town, "a").status is Status.WAITING


# --- moving ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SPELLED)
def test_a_typed_time_is_asked_back_and_then_holds(town: Town, language: str) -> None:
    row_id = planned(town)
    manager = staff(town, 601, Role.MANAGER, language)
    manager.choose(f"language:{language}")
    ask_for(manager, row_id, SPELLED[language])
    assert (manager.sees.template, manager.sees.args["local"]) == ("schedule_sure_move", WISHED)
    assert row(town, "a").local_time == IN_TWO_DAYS
    confirm(manager)
    moved = row(town, "a")
    assert (moved.local_time, moved.due_at, moved.revision) == (WISHED, instant_of(WISHED, BERLIN), 1)
    assert (manager.sees.template, manager.sees.args["notice"]) == ("schedule", "moved")
    assert ("moved", f"remind:event:1:a to {WISHED}") in [
        (r["action"], r["object"]) for r in town.rows("audit")
    ]


@pytest.mark.parametrize(
    ("typed", "why", "offered"),
    [
        ("6.10.2026 22:30", Unfit.QUIET, "2026-10-07T08:00"),
        ("6.10.2026 6:30", Unfit.QUIET, "2026-10-06T08:00"),
        ("2.10.2026 12:00", Unfit.PAST, "2026-10-03T14:30"),
        ("10.10.2026 18:00", Unfit.TOO_LATE, None),
        ("9.10.2026 22:00", Unfit.QUIET, "2026-10-10T08:00"),
    ],
)
def test_a_time_that_does_not_fit_is_refused_with_the_next_that_does(
    manager: Resident, town: Town, typed: str, why: Unfit, offered: str | None
) -> None:
    row_id = planned(town)
    ask_for(manager, row_id, typed)
    assert (manager.sees.template, manager.sees.args["problem"]) == ("schedule_when", why)
    assert manager.sees.args["choices"] == ([offered] if offered else [])
    if offered:
        manager.choose(f"schedule:at:{row_id}:0:{offered}")
        confirm(manager)
        assert row(town, "a").local_time == offered


def test_at_night_the_next_decent_time_is_the_morning(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    town.now = instant_of("2026-10-03T22:10", BERLIN)
    ask_for(manager, row_id, "3.10.2026 22:00")
    assert manager.sees.args["choices"] == ["2026-10-04T08:00"]


def test_what_can_be_read_in_two_ways_is_chosen_by_a_tap(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    manager.choose("language:en")
    ask_for(manager, row_id, "10/8/2026 12:00")
    assert manager.sees.args["choices"] == ["2026-10-08T12:00"]  # the tenth of August is over
    manager.say("1")
    confirm(manager)
    assert row(town, "a").local_time == "2026-10-08T12:00"


def test_words_that_are_no_time_are_asked_for_again(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    ask_for(manager, row_id, "irgendwann")
    assert (manager.sees.template, manager.sees.args["problem"]) == ("schedule_when", "unreadable")
    manager.say("6.10.2026 10:00")
    assert manager.sees.template == "schedule_sure_move"


def test_no_leaves_it_where_it_is(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    ask_for(manager, row_id, "6.10.2026 10:00")
    manager.choose("cancel")
    assert row(town, "a").local_time == IN_TWO_DAYS


# --- cancelling ------------------------------------------------------------------------------------


def test_cancelling_is_asked_once_more_and_noted(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    manager.choose(f"schedule:drop:{row_id}")
    assert (manager.sees.template, row(town, "a").status) == ("schedule_sure_drop", Status.WAITING)
    confirm(manager)
    assert row(town, "a").status is Status.CANCELLED
    assert ("cancelled", "remind:event:1:a") in [(one["action"], one["object"]) for one in town.rows("audit")]
    assert [line for line in page(manager).lines if line.row] == []


@pytest.mark.parametrize("what", ["drop", "move"])
def test_a_yes_to_what_has_changed_meanwhile_does_nothing(manager: Resident, town: Town, what: str) -> None:
    row_id = planned(town)
    if what == "drop":
        manager.choose(f"schedule:drop:{row_id}")
    else:
        ask_for(manager, row_id, "6.10.2026 10:00")
    other = staff(town, 602, Role.ADMIN)
    ask_for(other, row_id, "7.10.2026 10:00")
    confirm(other)
    confirm(manager)
    assert (manager.sees.template, manager.sees.args["doubt"]) == ("not_confirmed", Doubt.CHANGED)
    assert (row(town, "a").status, row(town, "a").local_time) == (Status.WAITING, "2026-10-07T10:00")


def test_of_two_who_cancel_at_once_one_does_and_the_other_reads_so(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    other = staff(town, 602, Role.ADMIN)
    for one in (manager, other):
        one.choose(f"schedule:drop:{row_id}")
    confirm(manager)
    confirm(other)
    assert other.sees.args["doubt"] == Doubt.CHANGED
    assert [one["action"] for one in town.rows("audit")].count("cancelled") == 1


def test_who_lost_the_role_meanwhile_does_nothing(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    manager.choose(f"schedule:drop:{row_id}")
    (staff_id,) = [one for one, _, _ in town.run(list_staff)]
    town.run(revoke_staff, staff_id, town.now)
    confirm(manager)
    assert row(town, "a").status is Status.WAITING


def test_a_time_that_has_gone_by_before_the_yes_is_refused(manager: Resident, town: Town) -> None:
    row_id = planned(town)
    ask_for(manager, row_id, "3.10.2026 14:02")
    town.now += timedelta(minutes=3)
    confirm(manager)
    assert (manager.sees.args["problem"], row(town, "a").local_time) == (Unfit.PAST, IN_TWO_DAYS)


def test_what_keeps_a_promise_is_neither_moved_nor_cancelled(manager: Resident, town: Town) -> None:
    event = workshop(town)
    put(town, IN_TWO_DAYS, Kind.CLOSE_EVENT, event.subject, "a")
    row_id = row(town, "a").id
    manager.choose(f"schedule:row:{row_id}")
    assert manager.options == ["schedule:page:0"]
    for option in (f"schedule:drop:{row_id}", f"schedule:move:{row_id}", f"schedule:at:{row_id}:0:{WISHED}"):
        manager.choose(option)
        assert manager.sees.args["notice"] == "changed"
    assert row(town, "a").local_time == IN_TWO_DAYS


@pytest.mark.parametrize(
    "option",
    [
        *("schedule", "schedule:", "schedule:row", "schedule:row:x", "schedule:page:-1", "schedule:row:1:2"),
        *(
            "schedule:at:1:0",
            "schedule:at:1:0:heute",
            "schedule:at:1:0:2026-13-40T10:00",
            "schedule:drop:" + "9" * 19,
        ),
    ],
)
def test_forged_buttons_do_nothing(manager: Resident, town: Town, option: str) -> None:
    planned(town)
    assert manager.choose(option) is not None
    assert row(town, "a").revision == 0


def test_a_button_of_a_row_that_is_gone_shows_the_schedule(manager: Resident, town: Town) -> None:
    manager.choose("schedule:row:77")
    assert (manager.sees.template, manager.sees.args["notice"]) == ("schedule", "changed")
