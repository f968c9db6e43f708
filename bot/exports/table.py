"""Results as one tidy table, for other programs: a row for every answer of every group.

Comma-separated, UTF-8 with its mark so that spreadsheets read it, every text in quotes. Texts come from
survey files that strangers may have written; no cell can become a formula (`harmless`).
"""

import csv
from collections.abc import Iterator
from io import StringIO

from bot.dialogs.figures import row_label
from bot.exports.cells import harmless, one_line
from bot.exports.export import Export
from bot.exports.groups import groups_of
from bot.speech import Speech, speech
from domain.results import PublishedRow, PublishedTable

COLUMNS = (
    "survey",
    "release",
    "question",
    "dimension",
    "value",
    "answer",
    "label",
    "count",
    "n",
    "share",
    "weighted_share",
    "weighted_low",
    "weighted_high",
)
"""The names of the columns, the same in every language.

`dimension` and `value` are empty where everybody is counted. `n` people of the group answered (of texts:
so many have been coded), `share` is between 0 and 1. Weighted shares are of everybody, or of the people who
were invited where a survey tells them from others. A question without counts to show has one row without an
answer.
"""

Row = list[str | int | float | None]


def write_csv(export: Export) -> bytes:
    """Return the table."""
    file = StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for row in _rows(export, speech(export.language)):
        writer.writerow([harmless(one_line(cell)) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _rows(export: Export, said: Speech) -> Iterator[Row]:
    results = export.report.results
    chosen = results.filter
    start: Row = [results.survey, results.release.number if results.release else None]
    everybody = (chosen.dimension, chosen.value) if chosen else ("", "")
    for entry in results.entries:
        if not isinstance(entry, PublishedTable) or not entry.rows:
            n = entry.n if isinstance(entry, PublishedTable) else None
            yield [*start, entry.question, *everybody, "", "", None, n, *[None] * 4]
            continue
        for row in entry.rows:
            cells = [row.count, entry.coded or entry.n, round(entry.share(row), 6), *_weighted(row)]
            yield [*start, entry.question, *everybody, row.code, row_label(row, said), *cells]
        for comparison in export.report.comparisons_of(entry):
            dimension = comparison.dimension.name if comparison.dimension else ""
            for group in groups_of(comparison, said):
                for row in entry.rows:
                    share = group.share(row.code)
                    count = None if group.counts is None else group.counts[row.code]
                    counted = [count, group.n, None if share is None else round(share, 6)]
                    which = (entry.question, dimension, group.code, row.code, row_label(row, said))
                    yield [*start, *which, *counted, *[None] * 3]


def _weighted(row: PublishedRow) -> list[float | None]:
    share = row.weighted
    return [None] * 3 if share is None else [round(one, 6) for one in (share.share, share.low, share.high)]
