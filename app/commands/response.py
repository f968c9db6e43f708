"""`quartier response`: withdraw submitted answers at the desk, for somebody who brings the receipt code."""

import argparse
import json
import sys
from datetime import UTC, datetime

from app.commands import Parsers
from app.settings import load_settings
from domain.withdrawal import Stage

_LEFT = {
    Stage.LINKED: "They were counted nowhere; nothing of them is left.",
    Stage.WAITING: "They were counted nowhere yet; what stays is that one more was withdrawn.",
    Stage.COUNTED: "They had been counted: those totals stay, with a footnote. Their texts are deleted.",
}


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("response", help="withdraw submitted answers by their receipt code")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    withdraw = actions.add_parser("withdraw", help="delete the answers that a receipt code belongs to")
    withdraw.add_argument(
        "code", nargs="*", help="the code; without it, it is asked for, and the shell's history lacks it"
    )
    withdraw.add_argument("--yes", action="store_true", help="ask no more before deleting")
    withdraw.add_argument("--json", action="store_true", help="print JSON")
    withdraw.set_defaults(act=_withdraw)


def _withdraw(options: argparse.Namespace) -> int:
    from app.secret import pepper_of
    from domain.receipts import NoReceipt
    from usecases.erasure_list import complete_list
    from usecases.restore import erasures
    from usecases.withdraw import look_up, withdraw_at_desk
    from usecases.work import run_once

    settings = load_settings()
    pepper, database = pepper_of(settings), settings.database
    code = " ".join(options.code) or _typed("Receipt code: ")
    try:
        found = run_once(database, look_up, pepper, code)
        if found is None:
            return _fail("there are no answers under this code, or they have been withdrawn already.")
        if not options.yes and _typed(f"Delete these answers to “{found.survey_key}”? [yes/no] ") != "yes":
            return _fail("nothing was deleted.")
        withdrawn = run_once(database, withdraw_at_desk, pepper, code, datetime.now(UTC))
    except NoReceipt:
        return _fail("this is not a receipt code: a sign is missing, or one was misread.")
    if withdrawn is None:
        return _fail("somebody else has withdrawn these answers just now.")
    complete_list(settings.erasures, run_once(database, erasures))
    if options.json:
        print(json.dumps({"survey": withdrawn.survey_key, "stage": withdrawn.stage}))
    else:
        print(f"The answers to “{withdrawn.survey_key}” are deleted. {_LEFT[withdrawn.stage]}")
    return 0


def _typed(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _fail(why: str) -> int:
    print(f"quartier: {why}", file=sys.stderr)
    return 1
