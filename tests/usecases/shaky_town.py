"""A town whose program is started anew at any time, and whose every message is held against the messenger."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from db import outbox
from db.outbox import Leased
from db.unit import Unit
from domain.outcomes import Sent
from domain.outgoing import Outgoing
from tests.databases import connect
from tests.usecases.town import WORKER, Town
from tests.usecases.what_is_sent import assert_sendable
from usecases.deliver import keep_outcomes, take_rows
from usecases.house import House


@dataclass
class ShakyTown(Town):
    """A town on a database that outlives the program.

    Attributes:
        address: Of the database.
        dies: The program dies after the next commit, before anything is said.
        drawn: What every message looks like, by its number.
    """

    address: str = ""
    dies: bool = False
    drawn: dict[int, Message] = field(default_factory=dict)

    def run(self, use_case: Callable[..., Any], *args: object) -> Any:
        """Run a use case in a transaction of its own; what it says is said now, or after a restart."""
        with self.connection.begin():
            unit = Unit(self.connection, WORKER)
            result = use_case(unit, *args)
        said = unit.said
        if self.dies and said:
            self.dies = False
            self.start_anew()
            said = self._left(said)
        for row, outgoing in said:
            self._deliver(row, outgoing)
        return result

    def _left(self, said: list[tuple[int, Outgoing]]) -> list[tuple[int, Outgoing]]:
        """Return what stands in the outbox after the program died; it reads as it would have read."""
        with self.connection.begin():
            unit = Unit(self.connection, WORKER)
            outbox.free_mine(unit)
            found = [(one.id, one.outgoing) for one in take_rows(unit, self.house, 1000, self.now).rows]
        assert list(map(self._without_whose, found)) == list(map(self._without_whose, said))
        return found

    def _without_whose(self, row: tuple[int, Outgoing]) -> Message:
        """Return a message in words; after a crash the buttons of who is alone do not say whose they are."""
        message = say_in_words(self.house.town, row[1])
        rows = (
            tuple(replace(one, data=re.sub("^1:", "m:", one.data)) for one in row) for row in message.rows
        )
        return replace(message, rows=tuple(rows))

    def _deliver(self, row: int, outgoing: Outgoing) -> None:
        message = outgoing.placement.edit or next(self.messages)
        drawn = say_in_words(self.house.town, outgoing)
        assert_sendable(drawn)
        self.drawn[message] = drawn
        self.said.append(outgoing)
        shown = self.living.setdefault(outgoing.address, {})
        shown[message] = outgoing
        for gone in (*outgoing.placement.away, outgoing.placement.replace):
            if gone is not None and gone != message:
                shown.pop(gone, None)
        with self.connection.begin():
            keep_outcomes(Unit(self.connection, WORKER), [(Leased(row, outgoing), Sent(message))], self.now)

    def start_anew(self) -> None:
        """Stop the program and start it again: nothing of what it kept in memory is left."""
        self.leave()
        self.connection = connect(self.address)

    def leave(self) -> None:
        """Let go of the database."""
        self.connection.close()


def shaky_town(address: str, house: House) -> ShakyTown:
    """Return a town on a database with all tables."""
    return ShakyTown(connect(address), house, address=address)
