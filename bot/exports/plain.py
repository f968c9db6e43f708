"""Results for the command line: as words on the screen, and as JSON for other programs."""

import json
from dataclasses import asdict
from typing import Any

from bot.dialogs.figures import row_label, rows_in_order, share_in_words, withdrawn_in_words
from bot.exports.cells import one_line
from bot.exports.groups import groups_of
from bot.exports.wording import facts, notes
from bot.speech import Speech, speech
from domain.languages import Language, text_in
from domain.results import PublishedRow, PublishedTable, WithheldTable
from usecases.reports import Report


def write_text(report: Report, language: Language) -> str:
    """Return the facts of the release and every question's counts, in words."""
    said, results = speech(language), report.results
    if results.release is None:
        raise ValueError("a report needs a release")
    parts = [[f"{name}: {value}" for name, value in facts(results, results.release, said)]]
    for number, entry in enumerate(results.entries, 1):
        lines = [f"{number}. {text_in(entry.label, language)}"]
        if isinstance(entry, PublishedTable):
            lines += [
                f"   {share_in_words(entry, row, said)} ({said.number(row.count)})  {row_label(row, said)}"
                for row in rows_in_order(entry)
            ]
        parts.append([*lines, *notes(entry, said)])
    if results.withdrawn:
        parts.append([withdrawn_in_words(results, said)])
    return "\n\n".join("\n".join(map(_line, part)) for part in parts) + "\n"


def _line(text: str) -> str:
    """Return a line for a terminal: nothing in it moves the cursor. It keeps its indentation."""
    return " " * (len(text) - len(text.lstrip(" "))) + one_line(text)


def write_json(report: Report, language: Language) -> str:
    """Return the same as JSON, with the counts by group; labels are in one language."""
    said, results = speech(language), report.results
    release = results.release
    if release is None:
        raise ValueError("a report needs a release")
    content = {
        "survey": results.survey,
        "title": text_in(results.title, language),
        "release": release.number,
        "as_of": release.closed_on.isoformat(),
        "final": release.is_final,
        "rule": release.rule,
        "hash": release.hash,
        "people_counted": release.n,
        "filter": {results.filter.dimension: results.filter.value} if results.filter else None,
        "people_shown": results.total,
        "not_attributable": results.not_attributable,
        "withdrawn": results.withdrawn,
        "questions": [_question(report, entry, said) for entry in results.entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _question(report: Report, entry: PublishedTable | WithheldTable, said: Speech) -> dict[str, Any]:
    named: dict[str, Any] = {"question": entry.question, "label": text_in(entry.label, said.language)}
    if isinstance(entry, WithheldTable):
        return {**named, "n": None, "answers": []}
    middle = {"mean": entry.mean, "median": entry.median} if entry.mean is not None else {}
    sample = {"weighted_rests_on": asdict(entry.sample)} if entry.sample else {}
    return {
        **named,
        "kind": entry.kind,
        "n": entry.n,
        "skipped": entry.skipped,
        "several": entry.multiple,
        **({"counted": "people, once for all entries of a repeat"} if entry.of_entries else {}),
        **middle,
        **sample,
        "answers": [_answer(entry, row, said) for row in entry.rows],
        "groups": [
            {
                "dimension": one.dimension.name if one.dimension else None,
                "value": group.code,
                "n": group.n,
                "counts": group.counts,
            }
            for one in report.comparisons_of(entry)
            for group in groups_of(one, said)
        ],
    }


def _answer(table: PublishedTable, row: PublishedRow, said: Speech) -> dict[str, Any]:
    answer = {
        "answer": row.code,
        "label": one_line(row_label(row, said)),
        "count": row.count,
        "share": round(table.share(row), 6),
        **({"mean_place": row.mean_place} if row.mean_place is not None else {}),
    }
    if row.weighted is None:
        return answer
    low, high = round(row.weighted.low, 6), round(row.weighted.high, 6)
    return {**answer, "weighted": {"share": round(row.weighted.share, 6), "low": low, "high": high}}
