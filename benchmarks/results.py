"""How long staff wait who open the results of a million responses: one unit of work, with its commit."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, select

from benchmarks.measures import SCRATCH, BenchmarkError, Figures
from benchmarks.million import KEY, SURVEY, add_rows, release_of_a_million
from benchmarks.ours import OWN_CONTENT
from bot.speech import OFFERED
from db import releases, staff, surveys
from db.batches import Batches, Job
from db.connect import open_engine
from db.tables import metadata, outbox
from db.unit import Unit
from domain.invitation import Role
from domain.periods import Periods
from domain.person import Person
from usecases.choose import choose
from usecases.content import read_town
from usecases.house import House

OPENED = {  # what is opened, by which button, and what it has to lead to
    "surveys": ("results", "results_menu"),
    "survey": (f"results:{KEY}", "survey_results"),
    "question": (f"results:{KEY}:r1q9", "table_chart"),
    "filtered": (f"results:{KEY}:r1f2", "survey_results"),
    "filtered question": (f"results:{KEY}:r1f2q9", "table_chart"),
    "comparison": (f"results:{KEY}:r1q9d0", "comparison_chart"),
}
AGAIN = 9  # times
CLERK = Person(1, 1, "de")
DATABASE = "quartier_benchmark"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def results(server: str | None, responses: int, *, weighted: bool) -> Figures:
    """Measure in a new process, so that the first look finds nothing in memory.

    Args:
        server: A PostgreSQL server on which a database may be made; None for SQLite.
        responses: How many rows stand beside the release.
        weighted: Whether the release has a population to be weighted by.

    Raises:
        BenchmarkError: A button led to something else than it should.
    """
    with (
        _sqlite() if server is None else _postgresql(server) as address,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as child,
    ):
        return child.submit(_measured, address, responses, weighted).result()


@contextmanager
def _sqlite() -> Iterator[str]:
    SCRATCH.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=SCRATCH) as folder:
        yield f"sqlite:///{Path(folder) / 'bot.sqlite'}"


@contextmanager
def _postgresql(server: str) -> Iterator[str]:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {DATABASE}")
        yield make_url(server).set(database=DATABASE).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    engine.dispose()


def _measured(address: str, responses: int, weighted: bool) -> Figures:
    engine = open_engine(address)
    with engine.begin() as connection:
        metadata.create_all(connection)
        _fill(Unit(connection, 0), responses, weighted)
    engine.dispose()
    house = House(read_town(OWN_CONTENT, OFFERED, Periods().placeholders()), OFFERED, b"benchmark", "UTC")
    batches = Batches(address, as_worker=False)
    updates = iter(range(1, 10_000))

    def open_it(option: str) -> None:
        job = Job(choose, (house, next(updates), CLERK, option, 1, NOW))
        batches.run([job])
        if job.error is not None:
            raise job.error

    open_it("keep")  # connects
    figures = {"first ms": _took(open_it, OPENED["survey"][0])}
    for name, (option, template) in OPENED.items():
        figures[f"{name} ms"] = median(_took(open_it, option) for _ in range(AGAIN))
        newest = Job(_newest_said, ())
        batches.run([newest])
        if newest.result != template:
            raise BenchmarkError(f"{option} led to {newest.result}")
    before = time.process_time()
    for _ in range(AGAIN):
        open_it(OPENED["question"][0])
    figures["question CPU ms"] = (time.process_time() - before) * 1000 / AGAIN
    batches.close()
    return figures


def _took(open_it: Callable[[str], None], option: str) -> float:
    began = time.perf_counter()
    open_it(option)
    return (time.perf_counter() - began) * 1000


def _newest_said(unit: Unit) -> str | None:
    query = select(outbox.c.template).order_by(outbox.c.id.desc()).limit(1)
    return unit.connection.execute(query).scalar_one_or_none()


def _fill(unit: Unit, responses: int, weighted: bool) -> None:
    surveys.schedule(unit, KEY, 0, date(2026, 10, 1), date(2026, 12, 31))
    version = surveys.add_version(unit, KEY, "1", SURVEY, NOW)
    add_rows(unit, version, responses)
    releases.add(unit, release_of_a_million(population=weighted))
    staff.appoint(unit, CLERK.user, Role.ADMIN, NOW)
