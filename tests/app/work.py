"""What the tests have done in processes of their own: each of those imports this file, and little with it."""

import os


def refuse(name: str) -> None:
    """Fail as reading a survey does."""
    from usecases.open_content import SurveyRefused

    raise SurveyRefused(f"{name} has errors")


def never_end() -> None:
    """Work for ever."""
    while True:
        pass


def die() -> None:
    """End as a process does that is killed."""
    os._exit(9)
