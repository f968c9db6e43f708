"""`quartier event`: workshops and other events, planned from a file, listed, shown and cancelled."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.commands import Parsers
from app.settings import load_settings

if TYPE_CHECKING:
    from domain.events import Event
    from usecases.operate_events import Added, Shown

WHICH = "its number or key, as `quartier event list` shows it"


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "event", help="workshops and other events: plan one from a file, list, show and cancel them"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser(
        "add",
        help="keep an event as a file says, and publish it if asked to",
        description="Keep an event as a file says. It stays a draft for staff unless --publish lets residents"
        " see it and invites them. A second run changes what the file says differently; where residents know"
        " the event already, they are told what has changed. The fields: docs/files.md.",
    )
    add.add_argument("file", type=Path, metavar="FILE.yaml")
    add.add_argument("--publish", action="store_true", help="let residents see it, and invite them")
    add.add_argument("--quietly", action="store_true", help="tell nobody of changes: mere corrections")
    add.add_argument("--json", action="store_true", help="print JSON")
    add.set_defaults(act=_add)
    listed = actions.add_parser("list", help="list all events")
    listed.add_argument("--json", action="store_true", help="print JSON")
    listed.set_defaults(act=_list)
    show = actions.add_parser("show", help="show an event, what is planned about it, how many come")
    show.add_argument("which", metavar="ID", help=WHICH)
    show.add_argument("--json", action="store_true", help="print JSON")
    show.set_defaults(act=_show)
    cancel = actions.add_parser(
        "cancel",
        help="cancel an event; whoever has answered is told why",
        description="Cancel an event. Whoever has answered is told, with the reason; nothing else is sent"
        " about it any more. A draft is deleted. This cannot be undone.",
    )
    cancel.add_argument("which", metavar="ID", help=WHICH)
    cancel.add_argument(
        "--reason-file", type=Path, required=True, metavar="FILE.yaml", help="reason: {de: …, tr: …}"
    )
    cancel.add_argument("--with-following", action="store_true", help="and all that follow in its series")
    cancel.set_defaults(act=_cancel)


def _add(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.event_files import EventFile
    from usecases.operate_events import add_event
    from usecases.work import run_once
    from usecases.yaml_files import read_file_located

    settings = load_settings()
    house = build_house(settings, b"")
    located = read_file_located(options.file, EventFile, house.languages)
    arguments = (house, located, datetime.now(UTC), options.publish, options.quietly)
    added = run_once(settings.database, add_event, *arguments)
    if options.json:
        print(json.dumps(_added(added), ensure_ascii=False))
        return 0
    one = added.event
    if added.is_new:
        print(f"Event {one.id} ({one.key}) is new: {one.local_start}, {one.status}.")
    elif added.changed:
        print(f"Event {one.id} ({one.key}): {', '.join(added.changed)} changed; it is {one.status}.")
    else:
        print(f"Event {one.id} ({one.key}) is there already and nothing changes; it is {one.status}.")
    if added.followers:
        print(f"Events that follow in its series: {added.followers}.")
    if added.published:
        print(f"Published: {added.published}.")
    if added.missing:
        print(f"No title in {', '.join(added.missing)}: readers of these get the German one.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from usecases.operate_events import list_events
    from usecases.work import run_once

    found = run_once(load_settings().database, list_events)
    if options.json:
        print(json.dumps([_event(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    for one in found:
        key = f" ({one.key})" if one.key else ""
        print(
            f"{one.id}{key}: {one.local_start or 'without a date'}, {one.status}, {one.title.get('de', '')}"
        )
    if not found:
        print("There are no events yet.")
    return 0


def _show(options: argparse.Namespace) -> int:
    from usecases.operate_events import show_event
    from usecases.work import run_once

    shown = run_once(load_settings().database, show_event, options.which)
    if options.json:
        print(json.dumps(_shown(shown), ensure_ascii=False, indent=2))
        return 0
    one = shown.event
    print(f"Event {one.id}: {one.title.get('de', '')}")
    print(f"  {one.status}, {one.local_start or 'without a date'} ({one.timezone}), {one.minutes} minutes")
    if shown.rule is not None:
        print(f"  comes again: {shown.rule}")
    for status, number in shown.numbers.items():
        print(f"  {status}: {number.parties} parties, {number.people} people")
    for row in shown.rows:
        print(f"  {row.local_time} {row.kind}{' ' + row.part if row.part else ''}: {row.status}")
    return 0


def _cancel(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.event_files import ReasonFile, check_reason
    from usecases.operate_events import cancel_event
    from usecases.work import run_once
    from usecases.yaml_files import read_file_located

    settings = load_settings()
    house = build_house(settings, b"")
    reason = check_reason(read_file_located(options.reason_file, ReasonFile, house.languages))
    arguments = (house, options.which, reason, datetime.now(UTC), options.with_following)
    number = run_once(settings.database, cancel_event, *arguments)
    print(f"Cancelled: {number}.")
    return 0


def _added(added: "Added") -> dict[str, object]:
    return {
        **_event(added.event),
        "new": added.is_new,
        "changed": list(added.changed),
        "published": added.published,
        "followers": added.followers,
        "missing": list(added.missing),
    }


def _shown(shown: "Shown") -> dict[str, object]:
    return {
        **_event(shown.event),
        "rule": shown.rule,
        "registrations": {
            str(status): {"parties": number.parties, "people": number.people}
            for status, number in shown.numbers.items()
        },
        "schedule": [
            {
                "kind": row.kind,
                "part": row.part,
                "local_time": row.local_time,
                "due_at": row.due_at.isoformat(),
                "status": row.status,
            }
            for row in shown.rows
        ],
    }


def _event(one: "Event") -> dict[str, object]:
    from domain.audience import audience_to_data

    return {
        "id": one.id,
        "key": one.key,
        "uid": one.uid,
        "status": one.status,
        "sequence": one.sequence,
        "title": dict(one.title),
        "description": dict(one.description),
        "place": dict(one.place),
        "pin": None if one.pin is None else {"latitude": one.pin.latitude, "longitude": one.pin.longitude},
        "link": one.link,
        "starts": one.local_start,
        "starts_at": None if one.starts_at is None else _moment(one.starts_at, one.timezone),
        "minutes": one.minutes,
        "timezone": one.timezone,
        "register_until": one.register_until,
        "capacity": one.capacity,
        "largest_party": one.largest_party,
        "waitlist": one.waitlist,
        "offer_hours": one.offer_hours,
        "offers": {
            "interpreters": list(one.offers.interpreters),
            "childcare": one.offers.childcare,
            "step_free": one.offers.step_free,
        },
        "audience": audience_to_data(one.audience),
        "reminders": list(one.reminders),
        "invite_at": one.invite_at,
        "reason": dict(one.reason),
        "series": one.series_id,
    }


def _moment(at: datetime, timezone: str) -> str:
    return at.astimezone(ZoneInfo(timezone)).isoformat()
