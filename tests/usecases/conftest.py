"""A town with one open survey, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.speech import OFFERED
from domain.periods import Periods
from tests.domain.questionnaires import TOWN
from tests.usecases.town import Resident, Town, opened
from usecases.content import read_town
from usecases.house import House

CONTENT = Path(__file__).resolve().parents[2] / "content"
PEPPER = b"a pepper for the tests"


@pytest.fixture(scope="session")
def house() -> House:
    return House(read_town(CONTENT, OFFERED, Periods().placeholders()), OFFERED, PEPPER, "Europe/Berlin")


@pytest.fixture
def town(database_url: str, house: House) -> Iterator[Town]:
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", TOWN)
        yield town


@pytest.fixture
def ayse(town: Town) -> Resident:
    return Resident(town, 501)


@pytest.fixture
def bernd(town: Town) -> Resident:
    return Resident(town, 502)
