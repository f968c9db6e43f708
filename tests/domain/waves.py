"""Responses counted in one wave, as a survey's end counts them."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.blocks import Member, draw_wave, freeze
from domain.publishing import publish
from domain.releases import make_release
from domain.results import PublishedResults
from domain.survey import Survey
from domain.tallies import by_series, series_of

NO_CHANCE = random.Random(0)
CLOSED = date(2026, 11, 22)
Version = tuple[Survey, Iterable[Mapping[str, object]]]


def tabulate(survey: Survey, answers: Iterable[Mapping[str, object]]) -> PublishedResults:
    """Return the results of one version."""
    return tabulate_versions([(survey, answers)])


def tabulate_versions(versions: Sequence[Version]) -> PublishedResults:
    """Return the results of one survey over its versions, without any dimension."""
    surveys = [survey for survey, _ in versions]
    given = [by_series(survey, one) for survey, answers in versions for one in answers]
    members = [Member(number.to_bytes(4), (), one) for number, one in enumerate(given)]
    release = None
    # A release needs chance only to choose who stays back, and at the end nobody does.
    if draw_wave([member.key for member in members], NO_CHANCE, final=True):
        cells = freeze(members, (), series_of(surveys), is_final=True)
        release = make_release("town", 1, CLOSED, (), cells, is_final=True)
    return publish("town", surveys, release)
