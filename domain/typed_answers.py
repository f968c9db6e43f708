"""Numbers, dates and times that residents type, in the forms of their language."""

import re
from datetime import date
from decimal import Decimal

from domain.dialogue import Answer, Problem
from domain.languages import Language
from domain.survey import Kind
from domain.typed_clock import read_clock
from domain.typed_times import read_days

NUMBER_LIMIT = 10**9
DECIMALS = 6  # places behind the comma that are kept

_DIGIT_GROUPS = re.compile(r"(?<=\d)[.,'’٬\u00a0\u202f ](?=\d{3}(\D|$))")
_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,12}")
_POINT_BETWEEN_DECIMALS = frozenset(
    {"ar", "en"}
)  # where a comma parts thousands; elsewhere a point may do so
_DECIMAL = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,20})?|\.\d{1,20})")
_GROUPED = {
    True: re.compile(r"(?<=\d)[,'’٬\u00a0\u202f ](?=\d{3}(?:\D|$))"),
    False: re.compile(r"(?<=\d)[.'’٬\u00a0\u202f ](?=\d{3}(?:\D|$))"),
}
_ISO_SIGN = re.compile(r"(?<=\d)T(?=\d)")
_DIGITS = {
    ord(digit): str(value)
    for base in (0x660, 0x6F0)
    for value, digit in enumerate(map(chr, range(base, base + 10)))
}


def read_whole_number(words: str, language: Language) -> int | Problem:
    """Return a typed whole number; thousands may be parted in any usual way."""
    digits = _DIGIT_GROUPS.sub("", words.replace("\u2212", "-"))
    if not _WHOLE_NUMBER.fullmatch(digits):
        return Problem.TOO_LARGE if re.fullmatch(r"[+-]?\d+", digits) else Problem.NOT_A_NUMBER
    number = int(digits)
    return number if abs(number) <= NUMBER_LIMIT else Problem.TOO_LARGE


def read_decimal(words: str, language: Language) -> int | float | Problem:
    """Return a typed number, with the decimal sign of the reader's language or with the other one.

    `1,5` is one and a half everywhere; `1.234` is a thousand and more where points part thousands.
    """
    with_point = language in _POINT_BETWEEN_DECIMALS
    western = words.translate(_DIGITS).replace("\u2212", "-").replace("٫", "." if with_point else ",")
    plain = _GROUPED[with_point].sub("", western).replace(",", ".")
    if not _DECIMAL.fullmatch(plain):
        return Problem.TOO_LARGE if re.fullmatch(r"[+-]?\d+(\.\d*)?", plain) else Problem.NOT_A_NUMBER
    number = round(Decimal(plain), DECIMALS)
    if abs(number) > NUMBER_LIMIT:
        return Problem.TOO_LARGE
    return int(number) if number == number.to_integral_value() else float(number)


def read_moment(kind: Kind, words: str, language: Language, today: date | None) -> Answer | Problem:
    """Return a typed date, time of the day, or both as ISO 8601 text; nothing is guessed."""
    if kind is Kind.TIME:
        return read_clock(words, language) or Problem.NOT_A_TIME
    day, clock = words, ""
    if kind is Kind.DATETIME:
        day, clock = _parted(words, language)
        if not clock:
            return Problem.NOT_A_TIME if read_days(day, today or date.min, language) else Problem.NOT_A_DATE
    days = read_days(day, today or date.min, language)
    if not days:
        return Problem.NOT_A_DATE
    if len(days) > 1:
        return Problem.SEVERAL_DATES
    return f"{days[0].isoformat()}T{clock}" if clock else days[0].isoformat()


def _parted(words: str, language: Language) -> tuple[str, str]:
    """Return the day and the time of the day that some words begin and end with; no time where none does."""
    parts = _ISO_SIGN.sub(" ", words).replace(",", " ").replace("،", " ").split()
    for size in (1, 2, 3):
        if len(parts) > size and (clock := read_clock(" ".join(parts[-size:]), language)):
            return " ".join(parts[:-size]), clock
    return words, ""
