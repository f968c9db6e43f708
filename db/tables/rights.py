"""Rights: what a restore forgets again, throttles, the record of retention."""

from sqlalchemy import Column, ForeignKey, LargeBinary, SmallInteger, Table, Text

from db.tables.base import Id, Moment, metadata

erasure = Table(  # what a restored backup must forget again: HMACs, no ids and no times
    "erasure",
    metadata,
    Column("token", LargeBinary(32), primary_key=True),
    sqlite_with_rowid=False,
)

throttle = Table(  # wrong receipts of a chat
    "throttle",
    metadata,
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("failures", SmallInteger, nullable=False),
    Column("since", Moment, nullable=False),
)

retention_run = Table(  # what was deleted because its time was over: how many rows of each kind
    "retention_run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("counts", Text, nullable=False),  # {kind: number of rows} as JSON
)
