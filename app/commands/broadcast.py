"""`quartier broadcast`: messages to many, planned from a file, followed, paused and cancelled."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.commands import Parsers
from app.settings import load_settings

if TYPE_CHECKING:
    from domain.broadcasts import Broadcast
    from usecases.plan_broadcast import Planned

OUTCOMES = ("planned", "sent", "blocked", "failed", "dropped", "left")
WHICH = "its number or key, as `quartier broadcast list` shows it"


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "broadcast", help="messages to many: plan one from a file, follow it, stop it"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    plan = actions.add_parser(
        "plan",
        help="keep a message as a file says, and release it if it says when",
        description="Keep a message to many as a file says. With a time in the file, or with --now, it is"
        " released; else it stays a draft for staff. A second run changes it as long as nothing has gone out."
        " The fields: docs/files.md.",
    )
    plan.add_argument("file", type=Path, metavar="FILE.yaml")
    plan.add_argument("--now", action="store_true", help="release it at once; quiet hours still hold it")
    plan.add_argument("--json", action="store_true", help="print JSON")
    plan.set_defaults(act=_plan)
    report = actions.add_parser("report", help="say what has become of a message, in all and by language")
    report.add_argument("which", metavar="ID", help=WHICH)
    report.add_argument("--json", action="store_true", help="print JSON")
    report.set_defaults(act=_report)
    listed = actions.add_parser("list", help="list what is planned, on its way, or has ended of late")
    listed.add_argument("--json", action="store_true", help="print JSON")
    listed.set_defaults(act=_list)
    for name, what in (
        ("pause", "let nothing more of a message go until it is resumed"),
        ("resume", "let a paused message go on where it stopped"),
        ("cancel", "take out what has not gone of a message; this cannot be undone"),
    ):
        action = actions.add_parser(name, help=what)
        action.add_argument("which", metavar="ID", help=WHICH)
        action.set_defaults(act=_control, what=name)


def _plan(options: argparse.Namespace) -> int:
    from app.secret import pepper_of
    from app.wiring import build_house
    from usecases.broadcast_files import BroadcastFile, read_beside
    from usecases.plan_broadcast import plan_broadcast
    from usecases.work import run_once
    from usecases.yaml_files import read_file_located

    settings = load_settings()
    house = build_house(settings, b"")
    located = read_file_located(options.file, BroadcastFile, house.languages)
    beside = read_beside(located, options.file.parent)
    if located.value.audience.not_answered:  # only the key tells who has answered
        house = replace(house, pepper=pepper_of(settings))
    arguments = (house, located, beside, datetime.now(UTC), options.now)
    planned = run_once(settings.database, plan_broadcast, *arguments)
    if options.json:
        print(json.dumps(_planned(planned), ensure_ascii=False))
        return 0
    one = planned.broadcast
    chats = "fewer than 10" if planned.chats is None else f"about {planned.chats}"
    print(f"Broadcast {one.id} ({one.key}) is {one.status}; it reaches {chats} chats now.")
    if planned.next_at is not None:
        print(f"It goes out at {planned.next_at.astimezone(ZoneInfo(one.timezone)):%Y-%m-%d %H:%M}.")
    if one.status == "draft":
        print("Staff test and release it with /broadcast; or say when with “at”, or run it with --now.")
    if planned.missing:
        print(f"These get the German text with a note: {', '.join(planned.missing)}.")
    return 0


def _report(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.plan_broadcast import report_broadcast
    from usecases.work import run_once

    settings = load_settings()
    house = build_house(settings, b"")
    one, report = run_once(settings.database, report_broadcast, house, options.which, datetime.now(UTC))
    total = {name: getattr(report.total, name) for name in OUTCOMES}
    languages = {
        language: {name: getattr(figures, name) for name in OUTCOMES}
        for language, figures in report.by_language.items()
    }
    if options.json:
        print(json.dumps({**_broadcast(one), **total, "languages": languages}, ensure_ascii=False))
        return 0
    print(f"Broadcast {one.id} ({one.key}) is {one.status}.")
    print(f"{'':12}{''.join(f'{name:>10}' for name in OUTCOMES)}")
    for name, figures in {"all": total, **languages}.items():
        print(f"{name:12}{''.join(f'{figures[outcome]:>10}' for outcome in OUTCOMES)}")
    return 0


def _list(options: argparse.Namespace) -> int:
    from usecases.plan_broadcast import list_broadcasts
    from usecases.work import run_once

    found = run_once(load_settings().database, list_broadcasts, datetime.now(UTC))
    if options.json:
        print(json.dumps([_broadcast(one) for one in found], ensure_ascii=False))
        return 0
    for one in found:
        when = one.local_time.replace("T", " ") if one.local_time else "at once"
        print(f"{one.id:>6}  {one.status:<10} {one.key:<24} {when}{f', {one.rule}' if one.rule else ''}")
    if not found:
        print("There are no broadcasts yet: `quartier broadcast plan FILE.yaml`.")
    return 0


def _control(options: argparse.Namespace) -> int:
    from usecases import plan_broadcast
    from usecases.work import run_once

    act = {
        "pause": plan_broadcast.pause_broadcast,
        "resume": plan_broadcast.resume_broadcast,
        "cancel": plan_broadcast.cancel_broadcast,
    }[options.what]
    one = run_once(load_settings().database, act, options.which, datetime.now(UTC))
    print(f"Broadcast {one.id} ({one.key}) is {one.status}.")
    return 0


def _planned(planned: "Planned") -> dict[str, object]:
    at = planned.next_at
    return {
        **_broadcast(planned.broadcast),
        "chats": planned.chats,
        "missing": list(planned.missing),
        "next_at": at.isoformat() if at else None,
    }


def _broadcast(one: "Broadcast") -> dict[str, object]:
    return {
        "id": one.id,
        "key": one.key,
        "status": one.status,
        "purpose": one.purpose,
        "urgent": one.urgent,
        "at": one.local_time,
        "timezone": one.timezone,
        "rule": one.rule,
        "started_at": one.started_at.isoformat() if one.started_at else None,
        "finished_at": one.finished_at.isoformat() if one.finished_at else None,
    }
