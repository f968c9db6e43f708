"""Databases of tests: copied from a template, on PostgreSQL on the tests' server, and dropped again."""

from collections.abc import Callable
from contextvars import ContextVar
from itertools import count
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Dialect, Engine, event, make_url

from db.connect import open_engine

Play = Callable[[str], object]
"""What happens in the database at an address before a test begins; tests get what it returns."""


class Copies:
    """Databases of one kind: copies of one with empty tables, or of one in which something was played.

    Playing takes longer than copying, so each play is played once.

    Args:
        empty: The name of the database with empty tables.
        copy: Copies a database, by its name, under another name; returns the copy's address.
    """

    def __init__(self, empty: str, copy: Callable[[str, str], str]) -> None:
        self._empty = empty
        self._copy = copy
        self._played: dict[Play, tuple[str, object]] = {}
        self._numbers = count(1)

    def make(self, name: str, play: Play | None) -> str:
        """Make a database that begins with a play, or empty; return its address."""
        return self._copy(self._empty if play is None else self._once(play)[0], name)

    def result(self, play: Play) -> object:
        """Return what a play returned."""
        return self._once(play)[1]

    def _once(self, play: Play) -> tuple[str, object]:
        if play not in self._played:
            template = f"{self._empty}_{next(self._numbers)}"
            self._played[play] = template, play(self._copy(self._empty, template))
        return self._played[play]


_compiling: dict[URL, Engine] = {}
_database: ContextVar[str | None] = ContextVar("_database")


def connect(address: str) -> Connection:
    """Connect with an engine of its own, as `open_engine` makes it.

    All engines of a kind share what SQL they have made of statements: making it anew took a third of a test.
    """
    url = make_url(address)
    kind = url.set(database="")
    if kind not in _compiling:
        _compiling[kind] = open_engine(address)
        event.listen(_compiling[kind], "do_connect", _choose_database)
    _database.set(url.database)
    return _compiling[kind].execution_options().connect()


def _choose_database(dialect: Dialect, _record: object, place: list[Any], named: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        place[0] = _database.get()
    else:
        named["dbname"] = _database.get()


def named(server: str, database: str) -> str:
    """Return the address of a database on a server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def on_server(server: str, command: str) -> None:
    """Run one command that takes no transaction."""
    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(command.encode())


def copy_database(server: str, template: str, name: str) -> str:
    """Make a database as another one is and return its address.

    Files are copied as they are: block by block through the write-ahead log, as is PostgreSQL's default,
    they take three times as long.
    """
    on_server(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return named(server, name)


def drop_database(server: str, name: str) -> None:
    """Remove a database, whoever is still connected."""
    on_server(server, f"DROP DATABASE {name} WITH (FORCE)")
