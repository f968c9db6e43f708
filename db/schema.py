"""The schema's revision: what the database has, what the program needs, and the way from one to the other.

Alembic takes half a second to import, so it is only when there is something to migrate.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.sql import column, table

from db.connect import open_engine, shown
from db.errors import StoreUnavailable, trouble

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_OUR_MIGRATION_LOCK = 0x5175_6172_7469_6572  # "Quartier": other workers that start now wait for us


class DatabaseNewer(StoreUnavailable):
    """The database was made by a newer version of the program."""


def revisions() -> list[str]:
    """Return the revisions the program knows, oldest first: the beginnings of the files' names."""
    return sorted(path.name.split("_", 1)[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def check(address: str) -> str | None:
    """Return the revision the database has, None if it has no tables yet.

    Raises:
        DatabaseNewer: the program does not know the database's revision.
        StoreUnavailable: the database cannot be used.
    """
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            return _known_revision(connection, address)
    except Exception as error:
        raise _told(error, address) from error
    finally:
        engine.dispose()


def upgrade(address: str) -> bool:
    """Bring the database up to the program; return False if it was.

    Raises:
        DatabaseNewer: the program does not know the database's revision.
        StoreUnavailable: the database cannot be used.
    """
    newest = revisions()[-1]
    if check(address) == newest:
        return False
    engine = open_engine(address)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_OUR_MIGRATION_LOCK})")
            if _known_revision(connection, address) == newest:  # another worker was faster
                return False
            _migrate(connection)
    except Exception as error:
        raise _told(error, address) from error
    finally:
        engine.dispose()
    return True


def _known_revision(connection: Connection, address: str) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
    if revision is not None and revision not in revisions():
        raise DatabaseNewer(
            f"The database {shown(address)} is newer than this program (revision {revision}); "
            "install the program's newer version."
        )
    return revision


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _told(error: Exception, address: str) -> Exception:
    what = trouble(error)
    if isinstance(error, StoreUnavailable) or not what:
        return error
    return StoreUnavailable(f"The database {shown(address)} {what}.")
