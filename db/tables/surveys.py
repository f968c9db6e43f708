"""Surveys, the dialogues that answer them, and what became of the answers."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    false,
    text,
)

from db.tables.base import Id, Moment, metadata

survey = Table(
    "survey",
    metadata,
    Column("key", Text, primary_key=True),
    Column("position", SmallInteger, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),  # the last day on which it can be answered
    Column("opens_at", Text),  # the time of its first day, 08:00 in local time; None: as the day begins
    Column("closes_at", Text),  # of its last day; None: when the day is over
    Column("ended_on", Date),  # its final wave: nothing opens it again
)

survey_draft = Table(  # a questionnaire that staff work on; residents do not see it
    "survey_draft",
    metadata,
    Column("key", Text, primary_key=True),  # of the survey that it becomes, or becomes a new version of
    Column("revision", Integer, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("definition", Text),  # domain.survey_data as JSON; None: the file has errors
    Column("problems", Text, nullable=False),  # the report of the import, as JSON
    Column("checked_at", Moment),  # a member of staff has gone through it
    Column("uploaded_at", Moment, nullable=False),
)

survey_draft_file = Table(  # what a draft shows with its questions
    "survey_draft_file",
    metadata,
    Column("key", ForeignKey("survey_draft.key", ondelete="CASCADE"), primary_key=True),
    Column("attachment_id", ForeignKey("attachment.id"), primary_key=True),
)

survey_job = Table(  # what is done with staff's questionnaires beside all else; gone when it is done
    "survey_job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("what", Text, nullable=False),  # domain.survey_life.Job
    Column("survey_key", Text, nullable=False),
    Column("revision", Integer),  # of the draft; None: the version that is offered
    Column("file_name", Text, nullable=False),
    Column("channel_id", Text, nullable=False),  # the channel's name of a file to be read, else ""
    Column("asked_at", Moment, nullable=False),
    Column("taken_at", Moment),  # by a process, which may have ended since
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
)

preview = Table(  # staff try a questionnaire out; nothing of it is kept or counted
    "preview",
    metadata,
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("survey_key", Text, nullable=False),
    Column("revision", Integer),  # of the draft; None: the version that is open
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),  # domain.dialogue_data as JSON
    Column("card", BigInteger),
    Column("touched_on", Date, nullable=False),
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

survey_version_file = Table(  # what a version shows with its questions
    "survey_version_file",
    metadata,
    Column("version_id", ForeignKey("survey_version.id"), primary_key=True),
    Column("attachment_id", ForeignKey("attachment.id"), primary_key=True),
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
    Column("typed", Text, nullable=False, server_default=""),  # messages with answers, to be taken away
    Column("asides", Text, nullable=False, server_default=""),  # messages that go with the card (db.asides)
    Column("mode", Text, nullable=False, server_default="chat"),  # domain.modes: or from paper, by phone
    Column("language", Text, nullable=False, server_default=""),  # of a paper or a call; "": the member's
    Column("with_code", Boolean, nullable=False, server_default=false()),  # a paper came with a letter's
    Column("code", LargeBinary(32)),  # which one, as its hash; only until the paper is submitted
    Column("reminded", SmallInteger, nullable=False, server_default="0"),  # how often of going on with it
    Index(
        "uq_dialogue_draft",
        *("member_id", "survey_key", "mode"),
        unique=True,
        sqlite_where=text("seal IS NULL"),
        postgresql_where=text("seal IS NULL"),
    ),
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
    Column("mode", Text, nullable=False, server_default=""),  # where the survey tells modes apart
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

quota_count = Table(  # how many people of a quota's cell have submitted, and how many of them staff may see
    "quota_count",
    metadata,
    Column("survey_key", ForeignKey("survey.key"), primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("shown", Integer, nullable=False, server_default="0"),  # of n, those cut loose in a batch
)

media = Table(  # pictures and recordings that are answers: a random name, and no order of arrival
    "media",
    metadata,
    Column("name", Text, primary_key=True),  # random; the file's name in the media folder
    Column("dialogue_id", ForeignKey("dialogue.id", ondelete="SET NULL"), index=True),
    Column("survey_key", ForeignKey("survey.key"), nullable=False),
    Column("question", Text, nullable=False, server_default=""),  # what it answers
    Column("kind", Text, nullable=False),
    Column("pixels", SmallInteger),  # the longest side of a picture that is to be fetched
    Column("channel_id", Text),  # until it is fetched: the channel's name of the file
    Column("status", Text, nullable=False),  # domain.media
    Column("wave", SmallInteger),  # of its answers; None: these wait
    sqlite_with_rowid=False,
)

translation = Table(  # one text of a survey in one language, and what it was made from
    "translation",
    metadata,
    Column("survey_key", Text, primary_key=True),
    Column("place", Text, primary_key=True),  # domain.survey_texts: which text of the questionnaire
    Column("language", Text, primary_key=True),
    Column("source", Text, nullable=False),  # what the form said then, by language, as JSON
    Column("text", Text, nullable=False),
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
