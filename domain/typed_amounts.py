"""Amounts that staff type: how many people, how long, where on the map. None: it was not understood."""

import re

from domain.date_words import folded
from domain.events import Pin

LONGEST = 60  # characters

_COUNT = re.compile(r"\d{1,6}")
_HOURS_MINUTES = re.compile(r"(\d{1,3})[:.](\d{2})")
_DEGREES = r"([+-]?\d{1,3}[.,]\d+)°?"
_PIN = re.compile(rf"(?:geo:)?\(?{_DEGREES}(?: ?[,;] ?| ){_DEGREES}\)?")


def read_count(text: str, least: int, most: int) -> int | None:
    """Return a typed whole number between two limits."""
    typed = folded(text)
    if not _COUNT.fullmatch(typed):
        return None
    return int(typed) if least <= int(typed) <= most else None


def read_minutes(text: str, most: int) -> int | None:
    """Return a typed length of time: `1:30` in hours and minutes, `90` in minutes."""
    typed = folded(text)
    if match := _HOURS_MINUTES.fullmatch(typed):
        hours, minutes = int(match[1]), int(match[2])
        total = 60 * hours + minutes if minutes < 60 else 0
    else:
        total = int(typed) if _COUNT.fullmatch(typed) else 0
    return total if 0 < total <= most else None


def read_pin(text: str) -> Pin | None:
    """Return typed coordinates, as maps show them: `48.8598, 9.1852`, latitude first, both with fractions."""
    typed = folded(text)
    match = _PIN.fullmatch(typed) if len(typed) <= LONGEST else None
    return pin_at(*(float(part.replace(",", ".")) for part in match.groups())) if match else None


def pin_at(latitude: float, longitude: float) -> Pin | None:
    """Return a place on earth, to within a metre; None where there is no such place."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Pin(round(latitude, 5), round(longitude, 5))
