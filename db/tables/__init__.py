"""The tables, by subject. Times are aware UTC datetimes, kept as milliseconds; JSON is text."""

from sqlalchemy import DDL
from sqlalchemy import event as sqlalchemy_event

from db.tables.base import EPOCH, MILLISECOND, Id, Moment, metadata
from db.tables.broadcasts import broadcast, broadcast_count
from db.tables.delivery import bulk_day, handled_update, outbox, pace, pause, set_aside, setting
from db.tables.events import event, event_count, event_need, event_series, registration
from db.tables.measures import attachment, evidence, follow, goal, measure, measure_update, need
from db.tables.residents import chat, consent, member
from db.tables.results import coding, contribution, frozen, release, withdrawal
from db.tables.rights import erasure, retention_run, throttle
from db.tables.schedule import scheduled
from db.tables.staff import audit, confirmation, staff, staff_invite
from db.tables.surveys import (
    dialogue,
    invited,
    media,
    participation,
    participation_code,
    preview,
    quota_count,
    response,
    survey,
    survey_draft,
    survey_draft_file,
    survey_job,
    survey_version,
    survey_version_file,
    tally,
    translation,
)

__all__ = [
    "EPOCH",
    "MILLISECOND",
    "NOT_SAMPLED",
    "Id",
    "Moment",
    "attachment",
    "audit",
    "broadcast",
    "broadcast_count",
    "bulk_day",
    "chat",
    "coding",
    "confirmation",
    "consent",
    "contribution",
    "dialogue",
    "erasure",
    "event",
    "event_count",
    "event_need",
    "event_series",
    "evidence",
    "follow",
    "frozen",
    "goal",
    "handled_update",
    "invited",
    "measure",
    "measure_update",
    "media",
    "member",
    "metadata",
    "need",
    "outbox",
    "pace",
    "participation",
    "participation_code",
    "pause",
    "preview",
    "quota_count",
    "registration",
    "release",
    "response",
    "retention_run",
    "scheduled",
    "set_aside",
    "setting",
    "staff",
    "staff_invite",
    "survey",
    "survey_draft",
    "survey_draft_file",
    "survey_job",
    "survey_version",
    "survey_version_file",
    "tally",
    "throttle",
    "translation",
    "withdrawal",
]

# PostgreSQL samples columns into its statistics; there, what is deleted from a table would stay.
NOT_SAMPLED = (
    *(chat.c.address, member.c.menu, dialogue.c.state, dialogue.c.seal, outbox.c.address, outbox.c.args),
    *(member.c.name, preview.c.state, media.c.name, media.c.channel_id),
    *(chat.c.source, bulk_day.c.address, pause.c.address),
    *(response.c.rid, response.c.answers, participation.c.mark, participation_code.c.hash),
    *(registration.c.name, registration.c.ticket, event_need.c.detail),
    *(erasure.c.token, contribution.c.cid, contribution.c.text, contribution.c.cleared_text),
)
for _column in NOT_SAMPLED:
    _words = f"ALTER TABLE {_column.table.name} ALTER COLUMN {_column.name} SET STATISTICS 0"
    _unsampled = DDL(_words)  # type: ignore[no-untyped-call] # SQLAlchemy's own lacks types here
    sqlalchemy_event.listen(_column.table, "after_create", _unsampled.execute_if(dialect="postgresql"))
