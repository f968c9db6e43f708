"""Staff open results and statistics in the chat. Everybody else is refused, at every step."""

from datetime import datetime
from typing import TypedDict

from db import staff, surveys
from db.unit import Unit
from domain.blocks import SMALLEST_WAVE
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.person import Person
from domain.results import PublishedResults, PublishedTable
from domain.survey import Kind
from usecases import published
from usecases.house import House
from usecases.residents_results import open_published
from usecases.results_path import Spot
from usecases.visit import Visit, receive

BELOW = Placement()


class Pinned(TypedDict):
    """The arguments from which the same results are loaded again after a crash."""

    survey: str
    release: int | None
    filter: str | None


class Compared(TypedDict):
    """The arguments from which the same comparison is loaded again after a crash."""

    survey: str
    release: int
    index: int
    dimension: int | None
    earlier: int | None


def results_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /results with the surveys to choose from; residents see what was published for them."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if staff.role_of(unit, person.user) is None:
        open_published(visit, ["said"], BELOW)
    else:
        open_results(visit, [], BELOW)


def statistics_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /stats with how many take part, by day, source and language."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None and _role(visit, Permission.SEE_STATISTICS, "statistics"):
        view = published.statistics(unit, now, house.timezone)
        visit.say("statistics", view=view, timezone=house.timezone)


def open_results(visit: Visit, path: list[str], place: Placement) -> None:
    """Show what a place in the results menu leads to.

    Args:
        visit: The update that is handled.
        path: Nothing for all surveys, [survey] for its newest release, [survey, spot] for a place in one.
        place: Where the menu stands.
    """
    role = _role(visit, Permission.SEE_RESULTS, ":".join(["results", *path]))
    if role is None:
        return
    match path:
        case []:
            view = published.overview(visit.unit)
            visit.offer("results_menu", [f"results:{row.key}" for row in view], place, view=view)
            return
        case [survey]:
            is_shown = _open_newest(visit, survey, role, place)
        case [survey, spelled] if (spot := Spot.read(spelled)) is not None:
            is_shown = _open_spot(visit, survey, spot, role, place)
        case _:
            is_shown = False
    if not is_shown:
        visit.say("unknown_command", place)


def _open_newest(visit: Visit, survey: str, role: str, place: Placement) -> bool:
    view = published.results(visit.unit, survey)
    if view is None:
        return False
    if view.release is not None:
        _offer_questions(visit, survey, Spot(view.release.number), view, role, place)
        return True
    offer = surveys.offer(visit.unit, survey)
    options = ["results"]
    if offer is not None and offer.ended_on is None and may(role, Permission.CLOSE_WAVE):
        options.insert(0, f"close:{survey}")
    visit.offer(
        "survey_results",
        options,
        place,
        view=view,
        survey=survey,
        needed=SMALLEST_WAVE,
        days=visit.house.wave_days,
    )
    return True


def _open_spot(visit: Visit, survey: str, spot: Spot, role: str, place: Placement) -> bool:
    """Show a place in a release; return False where the release has none such."""
    if spot.dimension is not None or spot.earlier is not None:
        return spot.part is None and _say_comparison(visit, survey, spot)
    chosen = None
    if spot.part is not None:
        chosen = published.part(visit.unit, survey, spot.release, spot.part)
        if chosen is None:
            return False
    view = published.results(visit.unit, survey, spot.release, chosen)
    if view is None:
        return False
    if spot.question is not None and spot.question >= len(view.entries):
        return False
    match spot:
        case Spot(question=int(question)):
            _say_table(visit, survey, question, view, _further(survey, spot, view))
        case Spot(whole="all"):
            for index in range(len(view.entries)):
                _say_table(visit, survey, index, view, [])
        case Spot(whole="parts"):
            parts = [Spot(spot.release, part).option(survey) for part in range(len(view.filters))]
            options = [*parts, Spot(spot.release).option(survey)]
            visit.offer("results_parts", options, place, view=view, **_pinned(survey, view))
        case Spot(whole="releases"):
            lines = published.all_releases(visit.unit, survey)
            options = [Spot(one.number).option(survey) for one in lines]
            visit.offer("results_releases", options, place, view=lines, survey=survey)
        case Spot(whole="scales"):
            options = [Spot(spot.release, spot.part).option(survey)]
            visit.offer("scales_chart", options, view=view, **_pinned(survey, view))
        case _:
            _offer_questions(visit, survey, spot, view, role, place)
    return True


