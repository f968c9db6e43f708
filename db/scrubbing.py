"""Scrubbing: what deleted rows leave in a database's files, and what rows tell of their time, goes.

A database marks deleted rows and overwrites them some day; until then their bytes are in its files. It also
keeps the order in which rows came, and PostgreSQL with each row the transaction that wrote it, which tells
what was written together. Written anew, a table holds nothing of all that.
"""

import time
from typing import Any

ANEW = (
    "response",
    "participation",
    "participation_code",
    "quota_count",
    "contribution",
    "erasure",
    "withdrawal",
    "media",
)
"""Tables whose rows must not tell when they came: all rows of each get the same transaction, too.

Of a quota's row there is a remnant for everybody who has submitted in its cell, with their transaction.
"""

EMPTIED = (
    "dialogue",
    "preview",
    "registration",
    "event_need",
    "outbox",
    "consent",
    "invited",
    "follow",
    "member",
    "chat",
    "bulk_day",
    "pause",
    "throttle",
    "confirmation",
    "setting",
)
"""Tables from which answers, or what leads to residents, are deleted."""

_ONE_TRANSACTION = {
    "response": "UPDATE response SET wave = wave",
    "participation": "UPDATE participation SET survey_key = survey_key",
    "participation_code": "UPDATE participation_code SET persons_left = persons_left",
    "quota_count": "UPDATE quota_count SET n = n",
    "contribution": "UPDATE contribution SET wave = wave",
    "erasure": "UPDATE erasure SET token = token",
    "withdrawal": "UPDATE withdrawal SET n = n",
    "media": "UPDATE media SET wave = wave",
}
_OLDER = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < %s
      AND (backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)
"""
_PATIENCE = 5.0  # seconds for transactions that began before us
_LOOK_AGAIN = 0.02  # seconds


class StillInUse(Exception):
    """Somebody's old transaction may still look at what was deleted, so that it cannot go yet."""


def scrub_sqlite(driver: Any) -> None:
    """Write the file anew: no free page, no order but that of the keys.

    Args:
        driver: sqlite3's connection, outside of any transaction.
    """
    driver.execute("VACUUM")


def scrub_postgresql(driver: Any) -> None:
    """Write the tables anew in the order of their random keys, and cut the write-ahead log off.

    What the log holds goes when its segments do: a new segment and a checkpoint see to that, where the role
    may ask for them and the server does not recycle old ones (docs/operating.md says how).

    Args:
        driver: psycopg's connection, outside of any transaction that matters.

    Raises:
        StillInUse: A transaction that began before does not end.
    """
    driver.rollback()
    driver.autocommit = True
    try:
        for table in ANEW:
            driver.execute(_ONE_TRANSACTION[table])
        _wait_for_older_transactions(driver)
        for table in (*ANEW, *EMPTIED):
            driver.execute(f"CLUSTER {table} USING pk_{table}")
        _cut_off_the_log(driver)
    finally:
        driver.autocommit = False


def _wait_for_older_transactions(driver: Any) -> None:
    """Wait until nobody can look at deleted rows any more: else they would be copied along."""
    (since,) = driver.execute("SELECT clock_timestamp()").fetchone()
    patience = time.monotonic() + _PATIENCE
    while driver.execute(_OLDER, (since,)).fetchone()[0]:
        if time.monotonic() > patience:
            raise StillInUse
        time.sleep(_LOOK_AGAIN)


def _cut_off_the_log(driver: Any) -> None:
    from psycopg.errors import InsufficientPrivilege  # loaded with the first connection to PostgreSQL

    for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
        try:
            driver.execute(statement)
        except InsufficientPrivilege:
            continue  # `quartier verify` says so; the log goes with the server's own next checkpoints
