"""`quartier report`: a survey's results as a file, or on the screen."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Parsers
from app.settings import load_settings
from domain.languages import DEFAULT
from domain.results import Filter

FORMATS = ("text", "json", "csv", "xlsx", "pdf")
FOR_A_FILE = ("xlsx", "pdf")


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "report",
        help="print a survey's results, or write them into a file",
        description="Write what a release of a survey says: a report to read (pdf), a workbook (xlsx),"
        " a table for other programs (csv, json), or words on the screen (text)."
        " Every number is a sum of closed blocks.",
    )
    parser.add_argument("survey", help="the survey's key, such as stadtweit")
    parser.add_argument("--release", type=int, metavar="N", help="its number; the newest if it is left out")
    parser.add_argument("--language", default=DEFAULT, metavar="CODE", help=f"{DEFAULT} if it is left out")
    parser.add_argument("--format", default="text", choices=FORMATS, help="text if it is left out")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write; the screen if left out")
    parser.add_argument(
        "--filter",
        type=_filter,
        metavar="DIMENSION=VALUE",
        help="only those with a value, such as area=centre",
    )
    parser.set_defaults(act=_report)


def _filter(text: str) -> Filter:
    dimension, equals, value = text.partition("=")
    if not (dimension and equals and value):
        raise argparse.ArgumentTypeError("should be DIMENSION=VALUE, such as area=centre")
    return Filter(dimension, value)


def _report(options: argparse.Namespace) -> int:
    from bot.speech import OFFERED

    if options.language not in OFFERED:
        print(f"quartier: the language should be one of {', '.join(OFFERED)}.", file=sys.stderr)
        return 1
    if options.output is None and options.format in FOR_A_FILE and sys.stdout.isatty():
        print(f"quartier: {options.format} is no text: name a file with --output.", file=sys.stderr)
        return 1
    content = _content(options)
    if options.output is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        options.output.write_bytes(content)
    except OSError as error:
        print(f"quartier: {options.output} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _content(options: argparse.Namespace) -> bytes:
    from app.wiring import build_house
    from bot.exports.export import Export, write
    from bot.exports.plain import write_json, write_text
    from usecases.reports import Format, report_for_operator
    from usecases.work import run_once

    settings = load_settings()
    arguments = (options.survey, options.release, options.filter, options.format, datetime.now(UTC))
    report = run_once(settings.database, report_for_operator, *arguments)
    match options.format:
        case "text":
            return write_text(report, options.language).encode()
        case "json":
            return write_json(report, options.language).encode()
        case kind:
            town = build_house(settings, b"").town
            return write(Export(report, Format(kind), options.language, town.title, town.city))
