"""Sealed drafts, waves with their frozen tables, contributions, withdrawals and erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite gives rising ids to INTEGER primary keys only; PostgreSQL gets 64 bits.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns and tables; responses that are there wait for a wave."""
    op.add_column("chat", sa.Column("warned_on", sa.Date(), nullable=True))
    op.add_column("survey", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("dialogue", sa.Column("seal", sa.LargeBinary(16), nullable=True))
    op.add_column("response", sa.Column("language", sa.Text(), server_default="", nullable=False))
    op.add_column("response", sa.Column("wave", sa.SmallInteger(), nullable=True))
    op.drop_index("ix_response_version_id", "response")
    op.create_index("ix_response_waiting", "response", ["version_id", "wave"])
    _make_results()
    _make_rights()
    if op.get_bind().dialect.name == "postgresql":
        _sample_no_answers()


def _make_results() -> None:
    op.create_table(
        "frozen",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("kept_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_frozen_survey_key")),
        sa.PrimaryKeyConstraint("survey_key", "wave", "question", "labels", name=op.f("pk_frozen")),
    )
    op.create_table(
        "release",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_release_survey_key")),
        sa.PrimaryKeyConstraint("survey_key", "number", name=op.f("pk_release")),
    )
    op.create_table(
        "withdrawal",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_withdrawal_survey_key")),
        sa.PrimaryKeyConstraint("survey_key", "wave", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "contribution",
        sa.Column("cid", sa.LargeBinary(32), nullable=False),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cleared_text", sa.Text(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_contribution_survey_key")),
        sa.PrimaryKeyConstraint("cid", name=op.f("pk_contribution")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contribution_queue", "contribution", ["survey_key", "status"], unique=False)
    op.create_table(
        "coding",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_coding_survey_key")),
        sa.PrimaryKeyConstraint("survey_key", "wave", "question", name=op.f("pk_coding")),
    )


def _make_rights() -> None:
    op.create_table(
        "erasure",
        sa.Column("token", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_erasure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "throttle",
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name=op.f("fk_throttle_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_throttle")),
    )
    op.create_table(
        "retention_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.create_table(
        "confirmation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_confirmation_staff_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_confirmation")),
    )


def _sample_no_answers() -> None:
    """Keep answers and residents out of PostgreSQL's statistics: there, what is deleted would stay."""
    for table, columns in {
        "chat": ("address",),
        "member": ("menu",),
        "dialogue": ("state", "seal"),
        "outbox": ("address", "args"),
        "response": ("rid", "answers"),
        "participation": ("mark",),
        "erasure": ("token",),
        "contribution": ("cid", "text", "cleared_text"),
    }.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    """There is no way back: sealed answers cannot be linked again."""
    raise NotImplementedError
