"""Staff take results along as a file: first they choose the kind of file, then it comes as a document."""

from db import staff
from domain.invitation import Permission, may
from domain.outgoing import Placement
from usecases import published
from usecases.reports import Format, report
from usecases.visit import Visit

MOST_DIGITS = 6  # of a release's number


def export(visit: Visit, survey: str, release: str, path: list[str], place: Placement) -> None:
    """Offer the kinds of file for a release, or hand over the one that was chosen.

    Args:
        visit: The update that is handled.
        survey: The survey's key.
        release: The release's number, in digits.
        path: Nothing, or the chosen kind.
        place: Where the menu stands.
    """
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None or not may(found[1], Permission.SEE_RESULTS):
        visit.say("refused")
        return
    number = int(release) if release.isdecimal() and len(release) <= MOST_DIGITS else 0
    results = published.results(visit.unit, survey, number) if number else None
    if results is None or path not in ([], *([kind.value] for kind in Format)):
        visit.say("unknown_command", place)
    elif not path:
        options = [f"export:{survey}:{number}:{kind}" for kind in Format]
        visit.offer("export_menu", options, place, view=results, survey=survey, release=number)
    else:
        staff.record(visit.unit, found[0], "exported", f"{survey}:{number}:{path[0]}", visit.now)
        view = report(visit.unit, survey, number)
        visit.say("export_file", view=view, survey=survey, release=number, format=path[0])
