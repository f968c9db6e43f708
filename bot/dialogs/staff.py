"""The staff's templates: each takes what the use case published to the file that words it."""

from bot.dialogs import results
from bot.dialogs.message import Message
from domain.outgoing import Outgoing
from domain.results import PublishedResults
from usecases.published import Statistics


def results_menu(outgoing: Outgoing) -> Message:
    """Offer the surveys."""
    if not isinstance(outgoing.view, tuple):
        raise TypeError("the results menu needs its surveys")
    return results.results_menu(outgoing.view, outgoing.language)


def survey_results(outgoing: Outgoing) -> Message:
    """Offer a survey's questions."""
    return results.survey_results(_results(outgoing), str(outgoing.args["survey"]), outgoing.language)


def table_text(outgoing: Outgoing) -> Message:
    """Say one question's counts in words."""
    return results.table_text(_results(outgoing), _index(outgoing), outgoing.language)


def table_chart(outgoing: Outgoing) -> Message:
    """Show one question's counts as a picture."""
    return results.table_picture(_results(outgoing), _index(outgoing), outgoing.language)


def statistics(outgoing: Outgoing) -> Message:
    """Say how many take part."""
    if not isinstance(outgoing.view, Statistics):
        raise TypeError("the statistics need their numbers")
    return results.statistics(outgoing.view, outgoing.language)


def _results(outgoing: Outgoing) -> PublishedResults:
    if not isinstance(outgoing.view, PublishedResults):
        raise TypeError("this message needs published results")
    return outgoing.view


def _index(outgoing: Outgoing) -> int:
    index = outgoing.args["index"]
    if not isinstance(index, int):
        raise TypeError("this message needs the place of a question")
    return index
