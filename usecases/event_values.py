"""What staff type or choose for one field of an event: the event with it, or why it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.event_plan import TEXTS, TIMES, PlanField, days_before, moved, texts_of, with_texts
from domain.events import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_REMINDER,
    LONGEST_TITLE,
    MOST_IN_PARTY,
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_REMINDERS,
    Event,
    Offers,
)
from domain.languages import DEFAULT, Language
from domain.quiet_hours import QuietHours
from domain.texts import TextKind, TextRefused, cleaned, with_text
from domain.times import instant_of
from domain.typed_amounts import read_count, read_minutes, read_pin
from domain.typed_times import END_OF_DAY, Reading, read_local_time, trouble_with
from domain.web_address import web_address

MOST_HOURS = 14 * 24  # for which a free seat is kept
MINUTES = (60, 90, 120, 150, 180, 240)
CAPACITIES = (0, 20, 30, 50, 100, 200)  # 0: as many as come
PARTIES = (1, 2, 4, 6, 10)
HOURS = (2, 12, 24, 48)
DEADLINE_DAYS = (1, 3, 7)
REMINDERS = (14 * 24 * 60, 7 * 24 * 60, 3 * 24 * 60, 24 * 60, 120, 60)
INTERPRETERS: tuple[Language, ...] = (
    *("tr", "ar", "en", "uk", "ru", "ro", "it", "hr", "el", "sq", "pl", "fr", "fa"),
    "gsg",  # German Sign Language
)
NONE = "none"

TEXT_OF: Mapping[PlanField, tuple[TextKind, int]] = {
    PlanField.TITLE: (TextKind.TITLE, LONGEST_TITLE),
    PlanField.PLACE: (TextKind.PLACE, LONGEST_PLACE),
    PlanField.DESCRIPTION: (TextKind.DESCRIPTION, LONGEST_DESCRIPTION),
}


class Problem(StrEnum):
    """Why something cannot be taken, beyond what is wrong with a time (`domain.typed_times.Trouble`)."""

    SEVERAL = "several"  # ways to read a date
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NUMBER = "number"
    LENGTH = "length"  # of time
    CLOCK = "clock"  # a time of the day
    PLACE = "place"
    ADDRESS = "address"
    AFTER_START = "after_start"
    QUIET = "quiet"  # nothing is sent at that hour
    CHOOSE = "choose"  # nothing can be typed here


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a value cannot be taken: a problem's or a trouble's name, where it is, and what can be chosen."""

    why: str
    at: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What values depend on besides the event: the time, the reader's language, when nothing is sent."""

    now: datetime
    language: Language
    quiet: QuietHours


def typed_value(event: Event, field: PlanField, text: str, setting: Setting) -> Event | Refused:
    """Return the event with what was typed for a field."""
    if field in TEXTS:
        return _with_text(event, field, text)
    if field in TIMES:
        return _with_time(event, field, text, setting)
    match field:
        case PlanField.MINUTES:
            minutes = read_minutes(text, MOST_MINUTES)
            return Refused(Problem.LENGTH) if minutes is None else replace(event, minutes=minutes)
        case PlanField.CAPACITY:
            number = read_count(text, 0, MOST_PEOPLE)
            return Refused(Problem.NUMBER) if number is None else replace(event, capacity=number or None)
        case PlanField.PARTY:
            number = read_count(text, 1, MOST_IN_PARTY)
            return Refused(Problem.NUMBER) if number is None else replace(event, largest_party=number)
        case PlanField.KEPT:
            number = read_count(text, 1, MOST_HOURS)
            return Refused(Problem.NUMBER) if number is None else replace(event, offer_hours=number)
        case PlanField.PIN:
            pin = read_pin(text)
            return Refused(Problem.PLACE) if pin is None else replace(event, pin=pin)
        case PlanField.LINK:
            address = web_address(text)
            return Refused(Problem.ADDRESS) if address is None else replace(event, link=address)
        case _:
            return Refused(Problem.CHOOSE)


def chosen_value(event: Event, field: PlanField, spelled: str, setting: Setting) -> Event | Refused | None:
    """Return the event with what a button stands for; None where there is no such button.

    Args:
        event: The event.
        field: What the button is about.
        spelled: What it says: a number, `none`, `yes`, `no`, or a wall time as `202703101800`.
        setting: What it depends on.
    """
    if spelled == NONE:
        return _without(event, field)
    if field in TIMES:
        local = _unspelled(spelled)
        return None if local is None else _at(event, field, local, setting)
    if field is PlanField.WAITLIST and spelled in ("yes", "no"):
        return replace(event, waitlist=spelled == "yes")
    if field in (PlanField.MINUTES, PlanField.CAPACITY, PlanField.PARTY, PlanField.KEPT):
        return typed_value(event, field, spelled, setting)
    return None


