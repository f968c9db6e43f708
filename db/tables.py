"""The tables. Times are aware UTC datetimes, kept as milliseconds; JSON is text."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    DDL,
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
    event,
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
    Column("warned_on", Date),  # told that all this will go, as nobody has used the chat for long
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

tally = Table(  # how many, never who: one dimension at a time, so that no cell crosses two of them
    "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("n", Integer, nullable=False),
)

# --- results ---------------------------------------------------------------------------------------

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

# --- rights ----------------------------------------------------------------------------------------

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

confirmation = Table(  # a second look before something that cannot be undone
    "confirmation",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("action", Text, nullable=False),  # with its object and the object's version
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
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

# PostgreSQL samples columns into its statistics; there, what is deleted from a table would stay.
NOT_SAMPLED = (
    *(chat.c.address, member.c.menu, dialogue.c.state, dialogue.c.seal, outbox.c.address, outbox.c.args),
    *(response.c.rid, response.c.answers, participation.c.mark, erasure.c.token),
    *(contribution.c.cid, contribution.c.text, contribution.c.cleared_text),
)
for _column in NOT_SAMPLED:
    _words = f"ALTER TABLE {_column.table.name} ALTER COLUMN {_column.name} SET STATISTICS 0"
    _unsampled = DDL(_words)  # type: ignore[no-untyped-call] # SQLAlchemy's own lacks types here
    event.listen(_column.table, "after_create", _unsampled.execute_if(dialect="postgresql"))
