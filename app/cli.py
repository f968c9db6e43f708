"""The command `quartier`. Each subcommand is a file in `app/commands` with a function `add_to`."""

import argparse
import sys
from collections.abc import Sequence

from app.commands import (
    broadcast,
    check,
    db,
    event,
    invite,
    measure,
    papers,
    report,
    response,
    retention,
    run,
    schedule,
    staff,
    survey,
    verify,
)
from app.settings import SettingsError

COMMANDS = (
    run,
    check,
    staff,
    survey,
    invite,
    event,
    measure,
    broadcast,
    report,
    response,
    retention,
    papers,
    verify,
    schedule,
    db,
)
FAILED, MISCONFIGURED = 1, 2  # exit codes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code. Errors are one clear line on stderr."""
    parser = argparse.ArgumentParser(prog="quartier", description="Wir im Quartier: a participation bot.")
    parsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(parsers)
    options = parser.parse_args(arguments)
    try:
        code: int = options.act(options)
    except SettingsError as error:
        return _say(error, MISCONFIGURED)
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:
        if _is_expected(error):
            return _say(error, FAILED)
        from bot.intake import place_of

        # The text of an unexpected error may hold what a resident wrote, or the token.
        print(f"quartier: internal error {type(error).__name__} at {place_of(error)}", file=sys.stderr)
        return FAILED
    return code


def _is_expected(error: Exception) -> bool:
    """Tell whether an error's message was written for the operator."""
    from app.demo import DemoFailed
    from usecases.change_event import EventRefused
    from usecases.content import ContentError
    from usecases.erasure_list import ErasureListError
    from usecases.find_form import NoForm
    from usecases.invite_codes import NoCodes
    from usecases.manage_staff import BotUnknown
    from usecases.measures_run import ChangedMeanwhile
    from usecases.open_content import SurveyRefused
    from usecases.operate_schedule import ScheduleRefused
    from usecases.papers.inventory import PapersIncomplete
    from usecases.plan_broadcast import BroadcastRefused
    from usecases.read_households import HouseholdsRefused
    from usecases.reports import NoReport
    from usecases.survey_life import SurveyObstacle
    from usecases.survey_texts import TextsRefused
    from usecases.work import StoreUnavailable
    from usecases.yaml_files import FileProblems

    return isinstance(
        error,
        StoreUnavailable
        | ContentError
        | SurveyRefused
        | SurveyObstacle
        | PapersIncomplete
        | DemoFailed
        | BotUnknown
        | NoReport
        | NoCodes
        | NoForm
        | HouseholdsRefused
        | TextsRefused
        | EventRefused
        | ErasureListError
        | ChangedMeanwhile
        | BroadcastRefused
        | ScheduleRefused
        | FileProblems,
    )


def _say(error: Exception, code: int) -> int:
    print(f"quartier: {error}", file=sys.stderr)
    return code
