"""Moderators, and nobody else, see the files of closed waves; what they reject is deleted."""

import pytest

from db import media
from domain.media import Status
from tests.databases import Play
from tests.domain.questionnaires import TOWN
from tests.usecases.moderating import Moderator, appoint
from tests.usecases.town import Resident, Town, opened
from tests.usecases.with_files import KEY, SURVEY, fetch_all, media_rows, rename_all, statuses, submit
from usecases.close_wave import close_due_waves
from usecases.house import House
from usecases.media_files import to_do
from usecases.moderation_views import FileView, SurveyQueue


@pytest.fixture(scope="module")
def begins_with(house: House) -> Play:
    def send_pictures(address: str) -> Town:
        """Let a wave of twenty pictures close while ten more wait."""
        with opened(address, house) as town:
            town.open_survey("stadtweit", TOWN)
            town.open_survey(KEY, SURVEY)
            for chat in range(7001, 7031):
                submit(town, chat)
            fetch_all(town)
            town.seal()
            rename_all(town)
            town.run(close_due_waves, town.house, 1, town.now)
        return town

    return send_pictures


@pytest.fixture
def pictures(town: Town) -> Town:
    """A town with a closed wave of twenty pictures; ten more wait."""
    return town


@pytest.fixture
def moderator(pictures: Town, ayse: Resident) -> Moderator:
    appoint(pictures, ayse)
    moderator = Moderator(ayse)
    moderator.open()
    return moderator


def queue(moderator: Moderator) -> SurveyQueue:
    view = moderator.resident.sees.view
    assert isinstance(view, tuple)
    found: SurveyQueue = next(one for one in view if one.key == KEY)
    return found


def shown(moderator: Moderator) -> FileView:
    view = moderator.resident.sees.view
    assert isinstance(view, FileView)
    return view


def step(moderator: Moderator, name: str) -> None:
    moderator.resident.choose(f"moderate:file:{shown(moderator).name}:{name}")


def test_the_overview_tells_how_many_files_of_closed_waves_wait(moderator: Moderator) -> None:
    assert (queue(moderator).files, queue(moderator).cleared_files) == (20, 0)
    assert f"moderate:files:{KEY}" in moderator.resident.options
    assert f"moderate:seen:{KEY}" not in moderator.resident.options


def test_files_come_in_an_order_that_tells_nothing_and_without_any_dimension(
    moderator: Moderator, pictures: Town
) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    names = []
    for _ in range(20):
        names.append(shown(moderator).name)
        step(moderator, "next")
    waiting = [name for name, row in media_rows(pictures).items() if row["wave"] == 1]
    assert names == sorted(waiting)
    assert shown(moderator).name == names[0]  # after the last one the first
    view = shown(moderator)
    assert (view.wave, view.is_cleared, str(view.kind)) == (1, False, "image")
    assert view.question == {"de": "Ein Bild?"}


def test_what_is_cleared_stays_and_can_be_looked_at_again(moderator: Moderator, pictures: Town) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    cleared = shown(moderator).name
    step(moderator, "clear")
    assert shown(moderator).name != cleared
    step(moderator, "leave")
    assert (queue(moderator).files, queue(moderator).cleared_files) == (19, 1)
    moderator.resident.choose(f"moderate:seen:{KEY}")
    assert (shown(moderator).name, shown(moderator).is_cleared) == (cleared, True)
    assert not any(option.endswith(":clear") for option in moderator.resident.options)
    assert media_rows(pictures)[cleared]["status"] == "cleared"


@pytest.mark.parametrize("after_clearing", [False, True])
def test_what_is_rejected_is_deleted(moderator: Moderator, pictures: Town, after_clearing: bool) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    name = shown(moderator).name
    if after_clearing:
        step(moderator, "clear")
        moderator.resident.choose(f"moderate:seen:{KEY}")
    step(moderator, "reject")
    assert [one for one, _old in pictures.run(to_do, 0).gone] == [name]
    moderator.resident.choose(f"moderate:file:{name}:clear")
    assert moderator.resident.sees.args["notice"] == "file_gone"


def test_each_message_with_a_file_takes_the_place_of_the_one_before(moderator: Moderator) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    before = moderator.resident.message
    step(moderator, "next")
    assert moderator.resident.sees.placement.replace == before
    assert moderator.resident.sees.placement.edit is None


def test_looking_and_deciding_leave_entries_without_the_files_whole_name(
    moderator: Moderator, pictures: Town
) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    first = shown(moderator).name
    step(moderator, "clear")
    second = shown(moderator).name
    step(moderator, "reject")
    done = [(row["action"], row["object"]) for row in pictures.rows("audit")]
    for entry in (("saw", first), ("clear", first), ("saw", second), ("reject", second)):
        assert (entry[0], f"file:{KEY}:{entry[1][:12]}") in done


def test_two_moderators_cannot_undo_each_other_by_an_old_button(
    moderator: Moderator, pictures: Town, bernd: Resident
) -> None:
    appoint(pictures, bernd)
    other = Moderator(bernd)
    moderator.resident.choose(f"moderate:files:{KEY}")
    other.open()
    other.resident.choose(f"moderate:files:{KEY}")
    name = shown(other).name
    step(moderator, "reject")
    step(other, "clear")
    assert media_rows(pictures)[name]["status"] == "gone"


@pytest.mark.parametrize("role", [None, "steering_group", "editor"])
def test_nobody_else_sees_or_decides(pictures: Town, bernd: Resident, role: str | None) -> None:
    if role is None:
        bernd.agree()
    else:
        appoint(pictures, bernd, role)
    name = next(name for name, row in media_rows(pictures).items() if row["wave"] == 1)
    before = statuses(pictures)
    for option in (f"files:{KEY}", f"seen:{KEY}", f"file:{name}:clear", f"file:{name}:reject"):
        heard = len(pictures.said)
        bernd.choose(f"moderate:{option}")
        assert [one.template for one in pictures.said[heard:]] == ["refused"], option
        assert statuses(pictures) == before, option


def test_a_file_whose_answers_wait_for_a_wave_is_shown_to_nobody(
    moderator: Moderator, pictures: Town
) -> None:
    name = next(name for name, row in media_rows(pictures).items() if row["wave"] is None)
    for step in ("clear", "reject", "next"):
        heard = len(pictures.said)
        moderator.resident.choose(f"moderate:file:{name}:{step}")
        assert [one.template for one in pictures.said[heard:]] == ["moderation"], step
        assert media_rows(pictures)[name]["status"] == "kept", step


def test_a_forged_place_is_none(moderator: Moderator) -> None:
    for path in ("file", "files", "file:x", "files:a:b", "file:" + "a" * 32 + ":sell"):
        assert moderator.resident.choose(f"moderate:{path}") is not None, path


def test_a_message_that_is_loaded_again_shows_the_file_as_it_is_now(
    moderator: Moderator, pictures: Town
) -> None:
    moderator.resident.choose(f"moderate:files:{KEY}")
    name = shown(moderator).name
    assert pictures.run(media.by_name, name).status is Status.KEPT
    pictures.run(media.decide, name, Status.KEPT, Status.GONE)
    assert pictures.run(media.by_name, name) is None
