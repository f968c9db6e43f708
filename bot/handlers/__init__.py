"""An update becomes one use case call; one file a subject."""

from aiogram import Router

from bot.handlers import (
    comings,
    events,
    groups,
    household,
    information,
    measures,
    rights,
    staff,
    start,
    survey,
    surveys,
)


def routers() -> list[Router]:
    """Return new routers in the order in which they are asked; what is most frequent comes first."""
    return [
        survey.taps(),
        groups.router(),
        start.router(),
        information.router(),
        rights.router(),
        household.router(),
        events.router(),
        measures.router(),
        staff.router(),
        surveys.router(),
        survey.words(),
        comings.router(),
    ]