def _offer_questions(
    visit: Visit, survey: str, spot: Spot, view: PublishedResults, role: str, place: Placement
) -> None:
    """Offer a release's questions, then what can be done with all of it."""
    part = spot.part
    options = [Spot(spot.release, part, question).option(survey) for question in range(len(view.entries))]
    if view.tables:
        options.append(Spot(spot.release, part, whole="all").option(survey))
    if sum(table.kind is Kind.RANGE for table in view.tables) > 1:
        options.append(Spot(spot.release, part, whole="scales").option(survey))
    if view.filters:
        options.append(Spot(spot.release, whole="parts").option(survey))
    lines = published.all_releases(visit.unit, survey)
    if len(lines) > 1:
        options.append(Spot(spot.release, whole="releases").option(survey))
    options.append(f"export:{survey}:{spot.release}")
    this = next(one for one in lines if one.number == spot.release)
    if this.published_on is None and may(role, Permission.PUBLISH):
        options.append(f"publish:{survey}:{spot.release}")
    offer = surveys.offer(visit.unit, survey)
    if offer is not None and offer.ended_on is None and may(role, Permission.CLOSE_WAVE):
        options.append(f"close:{survey}")
    seen_since = this.published_on.isoformat() if this.published_on else None
    options.append("results")
    pinned = _pinned(survey, view)
    visit.offer("survey_results", options, place, view=view, **pinned, seen_since=seen_since)


def _further(survey: str, spot: Spot, view: PublishedResults) -> list[str]:
    """Return what a question's table leads to: comparisons of it, and back to the questions."""
    entry = view.entries[spot.question or 0]
    comparisons = []
    if isinstance(entry, PublishedTable) and entry.rows and spot.part is None:
        comparisons = [
            Spot(spot.release, question=spot.question, dimension=place).option(survey)
            for place, dimension in enumerate(view.dimensions)
            if len(dimension.values) > 1 and dimension.name != entry.question and entry.kind is not Kind.TEXT
        ]
        if spot.release > 1:
            earlier = Spot(spot.release, question=spot.question, earlier=spot.release - 1)
            comparisons.append(earlier.option(survey))
    return [*comparisons, Spot(spot.release, spot.part).option(survey)]


def _say_table(visit: Visit, survey: str, index: int, view: PublishedResults, further: list[str]) -> None:
    """Say a question's counts in words, then as a picture; what they lead to stands below the last."""
    entry = view.entries[index]
    pinned = _pinned(survey, view)
    is_drawn = isinstance(entry, PublishedTable) and bool(entry.rows)
    if further and not is_drawn:
        visit.offer("table_text", further, view=view, **pinned, index=index)
        return
    visit.say("table_text", view=view, **pinned, index=index)
    if is_drawn and further:
        visit.offer("table_chart", further, view=view, **pinned, index=index)
    elif is_drawn:
        visit.say("table_chart", view=view, **pinned, index=index)


def _say_comparison(visit: Visit, survey: str, spot: Spot) -> bool:
    index = spot.question or 0
    found = published.comparison(visit.unit, survey, spot.release, index, spot.dimension, spot.earlier)
    if found is None:
        return False
    further = [Spot(spot.release, question=index).option(survey), Spot(spot.release).option(survey)]
    pinned = Compared(
        survey=survey, release=spot.release, index=index, dimension=spot.dimension, earlier=spot.earlier
    )
    if len(found.parts) < 2:
        visit.offer("comparison_text", further, view=found, **pinned)
    else:
        visit.say("comparison_text", view=found, **pinned)
        visit.offer("comparison_chart", further, view=found, **pinned)
    return True


def _pinned(survey: str, view: PublishedResults) -> Pinned:
    chosen = view.filter
    return Pinned(
        survey=survey,
        release=view.release.number if view.release else None,
        filter=f"{chosen.dimension}={chosen.value}" if chosen else None,
    )


def _role(visit: Visit, permission: Permission, what: str) -> str | None:
    """Return the person's role and write down what is looked at; None, and a refusal, without permission."""
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None or not may(found[1], permission):
        visit.say("refused")
        return None
    staff.record(visit.unit, found[0], "saw", what, visit.now)
    return found[1]
