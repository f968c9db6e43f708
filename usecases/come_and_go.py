"""A resident blocks the bot or lets it in again; a group adds it."""

from datetime import datetime

from db import outbox, residents, staff, updates
from db.unit import Unit
from domain.languages import nearest_language
from domain.outgoing import Outgoing
from domain.person import Person
from domain.times import local_day
from usecases.house import House


def block_or_return(
    unit: Unit, house: House, update_id: int, person: Person, reachable: bool, now: datetime
) -> None:
    """Remember whether a chat can be reached. Nothing is said: who left is left in peace."""
    if updates.first_time(unit, update_id, local_day(now, house.timezone)):
        residents.set_reachable(unit, person.chat, reachable)


def offer_link_in_group(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Say in a group that everything happens in a private chat, and nothing else."""
    if not updates.first_time(unit, update_id, local_day(now, house.timezone)):
        return
    language = nearest_language(person.language_code, house.languages)
    link = staff.get_setting(unit, "link_base")
    outbox.say(unit, Outgoing(person.chat, "group", language, {"link": link}), now)
