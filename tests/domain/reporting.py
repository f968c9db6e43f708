"""A survey with a dimension, counted, as exports are given it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from domain.blocks import Member, freeze
from domain.comparisons import compare_values
from domain.population import Margins
from domain.publishing import publish
from domain.releases import Release, make_release
from domain.results import PublishedResults
from domain.survey import LANGUAGE, Choice, Kind, Question, Scale, Survey
from domain.tallies import by_series, series_of
from usecases.codebook import codebook_of
from usecases.reports import Report

CLOSED = date(2026, 11, 22)
AREAS = ("centre", "east", "west")


def asked(
    labels: Sequence[str] = ("Parks", "Läden", "Busse"),
    title: str = "Was gefällt Ihnen?",
    language: str = "de",
) -> Survey:
    """Return a survey whose second question has these labels."""
    areas = tuple(Choice(name, {"de": name.title(), "ar": "حي " + name}) for name in AREAS)
    likes = tuple(Choice(f"c{place}", {language: label}) for place, label in enumerate(labels))
    questions = (
        Question("area", Kind.SELECT_ONE, {"de": "Wo wohnen Sie?", "ar": "أين تسكنون؟"}, choices=areas),
        Question("likes", Kind.SELECT_MULTIPLE, {language: title}, choices=likes),
        Question("happy", Kind.RANGE, {"de": "Wie zufrieden?"}, {"de": "1 = gar nicht"}, scale=Scale(1, 5)),
        Question("words", Kind.TEXT, {"de": "Was noch?"}),
        Question("rare", Kind.SELECT_ONE, {"de": "Selten gefragt?"}, choices=likes),
    )
    return Survey("stadtweit", "1", {"de": "Befragung"}, ("de", "ar"), questions, ("area",))


def counted(
    survey: Survey,
    people: int = 120,
    *,
    number: int = 2,
    population: Margins | None = None,
    final: bool = False,
    falling: float = 4.0,
) -> Release:
    """Return a release of what made-up people said, always the same.

    Only three answer what is rare. Each choice is `falling` times as rare as the one before it.
    """
    rng = Random(5)
    members = []
    for place in range(people):
        given = {one.name: _answer(one, rng, falling) for one in survey.questions if one.takes_answer}
        if place >= 3:
            given.pop("rare", None)
        labels = tuple("de" if name == LANGUAGE else str(given[name]) for name in survey.dimensions)
        members.append(Member(place.to_bytes(4), labels, by_series(survey, given)))
    cells = freeze(members, survey.dimensions, series_of([survey]), is_final=True)
    release = make_release("stadtweit", number, CLOSED, survey.dimensions, cells, is_final=final)
    return replace(release, population=population or {})


def _answer(question: Question, rng: Random, falling: float) -> object:
    names = [choice.name for choice in question.choices]
    match question.kind:
        case Kind.SELECT_ONE:
            return rng.choices(names, [falling**-place for place in range(len(names))])[0]
        case Kind.SELECT_MULTIPLE:
            return [name for name in names if rng.random() < 0.4]
        case Kind.TEXT:
            return "Mehr Bänke"
        case _:
            scale = question.scale or Scale(16, 90)
            return rng.choice(scale.values())


def reported(survey: Survey, release: Release, withdrawn: int = 0) -> Report:
    """Return the report of a release, as the use case puts it together."""
    results: PublishedResults = replace(publish("stadtweit", [survey], release), withdrawn=withdrawn)
    found = (
        compare_values(results, [survey], index, dimension)
        for index, entry in enumerate(results.entries)
        for dimension in survey.dimensions
        if entry.question not in survey.dimensions and survey.question(entry.question).kind is not Kind.TEXT
    )
    comparisons = tuple(one for one in found if one is not None and one.parts)
    return Report(results, comparisons, codebook_of(survey))
