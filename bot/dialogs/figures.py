"""Counts, shares and rows in words, the same in a text and in a picture."""

from babel.numbers import format_decimal

from bot.dialogs.message import plain
from bot.speech import Speech, isolate, line
from domain.languages import text_in
from domain.number_classes import Span
from domain.results import THRESHOLD, PublishedRow, PublishedTable


def heading(text: str, said: Speech) -> str:
    """Return a heading in the message's markup."""
    return line(f"<b>{plain(text)}</b>", said)


def count_in_words(n: int, said: Speech) -> str:
    """Return a count that keeps its direction in any sentence."""
    return isolate(said.number(n))


def rows_in_order(table: PublishedTable) -> list[PublishedRow]:
    """Return the rows as they are read: the most frequent first where several answers were allowed.

    All others keep the questionnaire's order, which is often a scale.
    """
    return sorted(table.rows, key=lambda row: -row.count) if table.multiple else list(table.rows)


def share_in_words(table: PublishedTable, row: PublishedRow, said: Speech) -> str:
    """Return a row's share in whole percent. It says 0 % for nobody and 100 % for all, and only then."""
    share = table.share(row)
    if row.count and share < 0.01:
        return isolate(f"< {said.percent(0.01)}")
    if row.count < table.n and share > 0.99:
        return isolate(f"> {said.percent(0.99)}")
    return isolate(said.percent(share))


def n_in_words(table: PublishedTable, said: Speech) -> str:
    """Return how many answered, and how many took part without answering."""
    answered = said.ngettext("{n} person answered.", "{n} people answered.", table.n).format(
        n=count_in_words(table.n, said)
    )
    if not table.skipped:
        return answered
    skipped = said.ngettext(
        "{n} skipped the question or was not asked it.",
        "{n} skipped the question or were not asked it.",
        table.skipped,
    ).format(n=count_in_words(table.skipped, said))
    return f"{answered} {skipped}"


def several_in_words(said: Speech) -> str:
    """Return why the shares of a multi-select are no parts of one whole."""
    return said.gettext("Several answers were possible, so the shares can add up to more than {all}.").format(
        all=isolate(said.percent(1))
    )


def row_label(row: PublishedRow, said: Speech) -> str:
    """Return what a row counts: a choice's label, or a span of numbers."""
    if row.span is None:
        return text_in(row.label, said.language) or row.code
    return _span_in_words(row.span, said)


def plain_number(value: float, said: Speech) -> str:
    """Return an answered number without separators of thousands: it may be a year."""
    return isolate(format_decimal(value, locale=said.locale, group_separator=False))


def _span_in_words(span: Span, said: Speech) -> str:
    if span.low is None:
        return said.gettext("up to {number}").format(number=plain_number(span.high or 0, said))
    if span.high is None:
        return said.gettext("{number} or more").format(number=plain_number(span.low, said))
    if span.low == span.high:
        return plain_number(span.low, said)
    return said.gettext("{first} to {last}").format(
        first=plain_number(span.low, said), last=plain_number(span.high, said)
    )


def not_enough(said: Speech) -> str:
    """Return the sentence that stands where numbers would be."""
    return said.gettext(
        "Not enough people have answered yet. Results are shown from {n} answers on,"
        " so that nobody can be recognised."
    ).format(n=count_in_words(THRESHOLD, said))
