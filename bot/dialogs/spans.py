"""Classes of numbers, months and hours in words."""

from datetime import date, time

from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal

from bot.speech import Speech, isolate
from domain.number_classes import Measure, Number, Span

_MONTHS = 12


def span_in_words(span: Span, said: Speech) -> str:
    """Return a class as a row of a table is called: `10 to 19`, `May 2024`, `before 8:00`, `70 or more`."""
    match span.measure:
        case Measure.MONTH:
            return _months(span, said)
        case Measure.HOUR:
            return _hours(span, said)
        case Measure.DECIMAL:
            return _decimals(span, said)
        case _:
            return _ends(_number(span.low, said), _number(span.high, said), said)


def _ends(first: str, last: str, said: Speech) -> str:
    """Return a class by its ends, both included; an empty one is open."""
    _ = said.gettext
    if not first:
        return _("up to {number}").format(number=last)
    if not last:
        return _("{number} or more").format(number=first)
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def _months(span: Span, said: Speech) -> str:
    _ = said.gettext
    if (years := span.years) is not None:
        first, last = ("" if year is None else isolate(str(year)) for year in years)
    else:
        first, last = _month(span.low, said), _month(span.high, said)
    if not last:
        return _("{month} or later").format(month=first)
    return _ends(first, last, said)


def _hours(span: Span, said: Speech) -> str:
    _ = said.gettext
    if span.low is None:
        return _("before {time}").format(time=_clock((span.high or 0) + 1, said))
    if span.high is None:
        return _("from {time} on").format(time=_clock(span.low, said))
    return _("{first} to {last}").format(first=_clock(span.low, said), last=_clock(span.high + 1, said))


def _decimals(span: Span, said: Speech) -> str:
    _ = said.gettext
    if span.low is None:
        return _("less than {number}").format(number=_number(span.high, said))
    if span.high is None:
        return _("{number} or more").format(number=_number(span.low, said))
    return _("{first} to less than {last}").format(
        first=_number(span.low, said), last=_number(span.high, said)
    )


def _number(value: Number | None, said: Speech) -> str:
    if value is None:
        return ""
    return isolate(format_decimal(value, locale=said.locale, group_separator=False))


def _month(month: Number | None, said: Speech) -> str:
    if month is None:
        return ""
    day = date(int(month) // _MONTHS, int(month) % _MONTHS + 1, 1)
    return isolate(format_skeleton("yMMMM", day, locale=said.locale))


def _clock(hour: Number, said: Speech) -> str:
    return isolate(format_time(time(int(hour) % 24), "short", locale=said.locale))
