"""Somebody starts the bot: from a poster, by a staff invitation, or coming back."""

from datetime import datetime

from db import residents, responses
from db.unit import Unit
from domain.invitation import START_PREFIX
from domain.participation import source_of
from domain.person import Person
from usecases.become_staff import become_staff
from usecases.house import House
from usecases.talk import go_on
from usecases.visit import receive


def start(
    unit: Unit, house: House, update_id: int, person: Person, payload: str | None, now: datetime
) -> None:
    """Answer /start: count the source of a new chat, redeem an invitation, and go on from there."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    residents.resume_messages(unit, visit.resident.chat_id)
    invited = payload is not None and payload.startswith(START_PREFIX)
    if visit.is_new and not invited:
        source = source_of(payload)
        for dimension, value in (("all", ""), ("source", source)):
            responses.tally_up(unit, visit.today, "started", dimension, value)
    if payload is not None and invited:
        become_staff(visit, payload.removeprefix(START_PREFIX))
    else:
        if visit.is_new:
            visit.say("welcome")
        go_on(visit)
