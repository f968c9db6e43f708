"""Who stopped in the middle of a survey is reminded twice at the most, by how things stand when it goes."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from db import residents, surveys, unfinished
from domain.dialogue import Choose, Move
from domain.invitation import Role
from domain.outgoing import Outgoing
from domain.quiet_hours import QuietHours
from domain.town import SURVEY_CONSENT
from tests.usecases.office import deliver, staff
from tests.usecases.town import CLOSES, OPENS, Resident, Town
from usecases.household import household_command
from usecases.reminders import TEMPLATE, UnfinishedView, remind_unfinished
from usecases.take_survey import survey_command

BERLIN = ZoneInfo("Europe/Berlin")
KEY = "stadtweit"


def at(day: int, clock: str = "17:30", month: int = 10) -> datetime:
    """Return an instant of October 2026 by the clock on the wall."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def reminders(town: Town, when: datetime) -> list[Outgoing]:
    """Let the tick come, and return the reminders that go then."""
    town.now = when
    town.run(remind_unfinished, town.house, when)
    return [one for one in deliver(town) if one.template == TEMPLATE]


def stopped(town: Town, chat: int = 501) -> Resident:
    """Begin on 3 October and stop at the third question."""
    one = Resident(town, chat)
    one.begin()
    one.tap(Move.KEEP)
    one.tap(Choose(0))
    return one


def view_of(message: Outgoing) -> UnfinishedView:
    assert isinstance(message.view, UnfinishedView)
    return message.view


def test_after_two_days_and_again_after_five_and_never_again(town: Town) -> None:
    stopped(town)
    sent = {day: len(reminders(town, at(day))) for day in range(4, 28)}
    assert {day for day, n in sent.items() if n} == {5, 8}
    assert max(sent.values()) == 1


def test_it_names_the_survey_and_how_many_questions_are_left(town: Town) -> None:
    stopped(town)
    (message,) = reminders(town, at(5))
    (left,) = view_of(message).left
    assert (left.survey_key, left.title, left.questions_left) == (KEY, {"de": "Stadt"}, 4)
    assert not view_of(message).is_shared


def test_a_break_is_no_end_so_who_takes_one_is_reminded_too(town: Town) -> None:
    one = stopped(town)
    one.step(Move.PAUSE)
    assert len(reminders(town, at(5))) == 1


def test_at_the_review_only_submit_is_missing(town: Town) -> None:
    one = Resident(town, 501)
    one.begin()
    one.answer_all()
    (message,) = reminders(town, at(5))
    assert view_of(message).left[0].questions_left == 0


def test_whoever_goes_on_starts_the_days_anew(town: Town) -> None:
    one = stopped(town)
    town.now = at(4)
    one.say("30")
    assert reminders(town, at(5)) == []
    assert len(reminders(town, at(6))) == 1


def test_before_five_in_the_afternoon_nothing_goes(town: Town) -> None:
    stopped(town)
    assert reminders(town, at(5, "16:59")) == []
    assert len(reminders(town, at(5, "17:00"))) == 1


def test_quiet_hours_hold_it_until_the_morning(town: Town) -> None:
    town.house = replace(town.house, quiet=QuietHours(15 * 60, 9 * 60))
    stopped(town)
    assert reminders(town, at(5)) == []
    town.now = at(6, "9:00")
    assert [one.template for one in deliver(town)] == [TEMPLATE]


def test_who_goes_on_before_it_goes_is_not_reminded(town: Town) -> None:
    town.house = replace(town.house, quiet=QuietHours(15 * 60, 9 * 60))
    one = stopped(town)
    assert reminders(town, at(5)) == []
    town.now = at(5, "20:00")
    one.say("30")
    town.now = at(6, "9:30")
    assert deliver(town) == []
    assert town.rows("outbox") == []


@pytest.mark.parametrize("what", ["submitted", "screened out", "stopped", "blocked", "withdrawn"])
def test_nobody_is_reminded_who_has_finished_or_wants_no_messages(town: Town, what: str) -> None:
    one = stopped(town)
    match what:
        case "submitted":
            one.say("30")
            for move in (*[Move.SKIP] * 3, Move.SUBMIT):
                one.tap(move)
        case "screened out":
            one.step(Move.BACK)
            one.tap(Choose(1))
        case "stopped":
            town.run(residents.stop, one.member["chat_id"], town.now)
        case "blocked":
            town.run(residents.set_reachable, one.chat, False)
        case "withdrawn":
            town.run(residents.withdraw, one.member["id"], SURVEY_CONSENT, town.now)
    for day in range(4, 12):
        assert reminders(town, at(day)) == []


