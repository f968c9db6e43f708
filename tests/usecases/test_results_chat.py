"""Staff walk through a release: its questions, a part of its people, older releases, comparisons."""

from collections.abc import Callable
from dataclasses import replace
from secrets import token_bytes

import pytest

from bot.buttons import MenuTap, menu_data, read_data
from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from bot.pictures.chart import Chart, StackedChart
from db import releases, responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.comparisons import Comparison
from domain.dialogue import Answer
from domain.invitation import Role
from domain.results import PublishedResults
from tests.domain.questionnaires import TOWN
from tests.usecases.town import CLOSES, Resident, Town
from usecases.close_wave import close_wave
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.results import results_command
from usecases.results_path import Spot
from usecases.views import load_view

DIMENSIONED = replace(TOWN, dimensions=("lives",))
ENTRIES = 6  # questions of the test survey that take an answer
LIVES, AGE, CARE, LIKES, HAPPY, WORDS = range(ENTRIES)


@pytest.fixture
def enter(town: Town) -> Callable[[Role], Resident]:
    """Return somebody of the staff with a role, in front of the menu."""
    town.run(introduce, "bot", "https://t.me/bot")

    def entered(role: Role, language: str = "de") -> Resident:
        resident = Resident(town, 700 + list(Role).index(role), language)
        resident.start(town.run(invite_staff, role, town.now).split("=")[1])
        resident.command(results_command)
        return resident

    return entered


@pytest.fixture
def wave(town: Town) -> Callable[..., None]:
    """Let people take part, 30 of each area, and close a wave of all of them but ten."""
    version = town.open_survey("stadtweit", DIMENSIONED, source="2")

    def closed(final: bool = False) -> None:
        def add(unit: Unit) -> None:
            waiting = []
            for place in range(60):
                given: dict[str, Answer] = {
                    "lives": "ab"[place % 2],
                    "age": 20 + place,
                    "likes": ("a", "b") if place % 3 else ("c",),
                    "happy": 1 + place % 5,
                    "words": "Mehr Bänke",
                }
                waiting.append(Response(token_bytes(32), version, "de" if place < 45 else "tr", given))
            responses.add_all(unit, waiting)
            if final:
                town.now = town.now.replace(month=CLOSES.month + 1)
            (offer,) = surveys.offers(unit)
            close_wave(unit, town.house, offer, town.now)

        town.run(add)

    return closed


def in_words(town: Town, resident: Resident) -> Message:
    return say_in_words(town.house.town, resident.sees)


def seen(resident: Resident) -> PublishedResults:
    view = resident.sees.view
    assert isinstance(view, PublishedResults)
    return view


