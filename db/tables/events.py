"""Events: workshops, results evenings, who comes, and what they need."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from db.tables.base import Id, Moment, metadata

event_series = Table(
    "event_series",
    metadata,
    Column("id", Id, primary_key=True),
    Column("rule", Text, nullable=False),  # RFC 5545: FREQ=MONTHLY;BYDAY=1TU
    Column("until", Text),  # the last local date that the rule may reach
    Column("first", Text, nullable=False),  # wall time from which the rule holds, 2027-03-10T18:00
    Column("pattern", Text, nullable=False),  # what every new event of it says: db.events, as JSON
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),  # of the calendar file, for ever the same
    Column("key", Text, unique=True),  # what a file calls it, for ever; None: it came from the chat
    Column("sequence", SmallInteger, nullable=False, default=0),  # of the calendar file, rises with changes
    Column("revision", Integer, nullable=False, default=0),  # rises with every step of editing
    Column("status", Text, nullable=False, default="draft"),  # domain.events.EventStatus
    Column("title", Text, nullable=False, default="{}"),  # {language: text} as JSON, as all texts here
    Column("description", Text, nullable=False, default="{}"),
    Column("place", Text, nullable=False, default="{}"),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("link", Text),  # where it can be joined online
    Column("local_start", Text),  # wall time, 2027-03-10T18:00
    Column("minutes", SmallInteger, nullable=False, default=120),
    Column("timezone", Text, nullable=False),
    Column("starts_at", Moment),  # the same as an instant
    Column("register_until", Text),  # wall time; None: until it starts
    Column("capacity", Integer),  # people, not parties; None: as many as come
    Column("largest_party", SmallInteger, nullable=False, default=6),
    Column("waitlist", Boolean, nullable=False, default=True),
    Column("offer_hours", SmallInteger, nullable=False, default=24),  # so long a seat is kept for a party
    Column("audience", Text, nullable=False, default="{}"),  # domain.audience as JSON
    Column("invite_at", Text),  # wall time; None: as soon as it is published
    Column("offers", Text, nullable=False, default="{}"),  # domain.events.Offers as JSON
    Column("reminders", Text, nullable=False, default="[10080,1440,120]"),  # minutes before, as JSON
    Column("reason", Text, nullable=False, default="{}"),  # why it is cancelled
    Column("told", Text),  # domain.events.Facts as JSON: what residents were told last; None: nothing yet
    Column("changes", Text, nullable=False, default="{}"),  # {sequence: Facts before it} as JSON
    Column("series_id", ForeignKey("event_series.id")),
    Column("series_day", Text),  # the local date that the rule gave, wherever staff have moved it since
    Column("created_by", Id),  # staff; None: the operator
    Column("queue_number", Integer, nullable=False, default=0),  # the last place in the line that was given
    UniqueConstraint("series_id", "series_day"),
    Index("ix_event_when", "status", "starts_at"),
    sqlite_autoincrement=True,  # an old button must never name a new event
)

registration = Table(
    "registration",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("status", Text, nullable=False),  # domain.registrations.RegistrationStatus
    Column("party", SmallInteger, nullable=False, default=1),
    Column("queue", Integer, nullable=False, default=0),  # place in the line
    Column("offered_until", Moment),  # a seat is kept for them until then
    Column("ticket", LargeBinary(12), unique=True),  # random: what the QR code at the door holds
    Column("name", Text),  # of the party, if they want to be found by it at the door; deleted with the needs
    Column("arrived", SmallInteger, nullable=False, default=0),  # people of the party who came
    Column("arrived_at", Moment),  # when they were checked in at the door
    Column("told_sequence", SmallInteger, nullable=False, default=0),  # the newest change they were told of
    UniqueConstraint("event_id", "member_id"),
    Index("ix_registration_line", "event_id", "status", "queue"),
    sqlite_autoincrement=True,
)

event_need = Table(  # kept apart under a consent of its own, and deleted days after the event
    "event_need",
    metadata,
    Column("registration_id", ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),  # domain.events.Need
    Column("detail", Text, primary_key=True, default=""),  # the interpreter's language, how many children
)

event_count = Table(  # what is left of registrations when they are deleted: how many, never who
    "event_count",
    metadata,
    Column("event_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),  # people, parties, attended, no_show, cancelled ...
    Column("n", Integer, nullable=False),
)
