"""What becomes of what was said: needs, goals, measures, and who wants to hear of them."""

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from db.tables.base import Id, Moment, metadata

need = Table(
    "need",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False),  # domain.measures.NeedStatus
    Column("title", Text, nullable=False),  # {language: text} as JSON, as all texts here
    Column("description", Text, nullable=False, default="{}"),
    Column("reason", Text, nullable=False, default="{}"),  # why it was deferred, in words residents read
    Column("area", Text),
    Column("theme", Text),
    Column("revision", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

evidence = Table(  # what a need rests on; never a person
    "evidence",
    metadata,
    Column("need_id", ForeignKey("need.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),  # release, coding, minutes
    Column("reference", Text, primary_key=True),  # stadtweit:3; a theme of contributions; event:12
)

goal = Table(
    "goal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("need_id", ForeignKey("need.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("indicator", Text, nullable=False, default="{}"),
    Column("unit", Text, nullable=False, default="{}"),
    Column("baseline", Float),
    Column("target", Float),
    Column("due_on", Date),
    Column("revision", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

measure = Table(
    "measure",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("goal_id", ForeignKey("goal.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),  # domain.measures.MeasureStatus
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False, default="{}"),
    Column("owner", Text, nullable=False, default="{}"),  # an office or a role, never a private person
    Column("area", Text),
    Column("theme", Text),
    Column("progress", SmallInteger, nullable=False, default=0),  # percent
    Column("starts_on", Date),
    Column("due_on", Date),
    Column("revision", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

measure_update = Table(
    "measure_update",
    metadata,
    Column("id", Id, primary_key=True),
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("text", Text, nullable=False),  # {language: text} as JSON
    Column("status", Text, nullable=False),  # as it was from then on
    Column("progress", SmallInteger, nullable=False),
    Column("attachment_id", ForeignKey("attachment.id")),
    Column("published_at", Moment),  # None: a draft
    Column("number", Integer, unique=True),  # the order in which they are told; None: nobody is told
    Column("created_by", Id),  # staff; None: the operator
    Column("revision", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

follow = Table(  # what somebody wants to hear of
    "follow",
    metadata,
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),  # domain.audience.Following: area, theme, measure
    Column("key", Text, primary_key=True),
    Index("ix_follow_key", "kind", "key"),
)

attachment = Table(  # a picture or a document of the town, sent to many
    "attachment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),  # domain.attachments.AttachmentKind
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary),  # None: the channel keeps it under `channel_id`
    Column("channel_id", Text),  # the channel's own name of it, once it was sent or received
    Column("digest", LargeBinary(32)),
    UniqueConstraint("digest"),
    sqlite_autoincrement=True,
)
