"""`quartier papers`: the data-protection papers, written from the running configuration."""

import argparse
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.commands import Parsers
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from usecases.papers.facts import Deployment


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser(
        "papers", help="write drafts of the data-protection papers, in German, as .md and .docx"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("papers"), metavar="FOLDER", help="where to (default: papers)"
    )
    parser.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    """Write the papers into a folder; say how many places somebody has to fill in."""
    from app.wiring import build_house
    from usecases.open_content import read_surveys
    from usecases.papers.write import write_papers

    settings = load_settings()
    house = build_house(settings, b"")
    surveys = read_surveys(house.town, settings.content)
    folder: Path = options.output
    papers = write_papers(_deployment(settings), settings.content, house.town, surveys, datetime.now(UTC))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            (folder / f"{paper.name}.md").write_text(paper.markdown, "utf-8")
            (folder / f"{paper.name}.docx").write_bytes(paper.word)
    except OSError as error:
        print(f"quartier: {folder} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    for paper in papers:
        print(f"{folder / paper.name}.md and .docx: {paper.to_fill_in} places to fill in")
    return 0


def _deployment(settings: Settings) -> "Deployment":
    """Return what may be told of the configuration: hosts and kinds, never a password or a secret path."""
    from app.wiring import periods
    from bot.speech import OWN_NAMES
    from usecases.papers.facts import Deployment

    return Deployment(
        version=version("quartier"),
        periods=periods(settings),
        database="SQLite" if settings.database.startswith("sqlite") else "PostgreSQL",
        bot_api=_host(settings.bot_api_url),
        webhook=settings.webhook_url and _host(settings.webhook_url),
        wave_days=settings.wave_days,
        seal_seconds=settings.seal_every,
        timezone=settings.timezone,
        languages=tuple(OWN_NAMES.values()),
    )


def _host(address: str) -> str:
    """Return an address without user, password and path: whether it is encrypted, and where it leads."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}"
