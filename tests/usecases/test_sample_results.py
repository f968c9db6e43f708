"""Results of a survey that tells its invited sample from others, from the letters to the screens."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from bot.exports.export import Export, write
from bot.exports.plain import write_json, write_text
from bot.pictures.chart import Chart
from db import releases
from domain.dialogue import Choose, Mark, Move
from domain.releases import Release
from domain.results import Filter, SampleBasis
from domain.survey import ACCESS
from tests.databases import Play
from tests.usecases.letters import KEY, SAMPLED, come, letters
from tests.usecases.office import close_now, confirm, staff
from tests.usecases.town import Resident, Town, opened, reopened
from usecases import published
from usecases.close_wave import NotEnough
from usecases.house import House
from usecases.invite_codes import NoCodes
from usecases.reports import Format, Report, report
from usecases.results import results_command

AGED = replace(
    SAMPLED,
    questions=tuple(replace(q, relevant=None) if q.name == "care" else q for q in SAMPLED.questions),
    dimensions=(ACCESS, "care"),
)
POPULATION = {"care": {"a": 300, "b": 700}}
LIVES, AGE, CARE, LIKES, HAPPY, WORDS = range(6)


@pytest.fixture(scope="module")
def house(house: House) -> House:
    """The town's house, whose survey has a sample and knows who lives there."""
    planned = [
        replace(one, sample=True, population=POPULATION) if one.key == KEY else one
        for one in house.town.surveys
    ]
    return replace(house, town=replace(house.town, surveys=tuple(planned)))


@contextmanager
def asking(database_url: str, house: House) -> Iterator[Town]:
    """A town that asks its sample and everybody else."""
    with opened(database_url, house) as town:
        town.open_survey(KEY, AGED)
        yield town


