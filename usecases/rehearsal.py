"""A rehearsal: made-up residents take part in an empty database, so that attacks on it can be checked.

Whose a response is must be unknown in a town's own database, so how well an attack guesses can only be told
where the truth was noted before it was thrown away. Everything goes the way of the real program: use cases,
batches, scrubbing, waves; only the questions before the last one are answered already when people begin.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from db import dialogues, invited, marks, outbox, releases, residents, sealed_drafts, surveys
from db.batches import Batches, Job
from db.surveys import Offer
from db.unit import Unit
from domain.access import CODE_BYTES, CODE_PREFIX, code_hash, code_of
from domain.dialogue import Dialogue, Move, Typed
from domain.outcomes import Sent
from domain.participation import participation_mark
from domain.person import Person
from domain.receipts import contribution_key, receipt_of, response_key
from domain.releases import Release
from domain.survey import ACCESS, LANGUAGE, Choice, Kind, Question, Survey
from domain.times import local_day
from domain.town import Contact, Town
from usecases.answer_survey import tap, words
from usecases.close_wave import close_wave
from usecases.erase import forget_chat
from usecases.house import House
from usecases.seal import seal_waiting
from usecases.start import start
from usecases.withdraw import take_back

KEY = "rehearsal"
AREAS = ("north", "south")
WORDS = "words"
_AT_ONCE = 100  # units in one commit, as many as may wait in a busy hour
_FIRST_CHAT = 7_000_000_000  # beyond what Telegram has given to anybody

SURVEY = Survey(
    name=KEY,
    version="1",
    title={"en": "Rehearsal"},
    languages=("en",),
    questions=(
        Question(
            "area", Kind.SELECT_ONE, {"en": "Where?"}, choices=tuple(Choice(a, {"en": a}) for a in AREAS)
        ),
        Question(WORDS, Kind.TEXT, {"en": "What else?"}),
    ),
    dimensions=("area", LANGUAGE),
)
SAMPLED = replace(SURVEY, dimensions=(ACCESS, *SURVEY.dimensions))


@dataclass(frozen=True, slots=True)
class Guest:
    """A made-up resident who has submitted, with what only the rehearsal knows: what became of it.

    `code` is the hash of the letter's code that was brought along, None for those who came without.
    """

    chat: int
    text: str
    seal: bytes = field(repr=False)
    receipt: str = field(repr=False)
    rid: bytes = field(repr=False)
    mark: bytes = field(repr=False)
    cid: bytes = field(repr=False)
    code: bytes | None = field(default=None, repr=False)


class Rehearsal:
    """Plays on a database that holds tables and nothing else.

    Args:
        address: The database.
        now: The time.
        rng: Where everything comes from that is left to chance: answers, sealing, waves, the pepper.
        has_letters: Every other guest comes with a letter, and the survey tells them from the others.
    """

    def __init__(self, address: str, now: datetime, rng: Random, *, has_letters: bool = False) -> None:
        self.address = address
        self.has_letters = has_letters
        self.house = _nowhere(rng.randbytes(32))
        self.now = now
        self.batches = Batches(address, as_worker=False)
        self.guests: list[Guest] = []
        self.drafts: dict[int, int] = {}  # the draft that each chat began
        self._codes: dict[int, bytes] = {}  # the hash of the code that each chat brought along
        self._rng = rng
        self._updates = count(1)
        self._chats = count(_FIRST_CHAT)
        self.run(self._open_survey)

    def run(self, use_case: Callable[..., Any], *args: object) -> Any:
        """Run a use case in a transaction of its own."""
        (result,) = self._run_all([(use_case, args)])
        return result

    def begin(self, texts: Sequence[str]) -> list[int]:
        """Let one more guest for each text begin and type it, without submitting; return their chats."""
        chats = [next(self._chats) for _ in texts]
        if self.has_letters:
            self._bring_letters(chats[::2])
        offer = self.run(surveys.offer, KEY)
        drafts = self._run_all((self._at_the_last_question, (chat, offer)) for chat in chats)
        self._run_all(
            (words, (self.house, next(self._updates), _person(chat), Typed(text), self.now))
            for chat, text in zip(chats, texts, strict=True)
        )
        self.drafts |= dict(zip(chats, drafts, strict=True))
        self.deliver()
        return chats

    def take_part(self, texts: Sequence[str]) -> list[Guest]:
        """Let one more guest for each text answer and submit; their answers wait to be sealed."""
        chats = self.begin(texts)
        self._run_all(
            (
                tap,
                (
                    *(self.house, next(self._updates), _person(chat)),
                    *(self.drafts[chat], None, Move.SUBMIT, 1, self.now),
                ),
            )
            for chat in chats
        )
        self.deliver()
        sealed = {one.address: one.seal for one in self.run(sealed_drafts.of, KEY)}
        new = [self._guest(chat, text, sealed[chat]) for chat, text in zip(chats, texts, strict=True)]
        self.guests += new
        return new

    def seal(self, rng: Random | None = None) -> int:
        """Cut loose what waits."""
        cut: int = self.run(seal_waiting, self.house, self.now, rng or self._rng)
        return cut

    def close_wave(self) -> Release | None:
        """Close a wave, if enough answers wait."""

        def close(unit: Unit) -> Release | None:
            offer = surveys.offer(unit, KEY)
            if offer is not None:
                close_wave(unit, self.house, offer, self.now, self._rng)
            return releases.newest(unit, KEY)

        release: Release | None = self.run(close)
        return release

    def scrub(self) -> None:
        """Scrub the database."""
        self.batches.scrub()

    def erase(self, chats: Sequence[int]) -> None:
        """Erase chats with all that is linked to them."""

        def forget(unit: Unit, chat: int) -> None:
            resident = residents.by_address(unit, chat)
            if resident is not None:
                forget_chat(unit, resident)

        self._run_all((forget, (chat,)) for chat in chats)

    def withdraw(self, guests: Sequence[Guest]) -> int:
        """Withdraw answers, wherever they stand; return how many were found."""
        found = self._run_all((take_back, (self.house.pepper, guest.rid)) for guest in guests)
        gone = {guest.chat for guest in guests}
        self.guests = [guest for guest in self.guests if guest.chat not in gone]
        return sum(one is not None for one in found)

    def close(self) -> None:
        """Let go of the database."""
        self.batches.close()

    def deliver(self) -> None:
        """Send whatever waits to be said."""

        def send(unit: Unit) -> int:
            rows = outbox.lease(unit, 500, self.now + timedelta(days=1))
            marks.mark(unit, [(row, Sent(1)) for row in rows], self.now)
            return len(rows)

        while self.run(send):
            pass

    def _run_all(self, calls: Iterable[tuple[Callable[..., Any], Sequence[object]]]) -> list[Any]:
        results = []
        for some in _portions(Job(use_case, tuple(args)) for use_case, args in calls):
            self.batches.run(some)
            for job in some:
                if job.error is not None:
                    raise job.error
                results.append(job.result)
        return results

    def _open_survey(self, unit: Unit) -> None:
        today = local_day(self.now, self.house.timezone)
        surveys.schedule(unit, KEY, 0, today - timedelta(days=1), today + timedelta(days=30))
        surveys.add_version(unit, KEY, "1", SAMPLED if self.has_letters else SURVEY, self.now)

    def _bring_letters(self, chats: Sequence[int]) -> None:
        codes = [code_of(self._rng.randbytes(CODE_BYTES)) for _ in chats]
        kept = [code_hash(self.house.pepper, code) for code in codes]
        self.run(invited.add_codes, KEY, kept, 1)
        self._run_all(
            (start, (self.house, next(self._updates), _person(chat), f"{CODE_PREFIX}{code}", self.now))
            for chat, code in zip(chats, codes, strict=True)
        )
        self._codes |= dict(zip(chats, kept, strict=True))

    def _at_the_last_question(self, unit: Unit, chat: int, offer: Offer) -> int:
        today = local_day(self.now, self.house.timezone)
        resident = residents.by_address(unit, chat) or residents.add(unit, chat, "en", today)
        residents.choose_language(unit, resident.member_id, "en")
        answers = {"area": self._rng.choice(AREAS)}
        draft = dialogues.add(unit, resident.member_id, offer, Dialogue(at=WORDS, answers=answers), today)
        residents.talk_in(unit, resident.member_id, draft.id)
        return draft.id

    def _guest(self, chat: int, text: str, seal: bytes) -> Guest:
        pepper = self.house.pepper
        receipt = receipt_of(pepper, seal)
        rid = response_key(pepper, receipt)
        mark = participation_mark(pepper, KEY, chat, 1)
        cid = contribution_key(pepper, rid, WORDS)
        return Guest(chat, text, seal, receipt, rid, mark, cid, self._codes.get(chat))


def _nowhere(pepper: bytes) -> House:
    """Return a house without a town: a rehearsal shares nothing with the deployment, its pepper least."""
    town = Town({}, {}, Contact("", "", "", {}), {}, (), {})
    return House(town, ("en",), pepper, "UTC")


def _person(chat: int) -> Person:
    return Person(chat, chat, "en")


def _portions(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    some: list[Job] = []
    for job in jobs:
        some.append(job)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