def test_on_the_last_day_yes_after_it_or_with_the_message_of_the_next_morning_no(town: Town) -> None:
    stopped(town)
    town.run(surveys.schedule, KEY, 0, OPENS, at(5).date())
    late = replace(town.house, quiet=QuietHours(15 * 60, 9 * 60))
    usual, town.house = town.house, late
    assert reminders(town, at(5)) == []
    town.now = at(6, "9:30")
    assert deliver(town) == []
    town.house = usual
    assert len(reminders(town, at(5))) == 1
    town.run(surveys.schedule, KEY, 0, OPENS, CLOSES)


@pytest.mark.parametrize(("closes", "sent"), [("17:30", 0), ("17:31", 1), ("23:00", 1)])
def test_on_the_last_day_only_before_the_minute_in_which_it_closes_which_is_said(
    town: Town, closes: str, sent: int
) -> None:
    stopped(town)
    town.run(surveys.schedule, KEY, 0, OPENS, at(5).date(), None, closes)
    found = reminders(town, at(5, "17:30"))
    assert [str(view_of(one).left[0].closes) for one in found] == [f"2026-10-05 {closes}"] * sent


def test_a_reminder_that_waits_until_the_survey_has_closed_is_not_sent(town: Town) -> None:
    stopped(town)
    town.run(surveys.schedule, KEY, 0, OPENS, at(5).date(), None, "17:40")
    town.now = at(5, "17:30")
    town.run(remind_unfinished, town.house, town.now)
    town.now = at(5, "17:40")
    assert deliver(town) == []


def test_a_closed_survey_reminds_nobody(town: Town) -> None:
    stopped(town)
    town.run(surveys.end, KEY, at(4).date())
    assert reminders(town, at(5)) == []


def test_after_days_down_one_message_stands_for_both(town: Town) -> None:
    stopped(town)
    assert [len(reminders(town, at(day))) for day in (20, 21, 22)] == [1, 0, 0]


def test_several_of_a_household_share_a_message_and_are_named_by_number(town: Town) -> None:
    one = stopped(town)
    one.command(household_command)
    one.choose("hh:add")
    one.say("Ayşe")
    one.choose("language:de")
    one.choose(one.options[0])
    one.command(survey_command)
    (message,) = reminders(town, at(5))
    view = view_of(message)
    assert view.is_shared
    assert [left.ordinal for left in view.left] == [1, 2]
    assert "Ayşe" not in str(message.args)


def test_its_button_leads_on_below_it_where_they_stopped(town: Town) -> None:
    one = stopped(town)
    reminders(town, at(5))
    one.choose(f"below:survey:{KEY}", 77)
    assert one.sees.template == "card"
    assert one.sees.placement.edit is None
    assert one.dialogue.at == "age"


def test_what_staff_enter_reminds_nobody(town: Town) -> None:
    staff(town, 800, Role.MODERATOR)
    one = Resident(town, 800)
    one.choose(f"enter:{KEY}:paper:de")
    assert one.has_draft
    assert reminders(town, at(9)) == []


def test_none_switches_it_off(town: Town) -> None:
    town.house = replace(town.house, remind_days=())
    stopped(town)
    assert reminders(town, at(9)) == []


def test_days_are_those_of_the_wall_also_where_clocks_change(town: Town) -> None:
    town.now = at(24, "23:30")  # on 25 October clocks go back: the days are 49 hours apart
    stopped(town)
    assert reminders(town, at(26, "16:59")) == []
    assert len(reminders(town, at(26, "17:00"))) == 1


def test_two_processes_that_find_the_same_draft_remind_once(town: Town) -> None:
    stopped(town)
    town.now = at(5)
    about = (town.house.remind_days, town.now.date(), town.now, town.house.timezone, 10)
    (found,) = town.run(unfinished.left_drafts, *about)
    assert [town.run(unfinished.claim, found) for _ in range(2)] == [True, False]


def test_so_many_chats_at_a_time_and_none_torn_apart(town: Town) -> None:
    for chat in (501, 502, 503):
        stopped(town, chat)
    found = town.run(unfinished.left_drafts, (2, 5), at(5).date(), at(5), town.house.timezone, 2)
    assert len({draft.recipient.chat_id for draft in found}) == 2
