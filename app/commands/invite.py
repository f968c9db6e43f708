"""`quartier invite`: make codes for letters that invite households to a survey."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, datetime

from app.commands import Parsers
from app.settings import load_settings
from domain.access import MOST_PERSONS

MOST_CODES = 100_000


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("invite", help="make codes for letters that invite to a survey")
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
