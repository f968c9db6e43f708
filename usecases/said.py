"""What residents see of results: releases, whole and as they were published, never a part of the people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db import releases, surveys
from db.releases import ReleaseLine
from db.unit import Unit
from domain.languages import Texts
from domain.outgoing import Argument
from domain.results import PublishedResults
from usecases import published


@dataclass(frozen=True, slots=True)
class PublishedSurvey:
    """A survey with a release that residents may see: how many people it rests on, and since when."""

    key: str
    title: Texts
    n: int
    published_on: date


def published_surveys(unit: Unit) -> tuple[PublishedSurvey, ...]:
    """Return every survey with a published release, in the process's order."""
    rows = []
    for offer in surveys.offers(unit):
        line = newest_published(unit, offer.key)
        results = line and published.results(unit, offer.key, line.number, for_residents=True)
        if line and line.published_on and results and results.total:
            rows.append(PublishedSurvey(offer.key, results.title, results.total, line.published_on))
    return tuple(rows)


def newest_published(unit: Unit, key: str) -> ReleaseLine | None:
    """Return the newest of a survey's releases that residents may see, None without any."""
    return next((line for line in releases.of_survey(unit, key) if line.published_on is not None), None)


def results_in(unit: Unit, args: Mapping[str, Argument]) -> PublishedResults | None:
    """Return the results that a message to a resident is about, by its arguments survey and release."""
    number = args["release"]
    if not isinstance(number, int):
        raise TypeError("the outbox row lacks a number")
    return published.results(unit, str(args["survey"]), number, for_residents=True)
