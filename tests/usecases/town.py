"""A town to play through: residents act on use cases, and a stand-in for the sender delivers at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from db import surveys
from db.outbox import Leased
from db.tables import metadata
from db.unit import Unit
from domain.dialogue import Choose, Dialogue, Mark, Move, Stage, Tap, Typed, Unreadable
from domain.dialogue_data import dialogue_from_json
from domain.outcomes import Sent
from domain.outgoing import Outgoing
from domain.person import Person
from domain.survey import Survey
from tests.databases import connect
from usecases.answer_survey import step, tap, words
from usecases.choose import choose
from usecases.deliver import keep_outcomes
from usecases.house import House
from usecases.seal import seal_waiting
from usecases.start import start
from usecases.take_survey import survey_command
from usecases.visit import Refusal

NOON = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
OPENS, CLOSES = date(2026, 10, 1), date(2026, 10, 31)
WORKER = 1

_CHAT, _MEMBER, _DIALOGUE = (metadata.tables[name] for name in ("chat", "member", "dialogue"))
_MEMBERS = (
    select(_MEMBER)
    .join(_CHAT, _CHAT.c.id == _MEMBER.c.chat_id)
    .where(_CHAT.c.address == bindparam("address"))
    .order_by(_MEMBER.c.id)
)
_FIRST_MEMBER = _MEMBERS.with_only_columns(_MEMBER.c.id).limit(1).scalar_subquery()
_DRAFTS = select(_DIALOGUE).where(_DIALOGUE.c.member_id == _FIRST_MEMBER)


@dataclass
class Town:
    """The running bot without Telegram: one connection, one clock, chats with messages in them."""

    connection: Connection
    house: House
    now: datetime = NOON
    times: int = 1  # how often Telegram delivers each update
    said: list[Outgoing] = field(default_factory=list)
    messages: Iterator[int] = field(default_factory=lambda: count(1000))
    updates: Iterator[int] = field(default_factory=lambda: count(1))
    living: dict[int, dict[int, Outgoing]] = field(default_factory=dict)  # chat: message: what it shows

    def run(self, use_case: Callable[..., Any], *args: object) -> Any:
        """Run a use case in a transaction of its own, and deliver what it says."""
        with self.connection.begin():
            unit = Unit(self.connection, WORKER)
            result = use_case(unit, *args)
        for row, outgoing in unit.said:
            self._deliver(row, outgoing)
        return result

    def update(self, use_case: Callable[..., Any], person: Person, *args: object) -> Any:
        """Let an update arrive, as often as Telegram delivers it; return the first result."""
        number = next(self.updates)
        results = [self.run(use_case, self.house, number, person, *args, self.now) for _ in range(self.times)]
        return results[0]

    def _deliver(self, row: int, outgoing: Outgoing) -> None:
        message = outgoing.placement.edit or next(self.messages)
        self.said.append(outgoing)
        self.living.setdefault(outgoing.address, {})[message] = outgoing
        leased = Leased(row, outgoing)
        with self.connection.begin():
            keep_outcomes(Unit(self.connection, WORKER), [(leased, Sent(message))], self.now)

    def open_survey(
        self, key: str, survey: Survey, opens: date = OPENS, closes: date = CLOSES, source: str = "1"
    ) -> int:
        """Add a survey, or a new version of one."""

        def add(unit: Unit) -> int:
            surveys.schedule(unit, key, 0, opens, closes)
            return surveys.add_version(unit, key, source, survey, self.now)

        version: int = self.run(add)
        return version

    def seal(self, rng: Random | None = None) -> int:
        """Let the sealing tick come; return how many answers were cut loose."""
        cut: int = self.run(seal_waiting, self.house, self.now, rng)
        return cut

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return all rows of a table."""
        return self.found(select(metadata.tables[table]))

    def found(self, query: Select[Any], **values: object) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        with self.connection.begin():
            return [dict(row) for row in self.connection.execute(query, values).mappings()]

    def everything(self) -> dict[str, list[Mapping[str, Any]]]:
        """Return all rows of all tables, without the random keys."""
        random = {"rid", "seal"}
        return {
            name: sorted(
                ({k: v for k, v in row.items() if k not in random} for row in self.rows(name)), key=repr
            )
            for name in metadata.tables
        }

    def pass_days(self, days: int) -> None:
        """Let time pass."""
        self.now += timedelta(days=days)


