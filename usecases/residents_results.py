"""Residents read published results: the surveys, a survey's questions, one question or all of them."""

from domain.outgoing import Placement
from domain.results import PublishedResults, PublishedTable
from domain.town import RESULTS_CONSENT
from usecases import published, said
from usecases.visit import Visit
from usecases.wish import has_wish

MOST_DIGITS = 3  # of the place of a question


def open_published(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show what a place in the published results leads to; tell whether there is such a place.

    Args:
        visit: The update that is handled.
        path: ["said"] for the surveys, ["said", survey] for its questions, ["said", survey, place or
            "all"] for one or all; ["said_more", survey] shows the questions below a message that stays.
        place: Where the menu stands.
    """
    match path:
        case ["said"]:
            _surveys(visit, place)
        case ["said", key]:
            _questions(visit, key, place)
        case ["said_more", key]:
            _questions(visit, key, Placement())
        case ["said", key, "all"]:
            return _tables(visit, key, None)
        case ["said", key, index] if index.isdecimal() and len(index) <= MOST_DIGITS:
            return _tables(visit, key, int(index))
        case _:
            return False
    return True


def _surveys(visit: Visit, place: Placement) -> None:
    view = said.published_surveys(visit.unit)
    if len(view) == 1:
        _questions(visit, view[0].key, place)
    else:
        options = [f"said:{one.key}" for one in view]
        visit.offer("said_menu", [*options, _wish_option(visit)], place, view=view)


def _questions(visit: Visit, key: str, place: Placement) -> None:
    found = _newest(visit, key)
    if found is None:
        visit.offer("said_menu", [_wish_option(visit)], place, view=())
        return
    number, view = found
    options = [f"said:{key}:{index}" for index in tables_in(view)]
    if options:
        options.append(f"said:{key}:all")
    if len(said.published_surveys(visit.unit)) > 1:
        options.append("said")
    visit.offer("said_survey", [*options, _wish_option(visit)], place, view=view, survey=key, release=number)


def _tables(visit: Visit, key: str, index: int | None) -> bool:
    """Say one question or all of them below, in words and as a picture."""
    found = _newest(visit, key)
    if found is None:
        return False
    number, view = found
    chosen = [one for one in tables_in(view) if index in (None, one)]
    for one in chosen:
        visit.say("said_table", view=view, survey=key, release=number, index=one)
        visit.say("said_chart", view=view, survey=key, release=number, index=one)
    return bool(chosen)


def tables_in(view: PublishedResults) -> list[int]:
    """Return the places of the questions that have something to show: not too few answers, no free text."""
    return [
        index for index, entry in enumerate(view.entries) if isinstance(entry, PublishedTable) and entry.rows
    ]


def _newest(visit: Visit, key: str) -> tuple[int, PublishedResults] | None:
    """Return the newest published release of a survey: its number and what it says."""
    line = said.newest_published(visit.unit, key)
    view = published.results(visit.unit, key, line.number, for_residents=True) if line else None
    return (line.number, view) if line and view else None


def _wish_option(visit: Visit) -> str:
    return f"off:{RESULTS_CONSENT}" if has_wish(visit) else f"notify:{RESULTS_CONSENT}"