def test_a_survey_opens_at_its_newest_release(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    wave()
    staff = enter(Role.STEERING)
    staff.choose("results:stadtweit")
    assert seen(staff).release.number == 2  # type: ignore[union-attr]
    assert (seen(staff).total, seen(staff).participants) == (110, 120)
    questions = [f"results:stadtweit:r2q{place}" for place in range(ENTRIES)]
    assert staff.options == [
        *questions,
        *("results:stadtweit:r2a", "results:stadtweit:r2p", "results:stadtweit:r2o"),
        *("export:stadtweit:2", "results"),
    ]


@pytest.mark.parametrize(
    ("role", "may_run"), [(Role.MANAGER, True), (Role.EDITOR, True), (Role.STEERING, False)]
)
def test_only_those_who_run_surveys_are_offered_to_close_waves_and_to_publish(
    enter: Callable[[Role], Resident], wave: Callable[..., None], role: Role, may_run: bool
) -> None:
    staff = enter(role)
    staff.choose("results:stadtweit")
    assert ("close:stadtweit" in staff.options) == may_run
    wave()
    staff.choose("results:stadtweit")
    assert ({"close:stadtweit", "publish:stadtweit:1"} <= set(staff.options)) == may_run


def test_what_residents_see_already_is_not_offered_to_be_published_again(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    town.run(releases.publish, "stadtweit", 1, town.now.date())
    staff = enter(Role.ADMIN)
    staff.choose("results:stadtweit")
    assert "publish:stadtweit:1" not in staff.options
    assert "3. Oktober 2026" in in_words(town, staff).text.split("\n\n")[0].splitlines()[-1]


def test_after_the_end_no_wave_can_be_closed(
    enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave(final=True)
    staff = enter(Role.ADMIN)
    staff.choose("results:stadtweit")
    assert "close:stadtweit" not in staff.options
    assert seen(staff).release.is_final  # type: ignore[union-attr]


def test_before_the_first_wave_only_the_number_of_participants_is_said(
    town: Town, enter: Callable[[Role], Resident]
) -> None:
    version = town.rows("survey_version")[0]["id"]
    answers = [Response(token_bytes(32), version, "de", {"lives": "a"}) for _ in range(15)]
    town.run(lambda unit: responses.add_all(unit, answers))
    staff = enter(Role.STEERING)
    staff.choose("results:stadtweit")
    assert (seen(staff).participants, seen(staff).entries, seen(staff).release) == (15, (), None)
    assert (staff.sees.args["needed"], staff.sees.args["days"]) == (20, 7)
    assert staff.options == ["results"]
    staff.choose("results:stadtweit:r1")
    assert staff.sees.template == "unknown_command"


def test_a_part_of_the_people_is_chosen_by_number_and_stays_chosen(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave(final=True)
    staff = enter(Role.STEERING)
    staff.choose("results:stadtweit")
    staff.choose("results:stadtweit:r1p")
    assert staff.options[-1] == "results:stadtweit:r1"
    staff.say("2")
    view = seen(staff)
    assert view.filter is not None
    assert (view.filter.dimension, view.filter.value, view.total) == ("lives", "b", 30)
    assert view.not_attributable == 30
    assert staff.sees.args["filter"] == "lives=b"
    assert staff.options[AGE] == "results:stadtweit:r1f1q1"
    staff.choose(staff.options[AGE])
    assert (staff.sees.template, staff.sees.args["filter"], staff.sees.args["index"]) == (
        "table_chart",
        "lives=b",
        AGE,
    )
    assert staff.options == ["results:stadtweit:r1f1"]


def test_an_older_release_shows_what_it_always_showed(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    staff = enter(Role.STEERING)
    staff.choose("results:stadtweit:r1q0")
    before = seen(staff).entries
    wave()
    staff.choose("results:stadtweit:r2o")
    assert staff.options == ["results:stadtweit:r2", "results:stadtweit:r1"]
    staff.say("2")
    assert (seen(staff).entries, seen(staff).total) == (before, 50)


def test_a_question_leads_to_its_comparisons(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    wave()
    staff = enter(Role.STEERING)
    staff.choose(f"results:stadtweit:r2q{HAPPY}")
    option = f"results:stadtweit:r2q{HAPPY}"
    assert staff.options == [f"{option}d0", f"{option}o1", "results:stadtweit:r2"]
    staff.choose(f"{option}d0")
    view = staff.sees.view
    assert isinstance(view, Comparison)
    assert [part.who.value for part in view.parts] == ["a", "b"]  # type: ignore[union-attr]
    assert sum(part.table.n for part in view.parts) + view.not_attributable == view.table.n
    assert isinstance(in_words(town, staff).picture, StackedChart)
    staff.choose(f"{option}o1")
    assert isinstance(staff.sees.view, Comparison)
    assert [part.table.n for part in staff.sees.view.parts] == [110, 50]


def test_several_answers_are_compared_as_groups_of_bars(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    staff = enter(Role.STEERING)
    staff.choose(f"results:stadtweit:r1q{LIKES}d0")
    picture = in_words(town, staff).picture
    assert isinstance(picture, Chart)
    assert sum(bool(bar.heading) for bar in picture.bars) * 2 == len(picture.bars)


def test_texts_that_wait_for_moderation_lead_back_only(
    enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    staff = enter(Role.STEERING)
    staff.choose(f"results:stadtweit:r1q{WORDS}")
    assert (staff.sees.template, staff.options) == ("table_text", ["results:stadtweit:r1"])


@pytest.mark.parametrize(
    "spelled",
    [
        *(
            "r9",
            "r0",
            "r1q99",
            "r1f99",
            "r1f0q0d0",
            "r1q0d7",
            "r1q0o1",
            "r1q0o9",
            "r1x",
            "R1",
            "r1q",
            "all",
            "0",
        ),
        *("r1f0q0o1", f"r1q{CARE}d0"),
    ],
)
def test_a_place_that_no_release_has_is_unknown(
    enter: Callable[[Role], Resident], wave: Callable[..., None], spelled: str
) -> None:
    wave()
    staff = enter(Role.STEERING)
    staff.choose(f"results:stadtweit:{spelled}")
    assert staff.sees.template == "unknown_command"


def test_everything_that_was_shown_is_loaded_again_alike_after_a_crash(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    wave()
    staff = enter(Role.ADMIN)
    for spelled in (
        "r1",
        "r1p",
        "r1o",
        "r1f0",
        f"r1f0q{AGE}",
        f"r2q{HAPPY}d0",
        f"r2q{HAPPY}o1",
        "r1s",
        "r1a",
    ):
        staff.choose(f"results:stadtweit:{spelled}")
    wave()  # a newer release changes nothing of it
    shown = [one for one in town.said if one.address == staff.chat and one.view is not None]
    assert len(shown) > 15
    for outgoing in shown:
        again = town.run(load_view, town.house, replace(outgoing, view=None), town.now)
        if isinstance(outgoing.view, PublishedResults):
            assert replace(again.view, participants=0) == replace(outgoing.view, participants=0)
        elif outgoing.template not in ("results_menu", "results_releases"):
            assert again.view == outgoing.view
        say_in_words(town.house.town, again)


@pytest.mark.parametrize("language", ["de", "tr", "ar"])
def test_every_screen_is_worded_in_the_readers_language(
    town: Town, enter: Callable[..., Resident], wave: Callable[..., None], language: str
) -> None:
    wave()
    wave()
    staff = enter(Role.ADMIN, language)
    for spelled in ("r1", "r1p", "r1o", "r1f0", f"r1q{AGE}", f"r2q{HAPPY}d0", f"r2q{LIKES}o1", "r1s", "r1a"):
        staff.choose(f"results:stadtweit:{spelled}")
    shown = [one for one in town.said if one.address == staff.chat and one.view is not None]
    for message in (say_in_words(town.house.town, one) for one in shown):
        if language == "ar":
            lines = [line for line in message.text.splitlines() if line]
            assert all(line.startswith("\u200f") for line in lines)
        for row in message.rows:
            for button in row:
                assert len(button.data.encode()) <= 64
                assert isinstance(read_data(button.data), MenuTap)


def test_the_longest_survey_key_leaves_room_on_a_button_for_every_spot() -> None:
    longest = [
        Spot(999, 99, 999),
        Spot(999, None, 999, 9),
        Spot(999, None, 999, None, 999),
        Spot(999, 99, whole="all"),
    ]
    for spot in longest:
        option = spot.option("s" * 40)
        assert len(menu_data(option).encode()) <= 64
        assert read_data(menu_data(option)) == MenuTap(option)
        assert Spot.read(option.split(":")[2]) == spot


def test_withdrawals_since_are_a_footnote_and_change_no_count(
    town: Town, enter: Callable[[Role], Resident], wave: Callable[..., None]
) -> None:
    wave()
    staff = enter(Role.STEERING)
    staff.choose("results:stadtweit:r1q0")
    before = seen(staff).entries
    town.run(releases.count_withdrawal, "stadtweit", 1)
    staff.choose("results:stadtweit:r1q0")
    assert (seen(staff).withdrawn, seen(staff).entries) == (1, before)
