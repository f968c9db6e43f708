"""Residents who do anything: answer, tap what stands there, type, go back, leave, hand the phone on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from sqlalchemy import select

from bot.buttons import CardTap, MenuTap, read_data
from bot.dialogs.labels import move_of
from bot.dialogs.problems import problem_in_words
from bot.dialogs.words import options_named
from bot.speech import speech
from db.tables import metadata
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Choose, Dialogue, Edit, Give, Located, Mark, Move, Tap, Typed, Unreadable
from domain.dialogue_data import dialogue_from_json
from domain.keys import name_of
from domain.outgoing import Outgoing
from domain.survey import Kind, Question, Survey
from domain.survey_data import survey_from_data
from tests.usecases.housemates import Phone
from tests.usecases.shaky_town import ShakyTown
from usecases.answer_survey import step, tap, words
from usecases.choose import choose
from usecases.commands import change_language
from usecases.household import household_command
from usecases.take_survey import survey_command
from usecases.visit import Refusal

LONGEST_TOAST = 200  # characters that a tap can be answered with
KEY = "any"
_NUMBERS = ("0", "1", "2", "3", "40", "١", "2,5", "1.5")
_SENSIBLE = {
    Kind.TEXT: ("hallo", "ab", "a", "Mehr Bänke", "12"),
    Kind.INTEGER: _NUMBERS[:6],
    Kind.DECIMAL: _NUMBERS,
    Kind.RANGE: _NUMBERS[:4],
    Kind.DATE: ("1.5.2026", "2026-05-01", "3.10.2026", "heute", "٣/١٠/٢٠٢٦"),
    Kind.TIME: ("14:30", "9 Uhr"),
    Kind.DATETIME: ("1.5.2026 14:30", "3.10.2026 9:00"),
}
_TYPED = (
    *(
        "1",
        "2",
        "1, 2",
        "4 2 1 3",
        "0",
        "-5",
        "1e9",
        "99999999999999999999",
        "x",
        "?",
        "löschen 1",
        "delete 1",
    ),
    *("zurück", "weiter", "fertig", "skip", "pause", "geri", "رجوع", "absenden", "<b>a</b> & c", "  ", "🙂"),
    *("31.12.2025", "25:61", "morgen", "/", "A" * 300, "\u202e\u2068", "ja", "nein", "Straße 5", "a", "b"),
)
_FILES = {
    Kind.IMAGE: ReceivedFile(AttachmentKind.PICTURE, "file-1", "", "image/jpeg", 2000),
    Kind.AUDIO: ReceivedFile(AttachmentKind.VOICE, "file-2", "", "audio/ogg", 2000),
    Kind.VIDEO: ReceivedFile(AttachmentKind.VIDEO, "file-3", "", "video/mp4", 2000),
    Kind.FILE: ReceivedFile(AttachmentKind.AUDIO, "file-4", "ton.mp3", "audio/mpeg", 2000),
}
_EVERYTHING = (Located(48.86, 9.18), *Unreadable, *_FILES.values())


@lru_cache(64)
def survey_in(definition: str) -> Survey:
    """Return a version as a table keeps it."""
    return survey_from_data(json.loads(definition))


Taps = list[tuple[int, CardTap | MenuTap]]


@dataclass
class Anybody(Phone):
    """A phone in the hands of people who do as chance has it.

    Args:
        town: Where they live.
        chat: Their chat.
        language_code: What their app says.
        chance: Decides what they do.
    """

    town: ShakyTown
    chance: Random = field(default_factory=Random)

    # --- what a handler does with an update -------------------------------------------------------

    def write_anything(self, text: str) -> None:
        self.take(Typed(text, move_of(text)), options_named(text))

    def take(
        self, what: Typed | Unreadable | ReceivedFile | Located, named: frozenset[str] = frozenset()
    ) -> None:
        number, message = next(self.town.updates), next(self.town.messages)
        own = None if what is Unreadable.EDITED_MESSAGE else message
        for _ in range(self.town.times):
            self.town.run(words, self.town.house, number, self.person, what, self.town.now, named, own)

    def touch(self, message: int, tapped: CardTap | MenuTap) -> None:
        """Tap a button."""
        number, town = next(self.town.updates), self.town
        about: tuple[object, ...] = (town.house, number, self.person)
        for _ in range(town.times):
            refusal: Refusal | None
            if isinstance(tapped, CardTap):
                which = (tapped.dialogue, tapped.turn, tapped.action)
                refusal = town.run(tap, *about, *which, message, town.now)
            else:
                refusal = town.run(choose, *about, tapped.option, message, town.now, tapped.who)
            if refusal is not None:
                said = problem_in_words(refusal.problem, speech(refusal.language))
                assert 0 < len(said) <= LONGEST_TOAST

    # --- what stands there ------------------------------------------------------------------------

    @property
    def taps(self) -> Taps:
        """Every button that stands in the chat, the newest message's last."""
        return [tap for message in self.town.living.get(self.chat, {}) for tap in self.taps_on(message)]

    def taps_on(self, message: int) -> Taps:
        """Return the buttons of a message."""
        found = [read_data(one.data) for row in self.town.drawn[message].rows for one in row if not one.url]
        return [(message, one) for one in found if one is not None]

    def turns_on(self, message: int | None, dialogue: int) -> set[int]:
        """Return the turns that a card's buttons were drawn for; none where it has gone, or shows a menu."""
        if message not in self.town.living.get(self.chat, {}):
            return set()
        found = [one for _, one in self.taps_on(message)]
        return {one.turn for one in found if isinstance(one, CardTap) and one.dialogue == dialogue}

    @property
    def newest(self) -> int:
        """The number of the message at the bottom."""
        return self.number_of(self.sees)

    @property
    def sees(self) -> Outgoing:
        """What was said last, or changed last."""
        there = self.town.living[self.chat].values()
        return next(one for one in reversed(self.town.said) if any(one is other for other in there))

    def at_hand(self) -> tuple[Dialogue, Question | None] | None:
        """Return the dialogue of who answers just now, with the question that it is at."""
        chat, member, dialogue, version = (
            metadata.tables[name] for name in ("chat", "member", "dialogue", "survey_version")
        )
        query = (
            select(dialogue.c.state, version.c.definition)
            .join(version, version.c.id == dialogue.c.version_id)
            .join(member, member.c.dialogue_id == dialogue.c.id)
            .join(chat, (chat.c.id == member.c.chat_id) & (chat.c.speaking == member.c.ordinal))
            .where(chat.c.address == self.chat, dialogue.c.seal.is_(None))
        )
        for row in self.town.found(query):
            stands = dialogue_from_json(row["state"])
            survey = survey_in(row["definition"])
            return stands, None if stands.at is None else survey.question(name_of(stands.at))
        return None

    # --- what people do ---------------------------------------------------------------------------

    def do_anything(self) -> None:
        """Do one thing, most often what leads on."""
        chance = self.chance.random()
        if chance < 0.6:
            self.do_what_leads_on()
        elif chance < 0.72 and self.taps:
            self.touch(*self.chance.choice(self.taps))
        elif chance < 0.8:
            self.write_anything(self.chance.choice(_TYPED))
        elif chance < 0.83:
            self.take(self.chance.choice(_EVERYTHING))
        elif chance < 0.93:
            move = self.chance.choice((Move.BACK, Move.BACK, Move.SKIP, Move.PAUSE, Move.SUBMIT))
            number, town = next(self.town.updates), self.town
            for _ in range(town.times):
                town.run(step, town.house, number, self.person, move, town.now)
        elif chance < 0.96:
            self.command(self.chance.choice((survey_command, survey_command, household_command)))
        elif chance < 0.98:
            self.command(change_language)
        else:
            self.hand_on()

    def hand_on(self) -> None:
        """Give the phone to somebody else here, who may be new."""
        self.command(household_command)
        there = [(message, one) for message, one in self.taps_on(self.newest) if isinstance(one, MenuTap)]
        ways = [tap for tap in there if tap[1].option.startswith(("hh:to", "hh:add"))]
        if ways:
            self.touch(*self.chance.choice(ways))
            if self.sees.template == "household_name":
                self.write_anything(self.chance.choice(("Oma", "عمر", "<Ben>", "J")))

    def do_what_leads_on(self) -> None:
        """Do what somebody does who wants to get to the end."""
        if not self.town.living.get(self.chat):
            self.start()
            return
        there = self.taps_on(self.newest)
        cards = [(message, one) for message, one in there if isinstance(one, CardTap)]
        at_hand = self.at_hand()
        if cards and at_hand is not None:
            self.answer(cards, *at_hand)
            return
        menus = [(message, one) for message, one in there if isinstance(one, MenuTap)]
        for wanted in ("agree:", "language:", "survey:"):
            found = [(message, one) for message, one in menus if one.option.startswith(wanted)]
            if found:
                self.touch(*self.chance.choice(found))
                return
        self.command(survey_command)

    def answer(
        self, cards: Sequence[tuple[int, CardTap]], dialogue: Dialogue, question: Question | None
    ) -> None:
        """Answer the question at hand, or go on from where there is none."""
        by_kind: dict[type, list[tuple[int, CardTap]]] = {}
        for message, one in cards:
            by_kind.setdefault(type(one.action), []).append((message, one))

        def press(*kinds: type) -> None:
            self.touch(*self.chance.choice([one for kind in kinds for one in by_kind.get(kind, cards)]))

        moves: dict[Tap, tuple[int, CardTap]] = {one[1].action: one for one in by_kind.get(Move, [])}
        for move in (Move.SUBMIT, Move.RESUME):
            if move in moves and self.chance.random() < 0.75:
                self.touch(*moves[move])
                return
        if question is None:
            press(Edit)
        elif question.kind is Kind.REPEAT:
            more = self.chance.random() < 0.5 and dialogue.entries.get(dialogue.at or "", 0) < 2
            self.touch(*moves.get(Move.ADD if more else Move.DONE, cards[0]))
        elif Move.SKIP in moves and self.chance.random() < 0.15:
            self.touch(*moves[Move.SKIP])
        elif not question.takes_answer or question.kind is Kind.ACKNOWLEDGE:
            self.touch(*moves.get(Move.KEEP, cards[0]))
        elif question.kind.has_boxes:
            if Move.DONE in moves and dialogue.picked and self.chance.random() < 0.4:
                self.touch(*moves[Move.DONE])
            else:
                press(Mark)
        elif question.kind in _FILES:
            self.take(_FILES[question.kind])
        elif question.kind is Kind.GEOPOINT:
            self.take(Located(48.86, 9.18))
        elif (Choose in by_kind or Give in by_kind) and self.chance.random() < 0.6:
            press(Choose if Choose in by_kind else Give)
        elif question.kind in _SENSIBLE:
            self.write_anything(self.chance.choice(_SENSIBLE[question.kind]))
        else:
            self.write_anything(self.chance.choice(("1", "2", "3")))
