"""A phone that several people share: its buttons are pressed as they are drawn, with what they hold."""

from typing import Any

from sqlalchemy import select

from bot.buttons import CardTap, MenuTap, read_data
from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from db.tables import metadata
from domain.dialogue import Tap, Typed
from domain.outgoing import Outgoing
from tests.usecases.town import Resident, Town
from usecases.answer_survey import tap, words
from usecases.choose import choose
from usecases.visit import Refusal


class Phone(Resident):
    """A resident's phone in the hands of whoever has it."""

    def drawn(self, outgoing: Outgoing | None = None) -> Message:
        """Return a message as it stands in the chat, by default the last one."""
        return say_in_words(self.town.house.town, outgoing or self.sees)

    def press(self, option: str, outgoing: Outgoing | None = None) -> Refusal | None:
        """Press a menu's button of a message, by default of the last one."""
        shown = outgoing or self.sees
        found = [read_data(button.data) for row in self.drawn(shown).rows for button in row]
        (pressed,) = [one for one in found if isinstance(one, MenuTap) and one.option == option]
        return self.press_forged(option, pressed.who, self.number_of(shown))

    def press_forged(self, option: str, who: int | None, message: int) -> Refusal | None:
        """Press a button that may be drawn nowhere."""
        number, town = next(self.town.updates), self.town
        results: list[Refusal | None] = [
            town.run(choose, town.house, number, self.person, option, message, town.now, who)
            for _ in range(town.times)
        ]
        return results[0]

    def press_card(self, action: Tap, outgoing: Outgoing) -> Refusal | None:
        """Press a button of a card."""
        found = [read_data(button.data) for row in self.drawn(outgoing).rows for button in row]
        (pressed,) = [one for one in found if isinstance(one, CardTap) and one.action == action]
        result: Refusal | None = self.town.update(
            tap, self.person, pressed.dialogue, pressed.turn, action, self.number_of(outgoing)
        )
        return result

    def write(self, text: str, message: int) -> None:
        """Send a message with a number of its own."""
        number = next(self.town.updates)
        house, now = self.town.house, self.town.now
        for _ in range(self.town.times):
            self.town.run(words, house, number, self.person, Typed(text), now, frozenset(), message)

    def number_of(self, outgoing: Outgoing) -> int:
        """Return the number under which a message stands in the chat."""
        shown = self.town.living[self.chat]
        return next(number for number, one in shown.items() if one is outgoing)

    @property
    def member(self) -> dict[str, Any]:
        """Who answers just now."""
        member, chat = metadata.tables["member"], metadata.tables["chat"]
        query = (
            select(member)
            .join(chat, chat.c.id == member.c.chat_id)
            .where(chat.c.address == self.chat, member.c.ordinal == chat.c.speaking)
        )
        (row,) = self.town.found(query)
        return row

    def _drafts(self) -> list[dict[str, Any]]:
        """Return the drafts of who answers just now."""
        dialogue = metadata.tables["dialogue"]
        return self.town.found(select(dialogue).where(dialogue.c.member_id == self.member["id"]))

    def let_join(self, name: str, language: str) -> None:
        """Let somebody join who chooses a language and agrees."""
        self.press("hh:new" if "hh:new" in self.options else "hh:add")
        self.say(name)
        self.press(f"language:{language}")
        self.press(self.options[0])


def away_of(town: Town, chat: int) -> list[int]:
    """Return the messages that have been taken out of a chat."""
    return [one for said in town.said if said.address == chat for one in said.placement.away]
