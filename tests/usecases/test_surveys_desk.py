"""Staff send questionnaires, see what is wrong with them, try them out, open and close them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.surveys_words import survey_news
from bot.speech import OFFERED
from domain.attachments import AttachmentKind, ReceivedFile
from domain.broadcasts import BroadcastStatus, Link, LinkKind
from domain.dialogue import Choose, Move, Problem
from domain.invitation import Role
from domain.survey_life import LARGEST_FORM, Obstacle, State
from domain.town import NEWS_CONSENT
from tests.usecases.authoring import (
    BROKEN,
    FORM,
    KEY,
    checked,
    desk,
    goes_through,
    press,
    reads,
    sends,
    uploads,
)
from tests.usecases.office import confirm, staff, token_of
from tests.usecases.town import NOON, Resident, Town
from usecases.answer_survey import words
from usecases.broadcast_screens import BroadcastScreen
from usecases.manage_staff import list_staff, revoke_staff
from usecases.surveys_desk_views import DeskCard, DeskList, DeskReport
from usecases.take_survey import survey_command


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601, Role.EDITOR)


def card(one: Resident) -> DeskCard:
    view = one.sees.view
    assert isinstance(view, DeskCard), one.sees
    return view


def closes(one: Resident) -> str:
    window = card(one).line.window
    assert window is not None
    return str(window.closes)


def listed(one: Resident) -> DeskList:
    desk(one)
    view = one.sees.view
    assert isinstance(view, DeskList)
    return view


def opened(one: Resident, until: str = "20261120", sample: str = "n") -> int:
    """Send a survey, try it out, and open it from today on."""
    revision = checked(one)
    press(one, f"sv:open:{KEY}:{revision}")
    press(one, f"sv:open:{KEY}:{revision}:20261003")
    one.say(f"{until[6:]}.{until[4:6]}.{until[:4]}")
    press(one, f"sv:open:{KEY}:{revision}:20261003:{until}:{sample}")
    confirm(one)
    return revision


@pytest.mark.parametrize(("first", "notice"), [("20261003", "open_now"), ("20261004", "opened")])
def test_staff_read_whether_a_survey_is_open_by_now_or_opens_later(
    editor: Resident, first: str, notice: str
) -> None:
    revision = checked(editor)
    press(editor, f"sv:open:{KEY}:{revision}")
    editor.say(f"{first[6:]}.{first[4:6]}.{first[:4]}")
    editor.say("20.11.2026")
    press(editor, f"sv:open:{KEY}:{revision}:{first}:20261120:n")
    confirm(editor)
    assert editor.sees.args["notice"] == notice


def audit(town: Town) -> list[str]:
    return [f"{row['action']} {row['object']}" for row in town.rows("audit")]


# --- sending a file --------------------------------------------------------------------------------


def test_a_file_is_read_and_reported_and_becomes_a_draft(editor: Resident, town: Town) -> None:
    revision = uploads(editor)
    report = editor.sees.view
    assert isinstance(report, DeskReport)
    assert (report.is_broken, report.questions, report.languages) == (False, 3, ("de", "tr", "ar"))
    assert f"sv:try:{KEY}:{revision}" in editor.options
    (line,) = [line for line in listed(editor).lines if line.key == KEY]
    assert (line.state, line.draft, line.title["de"]) == (None, State.DRAFT, "Spielplatz")
    assert f"sent a questionnaire {KEY}:{revision}" in audit(town)
    assert town.rows("survey_job") == []


def test_errors_are_named_and_a_corrected_file_takes_the_drafts_place(editor: Resident) -> None:
    first = uploads(editor, BROKEN)
    report = editor.sees.view
    assert isinstance(report, DeskReport)
    assert report.is_broken
    assert report.problems[0].is_error
    assert not any(option.startswith("sv:try") for option in editor.options)
    press(editor, "sv:fix:")
    second = uploads(editor, FORM, "whatever it is called.md")
    assert second > first
    assert [line.draft for line in listed(editor).lines if line.key == KEY] == [State.DRAFT]


def test_residents_who_send_documents_are_not_listened_to_as_authors(
    ayse: Resident, editor: Resident, town: Town
) -> None:
    ayse.begin()
    sends(ayse)
    assert ayse.sees.template == "card"
    bernd = Resident(town, 777)
    bernd.agree()
    sends(bernd)
    assert bernd.sees.template == "home"
    for option in ("sv:list:0", f"sv:card:{KEY}", "sv:new", f"sv:open:{KEY}:1:20261003:20261010:n"):
        bernd.choose(option)
        assert bernd.sees.template == "refused"
    desk(bernd)
    assert bernd.sees.template == "refused"
    assert town.rows("survey_job") == []


@pytest.mark.parametrize(
    ("name", "size", "notice"),
    [
        ("Spielplatz.md", LARGEST_FORM + 1, "size"),
        ("Spielplatz.pdf", 10, "type"),
        ("???.md", 10, "name"),
        ("stadtweit.xlsx", 10, Obstacle.OPERATORS),
        ("feedback.xlsx", 10, Obstacle.OPERATORS),
    ],
)
def test_what_cannot_be_a_questionnaire_is_refused_before_it_is_fetched(
    editor: Resident, town: Town, name: str, size: int, notice: str
) -> None:
    desk(editor)
    editor.choose("sv:new")
    file = ReceivedFile(AttachmentKind.DOCUMENT, "x", name, "text/plain", size)
    town.update(words, editor.person, file)
    assert (editor.sees.template, editor.sees.args["notice"]) == ("desk_send", notice)
    assert town.rows("survey_job") == []


def test_nobody_is_reported_to_whose_role_was_taken_away_while_the_file_was_read(
    editor: Resident, town: Town
) -> None:
    sends(editor)
    (one,) = town.run(list_staff)
    town.run(revoke_staff, one[0], town.now)
    before = len(town.said)
    assert reads(town) is not None
    assert len(town.said) == before
    assert town.rows("survey_draft") == []
    assert town.rows("survey_job") == []


def test_two_who_send_the_same_survey_at_once_do_not_open_each_others_file(
    editor: Resident, town: Town
) -> None:
    other = staff(town, 602)
    mine = checked(editor)
    theirs = uploads(other, FORM.replace("Was fehlt?", "Was fehlt Ihnen?"))
    assert theirs > mine
    editor.choose(f"sv:open:{KEY}:{mine}:20261003:20261010:n")
    assert card(editor).draft is not None
    assert editor.sees.args["notice"] == Obstacle.GONE
    assert card(editor).line.draft is State.DRAFT  # what was checked was another file


def test_a_member_of_staff_cannot_let_very_many_files_be_read(editor: Resident, town: Town) -> None:
    for number in range(10):
        sends(editor, name=f"form {number} x.md")
    assert editor.sees.args["notice"] == "busy"
    assert len(town.rows("survey_job")) == 3


def test_a_file_whose_reading_was_interrupted_is_read_by_somebody_else_and_given_up_in_the_end(
    editor: Resident, town: Town
) -> None:
    from usecases.surveys_desk_uploads import next_job

    sends(editor)
    for _ in range(3):
        assert town.run(next_job, town.house, town.now) is not None
        assert town.run(next_job, town.house, town.now) is None
        town.now += timedelta(minutes=6)
    assert town.run(next_job, town.house, town.now) is None
    assert (editor.sees.template, editor.sees.args["notice"]) == ("desk_send", "time")
    assert town.rows("survey_job") == []


# --- trying it out ---------------------------------------------------------------------------------


def test_a_preview_keeps_nothing_and_counts_nothing(editor: Resident, town: Town) -> None:
    revision = uploads(editor)
    names = ("dialogue", "response", "tally", "participation", "media")
    before = {name: town.rows(name) for name in names}
    goes_through(editor, revision)
    assert {name: town.rows(name) for name in names} == before
    assert town.rows("preview") == []
    assert "yes" not in str(town.rows("outbox")) + str(town.rows("audit"))


def test_a_preview_takes_typed_words_and_changes_its_language_and_not_the_readers(
    editor: Resident, town: Town
) -> None:
    revision = uploads(editor)
    editor.choose(f"sv:try:{KEY}:{revision}:tr")
    assert "PREVIEW" in say_in_words(town.house.town, replace(editor.sees, language="en")).text
    assert "Oynar mısınız?" in say_in_words(town.house.town, editor.sees).text
    editor.say("Evet")
    assert "Kimsiniz?" in say_in_words(town.house.town, editor.sees).text
    editor.choose("languages:0")
    editor.choose("language:ar:0")
    assert "من أنت؟" in say_in_words(town.house.town, editor.sees).text
    assert editor.member["language"] == "de"
    editor.say("9")
    assert editor.sees.template == "preview_card"
    press_leave = editor.choose("sv:try:leave")
    assert press_leave is None
    assert editor.sees.args["notice"] == "left"
    assert town.rows("preview") == []
    editor.say("Evet")
    assert editor.sees.template != "preview_card"


def test_old_and_forged_buttons_of_a_preview_change_nothing(editor: Resident, ayse: Resident) -> None:
    revision = uploads(editor)
    editor.choose(f"sv:try:{KEY}:{revision}:de")
    assert editor.tap_on(0, Choose(0), 0) is None
    refused = editor.tap_on(0, Choose(1), 0)
    assert refused is not None
    assert refused.problem is Problem.SECOND_TAP
    editor.tap_on(0, Choose(7), 1)
    assert editor.sees.args["problem"] == Problem.FORGED_BUTTON
    ayse.begin()
    refused = ayse.tap_on(0, Choose(0), 0)
    assert refused is not None
    for option in (f"sv:try:{KEY}:{revision}:xx", "sv:nothing", f"sv:open:{KEY}:x"):
        refused = editor.choose(option)
        assert refused is not None, option


def test_a_preview_ends_where_another_file_is_sent_or_the_role_is_taken_away(
    editor: Resident, town: Town
) -> None:
    revision = uploads(editor)
    editor.choose(f"sv:try:{KEY}:{revision}:de")
    uploads(staff(town, 602), FORM)
    refused = editor.tap_on(0, Choose(0), 0)
    assert refused is not None
    assert town.rows("preview") == []


def test_the_towns_own_surveys_can_be_tried_out_and_nothing_else(editor: Resident) -> None:
    desk(editor)
    press(editor, "sv:card:stadtweit")
    assert card(editor).is_operators
    assert editor.options == ["sv:try:stadtweit:0", "sv:texts:stadtweit", "sv:list:0"]
    for step in ("close:stadtweit", "last:stadtweit:20261010", "fix:stadtweit"):
        editor.choose(f"sv:{step}")
        assert editor.sees.args["notice"] == Obstacle.OPERATORS, step


# --- opening ---------------------------------------------------------------------------------------


def test_a_draft_that_nobody_has_gone_through_is_not_opened(editor: Resident) -> None:
    revision = uploads(editor)
    editor.choose(f"sv:open:{KEY}:{revision}:20261003:20261010:n")
    assert editor.sees.args["notice"] == Obstacle.UNCHECKED


def test_an_opened_survey_is_answered_to_its_receipt(editor: Resident, town: Town, ayse: Resident) -> None:
    opened(editor)
    assert card(editor).line.state is State.OPEN
    assert closes(editor) == "2026-11-20"
    assert town.rows("survey_draft") == []
    ayse.agree("tr")
    assert f"survey:{KEY}" in ayse.options
    ayse.choose(f"survey:{KEY}")
    for action in (Choose(0), Choose(1), Move.SKIP, Move.SUBMIT):
        ayse.tap(action)
    assert ayse.sees.template == "submitted"
    editor.choose(f"sv:card:{KEY}")
    assert card(editor).submitted == 1
    lines = audit(town)
    assert any(line.startswith(f"checked a questionnaire {KEY}") for line in lines)
    assert any(line.startswith(f"opened a survey {KEY}") for line in lines)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1. Oktober 2026", Obstacle.PAST),
        ("quatsch", "unreadable"),
        ("10/11/2026", "several"),
        ("1. Januar 2040", Obstacle.TOO_FAR),
    ],
)
def test_days_are_typed_in_the_language_and_wrong_ones_are_asked_for_again(
    editor: Resident, typed: str, problem: str | None
) -> None:
    revision = checked(editor)
    press(editor, f"sv:open:{KEY}:{revision}")
    editor.say(typed)
    assert editor.sees.template == "desk_day"
    assert (editor.sees.args["problem"] or None) == problem
    editor.say("Spielplatz")
    assert editor.sees.template == "desk_day"


def test_a_confirmation_does_not_open_what_has_changed_since(editor: Resident, town: Town) -> None:
    revision = checked(editor)
    editor.choose(f"sv:open:{KEY}:{revision}:20261003:20261010:n")
    message, token = editor.message, token_of(editor)
    uploads(staff(town, 602), FORM)
    editor.choose(f"confirm:{token}", message)
    assert editor.sees.template == "not_confirmed"
    assert [row["key"] for row in town.rows("survey")] == ["stadtweit"]


def test_two_people_open_a_survey_where_the_operator_wants_that(editor: Resident, town: Town) -> None:
    town.house = replace(town.house, second_person=True)
    other = staff(town, 602)
    revision = checked(editor)
    for one in (editor, other):
        one.choose(f"sv:open:{KEY}:{revision}:20261003:20261010:n")
        confirm(one)
    assert [row["key"] for row in town.rows("survey")] == ["stadtweit", KEY]


def test_a_new_version_leaves_those_in_the_middle_where_they_are(
    editor: Resident, town: Town, ayse: Resident, bernd: Resident
) -> None:
    opened(editor)
    ayse.agree()
    ayse.choose(f"survey:{KEY}")
    ayse.tap(Choose(0))
    town.now += timedelta(hours=1)
    revision = checked(editor, FORM.replace("Was fehlt?", "Was fehlt Ihnen?"))
    press(editor, f"sv:open:{KEY}:{revision}")
    assert (editor.sees.template, editor.sees.args["middle"], editor.sees.args["submitted"]) == (
        *("desk_sure_open", 1),
        0,
    )
    confirm(editor)
    assert editor.sees.args["notice"] == "new_version"
    ayse.tap(Choose(1))
    assert "Was fehlt?" in say_in_words(town.house.town, ayse.sees).text
    bernd.agree()
    bernd.choose(f"survey:{KEY}")
    bernd.tap(Choose(0))
    bernd.tap(Choose(1))
    assert "Was fehlt Ihnen?" in say_in_words(town.house.town, bernd.sees).text


def test_what_results_are_told_apart_by_stays_once_somebody_has_begun(
    editor: Resident, town: Town, ayse: Resident
) -> None:
    opened(editor)
    ayse.agree()
    ayse.choose(f"survey:{KEY}")
    revision = checked(editor, FORM.replace("| German (de) | who |", "| German (de) | who play |"))
    editor.choose(f"sv:open:{KEY}:{revision}")
    assert editor.sees.args["notice"] == Obstacle.DIMENSIONS


def test_a_survey_with_letters_tells_invited_people_from_others(editor: Resident, town: Town) -> None:
    opened(editor, sample="s")
    assert card(editor).has_sample
    (row,) = [row for row in town.rows("survey_version") if row["survey_key"] == KEY]
    assert '"dimensions": ["access", "who"]' in row["definition"]
    editor.choose(f"sv:try:{KEY}:0:de")
    assert editor.sees.template == "preview_who"
    press(editor, f"sv:try:{KEY}:0:de:i")
    assert editor.sees.template == "preview_card"


# --- closing ---------------------------------------------------------------------------------------


def test_the_last_day_is_changed_and_a_survey_closed_now(
    editor: Resident, town: Town, ayse: Resident
) -> None:
    opened(editor)
    ayse.agree()
    ayse.choose(f"survey:{KEY}")
    press(editor, f"sv:last:{KEY}")
    editor.say("5. Dezember 2026")
    confirm(editor)
    assert closes(editor) == "2026-12-05"
    press(editor, f"sv:close:{KEY}")
    assert editor.sees.args["middle"] == 1
    confirm(editor)
    assert (card(editor).line.state, editor.sees.args["notice"]) == (State.CLOSED, "closed")
    ayse.tap(Choose(0))
    assert ayse.sees.template == "survey_closed"
    ayse.command(survey_command)
    editor.choose(f"sv:last:{KEY}:20261231")
    assert editor.sees.args["notice"] == Obstacle.ENDED
    revision = checked(editor)
    editor.choose(f"sv:open:{KEY}:{revision}")
    assert editor.sees.args["notice"] == Obstacle.ENDED


def test_a_draft_is_deleted_and_leaves_the_open_survey_alone(editor: Resident, town: Town) -> None:
    opened(editor)
    town.now = NOON + timedelta(minutes=1)
    revision = uploads(editor)
    editor.choose(f"sv:drop:{KEY}:{revision}")
    confirm(editor)
    assert (card(editor).draft, card(editor).line.state) == (None, State.OPEN)
    assert town.rows("survey_draft") == []


def test_typed_numbers_press_the_buttons(editor: Resident) -> None:
    desk(editor)
    assert editor.options[0] == "sv:card:stadtweit"
    editor.say("1")
    assert card(editor).line.key == "stadtweit"


# --- telling people --------------------------------------------------------------------------------


def test_one_tap_drafts_a_message_in_every_language_that_nobody_gets_before_it_is_released(
    editor: Resident, town: Town
) -> None:
    town.house = replace(town.house, survey_news=survey_news(OFFERED))
    opened(editor)
    press(editor, f"sv:tell:{KEY}")
    screen = editor.sees.view
    assert isinstance(screen, BroadcastScreen)
    one = screen.broadcast
    assert (one.status, one.purpose, one.local_time) == (BroadcastStatus.DRAFT, NEWS_CONSENT, None)
    assert one.links == (Link(LinkKind.SURVEY, KEY),)
    assert set(one.text) == set(OFFERED)
    assert all("Spielplatz" in text and "{" not in text for text in one.text.values())
    assert screen.lacks is None
    editor.choose(f"sv:tell:{KEY}")
    assert len(town.rows("broadcast")) == 1
    for step in ("preview", "test", "release"):
        press(editor, f"broadcast:{one.id}:{town.rows('broadcast')[0]['revision']}:{step}")
    confirm(editor)
    assert town.rows("broadcast")[0]["status"] == BroadcastStatus.RELEASED


def test_of_a_survey_that_opens_later_people_hear_on_its_first_day(editor: Resident, town: Town) -> None:
    revision = checked(editor)
    editor.choose(f"sv:open:{KEY}:{revision}:20261010:20261020:n")
    confirm(editor)
    press(editor, f"sv:tell:{KEY}")
    assert town.rows("broadcast")[0]["local_time"] == "2026-10-10T10:00"


def test_nobody_is_told_of_a_survey_that_is_over_or_by_somebody_who_may_not(
    editor: Resident, town: Town, ayse: Resident
) -> None:
    opened(editor)
    ayse.agree()
    ayse.choose(f"sv:tell:{KEY}")
    assert ayse.sees.template == "refused"
    town.now += timedelta(days=90)
    editor.choose(f"sv:tell:{KEY}")
    assert editor.sees.args["notice"] == Obstacle.ENDED
    editor.choose("sv:tell:nowhere")
    assert editor.sees.args["notice"] == Obstacle.GONE
    assert town.rows("broadcast") == []
