"""The functions on texts. Arguments become texts first, as in ODK Collect (JavaRosa)."""

import re

from domain.expressions.errors import TooMuchWork
from domain.expressions.values import Value, to_text

MAX_TEXT = 10_000  # characters of a text that is put together; calculations could double it without end
_BLANKS = re.compile(r"[ \t\n\v\f\r]+")


def concat(*parts: Value) -> Value:
    """Join any number of values."""
    return join("", *parts)


def join(separator: Value, *parts: Value) -> Value:
    """Join any number of values with a separator between them.

    Raises:
        TooMuchWork: the text would be longer than `MAX_TEXT`.
    """
    texts = [to_text(part) for part in parts]
    between = to_text(separator)
    if sum(map(len, texts)) + len(between) * (len(texts) - 1) > MAX_TEXT:
        raise TooMuchWork(f"The expression builds a text of more than {MAX_TEXT} characters", 0)
    return between.join(texts)


def contains(text: Value, part: Value) -> Value:
    """Tell whether the part occurs in the text."""
    return to_text(part) in to_text(text)


def starts_with(text: Value, part: Value) -> Value:
    """Tell whether the text begins with the part."""
    return to_text(text).startswith(to_text(part))


def ends_with(text: Value, part: Value) -> Value:
    """Tell whether the text ends with the part."""
    return to_text(text).endswith(to_text(part))


def substring_before(text: Value, part: Value) -> Value:
    """Return what stands before the part, nothing if it does not occur."""
    before, found, _ = _split(to_text(text), to_text(part))
    return before if found else ""


def substring_after(text: Value, part: Value) -> Value:
    """Return what stands after the part, nothing if it does not occur."""
    _, found, after = _split(to_text(text), to_text(part))
    return after if found else ""


def _split(text: str, part: str) -> tuple[str, bool, str]:
    at = text.find(part)
    return text[: max(at, 0)], at >= 0, text[at + len(part) :]


def translate(text: Value, wanted: Value, replacements: Value) -> Value:
    """Replace characters one for one; those without a replacement are left out."""
    source, target = to_text(wanted), to_text(replacements)
    table: dict[int, str] = {}
    for place, character in enumerate(source):
        table.setdefault(ord(character), target[place : place + 1])
    return to_text(text).translate(table)


def string_length(text: Value) -> Value:
    """Count characters."""
    return float(len(to_text(text)))


def normalize_space(text: Value) -> Value:
    """Trim, and make every run of blanks one blank."""
    return _BLANKS.sub(" ", to_text(text)).strip(" ")