GIVEN = {"lives": "a", "age": 30, "likes": ("a", "c"), "happy": 5, "words": "Mehr Bänke"}
"""What `Resident.answer_all` answers."""


@dataclass
class Resident:
    """Somebody with a phone."""

    town: Town
    chat: int
    language_code: str | None = "de"

    def answer_all(self, words: str = "Mehr Bänke") -> None:
        """Answer every question of the test survey, up to the review."""
        self.tap(Move.KEEP)
        self.tap(Choose(0))
        self.say("30")
        self.tap(Mark(0, on=True))
        self.tap(Mark(2, on=True))
        self.tap(Move.DONE)
        self.say("5")
        self.say(words)
        assert self.dialogue.stage is Stage.REVIEWING

    @property
    def person(self) -> Person:
        return Person(self.chat, self.chat, self.language_code)

    @property
    def sees(self) -> Outgoing:
        """The message that came last."""
        return [one for one in self.town.said if one.address == self.chat][-1]

    @property
    def message(self) -> int:
        """The number of the message that shows what came last."""
        shown = self.town.living[self.chat]
        return next(number for number, one in shown.items() if one is self.sees)

    @property
    def options(self) -> list[str]:
        options = self.sees.args["options"]
        assert isinstance(options, list)
        return options

    def start(self, payload: str | None = None) -> None:
        self.town.update(start, self.person, payload)

    def choose(self, option: str, message: int | None = None) -> Refusal | None:
        """Tap an option of a menu."""
        result: Refusal | None = self.town.update(choose, self.person, option, message or self.message)
        return result

    def say(self, text: str, move: Move | None = None) -> None:
        self.town.update(words, self.person, Typed(text, move))

    def send(self, what: Unreadable) -> None:
        self.town.update(words, self.person, what)

    def command(self, use_case: Callable[..., Any], *args: object) -> None:
        self.town.update(use_case, self.person, *args)

    def step(self, move: Move) -> None:
        self.town.update(step, self.person, move)

    def tap(self, action: Tap, turn: int | None = None, message: int | None = None) -> Refusal | None:
        """Tap a button of the card, drawn for the turn at which the dialogue stands if none is given."""
        draft = self.draft
        now = dialogue_from_json(draft["state"]).turn
        return self.tap_on(draft["id"], action, now if turn is None else turn, message)

    def tap_on(self, dialogue: int, action: Tap, turn: int, message: int | None = None) -> Refusal | None:
        result: Refusal | None = self.town.update(
            tap, self.person, dialogue, turn, action, message or self.message
        )
        return result

    def agree(self, language: str = "de") -> None:
        """Come, choose a language and agree."""
        self.start()
        self.choose(f"language:{language}")
        self.choose(self.options[0])

    def begin(self, language: str = "de") -> None:
        """Come and begin the only survey."""
        self.agree(language)
        self.command(survey_command)

    @property
    def member(self) -> dict[str, Any]:
        """The chat's first member."""
        return self.town.found(_MEMBERS, address=self.chat)[0]

    @property
    def draft(self) -> dict[str, Any]:
        """The one draft of this resident."""
        (row,) = self._drafts()
        return row

    def _drafts(self) -> list[dict[str, Any]]:
        return self.town.found(_DRAFTS, address=self.chat)

    @property
    def dialogue(self) -> Dialogue:
        return dialogue_from_json(self.draft["state"])

    @property
    def has_draft(self) -> bool:
        return bool(self._drafts())


@contextmanager
def opened(database_url: str, house: House) -> Iterator[Town]:
    """A town on a database."""
    with connect(database_url) as connection:
        yield Town(connection, house)


@contextmanager
def reopened(town: Town, database_url: str) -> Iterator[Town]:
    """A town that was played, with all that was said in it, on a copy of its database."""
    with opened(database_url, town.house) as again:
        living = {chat: dict(messages) for chat, messages in town.living.items()}
        yield replace(town, connection=again.connection, said=[*town.said], living=living)


def others_submit(town: Town, n: int, first_chat: int = 9000) -> list[Resident]:
    """Let n more residents take part, each with a text of their own; return them."""
    others = [Resident(town, first_chat + number) for number in range(n)]
    for number, other in enumerate(others):
        other.begin()
        other.answer_all(f"Text {number}")
        other.tap(Move.SUBMIT)
    return others
