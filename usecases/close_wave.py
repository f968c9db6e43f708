"""Waves: a random part of the answers that wait is counted in closed blocks, and a release is made of it."""

import logging
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random, SystemRandom

from db import contributions, releases, responses, sealed_drafts, surveys
from db.contributions import Contribution
from db.responses import Response
from db.surveys import Offer
from db.unit import Unit
from domain.answering import ACKNOWLEDGED
from domain.blocks import SMALLEST_WAVE, Labels, Member, draw_wave, freeze
from domain.dialogue import Answer
from domain.keys import Key, name_of
from domain.population import Margins
from domain.receipts import contribution_key
from domain.releases import Release, make_release
from domain.survey import ACCESS, LANGUAGE, MODE, Kind, QuestionName, Survey
from domain.tallies import by_series, label_of, series_of, uncountable
from domain.times import local_day
from usecases import media_answers
from usecases.house import House

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NotEnough:
    """No wave could close: so many answers wait, so many are needed."""

    waiting: int
    needed: int


def close_due_waves(
    unit: Unit, house: House, every_days: int, now: datetime, rng: Random | None = None
) -> list[str]:
    """Close the waves that are due, and end the surveys that have closed.

    Returns:
        The surveys that have a new release.
    """
    today = local_day(now, house.timezone)
    renewed = []
    for offer in surveys.offers(unit):
        last = next(iter(releases.of_survey(unit, offer.key)), None)
        due_on = (last.closed_on if last else offer.window.opens.day) + timedelta(days=every_days)
        has_ended = offer.window.is_over(now, house.timezone) and offer.ended_on is None
        if (has_ended or (offer.ended_on is None and due_on <= today)) and isinstance(
            close_wave(unit, house, offer, now, rng), Release
        ):
            renewed.append(offer.key)
    return renewed


def close_wave(
    unit: Unit, house: House, offer: Offer, now: datetime, rng: Random | None = None
) -> Release | NotEnough:
    """Close a wave of a survey, the final one if it has closed.

    Args:
        unit: The unit of work.
        house: The deployment.
        offer: The survey.
        now: The time.
        rng: Where chance comes from; the system's by default.

    Returns:
        The new release, or why there is none.
    """
    chance = rng or SystemRandom()
    today = local_day(now, house.timezone)
    surveys.lock(unit, offer.key)
    is_final = offer.window.is_over(now, house.timezone)
    version_ids = surveys.version_ids(unit, offer.key)
    waiting = responses.waiting(unit, version_ids)
    if is_final and sealed_drafts.count(unit, offer.key):
        return NotEnough(len(waiting), SMALLEST_WAVE)  # some are about to be sealed: they belong to it
    taken_keys = set(draw_wave([one.key for one in waiting], chance, final=is_final))
    if is_final and offer.ended_on is None:
        surveys.end(unit, offer.key, today)
    if not taken_keys:
        return NotEnough(len(waiting), SMALLEST_WAVE)
    taken = [one for one in waiting if one.key in taken_keys]
    versions = {one: surveys.version(unit, one) for one in version_ids}
    population = next((one.population for one in house.town.surveys if one.key == offer.key), {})
    release = _count(unit, offer, taken, versions, today, population, is_final=is_final)
    media_answers.put_in_wave(unit, house.pepper, release.number, taken)
    _hand_over_texts(unit, house, offer.key, release.number, taken, versions, chance)
    return release


def _count(
    unit: Unit,
    offer: Offer,
    taken: list[Response],
    versions: dict[int, Survey],
    today: date,
    population: Margins,
    *,
    is_final: bool,
) -> Release:
    last = releases.newest(unit, offer.key)
    dimensions = last.dimensions if last else offer.survey.dimensions  # a later version cannot change them
    members = [
        Member(
            one.key,
            _labels(one, versions[one.version_id], dimensions),
            by_series(versions[one.version_id], one.answers),
        )
        for one in _countable(offer.key, taken, versions)
    ]
    series = series_of(list(versions.values()))
    number = last.number + 1 if last else 1
    kept_back = releases.kept_back(unit, offer.key, last.number) if last else []
    wave = freeze(members, dimensions, series, kept_back=kept_back, is_final=is_final)
    releases.freeze(unit, offer.key, number, wave)
    cells = releases.frozen_cells(unit, offer.key)
    release = make_release(
        offer.key, number, today, dimensions, cells, is_final=is_final, population=population
    )
    releases.add(unit, release)
    return release


def _countable(survey_key: str, taken: list[Response], versions: dict[int, Survey]) -> list[Response]:
    """Return responses in which every answer can be counted: one that does not fit its question is none.

    It must not stop the wave for all others. The log names the question, neither the answer nor whose it is.
    """
    unfit = [uncountable(versions[one.version_id], one.answers) for one in taken]
    for name in sorted(set().union(*unfit)):
        log.warning("%s: answers to %s that do not fit the question were not counted", survey_key, name)
    return [_without(one, names) if names else one for one, names in zip(taken, unfit, strict=True)]


def _without(response: Response, names: Set[QuestionName]) -> Response:
    kept = {key: answer for key, answer in response.answers.items() if name_of(key) not in names}
    return replace(response, answers=kept)


def _labels(response: Response, survey: Survey, dimensions: tuple[QuestionName, ...]) -> Labels:
    # A later version may ask for a dimension in other words, even for a text: that is nobody's label.
    codes = {one.name for one in survey.questions if one.kind in (Kind.SELECT_ONE, Kind.CALCULATE)}
    told = {LANGUAGE: response.language, ACCESS: response.access, MODE: response.mode}
    values = [
        told[name] if name in told else label_of(response.answers.get(name)) if name in codes else None
        for name in dimensions
    ]
    # A language that too few speak, or a way by which too few came, is not kept with a response (`seal`).
    return tuple(value or None for value in values)


def _hand_over_texts(
    unit: Unit,
    house: House,
    survey_key: str,
    wave: int,
    taken: list[Response],
    versions: dict[int, Survey],
    rng: Random,
) -> None:
    """Give the free texts of a wave to moderation, in a random order, and keep them no longer as answers.

    Nor is anything kept that was not counted: what was computed, and where a place is.
    """
    texts, without = [], []
    for one in taken:
        kinds = {question.name: question.kind for question in versions[one.version_id].questions}
        left: dict[Key, Answer] = {}
        for key, answer in one.answers.items():
            kind = kinds.get(name_of(key))
            if kind is Kind.TEXT:
                if isinstance(answer, str) and answer.strip():
                    cid = contribution_key(house.pepper, one.key, key)
                    texts.append(Contribution(cid, name_of(key), one.language, answer))
            elif kind is Kind.GEOPOINT:
                left[key] = ACKNOWLEDGED
            elif kind is not Kind.CALCULATE:
                left[key] = answer
        without.append(replace(one, answers=left))
    rng.shuffle(texts)
    contributions.add_all(unit, survey_key, wave, texts)
    responses.put_in_wave(unit, wave, without)
