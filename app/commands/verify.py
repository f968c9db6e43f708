"""`quartier verify`: attack the promise on answers, and say what held."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Parsers
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "verify",
        help="attack this deployment's own database: who said what, what was deleted, what two releases tell",
        description="Attacks the promise of docs/privacy.md and says what held. It scrubs the database, and"
        " rehearses with made-up residents in a file or schema of its own; nothing else is changed."
        " The exit code is 1 if a promise is broken.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--log", type=Path, action="append", default=[], metavar="FILE", help="search this log file, too"
    )
    parser.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    """Attack, print what came of it, return 1 if anything is broken."""
    from domain.findings import Outcome
    from usecases.verify import verify

    settings = load_settings()
    findings = verify(
        *(settings.database, datetime.now(UTC), settings.timezone, settings.draft_days, options.log),
        media=settings.media,
    )
    counts = {outcome: sum(one.outcome is outcome for one in findings) for outcome in Outcome}
    if options.json:
        rows = [{"attack": one.attack, "outcome": one.outcome.value, "why": one.why} for one in findings]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for one in findings:
            print(f"{one.outcome.value:<13} {one.attack}: {one.why}")
        print(", ".join(f"{n} {outcome.value}" for outcome, n in counts.items()) + ".")
    return 1 if counts[Outcome.BROKEN] else 0
