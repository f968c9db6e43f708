"""`quartier survey walk`: go all ways through a survey by itself, in every language."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.commands import Parsers
from app.commands.survey_forms import ANY_FORM, form_of
from app.settings import load_settings

if TYPE_CHECKING:
    from usecases.walk_findings import Walk

_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")  # terminals show them as boxes


def add_to(parsers: Parsers) -> None:
    """Add the action to those of `quartier survey`."""
    parser = parsers.add_parser(
        "walk",
        help="go all ways through a survey by itself, in every language",
        description="Answer a survey in every way that matters: each choice of each question, values at the"
        " borders of rules, repeats with none, one and two entries, answers that make each condition hold and"
        " not hold. Report where residents would be stuck, what no way leads to, texts that are missing, and"
        " messages that Telegram would refuse, each with a way that leads there. Exits 1 where somebody would"
        " be stuck.",
    )
    parser.add_argument("survey", help=ANY_FORM)
    parser.add_argument("--seconds", type=_seconds, default=60, metavar="N", help="at the most; 60")
    parser.add_argument(
        "--language", default="en", metavar="CODE", help="of the report, en if it is left out"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(act=_walk)


def _seconds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3600:
        raise argparse.ArgumentTypeError("should be a number of seconds from 1 to 3600")
    return int(text)


def _walk(options: argparse.Namespace) -> int:
    from app.ways import walk_all
    from bot.speech import OFFERED
    from domain.times import local_time
    from domain.translations import with_translations

    settings = load_settings()
    form = form_of(options.survey, settings)
    survey = with_translations(form.survey, form.kept)
    now = local_time(datetime.now(UTC), settings.timezone)
    found = walk_all(survey, OFFERED, now, options.seconds)
    if options.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _say(found, options.language if options.language in OFFERED else "en")
    return 0 if found.is_clean else 1


def _say(found: "Walk", language: str) -> None:
    from bot.dialogs.surveys_report import finding_in_words
    from bot.speech import speech

    for finding in found.findings:
        print(finding_in_words(finding, speech(language)).translate(_ISOLATES))
    stuck = "Nobody gets stuck on them." if found.is_clean else "Somebody gets stuck on them."
    seen = f"to {found.reached} of {found.questions} questions and notes"
    print(f"{found.ways} ways with {found.steps} steps were gone, {seen}. {stuck}")
    if not found.is_complete:
        print("Not everything could be tried in the time: --seconds gives more.")
