"""A codebook as a file: a table for people, JSON for archives (docs/codebook.md).

The JSON uses the names of the elements of DDI-Codebook 2.5, so that what reads that finds its way.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from bot.exports.cells import harmless, one_line
from domain.languages import Language, Texts
from domain.survey import Kind
from domain.survey_texts import source_of
from usecases.codebook import Codebook, Section, Variable

NUMBERS = (Kind.INTEGER, Kind.DECIMAL, Kind.RANGE, Kind.REPEAT)
MEASURED = (*NUMBERS, Kind.DATE, Kind.DATETIME, Kind.TIME)  # the others have single values
FACTS = (
    *("section", "repeats", "required", "condition", "constraint", "choice_filter", "calculation"),
    *("published", "dimension"),
)


def write_codebook_csv(book: Codebook) -> bytes:
    """Return a table: a row for each variable, and one for each of its codes below it.

    Columns are `variable`, `kind` (of a code's row: `code`), `code`, `label_LANGUAGE` and `hint_LANGUAGE` for
    each language, and `FACTS`, which are of the variable.
    """
    file = StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    labels, hints = ([f"{what}_{code}" for code in book.languages] for what in ("label", "hint"))
    writer.writerow(["variable", "kind", "code", *labels, *hints, *FACTS])
    for variable in book.variables:
        for row in _rows(variable, book.languages):
            writer.writerow([harmless(one_line(cell)) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _rows(variable: Variable, languages: tuple[Language, ...]) -> Iterator[list[str]]:
    facts = [
        variable.section,
        " ".join(variable.repeats),
        variable.required_when or ("yes" if variable.required else "no"),
        _all_of(variable.conditions),
        variable.constraint,
        variable.choice_filter,
        variable.calculation,
        variable.published,
        "yes" if variable.is_dimension else "no",
    ]
    labels, hints = ([texts.get(code, "") for code in languages] for texts in (variable.label, variable.hint))
    yield [variable.name, variable.kind, "", *labels, *hints, *facts]
    for choice in variable.choices:
        labels = [choice.label.get(code, "") for code in languages]
        yield [variable.name, "code", choice.name, *labels, *[""] * (len(languages) + len(facts))]


def write_codebook_json(book: Codebook) -> bytes:
    """Return the codebook as JSON that docs/codebook.schema.json describes."""
    own = book.languages[0]
    found = {
        "version": "2.5",
        "xml:lang": _tag(own),
        "stdyDscr": {
            "citation": {
                "titlStmt": _filled(
                    {
                        "titl": source_of(book.title, own),
                        "parTitl": _texts({code: text for code, text in book.title.items() if code != own}),
                        "IDNo": book.survey,
                    }
                ),
                "verStmt": {"version": book.version},
            }
        },
        "dataDscr": _filled(
            {
                "varGrp": [_group(section, book) for section in book.sections],
                "var": [_var(variable, book) for variable in book.variables],
            }
        ),
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _group(section: Section, book: Codebook) -> Mapping[str, Any]:
    inside = [variable.name for variable in book.variables if variable.section == section.name]
    notes = [("count", section.count)] if section.count else []
    return _filled(
        {
            "ID": f"group.{section.name}",
            "name": section.name,
            "type": "repetitive" if section.repeats else "section",
            "labl": _texts(section.label),
            "universe": section.condition,
            "varGrp": f"group.{section.parent}" if section.parent else "",
            "var": " ".join(f"var.{name}" for name in inside),
            "notes": _notes(notes),
        }
    )


def _var(variable: Variable, book: Codebook) -> Mapping[str, Any]:
    headings = {section.name: section.label for section in book.sections}
    scale = variable.scale
    notes = [
        ("kind", variable.kind),
        ("publication", variable.published),
        ("required", variable.required_when or ("yes" if variable.required else "no")),
        ("constraint", variable.constraint),
        ("choice_filter", variable.choice_filter),
        ("calculation", variable.calculation),
        ("dimension", "yes" if variable.is_dimension else ""),
        ("repeats", " ".join(variable.repeats)),
    ]
    return _filled(
        {
            "ID": f"var.{variable.name}",
            "name": variable.name,
            "intrvl": "contin" if variable.kind in MEASURED else "discrete",
            "labl": _texts(variable.label),
            "qstn": _filled({"qstnLit": _texts(variable.label), "ivuInstr": _texts(variable.hint)}),
            "valrng": {"min": scale.start, "max": scale.end, "step": scale.step} if scale else {},
            "universe": _all_of(variable.conditions),
            "catgry": [{"catValu": choice.name, "labl": _texts(choice.label)} for choice in variable.choices],
            "concept": source_of(headings.get(variable.section, {}), book.languages[0]),
            "varFormat": {"type": "numeric" if variable.kind in NUMBERS else "character"},
            "notes": _notes(notes),
        }
    )


def _notes(found: list[tuple[str, str]]) -> list[Mapping[str, str]]:
    return [{"type": name, "text": str(text)} for name, text in found if text]


def _texts(texts: Texts) -> list[Mapping[str, str]]:
    return [{"xml:lang": _tag(code), "text": text} for code, text in texts.items() if text]


def _tag(language: Language) -> str:
    """Return a language as archives spell it (BCP 47): Leichte Sprache is `de-simple`."""
    return language.replace("_", "-")


def _all_of(conditions: tuple[str, ...]) -> str:
    return conditions[0] if len(conditions) == 1 else " and ".join(f"({one})" for one in conditions)


def _filled(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", [], {})}
