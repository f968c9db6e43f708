"""`quartier measure`: what becomes of what was said, from a file and as a list."""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import Parsers
from app.settings import load_settings

if TYPE_CHECKING:
    from domain.measures import MeasureUpdate
    from usecases.measure_tree import GoalBranch, MeasureBranch, NeedTree


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "measure", help="add needs, goals, measures and their updates from a file, or list them"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser(
        "add",
        help="bring a file's needs, goals, measures and updates into the database",
        description="Bring a file's needs, goals, measures and updates into the database. A second run"
        " changes what the file says differently and adds nothing twice. The fields: docs/files.md.",
    )
    add.add_argument("file", type=Path, metavar="FILE.yaml")
    add.add_argument("--dry-run", action="store_true", help="only say what would change")
    add.set_defaults(act=_add)
    listed = actions.add_parser("list", help="list needs, goals, measures and published updates")
    listed.add_argument("--json", action="store_true", help="print JSON")
    listed.set_defaults(act=_list)


def _add(options: argparse.Namespace) -> int:
    from functools import partial

    from app.wiring import build_house
    from usecases.add_measures import add_measures
    from usecases.measure_files import MeasuresFile, read_pictures
    from usecases.work import run_once
    from usecases.yaml_files import read_file_located

    settings = load_settings()
    house = build_house(settings, b"")
    located = read_file_located(options.file, MeasuresFile, house.languages)
    pictures = read_pictures(located, options.file.parent)
    add = partial(add_measures, dry_run=options.dry_run)
    changes = run_once(settings.database, add, house, located, pictures, datetime.now(UTC))
    for change in changes:
        print(change)
    if not changes:
        print("Everything is there already; nothing changes.")
    elif options.dry_run:
        print("Nothing was changed; without --dry-run this is done.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from usecases.measure_tree import all_trees
    from usecases.work import run_once

    trees = run_once(load_settings().database, all_trees)
    if options.json:
        print(json.dumps([_need(tree) for tree in trees], ensure_ascii=False, indent=2))
        return 0
    for tree in trees:
        print(f"need {tree.need.key}: {tree.need.status}")
        for goal in tree.goals:
            print(f"  goal {goal.goal.key}")
            for branch in goal.measures:
                one = branch.measure
                print(
                    f"    measure {one.key}: {one.status}, {one.progress} %, updates: {len(branch.updates)}"
                )
    if not trees:
        print("There are no needs yet.")
    return 0


def _need(tree: "NeedTree") -> dict[str, object]:
    need = tree.need
    return {
        "key": need.key,
        "status": need.status,
        "title": need.title,
        "description": need.description,
        "reason": need.reason,
        "area": need.area,
        "theme": need.theme,
        "evidence": [{"kind": one.kind, "reference": one.reference} for one in tree.evidence],
        "goals": [_goal(goal) for goal in tree.goals],
    }


def _goal(branch: "GoalBranch") -> dict[str, object]:
    goal = branch.goal
    return {
        "key": goal.key,
        "title": goal.title,
        "indicator": goal.indicator,
        "unit": goal.unit,
        "baseline": goal.baseline,
        "target": goal.target,
        "due": _day(goal.due_on),
        "measures": [_measure(one) for one in branch.measures],
    }


def _measure(branch: "MeasureBranch") -> dict[str, object]:
    one = branch.measure
    return {
        "key": one.key,
        "status": one.status,
        "progress": one.progress,
        "title": one.title,
        "description": one.description,
        "owner": one.owner,
        "area": one.area,
        "theme": one.theme,
        "starts": _day(one.starts_on),
        "due": _day(one.due_on),
        "updates": [_update(update) for update in branch.updates],
    }


def _update(update: "MeasureUpdate") -> dict[str, object]:
    return {
        "day": _day(update.day),
        "status": update.status,
        "progress": update.progress,
        "text": update.text,
        "picture": update.attachment_id is not None,
        "told": update.number is not None,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
