"""Attacks beneath the tables: what the database's settings leave, and what stands between its rows."""

from collections.abc import Iterator

from db import traces
from db.unit import Unit
from domain.findings import Finding, found, not_testable

_QUIET = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
}
_SHORT = {"log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0"}


def verify_settings(unit: Unit) -> list[Finding]:
    """Check what keeps deleted texts from staying: our own connections to SQLite, PostgreSQL as a server."""
    return list(_sqlite(unit) if unit.connection.dialect.name == "sqlite" else _postgresql(unit))


def verify_remnants(unit: Unit, address: str, scrubbed: bool) -> list[Finding]:
    """Look for what can be read where no row is. What was deleted on a live system is known to nobody here.

    Args:
        unit: The unit of work; nothing is changed.
        address: The database.
        scrubbed: Whether it was scrubbed just now.
    """
    attack = "remnants between the rows and on free pages"
    if unit.connection.dialect.name != "sqlite":
        return [not_testable(attack, "the rehearsal searches the server's files, where they can be read")]
    if not scrubbed:
        return [
            not_testable(attack, "the file could not be scrubbed now; try again when the bot is less busy")
        ]
    file = traces.sqlite_file(unit.connection, address)
    if file is None:
        return [not_testable(attack, "the database is in memory")]
    remnants = file.readable_remnants()
    return [found(attack, not remnants, f"{len(remnants)} places can be read")]


def _sqlite(unit: Unit) -> Iterator[Finding]:
    kept = traces.pragmas(unit.connection)
    for name, good, meaning in (
        ("journal_mode", "delete", "no log of writes is kept"),
        ("secure_delete", 1, "deleted bytes are overwritten"),
        ("synchronous", 2, "commits survive a power cut"),
        ("auto_vacuum", 0, "pages stay where the scrub puts them"),
    ):
        yield found(
            f"{name} of our connections", kept[name] == good, f"is {kept[name]}: {meaning} with {good}"
        )


def _postgresql(unit: Unit) -> Iterator[Finding]:
    connection = unit.connection
    kept = traces.server_settings(connection)
    yield found(
        "recycled segments of the log of writes",
        kept["wal_recycle"] == "off",
        f"wal_recycle is {kept['wal_recycle']}",
    )
    archived = kept["archive_mode"] != "off" or kept["wal_keep_size"] != "0"
    yield found(
        "kept segments of the log of writes",
        not archived,
        f"archive_mode is {kept['archive_mode']}, wal_keep_size {kept['wal_keep_size']}",
    )
    rights = {
        "pg_switch_wal()": traces.may_switch_log(connection),
        "CHECKPOINT": traces.may_checkpoint(connection),
    }
    missing = [name for name, there in rights.items() if not there]
    yield found(
        "the log of writes after a scrub",
        not missing,
        f"the role may not use {', '.join(missing)}" if missing else "a scrub cuts it off",
    )
    loud = [name for name, quiet in _QUIET.items() if kept[name] not in quiet]
    hidden = all(kept[name] == value for name, value in _SHORT.items())
    told = [name for name in loud if not (hidden and name in _QUIET)]
    if kept["log_error_verbosity"] != "terse":
        told.append("log_error_verbosity")
    yield found(
        "answers in the server's own log",
        not told,
        f"it may write values of rows: {', '.join(told)}" if told else "it writes no values",
    )
    sampled = traces.sampled(connection)
    yield found(
        "answers in the server's statistics",
        not sampled,
        f"sampled: {', '.join(sampled)}" if sampled else "no column with answers or residents is sampled",
    )
