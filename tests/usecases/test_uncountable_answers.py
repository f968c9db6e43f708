"""An answer that does not fit its question is counted as none, and keeps nobody else's from being counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db import releases, responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.blocks import FrozenCell
from domain.dialogue import Answer
from domain.releases import Release
from domain.survey import Group, Kind, Question, Survey
from tests.domain.questionnaires import choices
from tests.usecases.conftest import PEPPER
from tests.usecases.office import close_now
from tests.usecases.town import CLOSES, OPENS, Town
from usecases.published import results
from usecases.withdraw import take_back

FORM = Survey(
    "odd",
    "1",
    {"de": "Umfrage"},
    ("de",),
    (
        Question("area", Kind.SELECT_ONE, {"de": "Wo?"}, choices=choices("Nord", "Süd")),
        Question("likes", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choices=choices("Bus", "Rad")),
        Question("rent", Kind.DECIMAL, {"de": "Miete?"}),
        Question("since", Kind.DATE, {"de": "Seit wann?"}),
        Question("idea", Kind.TEXT, {"de": "Idee?"}),
        Question("people", Kind.REPEAT, {"de": "Wer?"}),
        Question("age", Kind.INTEGER, {"de": "Alter?"}, group="people"),
    ),
    dimensions=("area",),
    groups=(Group("people", repeats=True),),
)
ODD: dict[str, Answer] = {
    "area": "nirgendwo-4711",
    "likes": "a-4711",
    "rent": "viel-4711",
    "since": "gestern-4711",
    "idea": 4711,
    "people": "niemand-4711",
    "age#2": "alt-4711",
}
N = 24


def usual(number: int) -> dict[str, Answer]:
    return {
        "area": "ab"[number % 2],
        "likes": ("a", "b")[number % 3 :],
        "rent": 8.5 + number,
        "since": f"20{number:02}-05-01",
        "idea": f"Idee {number}",
        "people": 2,
        "age#1": number,
        "age#2": 40 + number,
    }


def counted(town: Town, key: str, first: dict[str, Answer], second: dict[str, Answer]) -> list[FrozenCell]:
    """Return what the last wave of a survey freezes in which two people gave the answers that are named."""
    closes = town.now.date() - timedelta(days=1)
    town.open_survey(key, replace(FORM, name=key), OPENS, closes)

    def add(unit: Unit) -> None:
        version = surveys.version_ids(unit, key)[-1]
        given = [first, second, *(usual(number) for number in range(2, N))]
        rows = [
            Response(key.encode() + bytes([number]), version, "de", one) for number, one in enumerate(given)
        ]
        responses.add_all(unit, rows)

    town.run(add)
    release = close_now(town, key)
    assert isinstance(release, Release)
    assert release.n == N
    cells: list[FrozenCell] = town.run(releases.frozen_cells, key, release.number)
    return sorted(cells, key=repr)


@pytest.mark.parametrize("name", ODD)
def test_a_wave_counts_all_the_rest_as_if_what_does_not_fit_had_not_been_answered(
    town: Town, name: str
) -> None:
    question = name.partition("#")[0]
    skipped = {key: one for key, one in usual(0).items() if key.partition("#")[0] != question}
    assert counted(town, "odd", usual(0) | {name: ODD[name]}, usual(1)) == counted(
        town, "even", skipped, usual(1)
    )
    assert town.run(results, "odd") is not None


def test_the_log_names_the_survey_and_the_question_once_and_neither_what_was_said_nor_by_whom(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    counted(town, "odd", usual(0) | ODD, usual(1) | ODD)
    lines = [record.getMessage() for record in caplog.records if record.name == "usecases.close_wave"]
    assert sorted(line.split()[3] for line in lines) == sorted(one.name for one in FORM.questions)
    assert all(line.startswith("odd: answers to ") for line in lines)
    for secret in ("4711", "nirgendwo", (b"odd" + bytes([0])).hex(), repr(b"odd" + bytes([0]))):
        assert secret not in caplog.text


def test_answers_of_which_nothing_fits_can_be_withdrawn_like_others(town: Town) -> None:
    counted(town, "odd", ODD, usual(1))
    assert town.run(take_back, PEPPER, b"odd" + bytes([0])) is not None
    assert len([row for row in town.rows("response") if bytes(row["rid"]).startswith(b"odd")]) == N - 1


def test_nothing_is_logged_where_all_fit(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    counted(town, "odd", usual(0), usual(1))
    assert not [record for record in caplog.records if record.name == "usecases.close_wave"]
    assert town.now.date() < CLOSES
