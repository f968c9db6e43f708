"""The column 'type': which kind of row it is and which choice list it asks from."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from domain.survey import Kind
from usecases.xlsform.problems import ProblemKind


class Structure(Enum):
    """Rows that begin or end something, or have no type."""

    BEGIN_GROUP = auto()
    END_GROUP = auto()
    BEGIN_REPEAT = auto()
    END_REPEAT = auto()
    MISSING = auto()


class Metadata(Enum):
    """Rows that a program fills in by itself; what they become is a calculation."""

    START = "once(now())"
    TODAY = "once(today())"
    END = "now()"
    NOBODY = "''"  # who or which device it is: never known here


Kinds = Kind | Structure | Metadata | ProblemKind


@dataclass(frozen=True, slots=True)
class RowType:
    """What a row is.

    Attributes:
        kind: Its kind; a `ProblemKind` says why it is refused.
        choice_list: The name of its choice list.
        file: The file that its choices come from.
        or_other: One more choice is added, with a text question.
        hidden: A computed value that may do without a calculation.
    """

    kind: Kinds
    choice_list: str = ""
    file: str = ""
    or_other: bool = False
    hidden: bool = False

    @property
    def takes_name(self) -> bool:
        """Tell whether expressions may refer to the row by its name."""
        return isinstance(self.kind, Kind | Metadata) and self.kind is not Kind.NOTE


_SELECTS = {
    "select_one": Kind.SELECT_ONE,
    "select1": Kind.SELECT_ONE,
    "select_one_from": Kind.SELECT_ONE,
    "add_select_one_prompt_using": Kind.SELECT_ONE,
    "select_multiple": Kind.SELECT_MULTIPLE,
    "select_multiple_from": Kind.SELECT_MULTIPLE,
    "select_all_that_apply": Kind.SELECT_MULTIPLE,
    "select_all_that_apply_from": Kind.SELECT_MULTIPLE,
    "add_select_multiple_prompt_using": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
}
_FROM_FILE = {
    "select_one_from_file": Kind.SELECT_ONE,
    "select_multiple_from_file": Kind.SELECT_MULTIPLE,
}
_DRAWING, _RECORDING = ProblemKind.REFUSED_DRAWING, ProblemKind.REFUSED_RECORDING
_EXTERNAL, _MATRIX, _LOOP = (
    ProblemKind.REFUSED_EXTERNAL,
    ProblemKind.REFUSED_MATRIX,
    ProblemKind.REFUSED_LOOP,
)
_SIMPLE: dict[str, Kinds] = {
    "note": Kind.NOTE,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "range": Kind.RANGE,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "datetime": Kind.DATETIME,
    "date_time": Kind.DATETIME,
    "acknowledge": Kind.ACKNOWLEDGE,
    "trigger": Kind.ACKNOWLEDGE,
    "calculate": Kind.CALCULATE,
    "hidden": Kind.CALCULATE,
    "geopoint": Kind.GEOPOINT,
    "gps": Kind.GEOPOINT,
    "location": Kind.GEOPOINT,
    "image": Kind.IMAGE,
    "photo": Kind.IMAGE,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
    **{f"add_{name}_prompt": kind for name, kind in (("image", Kind.IMAGE), ("photo", Kind.IMAGE))},
    **{f"add_{kind.value}_prompt": kind for kind in (Kind.AUDIO, Kind.VIDEO, Kind.FILE)},
    "begin_group": Structure.BEGIN_GROUP,
    "end_group": Structure.END_GROUP,
    **dict.fromkeys(("begin_repeat", "begin_lgroup", "begin_looped_group"), Structure.BEGIN_REPEAT),
    **dict.fromkeys(("end_repeat", "end_lgroup", "end_looped_group"), Structure.END_REPEAT),
    "start": Metadata.START,
    "start_time": Metadata.START,
    "today": Metadata.TODAY,
    "get_today": Metadata.TODAY,
    "end": Metadata.END,
    "end_time": Metadata.END,
    **dict.fromkeys(("username", "phonenumber", "phone_number", "email", "deviceid"), Metadata.NOBODY),
    **dict.fromkeys(("device_id", "imei", "subscriberid", "subscriber_id"), Metadata.NOBODY),
    **dict.fromkeys(("simserial", "sim_id"), Metadata.NOBODY),
    **dict.fromkeys(("geotrace", "geoshape"), _DRAWING),
    "barcode": ProblemKind.REFUSED_BARCODE,
    **dict.fromkeys(("audit", "background_audio", "start_geopoint", "background_geopoint"), _RECORDING),
    **dict.fromkeys(("csv_external", "xml_external", "osm"), _EXTERNAL),
    **dict.fromkeys(
        ("begin_kobomatrix", "end_kobomatrix", "begin_score", "end_score", "score__row"), _MATRIX
    ),
    **dict.fromkeys(("begin_rank", "end_rank", "rank__level"), _MATRIX),
    **dict.fromkeys(("begin_loop", "end_loop"), _LOOP),
}
_OTHER = re.compile(r"[\s_]+(?:or[\s_]+)?(?:specify[\s_]+)?other$", re.IGNORECASE)

_MAX_LENGTH = 300  # characters


def type_of(written: str) -> RowType:
    """Return what the column 'type' says."""
    words = written.split()
    if not words:
        return RowType(Structure.MISSING)
    if len(written) > _MAX_LENGTH:
        return RowType(ProblemKind.UNSUPPORTED_TYPE)
    lower = _key(written)
    if simple := _SIMPLE.get(lower):
        return RowType(simple, hidden=lower == "hidden")
    or_other = False
    if len(words) > 2 and _OTHER.search(written):
        words, or_other = _OTHER.sub("", " ".join(words)).split(), True
    first, last = _key(" ".join(words[:-1])), words[-1]
    if first in _FROM_FILE:
        return RowType(_FROM_FILE[first], file=last)
    if first in _SELECTS:
        if "${" in last:
            return RowType(ProblemKind.CHOICES_FROM_REPEAT)
        return RowType(_SELECTS[first], last, or_other=or_other)
    if first in ("select_one_external", "osm"):
        return RowType(_EXTERNAL)
    if first.startswith("begin_loop"):
        return RowType(_LOOP)
    return RowType(ProblemKind.UNSUPPORTED_TYPE)


def _key(text: str) -> str:
    return "_".join(text.lower().replace("-", "_").split())
