"""Residents' texts as moderators see them: in their own direction, with marks, numbers, or blacked out.

No sign of a text becomes markup; signs that turn directions were taken out before (`redaction.readable`).
"""

import unicodedata
from collections.abc import Sequence

from bot.dialogs.message import plain
from bot.speech import LEFT_TO_RIGHT_MARK, OWN_NAMES, RIGHT_TO_LEFT_MARK, Speech
from domain.languages import Language
from domain.redaction import Mark, is_marked, redacted, words_of

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def language_name(language: Language, said: Speech) -> str:
    """Return a language's own name; one that too few people speak is not kept with a text."""
    return OWN_NAMES.get(language, language) if language else said.gettext("not kept")


def quoted(text: str, shown: str) -> str:
    """Return a text's markup as a quotation that runs in the direction of most of its letters.

    Args:
        text: The text.
        shown: Its markup, with the same lines.
    """
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    leftward = sum(kind in ("R", "AL") for kind in kinds)
    mark = RIGHT_TO_LEFT_MARK if leftward > kinds.count("L") else LEFT_TO_RIGHT_MARK
    lines = "\n".join(mark + one for one in shown.split("\n"))
    return f"<blockquote>{lines}</blockquote>"


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Return the text's markup with its marked places between [ and ]."""
    parts, at = [], 0
    for mark in marks:
        parts += [plain(text[at : mark.start]), _mark(text[mark.start : mark.end])]
        at = mark.end
    return "".join([*parts, plain(text[at:])])


def blacked_out(text: str, marks: Sequence[Mark]) -> str:
    """Return the markup of what would be left of the text."""
    return plain(redacted(text, marks))


def numbered_words(text: str, marks: Sequence[Mark]) -> str:
    """Return the text's markup with a small number after each word; marked words stand between [ and ]."""
    parts, at = [], 0
    for number, word in enumerate(words_of(text), 1):
        shown = _mark(word.text) if is_marked(word, marks) else plain(word.text)
        parts += [plain(text[at : word.start]), shown, str(number).translate(_RAISED)]
        at = word.end
    return "".join([*parts, plain(text[at:])])


def _mark(words: str) -> str:
    """Return a marked place; markup may not reach over a line's end, where a long message is cut."""
    return "\n".join(f"<b>[{plain(one)}]</b>" for one in words.split("\n"))
