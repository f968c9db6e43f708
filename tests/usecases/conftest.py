"""A town with one open survey, on both databases."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.speech import OFFERED
from domain.periods import Periods
from tests.domain.questionnaires import TOWN
from tests.usecases.same_on_both import SAME_ON_BOTH
from tests.usecases.town import Resident, Town, opened, reopened
from usecases.content import read_town
from usecases.house import House

CONTENT = Path(__file__).resolve().parents[2] / "content"
PEPPER = b"a pepper for the tests"


@pytest.hookimpl(tryfirst=True)  # before pytest itself leaves out what is marked
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark as soak what PostgreSQL would only do again; a test of PostgreSQL alone is none of it."""
    for item in items:
        if not isinstance(item, pytest.Function) or item.path.parent != Path(__file__).parent:
            continue
        chosen = any("database_url" in mark.args[0] for mark in item.iter_markers("parametrize"))
        on = item.callspec.params.get("database_url") if hasattr(item, "callspec") else None
        if on == "postgresql" and not chosen and item.path.stem in SAME_ON_BOTH:
            item.add_marker(pytest.mark.soak)


@pytest.fixture(scope="session")
def house() -> House:
    return House(read_town(CONTENT, OFFERED, Periods().placeholders()), OFFERED, PEPPER, "Europe/Berlin")


@pytest.fixture
def town(database_url: str, house: House, was_played: object) -> Iterator[Town]:
    """A town with one open survey, or the one that was played before."""
    if isinstance(was_played, Town):
        with reopened(was_played, database_url) as town:
            yield town
        return
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", TOWN)
        yield town


@pytest.fixture
def ayse(town: Town) -> Resident:
    return Resident(town, 501)


@pytest.fixture
def bernd(town: Town) -> Resident:
    return Resident(town, 502)
