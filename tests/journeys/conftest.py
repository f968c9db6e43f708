"""What the journeys share: forked bots, the simulator, databases that are ready to be answered in."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from app.settings import load_settings
from app.wiring import build_house
from db import schema
from db.store import run_once
from domain.survey import Survey
from simulator.server import Simulator
from tests.databases import copy_database, drop_database, named, on_server
from tests.journeys import tables
from tests.journeys.bot_process import ROOT, BotProcess, ForkServer, fork_server_running
from tests.shared import one_at_a_time, run_folder
from usecases.open_content import open_content

_numbers = count(1)
MakeBot = Callable[..., BotProcess]
NewTown = Callable[[], str]


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    """The process that forks bots, one for the whole run."""
    with fork_server_running(run_folder(tmp_path_factory) / "forks") as server:
        yield server


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's content with all surveys open on any day, so that the tests do not end with them."""
    folder = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(ROOT / "content", folder)
    process = folder / "process.toml"
    yesterday = datetime.now(UTC).date() - timedelta(days=1)  # the first wave is a year away: see `make_bot`
    days = re.sub(r"(?m)^opens = .*", f"opens = {yesterday}", process.read_text())
    process.write_text(re.sub(r"(?m)^closes = .*", "closes = 2099-12-31", days))
    return folder


@pytest.fixture(scope="session")
def sqlite_template(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as the bot's first start leaves it, made once in the whole run."""
    file = run_folder(tmp_path_factory) / "journeys.db"
    with one_at_a_time(file):
        if not file.exists():
            new = tmp_path_factory.mktemp("template") / "quartier.db"
            _first_start(f"sqlite:///{new}", content)
            new.rename(file)
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, content: Path) -> str:
    """The name of a PostgreSQL database as the bot's first start leaves it."""
    name = "journey_template"
    on_server(postgresql_server, f"CREATE DATABASE {name}")
    _first_start(named(postgresql_server, name), content)
    return name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def new_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewTown]:
    """Makes fresh databases with the town's surveys; returns the address.

    A journey goes on SQLite in every run and on PostgreSQL in a soak; use cases are tried on both elsewhere.
    One whose claim is about what a database does by itself, or about several workers, says so: `on_both`.
    """
    if request.param == "sqlite":
        sqlite: Path = request.getfixturevalue("sqlite_template")

        def copy() -> str:
            file = tmp_path / f"quartier{next(_numbers)}.db"
            shutil.copy(sqlite, file)
            return f"sqlite:///{file}"

        yield copy
        return
    server, template = (request.getfixturevalue(f"postgresql_{what}") for what in ("server", "template"))
    names: list[str] = []

    def create() -> str:
        names.append(f"journey_{next(_numbers)}")
        return copy_database(server, template, names[-1])

    yield create
    for name in names:
        drop_database(server, name)


on_both = pytest.mark.parametrize("new_town", ["sqlite", "postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("new_town", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("new_town", ["postgresql"], indirect=True)


@pytest.fixture
def town_database(new_town: NewTown) -> str:
    """The address of this test's database."""
    return new_town()


@pytest.fixture
def town_survey(town_database: str) -> Survey:
    """The town-wide survey."""
    return tables.survey_of(town_database, "stadtweit")


@pytest.fixture
def make_bot(
    forks: ForkServer, simulator: Simulator, town_database: str, content: Path, tmp_path: Path
) -> Iterator[MakeBot]:
    """Makes the bot on this test's database and simulator; whatever lives at the end is killed."""
    made: list[BotProcess] = []
    tables.look_into(town_database, simulator)

    def make(debug: bool = False, **changes: str) -> BotProcess:
        settings = {
            "BOT_TOKEN": simulator.token,
            "BOT_API_URL": simulator.base_url,
            "DATABASE_URL": town_database,
            "CONTENT": str(content),
            "CHAT_PER_SECOND": "0",  # our residents are faster than people
            "SEAL_SECONDS": "1",  # sealing and scrubbing go on all the time
            "WAVE_DAYS": "365",  # waves would take the texts away by which answers are told apart
            **changes,
        }
        made.append(BotProcess(forks, tmp_path, debug, **settings))
        return made[-1]

    yield make
    for bot in made:
        if bot.pid is not None:
            bot.kill()


@pytest.fixture
def bot(make_bot: MakeBot) -> BotProcess:
    """The running bot."""
    bot = make_bot()
    bot.start()
    return bot


def _first_start(url: str, content: Path) -> None:
    schema.upgrade(url)
    house = build_house(load_settings().model_copy(update={"content": content}), b"")
    run_once(url, open_content, house, content, datetime.now(UTC))
