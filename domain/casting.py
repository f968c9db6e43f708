"""Computed values as answers of kinds whose answers have a form of their own: days, times, places.

A form may compute anything there; what is no such answer is none, for it would be shown and counted as one.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from domain.expressions.dates import to_date, to_date_time
from domain.expressions.values import Value, to_text
from domain.survey import Kind

_PLACE = re.compile(r"\s*-?\d{1,3}(\.\d+)?\s+-?\d{1,3}(\.\d+)?(\s+-?\d+(\.\d+)?){0,2}\s*", re.ASCII)


def _day(value: Value) -> str | None:
    day = to_date(value)
    return day.isoformat() if isinstance(day, date) else None


def _moment(value: Value) -> str | None:
    moment = to_date_time(value)
    return moment.isoformat() if isinstance(moment, datetime) else None


def _clock(value: Value) -> str | None:
    if isinstance(value, datetime):
        return value.time().isoformat("minutes")
    try:
        return time.fromisoformat(to_text(value).strip()).replace(tzinfo=None).isoformat("minutes")
    except ValueError:
        return None


def _place(value: Value) -> str | None:
    text = to_text(value)
    if not _PLACE.fullmatch(text):
        return None
    latitude, longitude, *further = text.split()
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:  # degrees
        return None
    return " ".join((latitude, longitude, *further, *("0", "0")[len(further) :]))


_CASTS: Mapping[Kind, Callable[[Value], str | None]] = {
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.TIME: _clock,
    Kind.GEOPOINT: _place,
}
HAVE_A_FORM = frozenset(_CASTS)
"""The kinds whose answers have a form of their own."""


def cast(kind: Kind, value: Value) -> str | None:
    """Return a computed value as an answer of such a kind, None where it is none.

    Args:
        kind: One of `HAVE_A_FORM`.
        value: What was computed; days may be counted from 1970, as ODK Collect does.
    """
    return _CASTS[kind](value)
