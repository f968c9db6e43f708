"""`quartier db`: the database's schema."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Parsers
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("db", help="check the database, or bring it up to this program")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    actions.add_parser("upgrade", help="bring the database up to this program").set_defaults(act=upgrade)
    actions.add_parser("check", help="say whether the database fits this program").set_defaults(act=check)
    again = actions.add_parser(
        "reapply", help="after a restore, erase again what the list of erasures knows; a start does so, too"
    )
    again.add_argument("file", type=Path, nargs="?", help="the list; ERASURE_LIST by default")
    again.add_argument("--json", action="store_true", help="print JSON")
    again.set_defaults(act=reapply)


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


def reapply(options: argparse.Namespace) -> int:
    """Erase again what a restored backup has brought back."""
    from app.secret import pepper_of
    from usecases import restore
    from usecases.erasure_list import complete_list, read_list
    from usecases.work import run_once

    settings = load_settings()
    listed = read_list(options.file or settings.erasures)
    repeated = run_once(settings.database, restore.reapply, pepper_of(settings), listed, datetime.now(UTC))
    complete_list(settings.erasures, run_once(settings.database, restore.erasures))
    if options.json:
        print(json.dumps(asdict(repeated)))
    else:
        print(
            f"Erased or withdrawn again: {repeated.chats} chats, {repeated.answers} answers,"
            f" {repeated.consents} consents. The bot scrubs the files when it runs."
        )
    return 0
