"""The schedule, events, measures, broadcasts, and who wants to hear of what."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite gives rising ids to INTEGER primary keys only; PostgreSQL gets 64 bits.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns and tables; nothing that is there changes."""
    op.add_column("chat", sa.Column("source", sa.Text(), server_default="", nullable=False))
    op.add_column("member", sa.Column("weekly", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("member", sa.Column("heard_update", sa.Integer(), server_default="0", nullable=False))
    _make_delivery()
    _make_schedule()
    _make_broadcasts()
    _make_events()
    _make_measures()


def _make_delivery() -> None:
    op.add_column("outbox", sa.Column("purpose", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("outbox", sa.Column("day", sa.Integer(), nullable=True))
    op.create_table(
        "bulk_day",
        sa.Column("address", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("n", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_bulk_day")),
    )
    op.create_table(
        "pace",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("used_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_pace")),
    )
    op.create_table(
        "pause",
        sa.Column("address", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("worker", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address", "worker", name=op.f("pk_pause")),
    )
    # What waits from before says nothing of its consent.
    op.execute("UPDATE outbox SET purpose = 'results' WHERE occasion LIKE 'said:%'")
    if op.get_bind().dialect.name == "postgresql":
        # What is deleted from a table would stay in PostgreSQL's samples of it.
        for table, column in (("bulk_day", "address"), ("pause", "address"), ("chat", "source")):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _make_schedule() -> None:
    op.create_table(
        "scheduled",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("local_time", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("try_after", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled")),
        sa.UniqueConstraint("kind", "subject", "part", name=op.f("uq_scheduled_kind")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_scheduled_due", "scheduled", ["status", "due_at"], unique=False)


def _make_broadcasts() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("digest", name=op.f("uq_attachment_digest")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcast",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("attachment_id", ID, nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("local_time", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("released_by", ID, nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_broadcast_attachment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("key", name=op.f("uq_broadcast_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcast_count",
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("worker", sa.Integer(), autoincrement=False, server_default="0", nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_broadcast_count_broadcast_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "broadcast_id", "language", "outcome", "worker", name=op.f("pk_broadcast_count")
        ),
    )


def _make_events() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", ID, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("id", ID, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("local_start", sa.Text(), nullable=True),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("register_until", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("largest_party", sa.SmallInteger(), nullable=False),
        sa.Column("waitlist", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.SmallInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("invite_at", sa.Text(), nullable=True),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("series_id", ID, nullable=True),
        sa.Column("series_day", sa.Text(), nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("queue_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["event_series.id"], name=op.f("fk_event_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("series_id", "series_day", name=op.f("uq_event_series_id")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event_count",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "kind", name=op.f("pk_event_count")),
    )
    op.create_table(
        "registration",
        sa.Column("id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("party", sa.SmallInteger(), nullable=False),
        sa.Column("queue", sa.Integer(), nullable=False),
        sa.Column("offered_until", sa.BigInteger(), nullable=True),
        sa.Column("ticket", sa.LargeBinary(length=12), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("arrived", sa.SmallInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("told_sequence", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_registration_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("event_id", "member_id", name=op.f("uq_registration_event_id")),
        sa.UniqueConstraint("ticket", name=op.f("uq_registration_ticket")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event_need",
        sa.Column("registration_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_event_need_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "kind", "detail", name=op.f("pk_event_need")),
    )
    op.create_index("ix_event_when", "event", ["status", "starts_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        # What is deleted from a table would stay in PostgreSQL's samples of it.
        for table, column in (("registration", "name"), ("registration", "ticket"), ("event_need", "detail")):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
    op.create_index("ix_registration_line", "registration", ["event_id", "status", "queue"], unique=False)
    op.create_index(op.f("ix_registration_member_id"), "registration", ["member_id"], unique=False)


def _make_measures() -> None:
    op.create_table(
        "need",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("key", name=op.f("uq_need_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence",
        sa.Column("need_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_evidence_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("need_id", "kind", "reference", name=op.f("pk_evidence")),
    )
    op.create_table(
        "goal",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("need_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_goal_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("key", name=op.f("uq_goal_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "measure",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("goal_id", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("progress", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_measure_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("key", name=op.f("uq_measure_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "measure_update",
        sa.Column("id", ID, nullable=False),
        sa.Column("measure_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("progress", sa.SmallInteger(), nullable=False),
        sa.Column("attachment_id", ID, nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_measure_update_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_update_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_update")),
        sa.UniqueConstraint("number", name=op.f("uq_measure_update_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_follow_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "kind", "key", name=op.f("pk_follow")),
    )
    op.create_index(op.f("ix_goal_need_id"), "goal", ["need_id"], unique=False)
    op.create_index("ix_follow_key", "follow", ["kind", "key"], unique=False)
    op.create_index(op.f("ix_measure_goal_id"), "measure", ["goal_id"], unique=False)
    op.create_index(op.f("ix_measure_update_measure_id"), "measure_update", ["measure_id"], unique=False)


def downgrade() -> None:
    """Drop what was added."""
    for table in (
        *("event_need", "registration", "event_count", "event", "event_series"),
        *("follow", "measure_update", "measure", "goal", "evidence", "need"),
        *("broadcast_count", "broadcast", "attachment", "scheduled", "bulk_day", "pace", "pause"),
    ):
        op.drop_table(table)
    with op.batch_alter_table("member") as member:
        member.drop_column("weekly")
        member.drop_column("heard_update")
    with op.batch_alter_table("outbox") as outbox:
        for name in ("purpose", "urgent", "day"):
            outbox.drop_column(name)
    with op.batch_alter_table("chat") as chat:
        chat.drop_column("source")
