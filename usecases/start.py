"""Somebody starts the bot: from a poster, with a letter's code, by a staff invitation, or coming back."""

from datetime import datetime

from db import residents, responses
from db.unit import Unit
from domain.access import read_code
from domain.invitation import START_PREFIX
from domain.participation import DIRECT, LETTER, source_of
from domain.person import Person
from domain.tickets import ticket_in
from usecases.become_staff import become_staff
from usecases.come_and_go import is_back
from usecases.door import scan
from usecases.house import House
from usecases.redeem import redeem
from usecases.talk import go_on
from usecases.visit import receive


def start(
    unit: Unit, house: House, update_id: int, person: Person, payload: str | None, now: datetime
) -> None:
    """Answer /start: count the source of a new chat, redeem what a link brought, and go on from there."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    residents.resume_messages(unit, visit.resident.chat_id)
    returns = is_back(visit)
    joins_staff = payload is not None and payload.startswith(START_PREFIX)
    code, ticket = read_code(payload), ticket_in(payload)
    if visit.is_new and not joins_staff:
        # Neither a code nor a ticket is a source, and neither is kept anywhere.
        source = LETTER if code is not None else DIRECT if ticket is not None else source_of(payload)
        for dimension, value in (("all", ""), ("source", source)):
            responses.tally_up(unit, visit.today, "started", dimension, value)
        if source not in (DIRECT, LETTER):  # that somebody has a letter's code is forgotten with the survey
            residents.keep_source(unit, visit.resident.chat_id, source)
    if payload is not None and joins_staff:
        become_staff(visit, payload.removeprefix(START_PREFIX))
        return
    if ticket is not None:
        scan(visit, ticket)
        return
    if visit.is_new:
        visit.say("welcome")
    if code is not None:
        redeem(visit, code)
    go_on(visit, is_back=returns)
