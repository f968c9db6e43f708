"""`quartier retention`: delete what has served its purpose, or see what would go and what went."""

import argparse
import json
from datetime import UTC, datetime

from app.commands import Parsers
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "retention", help="delete what has served its purpose; the bot does so hourly"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    run = actions.add_parser("run", help="delete what is due, and say how many rows of each kind")
    run.add_argument("--dry-run", action="store_true", help="change nothing, only say what would go")
    run.add_argument("--json", action="store_true", help="print JSON")
    run.set_defaults(act=_run)
    log = actions.add_parser("log", help="say what was deleted when, the newest first")
    log.add_argument("--json", action="store_true", help="print JSON")
    log.set_defaults(act=_log)


def _run(options: argparse.Namespace) -> int:
    from usecases.retention import forget, try_to_forget
    from usecases.work import run_once

    settings = load_settings()
    use_case = try_to_forget if options.dry_run else forget
    gone = run_once(settings.database, use_case, settings.periods, settings.timezone, datetime.now(UTC))
    if options.json:
        print(json.dumps(gone))
        return 0
    for kind, number in gone.items():
        print(f"{number:>8}  {kind}")
    print("Nothing was changed." if options.dry_run else "This is done.")
    return 0


def _log(options: argparse.Namespace) -> int:
    from usecases.retention import retention_log
    from usecases.work import run_once

    runs = run_once(load_settings().database, retention_log)
    if options.json:
        print(json.dumps([{"at": at.isoformat(timespec="seconds"), "deleted": gone} for at, gone in runs]))
        return 0
    for at, gone in runs:
        print(f"{at:%Y-%m-%d %H:%M} UTC  {', '.join(f'{n} {kind}' for kind, n in gone.items())}")
    if not runs:
        print("Nothing has been deleted yet.")
    return 0
