"""An empty database of the same kind beside the town's own, to rehearse in; afterwards it is gone."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from db.connect import open_engine
from db.errors import StoreUnavailable, driver_error
from db.tables import metadata


class NoPlayground(Exception):
    """The role may not make a schema of its own in this database."""


@contextmanager
def playground(address: str) -> Iterator[str]:
    """Give the address of an empty database with all tables: another file, or another schema of the server.

    Raises:
        NoPlayground: There may be none.
    """
    if make_url(address).get_backend_name() == "sqlite":
        with tempfile.TemporaryDirectory(prefix="quartier-") as folder:
            yield _with_tables(f"sqlite:///{Path(folder) / 'rehearsal.db'}")
        return
    name = f"quartier_rehearsal_{secrets.token_hex(4)}"
    _tell(address, f"CREATE SCHEMA {name}")
    try:
        there = make_url(address).update_query_dict({"options": f"-c search_path={name}"})
        yield _with_tables(there.render_as_string(hide_password=False))
    finally:
        _tell(address, f"DROP SCHEMA {name} CASCADE")


def _with_tables(address: str) -> str:
    engine = open_engine(address)
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    return address


def _tell(address: str, command: str) -> None:
    engine = open_engine(address)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(command)
    except Exception as error:
        if getattr(driver_error(error), "sqlstate", None) == "42501":  # insufficient privilege
            raise NoPlayground from error
        raise StoreUnavailable("The database refused a schema for the rehearsal.") from error
    finally:
        engine.dispose()