def toggled(event: Event, field: PlanField, what: str, *, on: bool) -> Event | None:
    """Return the event with one thing offered or not, or one reminder more or less; None: no such thing."""
    if field is PlanField.OFFERS:
        return _with_offer(event, what, on=on)
    if field is PlanField.REMINDERS and what.isascii() and what.isdecimal():
        minutes = int(what)
        kept = {*event.reminders, minutes} if on else {*event.reminders} - {minutes}
        if 0 < minutes <= LONGEST_REMINDER and len(kept) <= MOST_REMINDERS:
            return replace(event, reminders=tuple(sorted(kept, reverse=True)))
    return None


def deadline_choices(event: Event, now: datetime) -> list[str]:
    """Return the wall times that are offered for the end of registration, those that lie ahead."""
    if event.local_start is None:
        return []
    days = [days_before(event.local_start, number) for number in DEADLINE_DAYS]
    return [day for day in days if trouble_with(day, now, event.timezone) is None]


def spelled_time(local: str) -> str:
    """Return a wall time as a button holds it, which has no room for signs: `202703101800`."""
    return "".join(sign for sign in local if sign.isdigit())


def _unspelled(spelled: str) -> str | None:
    try:
        if len(spelled) != 12 or not (spelled.isascii() and spelled.isdecimal()):
            return None
        return datetime.strptime(spelled, "%Y%m%d%H%M").isoformat(timespec="minutes")  # noqa: DTZ007 - wall
    except ValueError:
        return None


def _with_text(event: Event, field: PlanField, text: str) -> Event | Refused:
    _kind, longest = TEXT_OF[field]
    try:
        words = cleaned(text if field is PlanField.DESCRIPTION else " ".join(text.split()), longest)
    except TextRefused as refused:
        return Refused(Problem.TOO_LONG if refused.length else Problem.EMPTY, str(longest))
    return with_texts(event, field, with_text(texts_of(event, field), DEFAULT, words))


def _with_time(event: Event, field: PlanField, text: str, setting: Setting) -> Event | Refused:
    day_alone = END_OF_DAY if field is PlanField.DEADLINE else ""
    reading: Reading = read_local_time(text, setting.now, event.timezone, setting.language, day_alone)
    if reading.trouble is not None:
        return Refused(reading.trouble, reading.at)
    if not reading.is_sure:
        return Refused(Problem.SEVERAL, choices=reading.choices)
    return _at(event, field, reading.choices[0], setting)


def _at(event: Event, field: PlanField, local: str, setting: Setting) -> Event | Refused:
    trouble = trouble_with(local, setting.now, event.timezone)
    if trouble is not None:
        return Refused(trouble, local)
    if field is PlanField.START:
        return moved(event, local)
    at = instant_of(local, event.timezone)
    if event.starts_at is not None and at > event.starts_at:
        return Refused(Problem.AFTER_START, local)
    if field is PlanField.DEADLINE:
        return replace(event, register_until=local)
    if setting.quiet.hold(at, event.timezone):
        return Refused(Problem.QUIET, local)
    return replace(event, invite_at=local)


def _without(event: Event, field: PlanField) -> Event | None:
    match field:
        case PlanField.PLACE:
            return replace(event, place={})
        case PlanField.DESCRIPTION:
            return replace(event, description={})
        case PlanField.PIN:
            return replace(event, pin=None)
        case PlanField.LINK:
            return replace(event, link=None)
        case PlanField.DEADLINE:
            return replace(event, register_until=None)
        case PlanField.INVITATION:
            return replace(event, invite_at=None)
        case _:
            return None


def _with_offer(event: Event, what: str, *, on: bool) -> Event | None:
    offers: Offers = event.offers
    if what == "childcare":
        return replace(event, offers=replace(offers, childcare=on))
    if what == "step_free":
        return replace(event, offers=replace(offers, step_free=on))
    kind, _, language = what.partition("-")
    if kind != "in" or language not in {*INTERPRETERS, *offers.interpreters}:
        return None
    kept = [one for one in offers.interpreters if one != language] + ([language] if on else [])
    return replace(event, offers=replace(offers, interpreters=tuple(sorted(kept))))
