"""Scrubbing PostgreSQL: tables written anew, in the order of their random keys, and the log cut off."""

from contextlib import suppress
from typing import Any

_REWRITTEN = (
    "CLUSTER response USING pk_response",
    "CLUSTER participation USING pk_participation",
    "CLUSTER contribution USING pk_contribution",
    "CLUSTER erasure USING pk_erasure",
    "VACUUM FULL dialogue",
    "VACUUM FULL outbox",
    "VACUUM FULL consent",
    "VACUUM FULL throttle",
    "VACUUM FULL member",
    "VACUUM FULL chat",
)


def scrub_postgresql(driver: Any) -> None:
    """Rewrite the tables that held answers or residents.

    Written anew, a table holds no dead rows; sorted by a random key, it holds no order of arrival. What
    the write-ahead log still holds goes when its segments do: a checkpoint and a new segment allow that,
    where the role may ask for them (docs/operating.md says how).

    Args:
        driver: psycopg's connection, outside of any transaction that matters.
    """
    driver.rollback()
    driver.autocommit = True
    try:
        for statement in _REWRITTEN:
            driver.execute(statement)
        with suppress(_insufficient_privilege()):
            driver.execute("SELECT pg_switch_wal()")
            driver.execute("CHECKPOINT")
    finally:
        driver.autocommit = False


def _insufficient_privilege() -> type[Exception]:
    from psycopg.errors import InsufficientPrivilege  # loaded with the first connection to PostgreSQL

    return InsufficientPrivilege
