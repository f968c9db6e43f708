"""`quartier run`: the bot; without BOT_TOKEN in the simulator, which it starts."""

import argparse
import asyncio
import gc
import sys

from app.commands import Parsers
from app.settings import Settings, load_settings

WRONG_TOKEN = 2  # exit code


def add_to(parsers: Parsers) -> None:
    """Add the command."""
    parser = parsers.add_parser("run", help="run the bot; without BOT_TOKEN in a simulator on this machine")
    parser.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    """Run the bot until it is stopped."""
    gc.disable()  # nearly all that a start makes is kept; `serve` switches the collector on
    from app.apart import apart
    from app.demo import TOKEN, start_simulator
    from app.logs import set_up_logs
    from app.secret import pepper_of
    from db import schema

    settings = load_settings()
    token = TOKEN if settings.bot_token is None else settings.bot_token.get_secret_value()
    set_up_logs(settings.log_format, token)
    pepper = pepper_of(settings)
    if schema.check(settings.database) != schema.revisions()[-1]:
        apart(schema.upgrade, settings.database)
    if not settings.is_demo:
        return _run(settings, token, settings.bot_api_url, pepper)
    simulator = start_simulator()
    try:
        return _run(settings, token, simulator.url, pepper)
    finally:
        simulator.stop()


def _run(settings: Settings, token: str, server: str, pepper: bytes) -> int:
    from app.serve import serve
    from bot.poller import WrongToken

    try:
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            runner.run(serve(settings, token, server, pepper))
    except WrongToken:
        print(
            f"quartier: BOT_TOKEN is not known to {server}: ask @BotFather for the right one.",
            file=sys.stderr,
        )
        return WRONG_TOKEN
    return 0


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()
