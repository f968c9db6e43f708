"""Staff: roles, invitations, the audit log, confirmations."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from db.tables.base import Id, Moment, metadata

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
