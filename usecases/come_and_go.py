"""A resident blocks the bot or lets it in again; a group adds it."""

from datetime import datetime, timedelta

from db import outbox, residents, staff, updates
from db.unit import Unit
from domain.languages import nearest_language
from domain.outgoing import Argument, Outgoing
from domain.person import Person
from domain.times import local_day
from domain.town import SURVEY_CONSENT
from usecases.house import House
from usecases.talk import home_of
from usecases.visit import Visit

WELCOME_AFTER = timedelta(seconds=20)
"""So long somebody who lets the bot in again has time to write first: most apps send /start by themselves."""

_WELCOME = "welcome_back"


def block_or_return(
    unit: Unit, house: House, update_id: int, person: Person, reachable: bool, now: datetime
) -> None:
    """Remember whether a chat can be reached: who left is left in peace, and welcomed on coming back."""
    today = local_day(now, house.timezone)
    if not updates.first_time(unit, update_id, today):
        return
    resident = residents.by_address(unit, person.chat)
    residents.set_reachable(unit, person.chat, reachable)
    if not reachable:
        outbox.recall(unit, person.chat, _WELCOME)
        return
    if resident is None or resident.reachable or residents.wants_silence(unit, resident):
        return
    visit = Visit(unit, house, resident, person, now, today)
    if resident.language_chosen and residents.has_agreed(unit, resident.member_id, SURVEY_CONSENT):
        options, _view, args = home_of(visit)
        residents.offer_menu(unit, resident.member_id, options)
        words: dict[str, Argument] = {**args, "options": options, "back": True}
        if not resident.called.alone:
            words["who"] = resident.ordinal
        home = Outgoing(person.chat, "home", resident.language, words, occasion=_WELCOME)
        outbox.say_later(unit, home, now + WELCOME_AFTER)


def is_back(visit: Visit) -> bool:
    """Tell whether somebody writes for the first time since blocking the bot; the welcome is said now."""
    return outbox.recall(visit.unit, visit.resident.address, _WELCOME) or not visit.resident.reachable


def offer_link_in_group(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Say in a group that everything happens in a private chat, and nothing else."""
    if not updates.first_time(unit, update_id, local_day(now, house.timezone)):
        return
    language = nearest_language(person.language_code, house.languages)
    link = staff.get_setting(unit, "link_base")
    outbox.say(unit, Outgoing(person.chat, "group", language, {"link": link}), now)
