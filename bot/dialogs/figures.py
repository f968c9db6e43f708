"""Counts, shares and rows in words, the same in a text and in a picture."""

from babel.numbers import format_decimal

from bot.dialogs.message import plain
from bot.dialogs.spans import span_in_words
from bot.speech import OWN_NAMES, Speech, isolate, line
from domain.access import Access
from domain.contributions import OTHER
from domain.languages import text_in
from domain.modes import Mode
from domain.results import (
    THRESHOLD,
    Dimension,
    FilterValue,
    PublishedResults,
    PublishedRow,
    PublishedTable,
)
from domain.survey import ACCESS, LANGUAGE, MODE, Kind


def heading(text: str, said: Speech) -> str:
    """Return a heading in the message's markup."""
    return line(f"<b>{plain(text)}</b>", said)


def count_in_words(n: int, said: Speech) -> str:
    """Return a count that keeps its direction in any sentence."""
    return isolate(said.number(n))


def rows_in_order(table: PublishedTable) -> list[PublishedRow]:
    """Return the rows as they are read: the most frequent first where several answers were allowed.

    So with the themes of texts, and with what was ranked. All others keep the questionnaire's order, which is
    often a scale.
    """
    is_scale = any(row.span is not None for row in table.rows)
    is_ranked = (table.multiple and not is_scale) or table.kind in (Kind.TEXT, Kind.RANK)
    return sorted(table.rows, key=lambda row: -row.count) if is_ranked else list(table.rows)


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


def how_counted_in_words(table: PublishedTable, said: Speech) -> list[str]:
    """Return what the counts of a table are of, where that is not one answer of each person."""
    _ = said.gettext
    lines = []
    if table.of_entries:
        lines.append(
            _(
                "The question was asked once for each entry of a list. A person counts once for every answer"
                " that any of their entries has."
            )
        )
    if table.kind is Kind.RANK:
        lines.append(_("The shares say who put it first. The average place counts from 1."))
    elif table.multiple:
        lines.append(several_in_words(said))
    return lines


def people_in_words(n: int, said: Speech) -> str:
    """Return how many people, as a name or a button is followed by it."""
    return said.ngettext("{n} person", "{n} people", n).format(n=count_in_words(n, said))


def dimension_in_words(dimension: Dimension, said: Speech) -> str:
    """Return what people are told apart by: the question, or the language or the way of taking part."""
    _ = said.gettext
    own = {ACCESS: _("Way of taking part"), MODE: _("How people answered"), LANGUAGE: _("Language")}
    return text_in(dimension.label, said.language) or own.get(dimension.name, dimension.name)


def value_in_words(value: FilterValue, said: Speech) -> str:
    """Return a dimension's value: its label, how somebody came, or a language's own name."""
    _ = said.gettext
    ways: dict[str, str] = {
        Access.INVITED: _("Invited by letter"),
        Access.OPEN: _("Open participation"),
        Mode.CHAT: _("In the chat"),
        Mode.PAPER: _("On paper"),
        Mode.PHONE: _("By phone"),
    }
    label = text_in(value.label, said.language)
    return label or ways.get(value.value) or OWN_NAMES.get(value.value, value.value)


def part_in_words(view: PublishedResults, said: Speech) -> str:
    """Return whose answers filtered results are made of; nothing for everybody's."""
    if view.chosen is None:
        return ""
    dimension, value = view.chosen
    return said.gettext("Only: {dimension} – {value}").format(
        dimension=isolate(dimension_in_words(dimension, said)), value=isolate(value_in_words(value, said))
    )


def others_in_words(n: int, said: Speech) -> str:
    """Return how many people a filter leaves out."""
    return said.gettext(
        "Not attributable to this group: {n} (other groups, and blocks that mix several)."
    ).format(n=count_in_words(n, said))


def not_attributable_in_words(n: int, said: Speech) -> str:
    """Return how many people stand in blocks that carry none of a dimension's values."""
    return said.gettext("Not attributable: {n} (in blocks that mix several groups).").format(
        n=count_in_words(n, said)
    )


