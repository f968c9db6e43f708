"""One question's results for several groups of people, side by side: in words and as a picture."""

from collections.abc import Sequence

from bot.dialogs.figures import (
    basis_in_words,
    count_in_words,
    dimension_in_words,
    heading,
    not_attributable_in_words,
    row_label,
    rows_in_order,
    several_in_words,
    share_in_words,
    value_in_words,
)
from bot.dialogs.labels import shortened
from bot.dialogs.message import Message, plain
from bot.dialogs.results import LONGEST_LABEL, further_rows
from bot.dialogs.results_tables import keys_of, label_of, n_of, same_as_picture, stacked_row
from bot.pictures.chart import MOST_ROWS, Bar, Chart, Picture, StackedChart
from bot.speech import Speech, isolate, line, speech
from domain.comparisons import Comparison, Part
from domain.languages import Language, text_in
from domain.results import THRESHOLD, FilterValue, PublishedRow
from domain.survey import Kind

MOST_STACKED = 7
"""More single choices than these are no longer read in one stacked bar; they become groups of bars."""

MOST_GROUPED = 24  # bars, in all groups


def comparison_text(view: Comparison, options: Sequence[str], language: Language) -> Message:
    """Return the shares of every group in words."""
    said = speech(language)
    _ = said.gettext
    parts = [heading(label_of(view.table, said), said), line(_what(view, said), said)]
    hint = text_in(view.table.hint, language)
    if hint:
        parts.append(line(f"<i>{plain(hint)}</i>", said))
    if len(view.parts) < 2:
        parts.append(line(_("Too few groups have enough answers to be compared."), said))
    else:
        parts += ["\n".join(_part(part, said)) for part in view.parts]
    parts.append("\n".join(line(each, said) for each in _footer(view, said)))
    return Message("\n\n".join(parts), further_rows(view.results, options, language))


def comparison_picture(view: Comparison, options: Sequence[str], language: Language) -> Message:
    """Return the groups as stacked bars, or as bars side by side where several answers were allowed."""
    if len(view.parts) < 2:
        return comparison_text(view, options, language)
    rows = further_rows(view.results, options, language)
    return Message(same_as_picture(speech(language)), rows, comparison_chart(view, language))


def comparison_chart(view: Comparison, language: Language) -> Picture:
    """Return the picture of a comparison."""
    said = speech(language)
    table = view.table
    title, part, hint = label_of(table, said), _what(view, said), text_in(table.hint, language)
    is_stacked = not table.multiple and (table.kind is Kind.RANGE or len(table.rows) <= MOST_STACKED)
    if is_stacked and len(view.parts) <= MOST_ROWS:
        rows = tuple(stacked_row(_name(each, said), each.table, said) for each in view.parts)
        whole = said.gettext("Each bar is as long as all who answered in its group.")
        footer = "\n".join([whole, *_footer(view, said)])
        return StackedChart(language, title, keys_of(table, said), rows, footer, subtitle=hint, part=part)
    shown = sorted(table.rows, key=lambda row: -row.count)[: max(1, MOST_GROUPED // len(view.parts))]
    bars: list[Bar] = []
    for row in (row for row in rows_in_order(table) if row in shown):
        bars += _group(view, row, said)
    lines = _footer(view, said)
    if len(shown) < len(table.rows):
        most = said.gettext("The {n} most frequent answers are shown.")
        lines.insert(0, most.format(n=count_in_words(len(shown), said)))
    return Chart(language, title, tuple(bars), "\n".join(lines), subtitle=hint, part=part)


def _group(view: Comparison, row: PublishedRow, said: Speech) -> list[Bar]:
    """Return one answer's bars, one for each group of people, under the answer."""
    bars = []
    for place, part in enumerate(view.parts):
        same = next(each for each in part.table.rows if each.code == row.code)
        label = f"{isolate(_name(part, said))} ({n_of(part.table, said)})"
        caption = share_in_words(part.table, same, said)
        first = row_label(row, said) if place == 0 else ""
        bars.append(Bar(label, same.count, part.table.share(same), caption, first))
    return bars


def _part(part: Part, said: Speech) -> list[str]:
    name = f"<b>{isolate(plain(shortened(_name(part, said), LONGEST_LABEL)))}</b> ({n_of(part.table, said)})"
    return [
        line(name, said),
        *(
            line(
                said.gettext("{label}: {share} ({count})").format(
                    label=isolate(plain(shortened(row_label(row, said), LONGEST_LABEL))),
                    share=plain(share_in_words(part.table, row, said)),
                    count=count_in_words(row.count, said),
                ),
                said,
            )
            for row in rows_in_order(part.table)
        ),
    ]


def _name(part: Part, said: Speech) -> str:
    if isinstance(part.who, FilterValue):
        return value_in_words(part.who, said)
    return said.gettext("Release {number} of {date}").format(
        number=count_in_words(part.who.number, said), date=isolate(said.date(part.who.closed_on))
    )


def _what(view: Comparison, said: Speech) -> str:
    _ = said.gettext
    if view.dimension is None:
        return _("Two releases compared. The newer one contains the older one.")
    return _("Compared: {by}").format(by=isolate(dimension_in_words(view.dimension, said)))


def _footer(view: Comparison, said: Speech) -> list[str]:
    _ = said.gettext
    lines = []
    if view.few:
        names = _(", ").join(isolate(value_in_words(value, said)) for value in view.few)
        lines.append(
            _("Fewer than {n} answers, so not shown: {names}").format(
                n=count_in_words(THRESHOLD, said), names=names
            )
        )
    if view.not_attributable:
        lines.append(not_attributable_in_words(view.not_attributable, said))
    if view.table.multiple:
        lines.append(several_in_words(said))
    return [*lines, *basis_in_words(view.results, said)]
