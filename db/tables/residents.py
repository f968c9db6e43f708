"""Residents: chats, the people of a household, consents."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from db.tables.base import Id, Moment, metadata

chat = Table(
    "chat",
    metadata,
    Column("id", Id, primary_key=True),
    Column("address", BigInteger, nullable=False, unique=True),  # Telegram's number of the private chat
    Column("reachable", Boolean, nullable=False, default=True),  # False: the resident blocked the bot
    Column("stopped_at", Moment),  # /stop: nothing unasked goes there
    Column("last_seen_on", Date, nullable=False),  # a day is enough for retention
    Column("source", Text, nullable=False, server_default=""),  # which poster or link led here
    Column("warned_on", Date),  # told that all this will go, as nobody has used the chat for long
    Column("speaking", SmallInteger, nullable=False, server_default="1"),  # the member who answers just now
    Column("joined", SmallInteger, nullable=False, server_default="1"),  # the highest ordinal given so far
)

member = Table(
    "member",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", SmallInteger, nullable=False, default=1),  # first, second ... person of the household
    Column("name", Text, nullable=False, server_default=""),  # what only this chat calls them
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False, default=False),  # False: guessed from the app
    Column("dialogue_id", Id),  # the dialogue that typed words go to; no key, it points forward
    Column("weekly", Boolean, nullable=False, server_default=false()),  # updates once a week, not at once
    Column(
        "heard_update", Integer, nullable=False, server_default="0"
    ),  # of measures: told up to this number
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
