"""`quartier db`: the database's schema."""

import argparse
import sys

from app.commands import Parsers
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("db", help="check the database, or bring it up to this program")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    actions.add_parser("upgrade", help="bring the database up to this program").set_defaults(act=upgrade)
    actions.add_parser("check", help="say whether the database fits this program").set_defaults(act=check)


def upgrade(options: argparse.Namespace) -> int:
    """Bring the database up to the program."""
    from db import schema

    changed = schema.upgrade(load_settings().database)
    print(f"The database {'is now' if changed else 'was already'} at revision {schema.revisions()[-1]}.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Say whether the database fits the program; 1 if it has to be upgraded."""
    from db import schema

    has, needs = schema.check(load_settings().database), schema.revisions()[-1]
    if has == needs:
        print(f"The database is at revision {has}, as this program needs it.")
        return 0
    print(f"The database is at revision {has or 'none'}, this program needs {needs}.", file=sys.stderr)
    return 1
