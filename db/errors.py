"""What a database's error means to us: run it again, wait until the cause is gone, or a bug."""

import sqlite3
import sys
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    import psycopg

_FULL = "has no room left on its disk"
_READ_ONLY = "can only be read, not written"
_LOCKED = "is locked by another program"
_GONE = "cannot be reached"
_DAMAGED = "is damaged or no database"

_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_IOERR: "cannot be read or written: input/output error, perhaps a full or broken disk",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: is its folder there and writable?",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_POSTGRESQL = {
    "53100": _FULL,
    "25006": _READ_ONLY,
    "40001": _LOCKED,
    "40P01": _LOCKED,
    "55P03": _LOCKED,
    "57014": _LOCKED,
    "53300": "accepts no more connections",
    "28P01": "refuses the password",
    "28000": "refuses the user",
    "3D000": "does not exist on its server",
}
_POSTGRESQL_CLASSES = {
    "08": _GONE,
    "57": _GONE,
    "53": "is short of resources",
    "58": "has a system error",
    "XX": _DAMAGED,
}
_CONFLICTS = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, waited too long for a row


class StoreUnavailable(Exception):
    """The database cannot do its work now; the reason is one sentence for the operator."""

    @property
    def reason(self) -> str:
        """The sentence."""
        return str(self)


class StoreInUse(StoreUnavailable):
    """Another bot process already works on this SQLite database."""


def driver_error(error: BaseException) -> BaseException:
    """Return the driver's own error, whether SQLAlchemy wrapped it or not."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def is_conflict(error: BaseException) -> bool:
    """Tell whether two transactions got into each other's way, so that running again alone helps."""
    cause = _of_postgresql(driver_error(error))
    return cause is not None and cause.sqlstate in _CONFLICTS


def is_lost(error: BaseException) -> bool:
    """Tell whether the connection broke, so that a new one may help."""
    return trouble(error) == _GONE


def trouble(error: BaseException) -> str | None:
    """Return what is wrong with the database (`is locked by …`), None if it is not its fault."""
    cause = driver_error(error)
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF)
    postgresql = _of_postgresql(cause)
    if postgresql is None:
        return _GONE if isinstance(error, DBAPIError) and error.connection_invalidated else None
    state = postgresql.sqlstate
    if state is None:
        import psycopg

        lost = isinstance(postgresql, psycopg.OperationalError | psycopg.InterfaceError)
        return _GONE if lost else None
    return _POSTGRESQL.get(state) or _POSTGRESQL_CLASSES.get(state[:2])


def _of_postgresql(error: BaseException) -> "psycopg.Error | None":
    """Return the error if it is psycopg's: only where that is loaded, for SQLite does without its 9 MB."""
    if "psycopg" not in sys.modules:
        return None
    import psycopg

    return error if isinstance(error, psycopg.Error) else None
