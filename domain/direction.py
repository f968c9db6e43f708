"""Signs in a text that turn around what stands beside it, and texts without them."""

import re

_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e")
ISOLATES = frozenset("\u2066\u2067\u2068")
"""What begins a part of a text that keeps its own direction; U+2069 ends it."""
_END_OF_ISOLATE = "\u2069"
_ENDS_OF_PARAGRAPHS = frozenset("\n\r\x1c\x1d\x1e\x85\u2029")
_ANY = re.compile("[\u202a-\u202e\u2066-\u2069]")


def in_its_place(text: str) -> str:
    """Return a text that does not turn around anything but itself, wherever it is put.

    Embeddings and overrides (U+202A to U+202E) go: they last until their paragraph ends, whatever stands
    behind the text by then. Isolates (U+2066 to U+2069) stay where each that begins in a paragraph ends in
    it, and what begins or ends alone goes. Marks (U+200E, U+200F, U+061C) turn nothing and stay.
    """
    turning = turning_signs(text)
    return "".join(sign for place, sign in enumerate(text) if place not in turning) if turning else text


def turning_signs(text: str) -> frozenset[int]:
    """Return where in a text the signs are that `in_its_place` leaves out."""
    if not _ANY.search(text):
        return frozenset()
    turning: set[int] = set()
    begun: list[int] = []
    for place, sign in enumerate(text):
        if sign in _EMBEDDINGS or (sign == _END_OF_ISOLATE and not begun):
            turning.add(place)
        elif sign == _END_OF_ISOLATE:
            begun.pop()
        elif sign in ISOLATES:
            begun.append(place)
        elif sign in _ENDS_OF_PARAGRAPHS:
            turning.update(begun)
            begun.clear()
    return frozenset(turning.union(begun))
