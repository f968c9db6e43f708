"""Surveys, the dialogues that answer them, and what became of the answers."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
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

survey = Table(
    "survey",
    metadata,
    Column("key", Text, primary_key=True),
    Column("position", SmallInteger, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),  # the last day on which it can be answered
    Column("ended_on", Date),  # its final wave: nothing opens it again
)

survey_version = Table(
    "survey_version",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey_key", ForeignKey("survey.key"), nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("source_hash", Text, nullable=False),
    Column("definition", Text, nullable=False),  # domain.survey_data as JSON
    Column("created_at", Moment, nullable=False),
)

dialogue = Table(
    "dialogue",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), nullable=False),
    Column("survey_key", ForeignKey("survey.key"), nullable=False),
    Column("version_id", ForeignKey("survey_version.id"), nullable=False),
    Column("state", Text, nullable=False),  # domain.dialogue_data as JSON: the draft
    Column("card", BigInteger),  # the message that is the living card
    Column("touched_on", Date, nullable=False),
    Column("seal", LargeBinary(16)),  # submitted: random bytes from which the receipt is made
    UniqueConstraint("member_id", "survey_key"),
    sqlite_autoincrement=True,  # an old button must never name somebody else's new draft
)

response = Table(
    "response",
    metadata,
    Column("rid", LargeBinary(32), primary_key=True),  # HMAC(pepper, receipt): no order, no time, nobody
    Column("version_id", ForeignKey("survey_version.id"), nullable=False),
    Column("language", Text, nullable=False, server_default=""),
    Column("answers", Text, nullable=False),
    Column("access", Text, nullable=False, server_default=""),  # domain.access: by a letter or not
    Column("wave", SmallInteger),  # the wave that counts it; None: it waits for one
    Index("ix_response_waiting", "version_id", "wave"),  # few wait among very many
    sqlite_with_rowid=False,
)

participation = Table(
    "participation",
    metadata,
    Column("mark", LargeBinary(32), primary_key=True),  # HMAC(pepper, survey | chat | member)
    Column("survey_key", ForeignKey("survey.key"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

participation_code = Table(  # of a letter; who used it is kept nowhere
    "participation_code",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),  # HMAC(pepper, code)
    Column("survey_key", ForeignKey("survey.key"), nullable=False, index=True),
    Column("persons_left", SmallInteger, nullable=False),  # how many of the household may still use it
    sqlite_with_rowid=False,
)

invited = Table(  # who has come with a code, until the answers are cut loose; not which code
    "invited",
    metadata,
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    sqlite_with_rowid=False,
)

tally = Table(  # how many, never who: one dimension at a time, so that no cell crosses two of them
    "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("n", Integer, nullable=False),
)
