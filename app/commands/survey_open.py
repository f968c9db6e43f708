"""`quartier survey import, list, show, open, close`: what staff do in the chat, by command."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import Parsers
from app.settings import load_settings
from domain.times import DayTime, day_time_of, local_day

if TYPE_CHECKING:
    from usecases.operate_surveys import Listed


def add_to(parsers: Parsers) -> None:
    """Add the actions to those of `quartier survey`."""
    _add_list(parsers)
    _add_import(parsers)
    opening = parsers.add_parser(
        "open",
        help="open a draft for residents",
        description="Make a draft a survey that residents can answer, or a new version of one. Whoever is in"
        " the middle stays with the version they began.",
    )
    opening.add_argument("key", help="as `quartier survey list` shows it")
    opening.add_argument(
        "--from", dest="opens", type=_day_time, metavar="WHEN", help='2027-03-10 or "2027-03-10 08:00"; today'
    )
    opening.add_argument(
        "--until", dest="closes", type=_day_time, metavar="WHEN", help="the last day, or a time of it"
    )
    opening.add_argument("--sample", action="store_true", help="people are invited by letters, counted apart")
    opening.add_argument("--checked", action="store_true", help="somebody has gone through it")
    opening.add_argument("--dry-run", action="store_true", help="only say what it would change")
    opening.set_defaults(act=_open)
    closing = parsers.add_parser("close", help="close a survey now, or at another time than planned")
    closing.add_argument("key", help="as `quartier survey list` shows it")
    closing.add_argument(
        "--on",
        dest="closes",
        type=_day_time,
        metavar="WHEN",
        help="its last day, or a time of it; else it closes now",
    )
    closing.set_defaults(act=_close)


def _add_list(parsers: Parsers) -> None:
    listing = parsers.add_parser("list", help="list surveys and drafts with how far they have come")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(act=_list)
    showing = parsers.add_parser("show", help="show one survey: when, languages, how many answer it")
    showing.add_argument("key", help="as `quartier survey list` shows it")
    showing.add_argument("--json", action="store_true", help="print JSON")
    showing.set_defaults(act=_show)


def _add_import(parsers: Parsers) -> None:
    bringing = parsers.add_parser(
        "import",
        help="keep a form as a draft, in place of the one before",
        description="Read an XLSForm and keep it as the draft of a survey. Residents do not see it before it"
        " is opened. A .zip holds the form and the files that it names.",
    )
    bringing.add_argument("file", type=Path, metavar="FILE", help=".xlsx, .xls, .csv, .md or .zip")
    bringing.add_argument("--key", help="the survey's short name; from the file's name if it is left out")
    bringing.set_defaults(act=_import)


def _day_time(text: str) -> DayTime:
    try:
        return day_time_of(text)
    except ValueError:
        example = 'should be a day such as 2027-03-10, or a time such as "2027-03-10 18:00"'
        raise argparse.ArgumentTypeError(example) from None


def _list(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.operate_surveys import list_surveys
    from usecases.work import run_once

    settings = load_settings()
    found = run_once(settings.database, list_surveys, build_house(settings, b""), datetime.now(UTC))
    if options.json:
        print(json.dumps([_data(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    for one in found:
        print(f"{one.key:<24}  {_state(one):<40}  {one.title.get('de', '')}")
    if not found:
        print("There are no surveys yet.")
    return 0


def _show(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.operate_surveys import show_survey
    from usecases.work import run_once

    settings = load_settings()
    house = build_house(settings, b"")
    one = run_once(settings.database, show_survey, house, options.key, datetime.now(UTC))
    if options.json:
        print(json.dumps(_data(one), ensure_ascii=False, indent=2))
        return 0
    print(f"{one.key}: {one.title.get('de', '')}")
    print(f"  {_state(one)}; it comes from {'the content folder' if one.is_operators else 'the staff'}")
    print(f"  {one.questions} questions in {', '.join(one.languages)}")
    print(f"  in the middle: {one.in_the_middle}, submitted: {one.submitted}")
    if one.file_name:
        print(f"  draft: {one.file_name}, {one.errors} errors, {one.hints} hints")
    return 0


def _import(options: argparse.Namespace) -> int:
    from app.apart import apart
    from app.reading_apart import read_form
    from app.wiring import build_house
    from bot.dialogs.surveys_report import problem_line
    from bot.speech import speech
    from domain.survey_life import ENDINGS, ending_of, key_of_file
    from usecases.operate_surveys import import_form
    from usecases.read_upload import problem_from_data
    from usecases.work import run_once

    path: Path = options.file
    key = key_of_file(options.key or path.name)
    if ending_of(path.name) not in ENDINGS or not key:
        print(f"quartier: {path.name}: a questionnaire ends with {', '.join(ENDINGS)}.", file=sys.stderr)
        return 1
    try:
        content = path.read_bytes()
    except OSError as error:
        print(f"quartier: {path} cannot be read: {error.strerror}.", file=sys.stderr)
        return 1
    settings = load_settings()
    read = apart(read_form, content, path.name, key)
    house = build_house(settings, b"")
    run_once(settings.database, import_form, house, key, path.name, read, datetime.now(UTC))
    for data in read.problems:
        problem = problem_from_data(data)
        if problem is not None:
            print(problem_line(problem, speech("en")).translate(_ISOLATES))
    if read.definition is None:
        print(f"{key} is kept as a draft with errors.")
        return 1
    print(f"{key} is kept as a draft. Next: quartier survey walk {key}")
    return 0


def _open(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from domain.survey_life import Window
    from usecases.operate_surveys import open_survey
    from usecases.survey_life import Plan
    from usecases.work import run_once

    settings, now = load_settings(), datetime.now(UTC)
    house = build_house(settings, b"")
    opens = options.opens or DayTime(local_day(now, house.timezone))
    plan = None if options.closes is None else Plan(Window(opens, options.closes), options.sample)
    dry = run_once(
        settings.database,
        open_survey,
        house,
        options.key,
        plan,
        now,
        options.checked,
        options.dry_run,
    )
    what = "would be open" if options.dry_run else "is open"
    kind = "a new survey" if dry.is_new else "a new version"
    window = dry.plan.window
    print(f"{options.key}, {kind}, {what} from {window.opens} to {window.closes}.")
    print(f"In the middle of the version before: {dry.in_the_middle}, submitted: {dry.submitted}.")
    return 0


def _close(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.operate_surveys import close_survey
    from usecases.work import run_once

    settings = load_settings()
    house = build_house(settings, b"")
    run_once(settings.database, close_survey, house, options.key, options.closes, datetime.now(UTC))
    what = "is closed" if options.closes is None else f"can be answered until {options.closes}"
    print(f"{options.key} {what}.")
    return 0


_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")  # terminals show them as boxes


def _state(one: "Listed") -> str:
    parts = [one.state] if one.state else []
    if one.state == "open":
        parts[-1] += f" until {one.closes}"
    if one.state == "planned":
        parts[-1] += f", opens on {one.opens}"
    if one.draft:
        parts.append(
            {"broken": "draft with errors", "draft": "draft", "checked": "draft, checked"}[one.draft]
        )
    return ", ".join(parts)


def _data(one: "Listed") -> dict[str, Any]:
    data = asdict(one)
    for name in ("opens", "closes"):
        when: DayTime | None = getattr(one, name)
        del data[name]
        data[f"{name}_on"] = when and when.day.isoformat()
        data[f"{name}_at"] = when and when.clock
    return data
