"""What staff can change of a need, a goal, a measure or an update, and how typed words are read."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.date_words import folded
from domain.measures import ALL, Goal, Measure, MeasureUpdate, Need
from domain.texts import TextKind

Thing = Need | Goal | Measure | MeasureUpdate

LONGEST_TITLE = 120  # characters; a list shows it whole
LONGEST_NAME = 80  # of an office, of a unit
LONGEST_DESCRIPTION = 1500
LONGEST_UPDATE = 900  # what stands below a picture
LONGEST_REASON = 900
LONGEST_KEY = 30
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")
_UMLAUTS = str.maketrans(dict[str, str | int | None](ä="ae", ö="oe", ü="ue", ß="ss"))
_PERCENT = re.compile(r"(\d{1,3}) ?[%٪]?")


class Kind(StrEnum):
    """Which of the four a thing is; it stands in buttons, so it is short."""

    NEED = "n"
    GOAL = "g"
    MEASURE = "m"
    UPDATE = "u"


class Field(StrEnum):
    """What can be changed; named as in the tables."""

    TITLE = "title"
    DESCRIPTION = "description"
    REASON = "reason"
    OWNER = "owner"
    INDICATOR = "indicator"
    UNIT = "unit"
    TEXT = "text"
    AREA = "area"
    THEME = "theme"
    BASELINE = "baseline"
    TARGET = "target"
    STARTS = "starts_on"
    DUE = "due_on"
    DAY = "day"
    STATUS = "status"
    PROGRESS = "progress"
    PICTURE = "attachment_id"


FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.NEED: (Field.TITLE, Field.DESCRIPTION, Field.AREA, Field.THEME),
    Kind.GOAL: (Field.TITLE, Field.INDICATOR, Field.UNIT, Field.BASELINE, Field.TARGET, Field.DUE),
    Kind.MEASURE: (
        *(Field.TITLE, Field.DESCRIPTION, Field.OWNER, Field.AREA, Field.THEME, Field.STARTS, Field.DUE),
    ),
    Kind.UPDATE: (Field.TEXT, Field.STATUS, Field.PROGRESS, Field.DAY, Field.PICTURE),
}
"""The fields of each kind, in the order in which they stand on its screen."""


@dataclass(frozen=True, slots=True)
class TextLimits:
    """What a text is, and how long it may be."""

    kind: TextKind
    longest: int


TEXTS: Mapping[Field, TextLimits] = {
    Field.TITLE: TextLimits(TextKind.TITLE, LONGEST_TITLE),
    Field.DESCRIPTION: TextLimits(TextKind.DESCRIPTION, LONGEST_DESCRIPTION),
    Field.REASON: TextLimits(TextKind.REASON, LONGEST_REASON),
    Field.OWNER: TextLimits(TextKind.OWNER, LONGEST_NAME),
    Field.INDICATOR: TextLimits(TextKind.INDICATOR, LONGEST_TITLE),
    Field.UNIT: TextLimits(TextKind.UNIT, LONGEST_NAME),
    Field.TEXT: TextLimits(TextKind.TEXT, LONGEST_UPDATE),
}
DAYS = frozenset({Field.STARTS, Field.DUE, Field.DAY})
NUMBERS = frozenset({Field.BASELINE, Field.TARGET})
KEYS = frozenset({Field.AREA, Field.THEME})


def kind_of(thing: Thing) -> Kind:
    """Return which of the four a thing is."""
    match thing:
        case Need():
            return Kind.NEED
        case Goal():
            return Kind.GOAL
        case Measure():
            return Kind.MEASURE
        case MeasureUpdate():
            return Kind.UPDATE


def name_of(thing: Thing) -> str:
    """Return what a thing is called in the audit log: `need:sitting`, `update:7`."""
    if isinstance(thing, MeasureUpdate):
        return f"update:{thing.id}"
    return f"{kind_of(thing).name.lower()}:{thing.key}"


def read_number(text: str) -> float | None:
    """Return a typed number, with a comma or a point before its fraction; None if it was not understood."""
    typed = folded(text)
    return float(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else None


def read_percent(text: str) -> int | None:
    """Return a typed progress, with the sign for percent or without; None if it was not understood."""
    match = _PERCENT.fullmatch(folded(text))
    return int(match[1]) if match and int(match[1]) <= ALL else None


def new_key(title: str, taken: Collection[str], fallback: str) -> str:
    """Return a key for a new thing, made of its title: a file of the command line can name it by this.

    Args:
        title: What it is called.
        taken: The keys that there are.
        fallback: What to call it where the title has no letters that a key can hold.
    """
    spelled = title.casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain)[:LONGEST_KEY].strip("_") or fallback
    numbered = (f"{key}_{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(one for one in numbered if one not in taken)
