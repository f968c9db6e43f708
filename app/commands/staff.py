"""`quartier staff`: invite staff, list them, take roles away."""

import argparse
import json
import sys
from datetime import UTC, datetime

from app.commands import Parsers
from app.settings import load_settings
from domain.invitation import Role


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("staff", help="invite staff, list them, take roles away")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    invite = actions.add_parser("invite", help="print a link that gives a role, once, within 15 minutes")
    invite.add_argument("--role", required=True, choices=[role.value for role in Role])
    invite.add_argument("--json", action="store_true", help="print JSON")
    invite.set_defaults(act=_invite)
    listing = actions.add_parser("list", help="list who has a role")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(act=_list)
    revoke = actions.add_parser("revoke", help="take a role away, from the next update on")
    revoke.add_argument("id", type=int, help="as `quartier staff list` shows it")
    revoke.set_defaults(act=_revoke)


def _invite(options: argparse.Namespace) -> int:
    from usecases.manage_staff import invite_staff
    from usecases.work import run_once

    link = run_once(load_settings().database, invite_staff, Role(options.role), datetime.now(UTC))
    print(json.dumps({"link": link}) if options.json else link)
    return 0


def _list(options: argparse.Namespace) -> int:
    from usecases.manage_staff import list_staff
    from usecases.work import run_once

    rows = run_once(load_settings().database, list_staff)
    if options.json:
        print(
            json.dumps([{"id": one, "role": role, "since": since.isoformat()} for one, role, since in rows])
        )
        return 0
    for one, role, since in rows:
        print(f"{one:>6}  {role:<16} since {since:%Y-%m-%d %H:%M} UTC")
    if not rows:
        print("Nobody has a role yet: `quartier staff invite --role admin`.")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    from usecases.manage_staff import revoke_staff
    from usecases.work import run_once

    if run_once(load_settings().database, revoke_staff, options.id, datetime.now(UTC)):
        print(f"Staff {options.id} has no role any more.")
        return 0
    print(
        f"quartier: nobody with the id {options.id} has a role; see `quartier staff list`.", file=sys.stderr
    )
    return 1
