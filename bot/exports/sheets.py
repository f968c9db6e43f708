"""One question on a sheet of a workbook: its table, a chart of it, and its counts by group."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.dialogs.figures import dimension_in_words, row_label
from bot.exports.cells import one_line
from bot.exports.groups import Group, groups_of
from bot.exports.looks import BAR, LINE, TALL, Looks
from bot.exports.wording import comparison_notes, notes
from domain.comparisons import Comparison
from domain.languages import text_in
from domain.results import PublishedTable
from usecases.reports import Report

ANSWER, CODE, COUNT, SHARE, WEIGHTED = range(5)
"""The columns of a question's table; the weighted share is followed by its interval."""

HEAD_ROW = 3
LIGHT_BAR = "#9DC3E6"
PIXELS_A_ROW = 20
MOST_ACROSS = 5  # groups side by side: with more, a printed page could not be read
NUMBERS = 11  # letters: the width of a column of numbers
SHORTEST_CODE, LONGEST_CODE = 10, 32
_ACROSS = (0, 7)


def write_question(book: Workbook, looks: Looks, name: str, report: Report, place: int) -> None:
    """Add the sheet of the question at a place among the results' entries."""
    said, entry = looks.said, report.results.entries[place]
    table = entry if isinstance(entry, PublishedTable) and entry.rows else None
    parts = [
        (comparison, groups)
        for comparison in (report.comparisons_of(table) if table else ())
        for groups in _portions(comparison, looks)
    ]
    longest = max([SHORTEST_CODE, *(len(row.code) + 2 for row in (table.rows if table else ()))])
    numbers = max([6, *(2 * len(groups) for _, groups in parts)])
    sheet = looks.sheet(name, [44, min(longest, LONGEST_CODE), *([NUMBERS] * numbers)])
    label = f"{said.number(place + 1)}. {text_in(entry.label, said.language)}"
    row = looks.paragraph(sheet, 0, _ACROSS, label, looks.heading)
    if table and (hint := text_in(table.hint, said.language)):
        looks.paragraph(sheet, row, _ACROSS, hint, looks.note)
    row = _write_table(looks, sheet, table) if table else HEAD_ROW
    for note in notes(entry, said):
        row = looks.paragraph(sheet, row, _ACROSS, note, looks.note)
    if table:
        covered = _insert_chart(book, looks, sheet, row + 1, table)
        whole = [(row + 1, row + covered)]  # what the end of a page should not tear in two: first row, end
        row += 1 + covered
        for place, (comparison, groups) in enumerate(parts):
            is_last = place + 1 == len(parts) or parts[place + 1][0] is not comparison
            end = _write_comparison(looks, sheet, row + 1, comparison, groups, with_notes=is_last)
            whole.append((row + 1, end))
            row = end
        looks.break_pages(sheet, whole)


def _write_table(looks: Looks, sheet: Worksheet, table: PublishedTable) -> int:
    """Write what everybody answered; return the next row."""
    _ = looks.said.gettext
    heads = [_("Answer"), _("Code"), _("Count"), _("Share")]
    if any(row.weighted for row in table.rows):
        heads += [_("Weighted share"), _("Interval (95 %), from"), _("Interval (95 %), to")]
    for column, head in enumerate(heads):
        looks.write(sheet, HEAD_ROW, column, head, looks.number_head if column >= COUNT else looks.head)
    if len(heads) > WEIGHTED:
        sheet.set_row(HEAD_ROW, TALL)
    for place, row in enumerate(table.rows, HEAD_ROW + 1):
        looks.cell(sheet, place, ANSWER, row_label(row, looks.said), looks.label)
        looks.write(sheet, place, CODE, row.code, looks.code)
        sheet.write_number(place, COUNT, row.count, looks.count)
        sheet.write_number(place, SHARE, table.share(row), looks.share)
        if row.weighted:
            shares = (row.weighted.share, row.weighted.low, row.weighted.high)
            for column, share in enumerate(shares, WEIGHTED):
                sheet.write_number(place, column, share, looks.share)
    last = HEAD_ROW + len(table.rows)
    whole = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    bar = {"type": "data_bar", "bar_color": LIGHT_BAR, "bar_solid": True, **whole}
    sheet.conditional_format(HEAD_ROW + 1, SHARE, last, SHARE, bar)
    for place, (label, n) in enumerate(
        [(_("Answered"), table.n), (_("Not answered"), table.skipped)], last + 1
    ):
        looks.write(sheet, place, ANSWER, label, looks.sum_label)
        sheet.write_blank(place, CODE, None, looks.code)
        sheet.write_number(place, COUNT, n, looks.sum)
    return last + 3


