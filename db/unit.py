"""One unit of work: the connection it runs on, and what others are told once it is committed."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from domain.outgoing import Outgoing


@dataclass(slots=True)
class Unit:
    """What a use case works with. The Store makes one for each and commits many together.

    `worker` is the number under which this process holds leases. `said` collects outbox row ids with
    their messages; the Store hands them to the sender after the commit, never before. `erased` likewise
    collects the tokens of what was erased or withdrawn, which a list outside of the database must know, and
    `changed` the addresses of chats whose messages to many are to be looked at again before they go;
    `planned` counts messages to many that any worker may take now or later.
    """

    connection: Connection
    worker: int
    said: list[tuple[int, Outgoing]] = field(default_factory=list)
    erased: list[bytes] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    planned: int = 0
