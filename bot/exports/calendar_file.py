"""An event as a calendar file: the same entry for ever, moved or taken away by a newer file.

Times are in UTC, which every calendar shows in its own zone: no zone's rules have to travel along. There is
nothing in it about who comes.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, vCalAddress
from icalendar import Event as Entry

from domain.events import Event
from domain.languages import Language, Texts, locale_of, text_in
from domain.town import Town

MEDIA_TYPE = "text/calendar"
_PRODUCT = "-//quartier//events//EN"


class CalendarStatus(StrEnum):
    """What the entry is to be."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"  # calendars take the entry away


def calendar_file(
    town: Town, event: Event, language: Language, status: CalendarStatus, now: datetime
) -> bytes:
    """Return the file that adds an event to a calendar, or changes or cancels it there.

    Args:
        town: Whose event it is: calendars want an organiser.
        event: The event, with its start.
        language: The language of its texts; German where one is missing.
        status: What the entry is to be.
        now: When the file is made.

    Raises:
        ValueError: The event has no start yet.
    """
    if event.starts_at is None:
        raise ValueError("an event without a start has no place in a calendar")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if status is CalendarStatus.CANCELLED else "PUBLISH")
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.starts_at + timedelta(minutes=event.minutes))
    entry.add("status", status.value)
    organiser = vCalAddress(f"mailto:{town.contact.email}")
    organiser.params["CN"] = text_in(town.city, language)
    entry.add("organizer", organiser)
    _say(entry, "summary", event.title, language)
    _say(
        entry,
        "location",
        event.place if any(event.place.values()) else {language: event.link or ""},
        language,
    )
    _say(entry, "description", _description(event, language), language)
    if status is CalendarStatus.CANCELLED:
        _say(entry, "comment", event.reason, language)
    if event.link is not None:
        entry.add("url", event.link)
    if event.pin is not None:
        entry.add("geo", (event.pin.latitude, event.pin.longitude))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def file_name(event: Event) -> str:
    """Return a name for an event's calendar file: its day, which tells several of them apart."""
    return f"{(event.local_start or '')[:10]}.ics"


def _description(event: Event, language: Language) -> Texts:
    words = text_in(event.description, language)
    return {language: "\n\n".join(part for part in (words, event.link) if part)}


def _say(entry: Entry, name: str, texts: Texts, language: Language) -> None:
    """Add a text in the wanted language, or in the one that is there, and say which it is."""
    if text := text_in(texts, language):
        spoken = next(code for code in (language, *texts) if texts.get(code) == text)
        entry.add(name, text, parameters={"LANGUAGE": locale_of(spoken)})
