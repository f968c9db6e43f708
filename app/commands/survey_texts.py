"""`quartier survey texts`: a survey's texts go out to translators and come back."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Parsers
from app.commands.survey_forms import ANY_FORM, form_of, write_out
from app.settings import load_settings
from domain.languages import DEFAULT

FORMATS = ("po", "xlsx")


def add_to(parsers: Parsers) -> None:
    """Add the action to those of `quartier survey`."""
    parser = parsers.add_parser("texts", help="export a survey's texts for translators, and import them")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write all texts and their translations into a file")
    export.add_argument("survey", help=ANY_FORM)
    export.add_argument("--language", required=True, metavar="CODE", help="to translate into, such as tr")
    export.add_argument("--format", choices=FORMATS, default="po", help="po if it is left out")
    export.add_argument("--output", "-o", type=Path, metavar="FILE", help="the screen if it is left out")
    export.set_defaults(act=_export)
    back = actions.add_parser(
        "import",
        help="read a file that came back",
        description="Keep the translations of a .po or .xlsx file beside the survey's form. Each one that"
        " cannot be taken is named with its row. Residents read them from the survey's next version on"
        " (see `apply`).",
    )
    back.add_argument("survey", help="its key, such as stadtweit")
    back.add_argument("file", type=Path)
    back.add_argument("--dry-run", action="store_true", help="only say what would become of the file")
    back.add_argument("--language", default="en", metavar="CODE", help="of the report, en if it is left out")
    back.set_defaults(act=_import)
    apply = actions.add_parser(
        "apply",
        help="let residents read what was imported",
        description="Make a new version of a survey that staff have opened in the chat, with the translations"
        " imported since. A survey of the content folder gets them when the bot starts the next time, a draft"
        " when it is opened.",
    )
    apply.add_argument("survey", help="its key")
    apply.set_defaults(act=_apply)
    status = actions.add_parser("status", help="say how complete each language is, and what is missing")
    status.add_argument("survey", help=ANY_FORM)
    status.add_argument("--json", action="store_true", help="print JSON")
    status.set_defaults(act=_status)


def _export(options: argparse.Namespace) -> int:
    from usecases.survey_texts import TextsFormat, write_texts

    if options.output is None and options.format == "xlsx" and sys.stdout.isatty():
        print("quartier: xlsx is no text: name a file with --output.", file=sys.stderr)
        return 1
    form = form_of(options.survey, load_settings())
    kind = TextsFormat(options.format)
    content = write_texts(form.survey, form.kept, options.language, kind, datetime.now(UTC))
    return write_out(options.output, content)


def _import(options: argparse.Namespace) -> int:
    from bot.dialogs.text_troubles import finding_in_words
    from bot.speech import OFFERED, speech
    from usecases.survey_texts import Imported, TextsFormat, TextsRefused, import_texts, read_texts
    from usecases.work import Unit, run_once

    path: Path = options.file
    if path.suffix.removeprefix(".") not in FORMATS:
        raise TextsRefused(f"{path.name}: translations are a .po or .xlsx file.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TextsRefused(f"{path} cannot be read: {error.strerror}.") from error
    file = read_texts(content, TextsFormat(path.suffix.removeprefix(".")))
    settings = load_settings()
    form = form_of(options.survey, settings)
    if not form.key:
        raise TextsRefused("translations are kept for a survey's key; a file has none.")
    now, keep = datetime.now(UTC), not options.dry_run

    def bring(unit: Unit) -> Imported:
        return import_texts(unit, form.key, form.survey, file, None, now, keep=keep)

    came: Imported = run_once(settings.database, bring)
    said = speech(options.language if options.language in OFFERED else DEFAULT)
    for finding in came.findings:
        print(finding_in_words(finding, said))
    verb = "would be kept" if options.dry_run else "are kept"
    print(
        f"{came.changed} new or changed translations into {came.language} {verb};"
        f" {came.complete.percent} % of the survey is there, {len(came.complete.missing)} texts are missing,"
        f" {len(came.complete.outdated)} are outdated."
    )
    return 1 if any(finding.trouble.is_error for finding in came.findings) else 0


def _apply(options: argparse.Namespace) -> int:
    from app.wiring import build_house
    from usecases.apply_texts import apply_texts
    from usecases.work import run_once

    settings = load_settings()
    house = build_house(settings, b"")
    changed = run_once(settings.database, apply_texts, house, options.survey, None, datetime.now(UTC))
    print("A new version has them." if changed else "Residents read all of them already.")
    return 0


def _status(options: argparse.Namespace) -> int:
    from bot.speech import OFFERED
    from usecases.survey_texts import standing

    form = form_of(options.survey, load_settings())
    found = standing(form.survey, form.kept, OFFERED)
    if options.json:
        data = {
            one.language: {"percent": one.percent, "missing": one.missing, "outdated": one.outdated}
            for one in found
        }
        print(json.dumps(data, ensure_ascii=False))
        return 0
    for one in found:
        print(f"{one.language:<10} {one.percent:>3} %  missing: {_some(one.missing)}")
        if one.outdated:
            print(f"{'':<16} outdated: {_some(one.outdated)}")
    return 0


def _some(places: tuple[str, ...], most: int = 5) -> str:
    rest = len(places) - most
    return ", ".join(places[:most]) + (f" and {rest} more" if rest > 0 else "") or "nothing"
