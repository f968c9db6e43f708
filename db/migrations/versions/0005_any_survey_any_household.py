"""Households, drafts of questionnaires, previews, quotas, media, translations, and how answers came in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# SQLite gives rising ids to INTEGER primary keys only; PostgreSQL gets 64 bits.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns and tables; drafts that are there were begun in the chat."""
    op.add_column("chat", sa.Column("speaking", sa.SmallInteger(), server_default="1", nullable=False))
    op.add_column("chat", sa.Column("joined", sa.SmallInteger(), server_default="1", nullable=False))
    op.add_column("member", sa.Column("name", sa.Text(), server_default="", nullable=False))
    op.add_column("response", sa.Column("mode", sa.Text(), server_default="", nullable=False))
    op.add_column("survey", sa.Column("opens_at", sa.Text(), nullable=True))
    op.add_column("survey", sa.Column("closes_at", sa.Text(), nullable=True))
    _let_staff_have_several_drafts()
    _make_drafts_of_surveys()
    _make_what_belongs_to_answers()
    if op.get_bind().dialect.name == "postgresql":
        # What is deleted from a table would stay in PostgreSQL's samples of it.
        for table, column in (
            *(("member", "name"), ("preview", "state"), ("dialogue", "code")),
            *(("media", "name"), ("media", "channel_id")),
        ):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _let_staff_have_several_drafts() -> None:
    """Let answers from paper wait for others while the same member of staff enters the next ones."""
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    last = "SELECT seq FROM sqlite_sequence WHERE name = 'dialogue'"
    seen = connection.scalar(sa.text(last)) if on_sqlite else None
    with op.batch_alter_table("dialogue", table_kwargs={"sqlite_autoincrement": True}) as dialogue:
        dialogue.drop_constraint("uq_dialogue_member_id", type_="unique")
        dialogue.add_column(sa.Column("typed", sa.Text(), server_default="", nullable=False))
        dialogue.add_column(sa.Column("asides", sa.Text(), server_default="", nullable=False))
        dialogue.add_column(sa.Column("mode", sa.Text(), server_default="chat", nullable=False))
        dialogue.add_column(sa.Column("language", sa.Text(), server_default="", nullable=False))
        dialogue.add_column(sa.Column("with_code", sa.Boolean(), server_default=sa.false(), nullable=False))
        dialogue.add_column(sa.Column("code", sa.LargeBinary(32), nullable=True))
        dialogue.add_column(sa.Column("reminded", sa.SmallInteger(), server_default="0", nullable=False))
    op.create_index(
        "uq_dialogue_draft",
        "dialogue",
        ["member_id", "survey_key", "mode"],
        unique=True,
        sqlite_where=sa.text("seal IS NULL"),
        postgresql_where=sa.text("seal IS NULL"),
    )
    if seen is not None:
        # The table was made anew, and an old button must never name somebody else's new draft.
        changed = connection.execute(
            sa.text("UPDATE sqlite_sequence SET seq = :seen WHERE name = 'dialogue'"), {"seen": seen}
        )
        if not changed.rowcount:
            connection.execute(
                sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('dialogue', :seen)"), {"seen": seen}
            )


def _make_drafts_of_surveys() -> None:
    op.create_table(
        "survey_draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_survey_draft")),
    )
    op.create_table(
        "survey_draft_file",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("attachment_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["survey_draft.key"], name=op.f("fk_survey_draft_file_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_survey_draft_file_attachment_id")
        ),
        sa.PrimaryKeyConstraint("key", "attachment_id", name=op.f("pk_survey_draft_file")),
    )
    op.create_table(
        "survey_version_file",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("attachment_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["survey_version.id"], name=op.f("fk_survey_version_file_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_survey_version_file_attachment_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "attachment_id", name=op.f("pk_survey_version_file")),
    )
    op.create_table(
        "survey_job",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_survey_job_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_job")),
    )
    op.create_table(
        "preview",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_preview_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_preview")),
    )
    op.create_table(
        "translation",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("survey_key", "place", "language", name=op.f("pk_translation")),
    )


def _make_what_belongs_to_answers() -> None:
    op.create_table(
        "quota_count",
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_quota_count_survey_key")),
        sa.PrimaryKeyConstraint("survey_key", "cell", name=op.f("pk_quota_count")),
    )
    op.create_table(
        "media",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dialogue_id", ID, nullable=True),
        sa.Column("survey_key", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pixels", sa.SmallInteger(), nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_media_dialogue_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["survey_key"], ["survey.key"], name=op.f("fk_media_survey_key")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_media")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_media_dialogue_id"), "media", ["dialogue_id"], unique=False)


def downgrade() -> None:
    """There is no way back: members of households and answers from paper would have to go."""
    raise NotImplementedError
