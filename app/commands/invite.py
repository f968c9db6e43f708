"""`quartier invite`: make codes and letters that invite households to a survey."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Parsers
from app.commands.invite_letters import letters
from app.settings import load_settings
from domain.access import MOST_PERSONS

MOST_CODES = 100_000


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("invite", help="make codes and letters that invite to a survey")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    codes = actions.add_parser("codes", help="print codes and start links, once: only hashes are kept")
    codes.add_argument("survey", help="its key in process.toml, where it needs sample = true")
    codes.add_argument("--count", type=_number(MOST_CODES), required=True, help="how many letters")
    codes.add_argument(
        "--persons",
        type=_number(MOST_PERSONS),
        required=True,
        help=f"how many people of a household can use one code, up to {MOST_PERSONS}",
    )
    codes.add_argument("--json", action="store_true", help="print JSON")
    codes.set_defaults(act=_codes)
    mailing = actions.add_parser(
        "letters",
        help="write letters with codes to households, and a table for a mail merge",
        description="Write a letter of one page for each household of a table, with a code that its people"
        " use, in up to three of its languages (column “languages”, such as “de tr”), and the same as a table"
        " for a mail merge. Addresses are kept nowhere else. Destroy both files when the letters are posted.",
    )
    mailing.add_argument("survey", help="its key in process.toml, where it needs sample = true")
    mailing.add_argument("--households", type=Path, required=True, metavar="FILE.csv", help="the addresses")
    mailing.add_argument("--persons", type=_number(MOST_PERSONS), required=True, help="as for codes")
    mailing.add_argument("--output", "-o", type=Path, required=True, metavar="FOLDER", help="where to write")
    mailing.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="TEXT",
        help="a line of the address with columns in braces, such as '{plz} {ort}', once for each line;"
        " every column is a line of its own if it is left out",
    )
    mailing.add_argument("--sender", default="", metavar="TEXT", help="if left out, who is responsible")
    mailing.set_defaults(act=letters)


def _number(most: int) -> Callable[[str], int]:
    """Return what reads a whole number from 1 to a highest one."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"should be a whole number from 1 to {most}")
        return int(text)

    return read


def _codes(options: argparse.Namespace) -> int:
    from app.secret import pepper_of
    from usecases.invite_codes import make_codes
    from usecases.work import run_once

    settings = load_settings()
    made = run_once(
        settings.database,
        make_codes,
        pepper_of(settings),
        options.survey,
        options.count,
        options.persons,
        datetime.now(UTC),
        settings.timezone,
    )
    if options.json:
        codes = [{"code": one.code, "link": one.link} for one in made]
        print(json.dumps({"survey": options.survey, "persons": options.persons, "codes": codes}))
        return 0
    for one in made:
        print(f"{one.code}  {one.link}")
    return 0
