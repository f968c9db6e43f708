"""`quartier check`: say whether the configuration, the content and the database fit, without starting."""

import argparse

from app.commands import Parsers
from app.settings import load_settings


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("check", help="check configuration, content and database without starting")
    parser.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    """Check everything that a start would check; the first fault ends it with one line."""
    from app.commands.db import check as check_database
    from app.wiring import build_house
    from usecases.open_content import read_surveys

    settings = load_settings()
    print(
        "The configuration is fine."
        if not settings.is_demo
        else "No BOT_TOKEN: it would run in the simulator."
    )
    house = build_house(settings, b"")
    surveys = read_surveys(house.town, settings.content)
    print(f"The content is fine: {len(surveys)} surveys, {len(house.languages)} languages.")
    return check_database(options)
