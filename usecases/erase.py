"""A resident has everything erased that is linked to the chat."""

from datetime import datetime

from db import residents
from db.unit import Unit
from domain.outgoing import Placement
from domain.person import Person
from usecases.house import House
from usecases.visit import Visit, receive


def delete_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /delete: say what will go and what cannot be found any more, and ask once."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        offer_to_erase(visit)


def offer_to_erase(visit: Visit) -> None:
    """Ask whether everything is to be erased."""
    visit.offer("delete_question", ["erase", "keep"])


def erase(visit: Visit, place: Placement) -> None:
    """Erase the chat, its members, consents and drafts; submitted answers cannot be found any more."""
    residents.erase(visit.unit, visit.resident)
    visit.say("deleted", place)
