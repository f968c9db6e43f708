"""A message that is to be said: a template and its arguments, never an answer's text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from domain.household import Called
from domain.languages import Language

Argument = str | int | bool | None | list[str]


class Priority(IntEnum):
    """Replies to somebody who is waiting go before messages to many."""

    REPLY = 0
    BULK = 1


@dataclass(frozen=True, slots=True)
class Recipient:
    """One chat that gets a message to many, in one of the languages spoken there."""

    chat_id: int
    address: int
    language: Language


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a message goes to many.

    Attributes:
        purpose: The consent it goes out under (`domain.town`); None where none is needed, as the reader has
            asked for it in another way.
        urgent: An emergency: quiet hours do not hold it.
        day: The local day (`date.toordinal`) whose message to many it is for its reader; None where that is
            not counted.
    """

    purpose: str | None = None
    urgent: bool = False
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that goes with a dialogue's card, and goes away when the card asks for something else.

    `subject` says what it is there for; a dialogue remembers its messages under that.
    """

    dialogue: int
    subject: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where in the chat a message belongs.

    `edit` names the message that is changed in place; `replace` an older one whose buttons are taken
    away once the new one stands below; `card_of` the dialogue that has to remember the new message
    as its living card. `away` names messages that are taken out of the chat afterwards, the oldest first,
    residents' own ones too: what they answered must not be read by who gets the phone next. `aside` is
    where a dialogue has to remember the new message that is not its card.
    """

    edit: int | None = None
    replace: int | None = None
    card_of: int | None = None
    away: tuple[int, ...] = ()
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one chat, as the outbox keeps it.

    `address` is the channel's own number of the chat. `view` is what the template shows beyond its
    arguments (a dialogue with its answers, a published table), and `who` is the person that it is said to;
    where several share the chat, the argument `who` has their number. Both stay in memory: after a crash they
    are loaded again from the tables, so that the outbox never holds what a resident wrote.
    """

    address: int
    template: str
    language: Language
    args: Mapping[str, Argument] = field(default_factory=dict)
    placement: Placement = Placement()
    priority: Priority = Priority.REPLY
    occasion: str | None = None  # with the address: what must go out once only
    view: object | None = None
    terms: Terms = Terms()
    who: Called | None = None

    def showing(self, view: object) -> "Outgoing":
        """Return the same with its view; `dataclasses.replace` takes five times as long."""
        return Outgoing(
            self.address,
            self.template,
            self.language,
            self.args,
            self.placement,
            self.priority,
            self.occasion,
            view,
            self.terms,
            self.who,
        )
