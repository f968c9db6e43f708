"""Broadcasts: one message to many, and how many got it."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text

from db.tables.base import Id, Moment, metadata

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False, default="draft"),  # domain.broadcasts.BroadcastStatus
    Column("purpose", Text, nullable=False),  # the consent it goes out under: news, invitations ...
    Column("urgent", Boolean, nullable=False, default=False),  # an emergency: quiet hours do not hold it
    Column("text", Text, nullable=False, default="{}"),  # {language: text} as JSON
    Column("buttons", Text, nullable=False, default="[]"),  # domain.broadcasts.Link as JSON
    Column("attachment_id", ForeignKey("attachment.id")),
    Column("audience", Text, nullable=False, default="{}"),  # domain.audience as JSON
    Column("local_time", Text),  # wall time; None: as soon as it is released
    Column("timezone", Text, nullable=False),
    Column("rule", Text),  # RFC 5545: it goes out again and again
    Column("planned", Integer, nullable=False, default=0),  # messages written so far
    Column("created_by", Id),  # staff; None: the operator
    Column("released_by", Id),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("revision", Integer, nullable=False, default=0),  # rises with every step of editing
    sqlite_autoincrement=True,
)

broadcast_count = Table(  # how many, never who
    "broadcast_count",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),  # planned, sent, blocked, failed, dropped
    # Each worker counts on rows of its own: on one that all share they would wait for each other's commits.
    Column("worker", Integer, primary_key=True, autoincrement=False, server_default="0"),
    Column("n", Integer, nullable=False),
)
