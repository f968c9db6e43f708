"""Residents read what was published, and nothing else."""

import pytest

from domain.invitation import Role
from domain.results import PublishedResults
from tests.domain.questionnaires import TOWN
from tests.usecases.office import answers_come_in, close_now, confirm, released, staff
from tests.usecases.town import Resident, Town
from usecases.results import results_command
from usecases.views import load_view


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601)


def publish(editor: Resident, key: str = "stadtweit", release: int = 1) -> None:
    editor.choose(f"publish:{key}:{release}")
    confirm(editor)


def seen(one: Resident) -> PublishedResults:
    assert isinstance(one.sees.view, PublishedResults)
    return one.sees.view


def test_before_anything_is_published_nothing_is_shown(ayse: Resident, town: Town) -> None:
    released(town)
    ayse.agree()
    ayse.command(results_command)
    assert (ayse.sees.template, ayse.sees.view, ayse.options) == ("said_menu", (), ["notify:results"])


@pytest.mark.parametrize(
    "option",
    [
        "said:stadtweit:0",
        "said:stadtweit:all",
        "said:stadtweit:x",
        "said:nowhere:0",
        "said:a:b:c",
        "said_more",
    ],
)
def test_what_is_not_published_cannot_be_opened_by_a_forged_button(
    ayse: Resident, town: Town, option: str
) -> None:
    released(town)
    ayse.agree()
    said = len(town.said)
    assert ayse.choose(option) is not None
    assert len(town.said) == said


def test_one_published_survey_is_shown_at_once_with_its_questions(
    ayse: Resident, editor: Resident, town: Town
) -> None:
    released(town)
    publish(editor)
    ayse.agree()
    ayse.command(results_command)
    assert (ayse.sees.template, seen(ayse).total) == ("said_survey", 20)
    places = [f"said:stadtweit:{place}" for place in range(len(seen(ayse).entries))]
    assert [one for one in ayse.options if one in places] == ayse.options[:-2]
    assert ayse.options[-2:] == ["said:stadtweit:all", "notify:results"]


def test_a_question_comes_in_words_and_as_a_picture_and_so_do_all(
    ayse: Resident, editor: Resident, town: Town
) -> None:
    released(town)
    publish(editor)
    ayse.agree()
    ayse.command(results_command)
    questions = ayse.options[:-2]
    before = len(town.said)
    ayse.choose(questions[0])
    assert [one.template for one in town.said[before:]] == ["said_table", "said_chart"]
    before = len(town.said)
    ayse.say(str(len(questions) + 1))
    assert [one.template for one in town.said[before:]] == ["said_table", "said_chart"] * len(questions)


def test_a_newer_release_is_not_seen_before_it_is_published(
    ayse: Resident, editor: Resident, town: Town
) -> None:
    released(town)
    publish(editor)
    answers_come_in(town, 30)
    close_now(town)
    ayse.agree()
    ayse.command(results_command)
    assert (ayse.sees.args["release"], seen(ayse).total) == (1, 20)
    publish(editor, release=2)
    ayse.command(results_command)
    assert (ayse.sees.args["release"], seen(ayse).total) == (2, 50)


def test_of_several_surveys_one_chooses_and_finds_back(ayse: Resident, editor: Resident, town: Town) -> None:
    town.open_survey("quartier", TOWN, source="2")
    released(town)
    answers_come_in(town, 30, "quartier")
    close_now(town, "quartier")
    publish(editor)
    publish(editor, "quartier")
    ayse.agree()
    ayse.command(results_command)
    assert (ayse.sees.template, sorted(ayse.options)) == (
        "said_menu",
        ["notify:results", "said:quartier", "said:stadtweit"],
    )
    ayse.choose("said:quartier")
    assert (ayse.sees.template, ayse.options[-2:]) == ("said_survey", ["said", "notify:results"])
    ayse.choose("said")
    assert ayse.sees.template == "said_menu"


def test_more_below_the_news_stays_below(ayse: Resident, editor: Resident, town: Town) -> None:
    released(town)
    publish(editor)
    ayse.agree()
    ayse.choose("said_more:stadtweit")
    assert (ayse.sees.template, ayse.sees.placement.edit) == ("said_survey", None)


def test_nothing_tells_residents_apart_and_no_live_number_is_shown(
    ayse: Resident, editor: Resident, town: Town
) -> None:
    released(town)
    publish(editor)
    answers_come_in(town, 7)
    ayse.agree()
    ayse.command(results_command)
    assert (seen(ayse).filter, seen(ayse).participants) == (None, None)
    assert all(option.count(":") <= 2 for option in ayse.options)


def test_whoever_has_asked_can_take_it_back_here(ayse: Resident, editor: Resident, town: Town) -> None:
    released(town)
    publish(editor)
    ayse.agree()
    ayse.choose("notify:results")
    ayse.choose(ayse.options[0])
    ayse.command(results_command)
    assert ayse.options[-1] == "off:results"


@pytest.mark.parametrize("role", Role)
def test_staff_keep_their_own_results(town: Town, editor: Resident, role: Role) -> None:
    released(town)
    publish(editor)
    one = staff(town, 602, role)
    one.command(results_command)
    assert one.sees.template in ("results_menu", "refused")


def test_what_residents_read_is_the_same_after_a_crash(ayse: Resident, editor: Resident, town: Town) -> None:
    released(town)
    publish(editor)
    ayse.agree()
    ayse.command(results_command)
    ayse.choose("said:stadtweit:all")
    shown = [one for one in town.said if one.template.startswith("said_")]
    assert len(shown) > 5
    for one in shown:
        again = town.run(load_view, town.house, one, town.now)
        assert again.view == one.view
