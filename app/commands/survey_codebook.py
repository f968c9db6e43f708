"""`quartier survey codebook`: the variables of a survey, with their codes, texts and conditions."""

import argparse
from pathlib import Path

from app.commands import Parsers
from app.commands.survey_forms import ANY_FORM, form_of, write_out
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the action to those of `quartier survey`."""
    parser = parsers.add_parser("codebook", help="write a survey's variables, codes and conditions")
    parser.add_argument("survey", help=ANY_FORM)
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="csv if it is left out")
    parser.add_argument("--output", "-o", type=Path, metavar="FILE", help="the screen if it is left out")
    parser.set_defaults(act=_codebook)


def _codebook(options: argparse.Namespace) -> int:
    from bot.exports.codebook import write_codebook_csv, write_codebook_json
    from domain.translations import with_translations
    from usecases.codebook import codebook_of

    form = form_of(options.survey, load_settings())
    book = codebook_of(with_translations(form.survey, form.kept))
    write = write_codebook_json if options.format == "json" else write_codebook_csv
    return write_out(options.output, write(book))
