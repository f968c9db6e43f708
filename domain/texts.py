"""What staff write for residents: one text in several languages, each of which may still be missing."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.languages import Language, Texts

LONGEST = 3500
"""As many characters as a message has room for, with what stands around the text."""

SPLIT_AT = 4096
"""Apps cut what is longer into several messages; the rest of such a text must not be taken for the whole."""

_UNSEEN = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]")
_SPACES = re.compile(r" *\n *| {2,}")
_BLANK_LINES = re.compile(r"\n{3,}")


class TextKind(StrEnum):
    """What a text is of the thing that staff edit."""

    TITLE = "title"
    DESCRIPTION = "description"
    TEXT = "text"
    PLACE = "place"
    REASON = "reason"
    OWNER = "owner"
    INDICATOR = "indicator"
    UNIT = "unit"


class TextRefused(Exception):
    """A text cannot be taken: it is empty, or `length` is more than the `longest` that is allowed."""

    def __init__(self, length: int, longest: int) -> None:
        """Keep how long the text is."""
        super().__init__()
        self.length = length
        self.longest = longest

    def __str__(self) -> str:
        """Say what is wrong, for a file's author."""
        if not self.length:
            return "is empty"
        return f"has {self.length} characters, and {self.longest} is the most"


def length(text: str) -> int:
    """Return how long a text is as messengers count it: an emoji counts as two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(typed: str, longest: int = LONGEST) -> str:
    """Return what was typed without unseen signs and needless space; paragraphs stay.

    Raises:
        TextRefused: Nothing is left, or more than `longest` characters.
    """
    spaced = _SPACES.sub(lambda found: "\n" if "\n" in found.group() else " ", _UNSEEN.sub(" ", typed))
    text = _BLANK_LINES.sub("\n\n", spaced).strip()
    size = length(text)
    if not 0 < size <= longest:
        raise TextRefused(size, longest)
    return text


def missing(texts: Texts, languages: Iterable[Language]) -> list[Language]:
    """Return the languages that have no text."""
    return [language for language in languages if not texts.get(language)]


def with_text(texts: Texts, language: Language, text: str) -> Mapping[Language, str]:
    """Return the texts with one of them replaced; an empty one takes it away."""
    changed = {**texts, language: text}
    return {code: words for code, words in changed.items() if words}
