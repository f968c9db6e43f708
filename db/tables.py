"""The tables. Times are aware UTC datetimes, kept as milliseconds; JSON is text."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Moment(TypeDecorator[datetime]):
    """An instant, kept as whole milliseconds since 1970 so that both databases order and compare it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the milliseconds of an aware datetime."""
        return None if value is None else (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the aware datetime of the kept milliseconds."""
        return None if value is None else EPOCH + value * MILLISECOND


# SQLite gives rising ids to INTEGER primary keys only; PostgreSQL gets 64 bits.
Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- residents -------------------------------------------------------------------------------------

chat = Table(
    "chat",
    metadata,
    Column("id", Id, primary_key=True),
    Column("address", BigInteger, nullable=False, unique=True),  # Telegram's number of the private chat
    Column("reachable", Boolean, nullable=False, default=True),  # False: the resident blocked the bot
    Column("stopped_at", Moment),  # /stop: nothing unasked goes there
    Column("last_seen_on", Date, nullable=False),  # a day is enough for retention
)

member = Table(
    "member",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", SmallInteger, nullable=False, default=1),  # first, second ... person of the household
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False, default=False),  # False: guessed from the app
    Column("dialogue_id", Id),  # the dialogue that typed words go to; no key, it points forward
    Column("menu", Text),  # the options last offered, as JSON: what a typed number means
    UniqueConstraint("chat_id", "ordinal"),
)

consent = Table(
    "consent",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

# --- surveys ---------------------------------------------------------------------------------------

survey = Table(
    "survey",
    metadata,
    Column("key", Text, primary_key=True),
    Column("position", SmallInteger, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),  # the last day on which it can be answered
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
    UniqueConstraint("member_id", "survey_key"),
    sqlite_autoincrement=True,  # an old button must never name somebody else's new draft
)

response = Table(
    "response",
    metadata,
    Column("rid", LargeBinary(16), primary_key=True),  # random: no order, no time, nobody
    Column("version_id", ForeignKey("survey_version.id"), nullable=False, index=True),
    Column("answers", Text, nullable=False),
    sqlite_with_rowid=False,
)

participation = Table(
    "participation",
    metadata,
    Column("mark", LargeBinary(32), primary_key=True),  # HMAC(pepper, survey | chat | member)
    Column("survey_key", ForeignKey("survey.key"), nullable=False, index=True),
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

# --- staff -----------------------------------------------------------------------------------------

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_address", BigInteger, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("revoked_at", Moment),
)

staff_invite = Table(
    "staff_invite",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("staff_id", Id),  # None: the operator at the command line
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False, default=""),
)

# --- delivery --------------------------------------------------------------------------------------

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
    UniqueConstraint("occasion", "address"),
    Index("ix_outbox_due", "worker", "priority", "due_at", "id"),
    sqlite_autoincrement=True,  # what is marked late must never be somebody else's new message
)

setting = Table(  # what the running bot leaves for the command line: its username, the base of its links
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
