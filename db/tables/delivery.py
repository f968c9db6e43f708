"""Delivery: updates that were handled, and messages that are to be said."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from db.tables.base import Id, Moment, metadata

handled_update = Table(
    "handled_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_on", Date, nullable=False),
)

set_aside = Table(  # updates that could not be handled: the id and why, never what was in them
    "set_aside",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("address", BigInteger, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("template", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("args", Text, nullable=False),
    Column("placement", Text, nullable=False),
    Column("occasion", Text),
    Column("due_at", Moment, nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("worker", Integer),  # who has it in hand; None: free
    Column("leased_until", Moment),
    Column("purpose", Text),  # to many: the consent it goes out under; None: none is needed
    Column("urgent", Boolean, nullable=False, server_default=false()),  # to many: quiet hours do not hold it
    Column("day", Integer),  # to many: the reader's day whose message it is, as date.toordinal
    UniqueConstraint("occasion", "address"),
    Index("ix_outbox_due", "worker", "priority", "due_at", "id"),
    sqlite_autoincrement=True,  # what is marked late must never be somebody else's new message
)

bulk_day = Table(  # the last day for which somebody has a message to many, and how many; kept for days only
    "bulk_day",
    metadata,
    # No foreign key and no column of `chat`: residents' updates lock that row, and must not wait for a plan.
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),  # date.toordinal
    Column("n", SmallInteger, nullable=False),
)

# Both below are in microseconds since 1970: a thousandth of a second is too coarse for a thousand a second.

pace = Table(  # what all workers share of a pace: the end of the slots that were given out
    "pace",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("used_until", BigInteger, nullable=False),
)

pause = Table(  # silence that the server has asked a worker for, in one chat or (address 0) in all
    "pause",
    metadata,
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("worker", Integer, primary_key=True, autoincrement=False),
    Column("held_until", BigInteger, nullable=False),
    Column("noted_at", BigInteger, nullable=False),
)

setting = Table(  # what the running bot leaves for the command line: its username, the base of its links
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