def _insert_chart(book: Workbook, looks: Looks, sheet: Worksheet, row: int, table: PublishedTable) -> int:
    """Place a chart of the table's shares; return how many rows it covers."""
    first, last = HEAD_ROW + 1, HEAD_ROW + len(table.rows)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [sheet.get_name(), first, ANSWER, last, ANSWER],
            "values": [sheet.get_name(), first, SHARE, last, SHARE],
            "fill": {"color": BAR},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0%"},
        }
    )
    chart.set_legend({"none": True})
    is_mirrored = looks.said.right_to_left
    chart.set_x_axis(
        {"visible": False, "major_gridlines": {"visible": False}, "min": 0, "reverse": is_mirrored}
    )
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    height = 60 + 30 * len(table.rows)
    chart.set_size({"width": 820, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    description = one_line(text_in(table.label, looks.said.language))
    sheet.insert_chart(row, 0, chart, {"description": description, "object_position": 1})
    return -(-height // PIXELS_A_ROW) + 1


def _portions(comparison: Comparison, looks: Looks) -> list[list[Group]]:
    """Return the groups of a comparison, everybody last, in portions that stand side by side."""
    groups = groups_of(comparison, looks.said)
    counts = {one.code: one.count for one in comparison.table.rows}
    groups.append(Group("", looks.said.gettext("Together"), comparison.table.n, counts))
    tables = -(-len(groups) // MOST_ACROSS)
    size = -(-len(groups) // tables)
    return [groups[first : first + size] for first in range(0, len(groups), size)]


def _write_comparison(
    looks: Looks,
    sheet: Worksheet,
    row: int,
    comparison: Comparison,
    groups: Sequence[Group],
    *,
    with_notes: bool,
) -> int:
    """Write one question's counts and shares in some groups; return the next row."""
    said, table = looks.said, comparison.table
    _ = said.gettext
    if comparison.dimension:
        looks.write(sheet, row, 0, dimension_in_words(comparison.dimension, said), looks.small_heading)
    above, head, first = row + 1, row + 2, row + 3
    last = first + len(table.rows)  # where the sums stand
    lines = max(len(one_line(group.label)) for group in groups) // (2 * NUMBERS) + 1
    sheet.set_row(above, max(TALL, LINE * lines))
    for place, words in ((ANSWER, _("Answer")), (CODE, _("Code"))):
        sheet.write_blank(above, place, None, looks.head)
        looks.write(sheet, head, place, words, looks.head)
    for line, one in enumerate(table.rows, first):
        looks.cell(sheet, line, ANSWER, row_label(one, said), looks.label)
        looks.write(sheet, line, CODE, one.code, looks.code)
    looks.write(sheet, last, ANSWER, _("Answered"), looks.sum_label)
    sheet.write_blank(last, CODE, None, looks.code)
    for column, group in zip(range(COUNT, COUNT + 2 * len(groups), 2), groups, strict=True):
        sheet.merge_range(above, column, above, column + 1, "", looks.group)
        looks.write(sheet, above, column, group.label, looks.group)
        looks.write(sheet, head, column, _("Count"), looks.number_head)
        looks.write(sheet, head, column + 1, _("Share"), looks.number_head)
        sheet.write_blank(last, column + 1, None, looks.code)
        if group.n is None or group.counts is None:
            looks.write(sheet, last, column, "–", looks.missing)
        else:
            sheet.write_number(last, column, group.n, looks.sum)
        for line, one in enumerate(table.rows, first):
            share = group.share(one.code)
            if share is None or group.counts is None:
                looks.write(sheet, line, column, "–", looks.missing)
                looks.write(sheet, line, column + 1, "–", looks.missing)
            else:
                sheet.write_number(line, column, group.counts[one.code], looks.count)
                sheet.write_number(line, column + 1, share, looks.share)
    row = last + 1
    for note in comparison_notes(comparison, said) if with_notes else ():
        row = looks.paragraph(sheet, row, _ACROSS, note, looks.note)
    return row