def access_in_words(view: PublishedResults, said: Speech) -> str:
    """Return how many were invited by letter and how many came by themselves, where all are shown."""
    if view.access is None:
        return ""
    counts = [(value_in_words(value, said), value.n) for value in view.access.values]
    if view.access.rest:
        counts.append((said.gettext("Not attributable"), view.access.rest))
    parts = (
        said.gettext("{name}: {count}").format(name=isolate(name), count=count_in_words(n, said))
        for name, n in counts
    )
    return " · ".join(parts)


def apart_in_words(table: PublishedTable, said: Speech) -> list[str]:
    """Return how many people of the release stand in no row of a table, and why."""
    lines = []
    if table.not_attributable:
        lines.append(others_in_words(table.not_attributable, said))
    if table.left_out:
        lines.append(
            said.gettext(
                "Not in this table: {n} (asked later, or told together with the next release)."
            ).format(n=count_in_words(table.left_out, said))
        )
    return lines


def release_in_words(view: PublishedResults, said: Speech) -> str:
    """Return which release the numbers are of, and its day."""
    if view.release is None:
        raise ValueError("there is no release to name")
    day = isolate(said.date(view.release.closed_on))
    if view.release.is_final:
        return said.gettext("Final results of {date}").format(date=day)
    return said.gettext("Release {number} of {date}").format(
        number=count_in_words(view.release.number, said), date=day
    )


def rule_in_words(said: Speech) -> str:
    """Return the rule that all numbers obey."""
    return said.gettext(
        "Counted in closed blocks of at least {n} people, so that nobody can be recognised."
    ).format(n=count_in_words(THRESHOLD, said))


def withdrawn_in_words(view: PublishedResults, said: Speech) -> str:
    """Return the footnote on those who withdrew after they were counted; nothing where nobody did."""
    if not view.withdrawn:
        return ""
    return said.ngettext(
        "{n} of the people counted in this release has withdrawn since. Counts that stand are not changed.",
        "{n} of the people counted in this release have withdrawn since. Counts that stand are not changed.",
        view.withdrawn,
    ).format(n=count_in_words(view.withdrawn, said))


def basis_in_words(view: PublishedResults, said: Speech) -> list[str]:
    """Return what stands below every table and picture: release and day, who came how, rule, withdrawals."""
    if view.release is None:
        return []
    lines = [release_in_words(view, said), access_in_words(view, said)]
    lines += [rule_in_words(said), withdrawn_in_words(view, said)]
    return [each for each in lines if each]


def row_label(row: PublishedRow, said: Speech) -> str:
    """Return what a row counts: a choice's label, or a span of numbers."""
    if row.span is None and row.code == OTHER and not row.label:
        return said.gettext("Another theme")
    if row.span is None:
        return text_in(row.label, said.language) or row.code
    return span_in_words(row.span, said)


def mean_place_in_words(row: PublishedRow, said: Speech) -> str:
    """Return where a ranked choice stands on average; nothing where too few ranked it."""
    if row.mean_place is None:
        return ""
    return said.gettext("average place {mean}").format(mean=plain_number(row.mean_place, said))


def plain_number(value: float, said: Speech) -> str:
    """Return an answered number without separators of thousands: it may be a year."""
    return isolate(format_decimal(value, locale=said.locale, group_separator=False))


def not_enough(said: Speech) -> str:
    """Return the sentence that stands where numbers would be."""
    return said.gettext(
        "Not enough people have answered yet. Results are shown from {n} answers on,"
        " so that nobody can be recognised."
    ).format(n=count_in_words(THRESHOLD, said))


def withheld_in_words(said: Speech) -> str:
    """Return the sentence that stands where one question's numbers would be.

    It does not say which of the two reasons holds: that would tell that nearly all agree.
    """
    return said.gettext(
        "No numbers yet: fewer than {n} people have answered, or nearly all of them the same."
        " This way nobody's answer can be told."
    ).format(n=count_in_words(THRESHOLD, said))
