"""`quartier survey`: check questionnaires before residents see them."""

import argparse
import json
import sys
from pathlib import Path

from app.commands import Parsers


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("survey", help="check questionnaires before residents see them")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="name every problem of an XLSForm: .xlsx, .xls, .csv or .md")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(act=_check)


def _check(options: argparse.Namespace) -> int:
    from usecases.open_content import file_type
    from usecases.xlsform import check_form

    path: Path = options.file
    try:
        source = path.read_bytes()
    except OSError as error:
        print(f"quartier: {path} cannot be read: {error.strerror}.", file=sys.stderr)
        return 1
    report = check_form(source, file_type(path), path.stem)
    errors = [problem for problem in report.problems if problem.is_error]
    if options.json:
        print(json.dumps([str(problem) for problem in report.problems], ensure_ascii=False))
    else:
        for problem in report.problems:
            print(f"{problem.kind.severity.value}: {problem}")
        if report.survey is not None:
            print(
                f"{path.name} can be used: {len(report.survey.questions)} questions and notes"
                f" in {', '.join(report.survey.languages)}."
            )
    return 1 if errors else 0
