"""Questionnaires that nobody here wrote, unmodified, from the file to submitted answers in the program."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from db import surveys
from db.store import run_once
from db.unit import Unit
from domain.survey import Kind, Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import ROOT, BotProcess
from tests.journeys.conftest import on_sqlite
from tests.journeys.fillers import Filler
from usecases.xlsform import read_survey

FORMS = ROOT.parent / "shared" / "xlsforms"
PEOPLE = 16
LANGUAGES = ("de", "en", "tr", "ar")
NEVER_ASKED = {
    "mitwirken_umfrage": {"teilhabe_gruppen_other"},  # its list of choices has no `other`
    "socio-economic-survey": {"se_list"},  # its condition is false()
}
pytestmark = pytest.mark.skipif(not FORMS.is_dir(), reason="the questionnaires lie beside the project only")


@on_sqlite
@pytest.mark.parametrize("name", NEVER_ASKED)
async def test_a_form_from_elsewhere_is_answered_on_every_branch(
    name: str, simulator: Simulator, bot: BotProcess, town_database: str
) -> None:
    survey = _opened(town_database, FORMS / f"{name}.xlsx")
    people = []
    chosen: set[tuple[str, int]] = set()
    for number in range(PEOPLE):
        resident = await simulator.resident(f"Person {number}", "de")
        language = LANGUAGES[number % len(LANGUAGES)]
        people.append(
            Filler(resident, language, survey, survey.name, town_database, Random(number), chosen=chosen)
        )
    thanks = []
    for start in range(0, PEOPLE, 8):
        thanks += await asyncio.gather(*(one.take_part() for one in people[start : start + 8]))
    assert len(thanks) == PEOPLE
    asked = set().union(*(one.asked for one in people))
    shown = {question.name for question in survey.questions if question.kind is not Kind.CALCULATE}
    assert shown - asked == NEVER_ASKED[name]
    assert tables.set_aside_updates(town_database) == {}
    assert len(tables.responses(town_database)) == PEOPLE


def _opened(url: str, file: Path) -> Survey:
    """Offer a form as it is, from today on."""
    survey = read_survey(file.read_bytes(), ".xlsx", "elsewhere")

    def offer(unit: Unit) -> None:
        surveys.schedule(unit, survey.name, 9, date(2026, 1, 1), date(2099, 12, 31))
        surveys.add_version(unit, survey.name, "elsewhere", survey, datetime.now(UTC))

    run_once(url, offer)
    return survey
