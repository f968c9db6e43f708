"""Who reads in a chat, and whether a message to many is still wanted there."""

from dataclasses import dataclass

from domain.languages import Language
from domain.outgoing import Terms


@dataclass(frozen=True, slots=True)
class Reader:
    """What counts, of a chat and its people, for messages to many.

    Attributes:
        reachable: Nobody has blocked the bot.
        stopped: /stop was said: nothing unasked goes there.
        agreed: For each consent that holds: its purpose, and the language of who gave it.
    """

    reachable: bool = True
    stopped: bool = False
    agreed: frozenset[tuple[str, Language]] = frozenset()


def wants(reader: Reader | None, terms: Terms, language: Language) -> bool:
    """Tell whether a message may go now.

    Args:
        reader: The chat's readers, None where nothing is known of it any more.
        terms: On what terms the message goes.
        language: The language in which it was planned, or that its reader has chosen since.
    """
    if reader is None or reader.stopped or not reader.reachable:
        return False
    return terms.purpose is None or (terms.purpose, language) in reader.agreed
