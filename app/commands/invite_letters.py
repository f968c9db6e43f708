"""`quartier invite letters`: letters with codes to households, as a PDF and as a table for a mail merge."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.settings import load_settings

ENDINGS = ("csv", "pdf")


def letters(options: argparse.Namespace) -> int:
    """Write the letters. Codes are made only when everything else is known to be right."""
    from app.secret import pepper_of
    from app.wiring import build_house
    from bot.exports.letters import Mailing, undrawable, write_letters, write_mail_merge
    from bot.speech import OFFERED
    from usecases.letters import make_letters, return_address
    from usecases.read_households import HouseholdsRefused, read_households
    from usecases.work import run_once

    settings = load_settings()
    pepper = pepper_of(settings)
    try:
        content = options.households.read_bytes()
    except OSError as error:
        raise HouseholdsRefused(f"{options.households} cannot be read: {error.strerror}.") from error
    households = read_households(content, options.line, OFFERED)
    if rows := undrawable(households):
        raise HouseholdsRefused(f"the address in row {rows[0]} has letters that cannot be printed.")
    town, sender = build_house(settings, b"").town, options.sender or return_address(settings.content)
    files = _places_for(options.output, f"letters-{options.survey}")
    now = datetime.now(UTC)
    made = run_once(
        settings.database,
        make_letters,
        *(pepper, options.survey, len(households.rows), options.persons, now, settings.timezone),
    )
    mailing = Mailing(town, made, households, sender, now.astimezone(ZoneInfo(settings.timezone)).date())
    for file, write in zip(files, (write_mail_merge, write_letters), strict=True):
        _write(file, write(mailing))
        print(file)
    print(
        "quartier: warning: these two files say which household has which code. Nothing else does."
        " Keep them from others, and destroy them when the letters are in the post.",
        file=sys.stderr,
    )
    return 0


def _places_for(folder: Path, name: str) -> list[Path]:
    """Return where the files go; nobody else may look there.

    Raises:
        HouseholdsRefused: They are there already, or the folder cannot be made.
    """
    from usecases.read_households import HouseholdsRefused

    files = [folder / f"{name}.{ending}" for ending in ENDINGS]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise HouseholdsRefused(f"{folder} cannot be written to: {error.strerror}.") from error
    for file in files:
        if file.exists():
            raise HouseholdsRefused(f"{file} is there already; letters are not written over.")
    return files


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