@pytest.fixture(scope="module")
def fifty_took_part(house: House) -> Play:
    """Thirty invited people, half of whom need care, and twenty others, most of whom like the same."""

    def take_part(address: str) -> Town:
        with asking(address, house) as town:
            codes = letters(town, 15, persons=2)
            for number in range(30):
                one = Resident(town, 3000 + number)
                come(one, codes[number // 2])
                needs_care = number % 2
                answer(one, 1 - needs_care, number % 3 if needs_care else number % 4 and 1)
            for number in range(20):
                one = Resident(town, 5000 + number)
                come(one)
                answer(one, number % 2, 3 if number % 5 else 0)
            assert town.seal() == 50
            town.now = town.now.replace(month=11)
            assert isinstance(close_now(town), Release)
        return town

    return take_part


@pytest.fixture
def begins_with(request: pytest.FixtureRequest, fifty_took_part: Play) -> Play | None:
    return fifty_took_part if "released" in request.fixturenames else None


@pytest.fixture
def town(database_url: str, house: House, was_played: Town | None) -> Iterator[Town]:
    with reopened(was_played, database_url) if was_played else asking(database_url, house) as town:
        yield town


@pytest.fixture
def released(town: Town) -> Release:
    """What fifty people have said."""
    found: Release = town.run(releases.newest, KEY)
    return found


def answer(one: Resident, care: int, likes: int) -> None:
    """Answer all questions and submit."""
    one.tap(Move.KEEP)
    one.tap(Choose(0))
    one.say("30")
    one.tap(Choose(care))
    one.tap(Mark(likes, on=True))
    one.tap(Move.DONE)
    one.say(str(1 + one.chat % 5))
    one.say("Mehr Bänke")
    one.tap(Move.SUBMIT)


def in_words(resident: Resident) -> Message:
    return say_in_words(resident.town.house.town, resident.sees)


def everything_said(resident: Resident) -> str:
    said = [one for one in resident.town.said if one.address == resident.chat]
    return "\n".join(_plain(say_in_words(resident.town.house.town, one).text) for one in said)


def _plain(text: str) -> str:
    return re.sub("</?[bi]>", "", text.translate({0x2068: None, 0x2069: None, 0x200F: None}))


def test_how_somebody_came_is_the_first_dimension_and_goes_from_the_response_once_it_is_counted(
    town: Town, released: Release
) -> None:
    assert released.dimensions == (ACCESS, "care")
    assert released.cell("", ACCESS, "invited").n == 30
    assert released.cell("", ACCESS, "open").n == 20
    assert {row["access"] for row in town.rows("response")} == {""}
    assert {row["wave"] for row in town.rows("response")} == {1}


def test_fewer_than_ten_who_were_invited_are_mixed_with_the_others(town: Town) -> None:
    take = [Resident(town, 4000 + number) for number in range(24)]
    codes = letters(town, 10)
    for number, one in enumerate(take):
        come(one, codes[number] if number < 10 else None)
        answer(one, number % 2, number % 3)
    assert town.seal() == 24
    release = close_now(town)  # ten stay back: of ten invited people at most nine, or all, or none are taken
    assert isinstance(release, Release)
    for value in ("invited", "open"):
        n = release.cell("", ACCESS, value).n
        assert n == 0 or n >= 10
    assert release.n == 14


def test_staff_filter_and_compare_by_it_in_words(town: Town, released: Release) -> None:
    editor = staff(town, 700, language="en")
    editor.choose("language:en")
    editor.command(results_command)
    editor.choose(f"results:{KEY}")
    assert "Invited by letter: 30 · Open participation: 20" in _plain(in_words(editor).text)
    editor.choose(f"results:{KEY}:r1p")
    parts = _plain(in_words(editor).text)
    assert "Way of taking part" in parts
    assert "1. Invited by letter: 30 people" in parts
    assert "2. Open participation: 20 people" in parts
    editor.choose(f"results:{KEY}:r1f1")
    assert "Only: Way of taking part – Open participation" in _plain(in_words(editor).text)
    editor.choose(f"results:{KEY}:r1q{LIKES}d0")
    compared = everything_said(editor)
    assert "Compared: Way of taking part" in compared
    assert "Invited by letter (n = 30)" in compared
    assert "Open participation (n = 20)" in compared


def test_the_text_and_the_picture_of_a_question_say_whom_weighted_shares_rest_on(
    town: Town, released: Release
) -> None:
    editor = staff(town, 700, language="en")
    editor.choose("language:en")
    editor.command(results_command)
    editor.choose(f"results:{KEY}:r1q{LIKES}")
    *_, text, picture = [one for one in town.said if one.address == editor.chat]
    words = _plain(say_in_words(town.house.town, text).text)
    chart = say_in_words(town.house.town, picture).picture
    assert isinstance(chart, Chart)
    for said in (words, _plain(chart.footer)):
        assert "Weighted shares rest on the 30 people who were invited by letter and answered." in said
        assert "20 others are counted, but not weighted." in said
        assert "Invited by letter: 30 · Open participation: 20" in said
    assert "weighted" in words


def test_weighted_shares_are_those_of_the_invited_alone(town: Town, released: Release) -> None:
    view = town.run(published.results, KEY)
    table = view.entries[LIKES]
    assert table.sample == SampleBasis(30, others=20)
    liked_by_others = table.rows[3]
    assert (liked_by_others.count, liked_by_others.weighted.share) == (16, 0)
    assert view.entries[CARE].sample is None  # a dimension would give the population back
    alone = town.run(published.results, KEY, 1, Filter(ACCESS, "invited"))
    assert [row.count for row in alone.entries[LIKES].rows][3] == 0


def test_without_enough_invited_people_the_reason_stands_where_weights_would(town: Town) -> None:
    for number in range(30):
        one = Resident(town, 5000 + number)
        come(one)
        answer(one, number % 2, number % 3)
    town.seal()
    assert not isinstance(close_now(town), NotEnough)
    editor = staff(town, 700, language="en")
    editor.choose("language:en")
    editor.choose(f"results:{KEY}:r1q{LIKES}")
    said = everything_said(editor)
    assert "There are no weighted shares here: too few people who were invited by letter" in said
    assert "[" not in said


def test_residents_read_how_many_were_invited_below_published_results(town: Town, released: Release) -> None:
    editor = staff(town, 700)
    editor.choose(f"publish:{KEY}:1")
    confirm(editor)
    reader = Resident(town, 800, "en")
    reader.agree("en")
    reader.command(results_command)
    reader.choose(f"said:{KEY}:{LIKES}")
    said = everything_said(reader)
    assert "Invited by letter: 30 · Open participation: 20" in said
    assert "Weighted shares rest on the 30 people who were invited by letter and answered." in said


def test_files_to_take_along_say_it_too(town: Town, released: Release) -> None:
    found = town.run(report, KEY)
    assert isinstance(found, Report)
    words = _plain(write_text(found, "en"))
    for said in (
        "Invited by letter: 30",
        "Open participation: 20",
        "Weighted shares rest on the 30 people who were invited by letter and answered.",
    ):
        assert said in words
    questions = json.loads(write_json(found, "en"))["questions"]
    assert questions[LIKES]["weighted_rests_on"] == {"invited": 30, "others": 20, "mixed": 0}
    table = write(Export(found, Format.CSV, "en", {"de": "Q"}, {"de": "K"})).decode("utf-8-sig")
    rows = [
        row
        for row in csv.DictReader(StringIO(table))
        if (row["question"], row["dimension"]) == ("likes", ACCESS)
    ]
    assert {(row["value"], row["n"]) for row in rows} == {("invited", "30"), ("open", "20")}
    for kind in (Format.PDF, Format.XLSX):
        assert len(write(Export(found, kind, "en", {"de": "Q"}, {"de": "K"}))) > 5_000


def test_a_wave_that_closed_before_the_survey_had_a_sample_keeps_its_dimensions(
    town: Town,
) -> None:
    town.open_survey(KEY, replace(AGED, dimensions=("care",)), source="2")
    for number in range(24):
        one = Resident(town, 5000 + number)
        come(one)
        answer(one, number % 2, number % 3)
    town.seal()
    assert isinstance(close_now(town), Release)
    town.open_survey(KEY, AGED, source="3")
    with pytest.raises(NoCodes, match="has closed without telling"):
        letters(town, 1)
    for number in range(24):
        one = Resident(town, 6000 + number)
        come(one)
        answer(one, number % 2, number % 3)
    town.seal()
    second = close_now(town)
    assert isinstance(second, Release)
    assert second.dimensions == ("care",)
