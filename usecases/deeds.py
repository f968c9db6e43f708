"""What staff can do that cannot be undone: they are asked once more, and it is done when they confirm."""

from domain.confirmations import Deed
from domain.invitation import Permission
from domain.outgoing import Placement
from usecases import event_deeds, measure_deeds, release_broadcast, schedule_screens, surveys_desk_deeds
from usecases.close_by_hand import ask_to_close, close, state_of_waves
from usecases.confirm import cancel, redeem
from usecases.publish import ask_to_publish, publish, state_of_release, subject_of
from usecases.visit import Visit

MOST_DIGITS = 4  # of a release's number


def open_deed(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about such a deed asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: ["close", survey], ["publish", survey, release], ["confirm", token] or ["cancel"].
        place: Where the button stands.
    """
    match path:
        case ["close", key]:
            return ask_to_close(visit, key, place)
        case ["publish", key, number] if number.isdecimal() and len(number) <= MOST_DIGITS:
            return ask_to_publish(visit, key, int(number), place)
        case ["confirm", token]:
            _confirm(visit, token, place)
        case ["cancel"]:
            cancel(visit, place)
        case _:
            return False
    return True


def _confirm(visit: Visit, token: str, place: Placement) -> None:
    confirmed = redeem(visit, token, place, lambda deed: _state_of(visit, deed))
    if confirmed is None:
        return
    if release_broadcast.is_of_broadcast(confirmed.deed):
        release_broadcast.do(visit, confirmed, place)
        return
    match confirmed.deed.permission:
        case Permission.CLOSE_WAVE:
            close(visit, confirmed, place)
        case Permission.MANAGE_EVENTS:
            event_deeds.do(visit, confirmed, place)
        case Permission.MOVE_SCHEDULE:
            schedule_screens.do(visit, confirmed, place)
        case Permission.MANAGE_MEASURES:
            measure_deeds.do(visit, confirmed, place)
        case Permission.MANAGE_SURVEYS:
            surveys_desk_deeds.do(visit, confirmed, place)
        case _:
            publish(visit, confirmed, place)


def _state_of(visit: Visit, deed: Deed) -> str | None:
    if release_broadcast.is_of_broadcast(deed):
        return release_broadcast.state_of(visit, deed)
    match deed.permission:
        case Permission.CLOSE_WAVE:
            return state_of_waves(visit.unit, deed.subject)
        case Permission.MANAGE_EVENTS:
            return event_deeds.state_of_event(visit.unit, deed)
        case Permission.MOVE_SCHEDULE:
            return schedule_screens.state_of_row(visit.unit, deed)
        case Permission.MANAGE_MEASURES:
            return measure_deeds.state_of(visit.unit, deed)
        case Permission.MANAGE_SURVEYS:
            return surveys_desk_deeds.state_of_survey(visit.unit, deed)
        case _:
            return state_of_release(visit.unit, *subject_of(deed))
