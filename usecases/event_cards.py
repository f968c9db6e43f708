"""The screens on which residents see events: what is coming, and one with what can be done about it."""

from db import staff
from domain.admission import Phase, Room
from domain.door import Door, door_of
from domain.events import EventStatus
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.registrations import COMING, RegistrationStatus
from usecases.registration_views import EventView, event_list, event_view
from usecases.visit import Visit

PLANNING = "event"
"""The option that leads staff to where they plan events."""

DOOR = "door"
"""What an option begins with that leads staff to the door of an event."""

_Status = RegistrationStatus


def plans_events(visit: Visit) -> bool:
    """Tell whether this is somebody of the staff who plans events."""
    found = staff.role_of(visit.unit, visit.person.user)
    return found is not None and may(found[1], Permission.MANAGE_EVENTS)


def checks_in(visit: Visit) -> bool:
    """Tell whether this is somebody of the staff who may stand at the door."""
    found = staff.role_of(visit.unit, visit.person.user)
    return found is not None and may(found[1], Permission.CHECK_IN)


def show_list(visit: Visit, place: Placement) -> None:
    """Show what is coming, with how this resident stands to it."""
    member = visit.resident.member_id
    view = event_list(visit.unit, visit.house, member, visit.now)
    options = [f"ev:show:{one.event.id}" for one in view]
    if plans_events(visit):
        options.append(PLANNING)
    visit.offer("event_list", options, place, view=view, member=member)


def show_event(visit: Visit, event_id: int, place: Placement, note: str = "") -> None:
    """Show one event with what can be done about it; the note says what has just been done or could not."""
    member = visit.resident.member_id
    view = event_view(visit.unit, visit.house, event_id, member, visit.now)
    if view is None:
        show_list(visit, place)
        return
    options = card_options(view)
    if checks_in(visit) and door_of(view.event, visit.now) in (Door.BEFORE, Door.OPEN):
        options.append(f"{DOOR}:{event_id}")
    visit.offer("event_card", options, place, view=view, event=event_id, member=member, note=note)


def card_options(view: EventView) -> list[str]:
    """Return what a resident can do about an event now."""
    event = view.event
    what = list(_answers(view))
    if view.phase.is_ahead:
        what += ["map", "ics"] if event.pin is not None else ["ics"]
    return [*(f"ev:{one}:{event.id}" for one in what), "ev"]


def _answers(view: EventView) -> tuple[str, ...]:
    status = view.standing.status if view.standing else None
    if view.phase is Phase.BEGUN and status in COMING and view.event.status is EventStatus.PUBLISHED:
        return ("ticket",)  # for those who are late
    if not view.phase.is_ahead or status is _Status.ATTENDED:
        return ()
    match status:
        case _Status.REGISTERED | _Status.CONFIRMED:
            return ("ticket", "size", "needs", "cancel")
        case _Status.WAITLISTED:
            return ("size", "cancel")
        case _Status.OFFERED:
            return ("accept", "size", "pass")
    if view.phase is Phase.CLOSED:
        return ()
    said = {_Status.MAYBE: "maybe", _Status.DECLINED: "no", _Status.CANCELLED: "no"}.get(
        status or _Status.EXPIRED
    )
    return tuple(
        one for one in ("yes", "maybe", "no") if one != said and (one != "yes" or view.room is not Room.FULL)
    )
