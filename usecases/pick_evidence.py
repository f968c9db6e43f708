"""Staff say what a need rests on: they see what is there already, take it away, or pick more."""

from db import measures
from domain.measures import Need
from usecases.evidence_choices import MINUTES, RELEASES, THEMES, choices_at
from usecases.measure_spot import Spot
from usecases.measure_staff_screens import card_option, option_of
from usecases.measure_views import need_view

STEP = "ev"
REMOVE = "x"


def pick(spot: Spot, need: Need, path: list[str]) -> bool:
    """Show what can be picked, or pick it; tell whether there is such a place.

    Args:
        spot: Where the member of staff is.
        need: The need.
        path: Nothing for what the need rests on; [REMOVE, place] to take one away; else a place of
            `usecases.evidence_choices`.
    """
    unit = spot.visit.unit
    kept = measures.evidence_of(unit, need.id)
    match path:
        case []:
            _say(spot, need)
        case ["x", place] if place.isdecimal() and int(place) < len(kept):
            del kept[int(place)]
            if spot.write(STEP):
                measures.set_evidence(unit, need.id, kept)
                _say(spot, spot.thing)
        case _:
            choices = choices_at(unit, spot.visit.house, path)
            if choices is None:
                return False
            if choices.picked is None:
                options = [option_of(need, STEP, *path, choice.step) for choice in choices.found]
                back = option_of(need, STEP, *path[:-1])
                spot.visit.offer(
                    "measure_staff_pick", [*options, back], spot.place, view=choices, path=":".join(path)
                )
            elif spot.write(STEP):
                found = [*(one for one in kept if one != choices.picked), choices.picked]
                measures.set_evidence(unit, need.id, found)
                _say(spot, spot.thing)
    return True


def _say(spot: Spot, need: object) -> None:
    """Show what a need rests on, each to be taken away, and what can be picked."""
    if not isinstance(need, Need):
        raise TypeError("only needs rest on something")
    view = need_view(spot.visit.unit, spot.visit.house, need.id)
    kept = measures.evidence_of(spot.visit.unit, need.id)
    options = [option_of(need, STEP, REMOVE, str(place)) for place in range(len(kept))]
    options += [option_of(need, STEP, kind) for kind in (RELEASES, THEMES, MINUTES)]
    spot.visit.offer(
        "measure_staff_evidence",
        [*options, card_option(need)],
        spot.place,
        view=view,
        kind="n",
        number=str(need.id),
    )
