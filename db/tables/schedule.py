"""The schedule: what happens on its own at a time, each thing a row that is claimed once."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, Table, Text, UniqueConstraint

from db.tables.base import Id, Moment, metadata

scheduled = Table(
    "scheduled",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),  # domain.schedule.Kind: what is to be done
    Column("subject", Text, nullable=False),  # what it is about: `event:12`, `broadcast:3`
    Column("part", Text, nullable=False, default=""),  # which of several: minutes before, a local date
    Column("local_time", Text, nullable=False),  # wall time, 2027-03-10T18:00: what staff have said
    Column("timezone", Text, nullable=False),
    Column("due_at", Moment, nullable=False),  # the same as an instant
    Column("status", Text, nullable=False, default="waiting"),  # domain.schedule.Status
    Column("reached", BigInteger, nullable=False, default=0),  # the last chat whose messages are written
    Column("failures", SmallInteger, nullable=False, default=0),  # in a row; a success sets them back
    Column("try_after", Moment),  # not before that: it failed; of one that was missed: staff are to be told
    Column("reason", Text, nullable=False, default=""),  # domain.schedule.Late: why it was missed
    Column("revision", SmallInteger, nullable=False, default=0),  # rises when staff move or cancel it
    UniqueConstraint("kind", "subject", "part"),
    Index("ix_scheduled_due", "status", "due_at"),
    sqlite_autoincrement=True,  # an old button must never move somebody else's new row
)
