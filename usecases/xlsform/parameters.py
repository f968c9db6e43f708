"""The column 'parameters': `start=1 end=5`, `randomize=true, seed=42`, and what else is written there."""

import re
from decimal import Decimal

from domain.survey import Kind, Scale
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

MAX_SCALE = 1_001  # values, 0 to 1,000; more is better asked as a number
MAX_PIXELS = 10_000
_MAX_LENGTH = 1_000  # characters

PARAMETER = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*("[^"]*"|'[^']*'|\$\{[^}]*\}|[^\s,;]*)""")
_BETWEEN = re.compile(r"[\s,;]*")
_SCALE = {"start": "1", "end": "10", "step": "1"}  # as in the XLSForm specification
_ORDER = frozenset({"randomize", "seed"})
_FILE = frozenset({"value", "label"})
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_TRUTH = {"true": True, "yes": True, "true()": True, "false": False, "no": False, "false()": False}


class Parameters:
    """The parameters of one row. What its kind makes no use of is mentioned."""

    def __init__(self, row: Row, kind: Kind | None, findings: Findings, *, from_file: bool = False) -> None:
        """Read them.

        Args:
            row: The row.
            kind: Its kind, None for a group.
            findings: Where problems go.
            from_file: The choices come from a file.
        """
        self._row = row
        self._findings = findings
        written = row.value("parameters")
        if len(written) > _MAX_LENGTH:
            self._report(ProblemKind.WRONG_PARAMETERS, source=written[:40] + "…")
            written = ""
        self._given = {name.lower(): value.strip("\"'") for name, value in PARAMETER.findall(written)}
        if _BETWEEN.sub("", PARAMETER.sub("", written)):
            self._report(ProblemKind.WRONG_PARAMETERS, source=written)
        for name in sorted(self._given.keys() - parameters_used(kind, from_file=from_file)):
            findings.gather(
                ProblemKind.IGNORED_PARAMETER, row.sheet, row.number, row.column("parameters"), parameter=name
            )

    def _report(self, kind: ProblemKind, **details: object) -> None:
        row = self._row
        self._findings.add(kind, row.sheet, row.number, row.column("parameters"), **details)

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as it is written."""
        return self._given.get(name) or default

    @property
    def randomize(self) -> bool:
        """Tell whether the order is one of chance."""
        written = self.text("randomize", "false")
        if written.lower() not in _TRUTH:
            self._report(ProblemKind.WRONG_PARAMETER, parameter="randomize", source=written)
        return _TRUTH.get(written.lower(), False)

    @property
    def max_pixels(self) -> int | None:
        """Return the longest side of a picture, None where nothing is said."""
        written = self.text("max-pixels")
        if not written:
            return None
        if written.isascii() and written.isdecimal() and 1 <= int(written[:9]) <= MAX_PIXELS:
            return int(written)
        self._report(ProblemKind.WRONG_PARAMETER, parameter="max-pixels", source=written)
        return None

    def scale(self) -> Scale | None:
        """Return a range's values, or None with a finding if they make no range."""
        numbers = {name: self._number(name, default) for name, default in _SCALE.items()}
        start, end, step = numbers["start"], numbers["end"], numbers["step"]
        if start is None or end is None or step is None:
            return None
        if step <= 0:
            self._report(ProblemKind.RANGE_STEP, source=self.text("step"))
        elif end <= start:
            self._report(ProblemKind.RANGE_ORDER, start=f"{start:f}", end=f"{end:f}")
        elif (count := int((end - start) // step) + 1) > MAX_SCALE:
            self._report(ProblemKind.RANGE_TOO_LONG, count=count, limit=MAX_SCALE)
        else:
            return Scale(*map(_plain, (start, end, step)))
        return None

    def _number(self, name: str, default: str) -> Decimal | None:
        written = self.text(name, default)
        if _NUMBER.fullmatch(written):
            return Decimal(written)
        self._report(ProblemKind.RANGE_NOT_A_NUMBER, parameter=name, source=written)
        return None


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def parameters_used(kind: Kind | None, *, from_file: bool) -> frozenset[str]:
    """Return the names of the parameters that mean something for a kind of question, None for a group."""
    match kind:
        case None:
            return frozenset({"randomize"})
        case Kind.RANGE:
            return frozenset(_SCALE)
        case Kind.IMAGE:
            return frozenset({"max-pixels"})
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE | Kind.RANK:
            return _ORDER | _FILE if from_file else _ORDER
        case _:
            return frozenset()
