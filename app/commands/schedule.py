"""`quartier schedule`: what goes out in the next days; move something, or cancel it."""

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.commands import Parsers
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from domain.agenda import Line
    from usecases.agenda import Agenda

_MOST_DAYS = 366
_CHANGED_IN = "content folder or the operator's settings"


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "schedule",
        help="list what goes out in the next days; move something, or cancel it",
        description="List what goes out on its own in the next days, in order: invitations, reminders,"
        " messages, surveys that open and close, waves, phases, deletions. What has an id can be moved and"
        " cancelled.",
    )
    parser.add_argument("--days", type=_days, default=14, metavar="N", help="14 if it is left out")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(act=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    move = actions.add_parser("move", help="give something another time")
    move.add_argument("id", type=int, help="as `quartier schedule` shows it")
    move.add_argument("time", type=_local, metavar="TIME", help="local, such as 2027-03-10T18:00")
    move.set_defaults(act=_move)
    cancel = actions.add_parser("cancel", help="let something not go out; this cannot be undone")
    cancel.add_argument("id", type=int, help="as `quartier schedule` shows it")
    cancel.set_defaults(act=_cancel)


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"should be a number from 1 to {_MOST_DAYS}")
    return int(text)


def _local(text: str) -> str:
    from domain.times import instant_of

    local = text.replace(" ", "T")
    try:
        instant_of(local, "UTC")
    except ValueError:
        raise argparse.ArgumentTypeError("should be a local time such as 2027-03-10T18:00") from None
    return local


def _list(options: argparse.Namespace) -> int:
    from app.secret import pepper_of
    from app.wiring import build_house
    from usecases.operate_schedule import whole_agenda
    from usecases.work import run_once

    settings = load_settings()
    house = build_house(settings, pepper_of(settings))  # only the key tells who has answered a survey
    found = run_once(settings.database, whole_agenda, house, options.days, datetime.now(UTC))
    if options.json:
        print(json.dumps(_agenda(found), ensure_ascii=False))
        return 0
    for line in found.coming:
        print(f"{_id(line):>6}  {line.local.replace('T', ' '):<16}  {line.what:<14}  {_rest(line)}")
    if not found.coming:
        print("Nothing goes out in this time.")
    for line in found.missed:
        why = f"too late ({line.row.reason})" if line.row else ""
        print(f"{_id(line):>6}  {line.local.replace('T', ' '):<16}  {line.what:<14}  {_title(line)}, {why}")
    if found.ever_missed:
        print(f"So far {found.ever_missed} came too late in all.")
    return 0


def _move(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.operate_schedule import move_row
    from usecases.work import run_once

    settings: Settings = load_settings()
    house = build_house(settings, b"")
    run_once(settings.database, move_row, house, options.id, options.time, datetime.now(UTC))
    print(f"{options.id} goes out at {options.time.replace('T', ' ')}.")
    return 0


def _cancel(options: argparse.Namespace) -> int:
    from usecases.operate_schedule import cancel_row
    from usecases.work import run_once

    run_once(load_settings().database, cancel_row, options.id, datetime.now(UTC))
    print(f"{options.id} is cancelled.")
    return 0


def _id(line: "Line") -> str:
    return str(line.row.id) if line.row else "-"


def _title(line: "Line") -> str:
    from domain.languages import DEFAULT, text_in

    return " ".join(text_in(line.title, DEFAULT).split())[:60]


def _rest(line: "Line") -> str:
    parts = [_title(line)]
    if line.reach is not None:
        chats = "fewer than 10" if line.reach.chats is None else str(line.reach.chats)
        parts.append(f"to {'at most ' if line.reach.at_most else ''}{chats} chats")
    if line.row is not None and line.row.status != "waiting":
        parts.append(line.row.status)
    if line.row is not None and line.row.failures:
        parts.append(f"failed {line.row.failures} times, is tried again")
    return ", ".join(part for part in parts if part)


def _agenda(found: "Agenda") -> dict[str, Any]:
    return {
        "coming": [_line(line) for line in found.coming],
        "missed": [_line(line) for line in found.missed],
        "missed_in_all": found.ever_missed,
    }


def _line(line: "Line") -> dict[str, Any]:
    """Return a line for machines; `chats` is null where they are fewer than may be told."""
    from domain.agenda import can_be_cancelled, can_be_moved

    data: dict[str, Any] = {"what": line.what, "title": dict(line.title), "local_time": line.local}
    data |= {"at": line.at.isoformat(timespec="seconds")}
    if line.row is None:
        return {"id": None, **data, "changed_in": _CHANGED_IN}
    row = line.row
    data |= {"id": row.id, "subject": row.subject, "part": row.part, "timezone": row.timezone}
    data |= {"status": row.status, "failures": row.failures, "reason": row.reason}
    data |= {"can_be_moved": can_be_moved(row), "can_be_cancelled": can_be_cancelled(row)}
    if line.reach is not None:
        data |= {"chats": line.reach.chats, "at_most": line.reach.at_most}
    return data
