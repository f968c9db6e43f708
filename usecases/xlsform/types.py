"""The column 'type': which kind of row it is and which choice list it asks from."""

from dataclasses import dataclass
from enum import Enum, auto

from domain.survey import Kind


class Structure(Enum):
    """Rows that ask nothing themselves."""

    BEGIN_GROUP = auto()
    END_GROUP = auto()
    METADATA = auto()
    UNSUPPORTED_BEGIN = auto()  # a repeat or loop: refused, but its end still has to match
    UNSUPPORTED = auto()


@dataclass(frozen=True, slots=True)
class RowType:
    """What a row is, and the name of its choice list if it has one."""

    kind: Kind | Structure
    choice_list: str = ""

    @property
    def is_question(self) -> bool:
        """Tell whether the row, if it could be asked, would take an answer."""
        return self.kind not in (Kind.NOTE, *Structure) or self.kind is Structure.UNSUPPORTED


_SELECTS = {
    "select_one": Kind.SELECT_ONE,
    "select one": Kind.SELECT_ONE,
    "select1": Kind.SELECT_ONE,
    "select one from": Kind.SELECT_ONE,
    "add select one prompt using": Kind.SELECT_ONE,
    "select_multiple": Kind.SELECT_MULTIPLE,
    "select multiple": Kind.SELECT_MULTIPLE,
    "select all that apply": Kind.SELECT_MULTIPLE,
    "select all that apply from": Kind.SELECT_MULTIPLE,
    "add select multiple prompt using": Kind.SELECT_MULTIPLE,
}
_SIMPLE: dict[str, Kind | Structure] = {
    "note": Kind.NOTE,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "range": Kind.RANGE,
    "begin group": Structure.BEGIN_GROUP,
    "end group": Structure.END_GROUP,
    "begin repeat": Structure.UNSUPPORTED_BEGIN,
    "end repeat": Structure.END_GROUP,
    "begin loop": Structure.UNSUPPORTED_BEGIN,
    "end loop": Structure.END_GROUP,
    "start": Structure.METADATA,
    "end": Structure.METADATA,
    "today": Structure.METADATA,
}


def type_of(written: str) -> RowType:
    """Return what the column 'type' says."""
    text = " ".join(written.split())
    lower = text.lower()
    simple = _SIMPLE.get(lower) or _SIMPLE.get(lower.replace("_", " "))
    if simple:
        return RowType(simple)
    words = text.split()
    first_words, choice_list = " ".join(words[:-1]).lower(), words[-1] if words else ""
    if select := _SELECTS.get(first_words):
        return RowType(select, choice_list)
    if lower.startswith(("begin repeat", "begin_repeat", "begin loop", "begin_loop")):
        return RowType(Structure.UNSUPPORTED_BEGIN)
    return RowType(Structure.UNSUPPORTED)
