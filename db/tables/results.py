"""Results: frozen counts, releases, free texts."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from db.tables.base import metadata

frozen = Table(  # what a wave counted, for ever; the log that releases are made of
    "frozen",
    metadata,
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    Column("wave", SmallInteger, primary_key=True),
    Column("question", Text, primary_key=True),  # domain.tallies.Series.key; "": the people of a block
    Column("labels", Text, primary_key=True),  # what a block's people have in common, as JSON
    Column("n", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("counts", Text, nullable=False),  # {value: how often} as JSON
    Column("kept_back", Boolean, nullable=False, default=False),  # it is in the next wave's cells
)

release = Table(
    "release",
    metadata,
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),  # of its last wave, from 1
    Column("closed_on", Date, nullable=False),
    Column("is_final", Boolean, nullable=False),
    Column("content", Text, nullable=False),  # domain.releases as JSON
    Column("hash", Text, nullable=False),
    Column("published_on", Date),  # residents see it from this day on
)

withdrawal = Table(  # how many, never who: a footnote below what was counted before
    "withdrawal",
    metadata,
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    Column("wave", SmallInteger, primary_key=True),  # 0: it was counted nowhere yet
    Column("n", Integer, nullable=False),
)

contribution = Table(  # free texts, without any dimension
    "contribution",
    metadata,
    Column("cid", LargeBinary(32), primary_key=True),  # HMAC(pepper, response and question)
    Column("survey_key", ForeignKey("survey.key"), nullable=False),
    Column("wave", SmallInteger, nullable=False),
    Column("question", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", Text, nullable=False, default="new"),  # domain.contributions.Status
    Column("cleared_text", Text),  # what may be shown: the text, or what redaction left of it
    Column("themes", Text, nullable=False, default="[]"),  # codes as JSON
    Column("reason", Text, nullable=False, default=""),  # why it was rejected
    Column("marks", Text),  # the places to black out, as JSON; None: what the rules propose
    Column("revision", Integer, nullable=False, default=0),  # rises with every step of moderation
    Index("ix_contribution_queue", "survey_key", "status"),
    sqlite_with_rowid=False,
)

coding = Table(  # what a wave's texts are about, counted once for ever when all of them are decided
    "coding",
    metadata,
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    Column("wave", SmallInteger, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # texts with a theme
    Column("counts", Text, nullable=False),  # {theme: how often} as JSON
    Column("titles", Text, nullable=False),  # {theme: its title by language} as JSON, as it read then
)
