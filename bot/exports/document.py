"""Results as a report for the council: a PDF that prints well and that a screen reader can read.

What is said is put together here, what it looks like stands in `report.typ`. Typst sets it: it shapes and
orders Arabic, repeats the heads of tables, and writes the tags and the language that PDF/UA asks for.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import matplotlib
import typst

from bot.dialogs.figures import (
    dimension_in_words,
    row_label,
    rows_in_order,
    share_in_words,
    withdrawn_in_words,
)
from bot.exports.export import Export
from bot.exports.groups import NOT_ATTRIBUTABLE, groups_of
from bot.exports.wording import (
    comparison_notes,
    facts,
    limits,
    method,
    notes,
)
from bot.pictures.lettering import drawable
from bot.speech import Speech, isolate, speech
from domain.comparisons import Comparison
from domain.languages import locale_of, text_in
from domain.results import PublishedTable

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # DejaVu, which may be shipped


def write_pdf(export: Export) -> bytes:
    """Return the report."""
    release = export.report.results.release
    if release is None:
        raise ValueError("a report needs a release")
    # The day of the release, not of the export: the same release gives the same file.
    made = datetime.combine(release.closed_on, time(), UTC)
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_drawable(_content(export)))},
        pdf_standards="ua-1",  # accessible: a file that breaks its rules is refused
        timestamp=made,
    )


def _drawable(content: Any) -> Any:
    """Return the content with texts that the fonts can draw."""
    match content:
        case str():
            return drawable(content)
        case dict():
            return {name: _drawable(value) for name, value in content.items()}
        case list() | tuple():
            return [_drawable(one) for one in content]
        case _:
            return content


def _content(export: Export) -> Mapping[str, Any]:
    said = speech(export.language)
    _ = said.gettext
    results = export.report.results
    release = results.release
    if release is None:
        raise ValueError("a report needs a release")
    day = isolate(said.date(release.closed_on))
    title = text_in(results.title, export.language)
    subtitle = _("Results as of {date}, release {number}").format(
        date=day, number=isolate(said.number(release.number))
    )
    return {
        "lang": locale_of(export.language),
        "date": {
            "year": release.closed_on.year,
            "month": release.closed_on.month,
            "day": release.closed_on.day,
        },
        "title": title,
        "author": text_in(export.city, export.language),
        "process": text_in(export.title, export.language),
        "subtitle": subtitle,
        "facts": facts(results, release, said),
        "chapters": [
            {"title": _("How these numbers came about"), "paragraphs": method(release, said)},
            {"title": _("What these numbers cannot say"), "paragraphs": limits(results, release, said)},
        ],
        "contents": _("Questions"),
        "footer": f"{isolate(title)} · {subtitle}",
        "page": _("Page {page} of {pages}"),
        "questions": [_question(export, number, said) for number in range(len(results.entries))],
        "footnotes": [withdrawn_in_words(results, said)] if results.withdrawn else [],
    }


def _question(export: Export, place: int, said: Speech) -> Mapping[str, Any]:
    _ = said.gettext
    entry = export.report.results.entries[place]
    table = entry if isinstance(entry, PublishedTable) and entry.rows else None
    compared = export.report.comparisons_of(table) if table else ()
    heads = [_("Answer"), _("Share"), _("Count")]
    if table and any(row.weighted for row in table.rows):
        heads += [_("Weighted share"), _("Interval (95 %)")]
    return {
        "number": f"{said.number(place + 1)}.",
        "label": text_in(entry.label, said.language),
        # What a number means stays on its line.
        "hint": text_in(table.hint, said.language).replace(" = ", "\u00a0=\u00a0") if table else "",
        "heads": heads,
        "rows": _rows(table, said) if table else [],
        "notes": notes(entry, said),
        # One group alone is compared with nobody; the workbook has it.
        "comparisons": [_comparison(one, said) for one in compared if len(one.parts) > 1],
    }


def _rows(table: PublishedTable, said: Speech) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    for row in rows_in_order(table):
        cells = [share_in_words(table, row, said), said.number(row.count)]
        if row.weighted:
            low, high = (isolate(said.percent(end)) for end in (row.weighted.low, row.weighted.high))
            cells += [said.percent(row.weighted.share), f"{low} – {high}"]
        rows.append({"label": row_label(row, said), "share": table.share(row), "cells": cells})
    return rows


def _comparison(comparison: Comparison, said: Speech) -> Mapping[str, Any]:
    _ = said.gettext
    rows = rows_in_order(comparison.table)
    columns = [
        {
            "label": group.label,
            "n": _("n = {n}").format(n=isolate(said.number(group.n))),
            "shares": [group.share(row.code) or 0 for row in rows],
            "texts": [said.percent(group.share(row.code) or 0) for row in rows],
        }
        for group in groups_of(comparison, said)
        if group.n is not None and group.code != NOT_ATTRIBUTABLE
    ]
    return {
        "title": _("By group: {dimension}").format(
            dimension=isolate(dimension_in_words(comparison.dimension, said) if comparison.dimension else "")
        ),
        "corner": _("Share of those who answered"),
        "columns": columns,
        "rows": [row_label(row, said) for row in rows],
        "notes": comparison_notes(comparison, said),
    }
