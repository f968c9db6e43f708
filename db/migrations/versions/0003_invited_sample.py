"""Codes of letters, who has come with one, and how each waiting answer came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite gives rising ids to INTEGER primary keys only; PostgreSQL gets 64 bits.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add a column and two tables; answers that are there came in no way that would be told apart."""
    op.add_column("response", sa.Column("access", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "participation_code",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("persons_left", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_key"], ["survey.key"], name=op.f("fk_participation_code_survey_key")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_participation_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participation_code_survey_key", "participation_code", ["survey_key"], unique=False)
    op.create_table(
        "invited",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_invited_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_invited_survey_key")),
        sa.PrimaryKeyConstraint("member_id", "survey_key", name=op.f("pk_invited")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        # What is deleted from a table would stay in PostgreSQL's samples of it.
        op.execute("ALTER TABLE participation_code ALTER COLUMN hash SET STATISTICS 0")


def downgrade() -> None:
    """There is no way back: who has come with a letter cannot be asked again."""
    raise NotImplementedError
