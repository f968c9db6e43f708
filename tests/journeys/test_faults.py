"""The server refuses, fails and forgets to answer; all residents finish and every pause is kept."""

import pytest

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys.conftest import MakeBot, on_sqlite
from tests.journeys.crowd import all_take_part, check_answers, walkers


@on_sqlite
async def test_all_finish_under_refusals_server_errors_and_lost_responses_and_no_pause_is_broken(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _take_part_under_faults(make_bot, simulator, town_survey, town_database, 30)


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_a_thousand_finish_under_refusals_server_errors_and_lost_responses(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _take_part_under_faults(make_bot, simulator, town_survey, town_database, 1000)


async def _take_part_under_faults(
    make_bot: MakeBot, simulator: Simulator, survey: Survey, url: str, residents: int
) -> None:
    await simulator.set_faults(
        retry_after={"share": 0.02, "seconds": 1}, errors_500=0.05, drop_after=0.02, seed=residents
    )
    make_bot().start()
    crowd = await walkers(simulator, survey, residents, seed=residents, patience=600)
    await all_take_part(crowd)
    await simulator.set_faults(retry_after={"share": 0}, errors_500=0, drop_after=0)
    check_answers(url, crowd)
    statistics = await simulator.statistics()
    errors = {name: method["errors"] for name, method in statistics["methods"].items() if method["errors"]}
    assert errors["editMessageText"]["429"] > residents / 10
    assert errors["editMessageText"]["500"] > residents / 10
    assert statistics["dropped"] > residents / 10
    assert statistics["early"] == 0, "a message was sent before its pause was over"
    lost = statistics["dropped"]
    print(f"{residents} dialogues, {lost} lost responses, errors {errors}")  # noqa: T201 - a soak's figures
