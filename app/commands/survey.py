"""`quartier survey`: check questionnaires before residents see them."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import Parsers, survey_codebook, survey_open, survey_print, survey_texts, survey_walk

if TYPE_CHECKING:
    from usecases.xlsform import Problem

_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")  # terminals show them as boxes


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("survey", help="write, check, open and close surveys")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="name every problem of an XLSForm: .xlsx, .xls, .csv or .md")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument(
        "--with",
        dest="companions",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="files that come with the form: choices, pictures; those in NAME-media come by themselves",
    )
    check.add_argument("--language", default="en", help="of the report, such as de (default: en)")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(act=_check)
    for more in (survey_walk, survey_open, survey_print, survey_texts, survey_codebook):
        more.add_to(actions)


def _check(options: argparse.Namespace) -> int:
    from bot.speech import OFFERED
    from usecases.open_content import companions_of, file_type
    from usecases.xlsform import check_form

    path: Path = options.file
    if options.language not in OFFERED:
        print(f"quartier: --language is one of {', '.join(OFFERED)}.", file=sys.stderr)
        return 1
    try:
        source = path.read_bytes()
        companions = companions_of(path) | {one.name: one.read_bytes() for one in options.companions}
    except OSError as error:
        print(f"quartier: {error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
        return 1
    report = check_form(source, file_type(path), path.stem, companions)
    lines = [_line(problem, options.language) for problem in report.problems]
    if options.json:
        print(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            place = f"{line['place']}: " if line["place"] else ""
            print(f"{line['severity']}: {place}{line['reason']} {line['remedy']}")
        if report.survey is not None:
            print(
                f"{path.name} can be used: {len(report.survey.questions)} questions and notes"
                f" in {', '.join(report.survey.languages)}."
            )
    return 1 if report.survey is None else 0


def _line(problem: "Problem", language: str) -> dict[str, Any]:
    from bot.dialogs.form_problems import place_in_words, problem_in_words
    from bot.speech import speech

    said = speech(language)
    reason, remedy = problem_in_words(problem, said)
    return {
        "severity": problem.kind.severity.value,
        "kind": problem.kind.value,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "place": place_in_words(problem, said).translate(_ISOLATES),
        "reason": reason.translate(_ISOLATES),
        "remedy": remedy.translate(_ISOLATES),
    }
