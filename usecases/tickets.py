"""A resident's ticket: shown on the phone, scanned or read aloud at the door."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from db import registrations, staff
from db.registrations import Kept
from db.unit import Unit
from domain.admission import Phase
from domain.events import Event
from domain.outgoing import Outgoing, Placement
from domain.tickets import ticket_code, ticket_link
from usecases.event_cards import show_event
from usecases.house import House
from usecases.registration_views import EventView, event_view
from usecases.visit import Visit

TICKET = "event_ticket"


@dataclass(frozen=True, slots=True)
class TicketView:
    """A party's ticket: its code, and the link that its QR code holds. Neither is ever kept or logged."""

    event: Event
    party: int
    names_zone: bool
    code: str = field(repr=False)
    link: str = field(repr=False)


def show_ticket(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Show a resident the ticket, below all that stands there; tell whether there is such a button."""
    if rest:
        return False
    member, event_id = visit.resident.member_id, view.event.id
    kept = registrations.of_member(visit.unit, event_id, member)
    ticket = ticket_view(visit.unit, visit.house, kept, visit.now)
    if ticket is None:
        show_event(visit, event_id, place)
    else:
        visit.say(TICKET, view=ticket, event=event_id, member=member)
    return True


def load_ticket(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return the message that shows a ticket with its view; None where there is no ticket any more."""
    event_id, member = outgoing.args["event"], outgoing.args["member"]
    if not isinstance(event_id, int) or not isinstance(member, int):
        raise TypeError("the outbox row lacks a number")
    ticket = ticket_view(unit, house, registrations.of_member(unit, event_id, member), now)
    return None if ticket is None else replace(outgoing, view=ticket)


def ticket_view(unit: Unit, house: House, kept: Kept | None, now: datetime) -> TicketView | None:
    """Return the ticket of a registration, None where it has none, or where the event is off."""
    if kept is None or kept.ticket is None:
        return None
    view = event_view(unit, house, kept.event_id, None, now)
    if view is None or view.phase is Phase.CANCELLED:
        return None
    base = staff.get_setting(unit, "link_base")
    if base is None:
        raise LookupError("the bot writes down its link whenever it starts")
    link = ticket_link(base, kept.ticket)
    return TicketView(view.event, kept.answer.party, view.names_zone, ticket_code(kept.ticket), link)
