"""Staff write down needs, goals and measures in the chat, and publish what is new of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.dialogs import say_in_words
from db import staff as staff_rows
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Typed
from domain.invitation import Role
from domain.outgoing import Outgoing
from tests.usecases.measuring import BENCHES, CROSSING, follow, measure, plant, publish
from tests.usecases.office import confirm, released, staff, token_of
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words as take_words
from usecases.residents_measures import measures_command
from usecases.views import load_view

PICTURE = ReceivedFile(AttachmentKind.PICTURE, "file-1", "", "image/jpeg", 90_000)


@pytest.fixture
def planner(town: Town) -> Resident:
    """A member of staff at the tree of measures."""
    one = staff(town, 701, Role.MANAGER)
    one.command(measures_command)
    return one


def text(one: Resident, outgoing: Outgoing | None = None) -> str:
    return say_in_words(one.town.house.town, outgoing or one.sees).text


def step(one: Resident, end: str) -> None:
    """Tap the button whose option ends like this."""
    (option,) = [option for option in one.options if option.endswith(end)]
    assert one.choose(option) is None


def row(town: Town, table: str, number: int = 1) -> dict[str, Any]:
    return next(row for row in town.rows(table) if row["id"] == number)


def draft_of(one: Resident, status: str = "in_progress") -> None:
    """Begin an update of the benches, with its words."""
    one.choose("measure:m:1")
    step(one, f":update:{status}")
    one.say("Die Bank steht.")
    one.choose("measure:u:1")


def test_a_need_a_goal_and_a_measure_are_made_one_below_the_other(planner: Resident, town: Town) -> None:
    step(planner, "measure:new")
    planner.say("Mehr Sitzplätze")
    step(planner, ":add")
    planner.say("Alle 300 Meter eine Bank")
    step(planner, ":add")
    planner.say("Zwölf neue Bänke")
    assert row(town, "need")["key"] == "mehr_sitzplaetze"
    assert row(town, "goal")["need_id"] == 1
    assert (row(town, "measure")["goal_id"], row(town, "measure")["status"]) == (1, "proposed")
    planner.choose("measure")
    assert "Zwölf neue Bänke" in text(planner)


def test_texts_are_written_language_by_language_and_gaps_are_named(planner: Resident, town: Town) -> None:
    plant(town)
    planner.choose("measure:m:1")
    step(planner, ":description")
    planner.say("Mit Armlehnen.")
    step(planner, ":description:tr")
    planner.say("Kol dayanaklı.")
    assert row(town, "measure")["description"] == '{"de": "Mit Armlehnen.", "tr": "Kol dayanaklı."}'
    planner.choose("measure:m:1")
    others = ["de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar"]  # the title is German only
    assert planner.sees.args["missing"] == others


def test_days_numbers_areas_and_themes_are_typed_or_chosen(planner: Resident, town: Town) -> None:
    plant(town)
    planner.choose("measure:m:1")
    step(planner, ":due_on")
    planner.say("irgendwann")
    assert planner.sees.args["notice"] == "day"
    planner.say("30. Juni 2027")
    step(planner, ":area")
    step(planner, ":set:centre")
    step(planner, ":theme")
    step(planner, ":set:none")
    planner.choose("measure:g:1")
    step(planner, ":baseline")
    planner.say("viele")
    assert planner.sees.args["notice"] == "number"
    planner.say("4,5")
    assert str(row(town, "measure")["due_on"]) == "2027-06-30"
    assert (row(town, "measure")["area"], row(town, "measure")["theme"]) == ("centre", None)
    assert row(town, "goal")["baseline"] == 4.5


def test_a_date_that_can_mean_two_days_is_chosen(planner: Resident, town: Town) -> None:
    plant(town)
    planner.choose("measure:m:1")
    step(planner, ":starts_on")
    planner.say("10/3/2027")
    assert [option[-8:] for option in planner.options[:2]] == ["20270310", "20271003"]
    planner.choose(planner.options[1])
    assert str(row(town, "measure")["starts_on"]) == "2027-10-03"


def test_only_steps_of_the_lifecycle_are_offered(planner: Resident, town: Town) -> None:
    step(planner, "measure:new")
    planner.say("Mehr Sitzplätze")
    steps = [option for option in planner.options if ":step:" in option or option.endswith(":defer")]
    assert [option.rpartition(":")[2] for option in steps] == ["prioritised", "defer"]
    step(planner, ":step:prioritised")
    step(planner, ":step:taken_up")
    assert row(town, "need")["status"] == "taken_up"
    assert not any(":step:" in option or option.endswith(":defer") for option in planner.options)
    assert planner.choose("measure:n:1:2:step:recognised") is None
    assert planner.sees.args["notice"] == "no_step"


def test_deferring_asks_for_the_reason_and_is_done_when_it_is_there(planner: Resident, town: Town) -> None:
    step(planner, "measure:new")
    planner.say("Ein Freibad")
    step(planner, ":defer")
    assert row(town, "need")["status"] == "recognised"
    planner.say("Dafür fehlt das Geld.")
    assert (row(town, "need")["status"], row(town, "need")["reason"]) == (
        "deferred",
        '{"de": "Dafür fehlt das Geld."}',
    )
    step(planner, ":reason")
    step(planner, ":reason:tr")
    planner.say("Bunun için para yok.")
    assert "Bunun" in row(town, "need")["reason"]


def test_an_update_goes_from_its_words_to_a_confirmed_publication(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":progress")
    planner.say("60 %")
    step(planner, ":attachment_id")
    planner.town.update(take_words, planner.person, PICTURE)
    assert row(town, "measure_update")["attachment_id"] is not None
    step(planner, ":preview")
    step(planner, ":preview:all")
    previews = [one for one in town.said if one.template == "measure_staff_preview"]
    assert [one.language for one in previews] == list(town.house.languages)
    assert all("Die Bank steht." in text(planner, one) for one in previews)
    planner.choose("measure:u:1")
    step(planner, ":publish")
    assert row(town, "measure_update")["published_at"] is None
    confirm(planner)
    published = row(town, "measure_update")
    assert (published["published_at"], published["number"]) == (town.now, 1)
    assert row(town, "measure")["progress"] == 60
    assert [one["subject"] for one in town.rows("scheduled")] == ["update:1"]
    actions = [one["action"] for one in town.rows("audit")]
    assert actions[-3:] == ["changed", "was asked", "published"]


def test_what_is_finished_is_at_100_percent(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner, "done")
    assert row(town, "measure_update")["progress"] == 100
    step(planner, ":progress")
    step(planner, ":set:90")
    step(planner, ":publish")
    assert planner.sees.args["notice"] == "progress"


def test_an_update_without_german_words_is_not_published(planner: Resident, town: Town) -> None:
    plant(town)
    planner.choose("measure:m:1")
    step(planner, ":update:stopped")
    planner.choose("measure:u:1")
    step(planner, ":publish")
    assert planner.sees.args["notice"] == "no_reason"


def test_an_update_tells_what_there_is_and_not_what_will_be(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":day")
    planner.say("4.10.2026")
    assert planner.sees.args["notice"] == "future"
    planner.say("1.10.2026")
    assert str(row(town, "measure_update")["day"]) == "2026-10-01"


def test_a_measure_has_one_draft_at_a_time(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    planner.choose("measure:m:1")
    assert not any(":update:" in option for option in planner.options)
    planner.choose("measure:m:1:0:update:in_progress")
    assert len(town.rows("measure_update")) == 1
    planner.choose("measure:u:1")
    step(planner, ":delete")
    assert town.rows("measure_update") == []


def test_what_nothing_belongs_to_can_be_deleted_and_nobody_follows_it_any_more(
    planner: Resident, town: Town, ayse: Resident
) -> None:
    plant(town)
    follow(ayse, measure(CROSSING), measure(BENCHES))
    planner.choose("measure:n:1")
    assert not any(option.endswith(":delete") for option in planner.options)
    assert planner.choose("measure:n:1:0:delete") is None
    assert planner.sees.args["notice"] == "in_use"
    planner.choose("measure:m:2")
    step(planner, ":delete")
    assert len(town.rows("measure")) == 2
    confirm(planner)
    assert [one["key"] for one in town.rows("measure")] == [BENCHES]
    assert [one["key"] for one in town.rows("follow")] == [BENCHES]
    assert town.rows("audit")[-1]["object"] == "measure:crossing"


def test_a_measure_that_has_got_an_update_meanwhile_is_not_deleted(planner: Resident, town: Town) -> None:
    plant(town)
    planner.choose("measure:m:1")
    step(planner, ":delete")
    token = token_of(planner)
    publish(town)
    planner.choose(f"confirm:{token}")
    assert planner.sees.args["doubt"] == "changed"
    assert len(town.rows("measure")) == 2


def test_of_two_who_edit_at_once_one_is_told(planner: Resident, town: Town) -> None:
    plant(town)
    other = staff(town, 702)
    for one in (planner, other):
        one.choose("measure:m:1")
        step(one, ":area")
    step(planner, ":set:centre")
    step(other, ":set:west")
    assert other.sees.args["notice"] == "changed"
    assert row(town, "measure")["area"] == "centre"
    other.choose("measure:m:1")
    step(other, ":area")
    step(other, ":set:west")
    assert row(town, "measure")["area"] == "west"


def test_a_confirmation_holds_for_what_was_shown_only(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":publish")
    token = token_of(planner)
    other = staff(town, 702)
    other.choose("measure:u:1")
    step(other, ":progress")
    step(other, ":set:75")
    planner.choose(f"confirm:{token}")
    assert (planner.sees.template, planner.sees.args["doubt"]) == ("not_confirmed", "changed")
    assert row(town, "measure_update")["published_at"] is None


def test_pressed_twice_it_is_published_once(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":publish")
    token = token_of(planner)
    planner.choose(f"confirm:{token}")
    planner.choose(f"confirm:{token}")
    assert [one["action"] for one in town.rows("audit")].count("published") == 1
    assert len(town.rows("scheduled")) == 1


def test_with_two_people_a_second_one_has_to_publish_it_too(planner: Resident, town: Town) -> None:
    town.house = replace(town.house, second_person=True)
    plant(town)
    draft_of(planner)
    step(planner, ":publish")
    confirm(planner)
    assert planner.sees.template == "measure_staff_second"
    assert row(town, "measure_update")["published_at"] is None
    town.now += timedelta(minutes=2)
    other = staff(town, 702)
    other.choose("measure:u:1")
    step(other, ":publish")
    confirm(other)
    assert row(town, "measure_update")["published_at"] == town.now


def test_evidence_is_picked_from_what_there_is_down_to_an_answer(planner: Resident, town: Town) -> None:
    plant(town)
    released(town)
    planner.choose("measure:n:1")
    step(planner, ":ev")
    step(planner, ":ev:r")
    step(planner, ":ev:r:0")
    step(planner, ":ev:r:0:1")
    question = next(option for option in planner.options if option.endswith(":0:1:1"))
    planner.choose(question)
    planner.choose(planner.options[1])
    (kept,) = town.rows("evidence")
    survey, number, name, code = kept["reference"].split(":")
    assert (survey, number, name) == ("stadtweit", "1", "likes")
    assert code in "abcd"
    step(planner, ":ev:x:0")
    assert town.rows("evidence") == []


def test_nothing_that_is_not_there_can_be_picked(planner: Resident, town: Town) -> None:
    plant(town)
    for path in ("r:0", "r:0:1:all", "t:0", "m:5", "x:0", "p:1"):
        assert planner.choose(f"measure:n:1:0:ev:{path}") is not None
    assert town.rows("evidence") == []


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.STEERING, Role.DATA_PROTECTION])
def test_others_of_the_staff_cannot_change_measures(town: Town, role: Role) -> None:
    plant(town)
    one = staff(town, 703, role)
    one.command(measures_command)
    assert one.sees.template == "measure_list"
    before = town.rows("measure")
    for option in ("measure", "measure:m:1", "measure:m:1:0:area:set:west", "measure:m:1:0:update:done"):
        one.choose(option)
        assert one.sees.template == "refused"
    assert town.rows("measure") == before


def test_who_lost_the_role_while_being_asked_changes_nothing(planner: Resident, town: Town) -> None:
    step(planner, "measure:new")
    town.run(staff_rows.revoke, 1, town.now)
    planner.say("Mehr Sitzplätze")
    assert planner.sees.template == "refused"
    assert town.rows("need") == []


def test_a_published_update_cannot_be_changed_by_an_old_button(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    (progress,) = [option for option in planner.options if option.endswith(":progress")]
    step(planner, ":publish")
    confirm(planner)
    planner.choose(progress)
    assert planner.sees.args["notice"] == "gone"
    planner.choose(f"{progress}:set:10")
    assert row(town, "measure_update")["progress"] == 0


def test_words_where_a_picture_was_asked_for_ask_again(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":attachment_id")
    planner.town.update(take_words, planner.person, Typed("Hier ist es"))
    assert planner.sees.args["notice"] == "file"
    pdf = replace(PICTURE, kind=AttachmentKind.DOCUMENT, media_type="application/pdf", name="plan.pdf")
    planner.town.update(take_words, planner.person, pdf)
    assert planner.sees.args["notice"] == "wrong_file"


def test_what_the_screens_say_comes_back_after_a_crash(planner: Resident, town: Town) -> None:
    plant(town)
    draft_of(planner)
    step(planner, ":preview")
    planner.choose("measure")
    planner.choose("measure:n:1")
    step(planner, ":ev")
    planner.choose("measure:g:1")
    step(planner, ":target")
    for outgoing in [one for one in town.said if one.template.startswith("measure_staff")]:
        again = town.run(load_view, town.house, replace(outgoing, view=None), town.now)
        assert again is not None
        assert text(planner, again)
