"""A resident asks for something by command: a page to read, the languages, silence."""

from datetime import datetime

from db import residents, staff
from db.unit import Unit
from domain.person import Person
from usecases.house import House
from usecases.talk import ask_for_language
from usecases.visit import receive
from usecases.wish import stop_wishes


def read_page(unit: Unit, house: House, update_id: int, person: Person, page: str, now: datetime) -> None:
    """Answer /privacy, /about or /contact with the town's own text."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        visit.say("page", page=page)


def get_help(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /help; staff also read about their own commands."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        visit.say("help", staff=staff.role_of(unit, person.user) is not None)


def change_language(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /language; in a dialogue the choice leads back to the question, which stands below then."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        ask_for_language(visit)


def stop(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /stop: nothing unasked goes to this chat any more, until its owner starts again."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        residents.stop(unit, visit.resident.chat_id, now)
        stop_wishes(visit)
        visit.say("stopped")


def unknown_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer a command that there is none of."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        visit.say("unknown_command")
