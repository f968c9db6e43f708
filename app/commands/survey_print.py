"""`quartier survey print`: a survey as a questionnaire on paper."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.commands import Parsers
from app.commands.survey_forms import ANY_FORM, form_of, write_out
from app.settings import load_settings
from domain.languages import DEFAULT

SOURCE = "paper"
"""What is counted where somebody comes by the questionnaire's QR code."""


def add_to(parsers: Parsers) -> None:
    """Add the action to those of `quartier survey`."""
    parser = parsers.add_parser("print", help="write a survey as a paper questionnaire, a PDF")
    parser.add_argument("survey", help=ANY_FORM)
    parser.add_argument("--language", default=DEFAULT, metavar="CODE", help=f"{DEFAULT} if it is left out")
    parser.add_argument("--large", action="store_true", help="in large print, 18 points")
    parser.add_argument(
        "--link",
        metavar="ADDRESS",
        help="where the QR code leads; if it is left out, to the bot, and of a file's form there is none",
    )
    parser.add_argument("--output", "-o", type=Path, required=True, metavar="FILE", help="the PDF to write")
    parser.set_defaults(act=_print)


def _print(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from bot.exports.questionnaire import Questionnaire, write_questionnaire
    from bot.speech import OFFERED
    from domain.translations import with_translations
    from usecases.find_form import link_to_bot
    from usecases.work import run_once

    if options.language not in OFFERED:
        print(f"quartier: the language should be one of {', '.join(OFFERED)}.", file=sys.stderr)
        return 1
    settings = load_settings()
    form = form_of(options.survey, settings)
    survey = with_translations(form.survey, form.kept)
    if not any(options.language in question.label for question in survey.questions):
        print(
            f"quartier: warning: the survey has no texts in {options.language}: others stand in their place.",
            file=sys.stderr,
        )
    link: str = options.link or ""
    if options.link is None and form.key:
        link = run_once(settings.database, link_to_bot, SOURCE)
    today = datetime.now(UTC).astimezone(ZoneInfo(settings.timezone)).date()
    town = build_house(settings, b"").town
    paper = Questionnaire(survey, town, options.language, today, link, options.large, form.files)
    return write_out(options.output, write_questionnaire(paper))
