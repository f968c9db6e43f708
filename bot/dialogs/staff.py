"""The staff's templates: each takes what the use case published to the file that words it."""

from datetime import date
from typing import Any

from bot.dialogs import results, results_comparisons, results_tables
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message
from bot.dialogs.statistics import statistics as statistics_in_words
from bot.speech import speech
from domain.comparisons import Comparison
from domain.outgoing import Outgoing
from domain.results import PublishedResults
from usecases.published import Statistics


def results_menu(outgoing: Outgoing) -> Message:
    """Offer the surveys."""
    return results.results_menu(_lines(outgoing), outgoing.language)


def survey_results(outgoing: Outgoing) -> Message:
    """Offer a release's questions, or say when the first results come."""
    view, said, first, since = _results(outgoing), speech(outgoing.language), "", ""
    if view.release is None:
        needed, days = _number(outgoing, "needed"), _number(outgoing, "days")
        first = results.first_results(needed, days, said)
    elif outgoing.args.get("seen_since"):
        since = said.date(date.fromisoformat(str(outgoing.args["seen_since"])))
    return results.survey_results(view, options_of(outgoing), outgoing.language, first, since)


def results_parts(outgoing: Outgoing) -> Message:
    """Offer what a release can be filtered by."""
    return results.results_parts(_results(outgoing), options_of(outgoing), outgoing.language)


def results_releases(outgoing: Outgoing) -> Message:
    """Offer the releases of a survey."""
    return results.results_releases(_lines(outgoing), options_of(outgoing), outgoing.language)


def table_text(outgoing: Outgoing) -> Message:
    """Say one question's counts in words."""
    index, options = _number(outgoing, "index"), options_of(outgoing)
    return results_tables.table_text(_results(outgoing), index, outgoing.language, options)


def table_chart(outgoing: Outgoing) -> Message:
    """Show one question's counts as a picture."""
    index, options = _number(outgoing, "index"), options_of(outgoing)
    return results_tables.table_picture(_results(outgoing), index, outgoing.language, options)


def scales_chart(outgoing: Outgoing) -> Message:
    """Show the scales of a survey in one picture."""
    return results_tables.scales_picture(_results(outgoing), outgoing.language, options_of(outgoing))


def comparison_text(outgoing: Outgoing) -> Message:
    """Say one question's counts side by side."""
    return results_comparisons.comparison_text(_comparison(outgoing), options_of(outgoing), outgoing.language)


def comparison_chart(outgoing: Outgoing) -> Message:
    """Show one question's counts side by side."""
    return results_comparisons.comparison_picture(
        _comparison(outgoing), options_of(outgoing), outgoing.language
    )


def statistics(outgoing: Outgoing) -> Message:
    """Say how many take part."""
    if not isinstance(outgoing.view, Statistics):
        raise TypeError("the statistics need their numbers")
    return statistics_in_words(outgoing.view, outgoing.language)


def _lines(outgoing: Outgoing) -> tuple[Any, ...]:
    if not isinstance(outgoing.view, tuple):
        raise TypeError("this message needs its lines")
    return outgoing.view


def _results(outgoing: Outgoing) -> PublishedResults:
    if not isinstance(outgoing.view, PublishedResults):
        raise TypeError("this message needs published results")
    return outgoing.view


def _comparison(outgoing: Outgoing) -> Comparison:
    if not isinstance(outgoing.view, Comparison):
        raise TypeError("this message needs a comparison")
    return outgoing.view


def _number(outgoing: Outgoing, name: str) -> int:
    value = outgoing.args[name]
    if not isinstance(value, int):
        raise TypeError("this message needs a number")
    return value
