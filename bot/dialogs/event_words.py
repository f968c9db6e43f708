"""An event in words: when, where, what there is, until when one can register, how full it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_name

from bot.dialogs.message import plain
from bot.speech import Speech, isolate, line
from domain.admission import Phase, Room
from domain.events import Event
from domain.languages import Language, Texts, locale_of, text_in
from usecases.registration_views import EventView

SIGN_LANGUAGE = "gsg"  # German Sign Language, which lists of locales do not name


def written(texts: Texts, said: Speech) -> str:
    """Return a text of the town in the reader's language or in German, safe for markup and for direction."""
    return isolate(plain(text_in(texts, said.language)))


def paragraphs(texts: Texts, said: Speech) -> list[str]:
    """Return a longer text of the town, if there is one; each of its lines runs in its own direction."""
    text = text_in(texts, said.language)
    return [plain(text)] if text else []


def when_in_words(event: Event, said: Speech, *, names_zone: bool = False) -> str:
    """Return day, start and end, written out; the zone where the time could be taken for another one."""
    if event.starts_at is None or event.ends_at is None:
        raise TypeError("an event that residents see has a start")
    _ = said.gettext
    zone = ZoneInfo(event.timezone)
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    if start.date() == end.date():
        # Translators: a day and two times of it, "Wednesday, 10 March 2027, 18:00 to 20:00".
        text = _("{day}, {start} to {end}").format(
            day=isolate(_day(start, said)),
            start=isolate(time_in_words(start, said)),
            end=isolate(time_in_words(end, said)),
        )
    else:
        # Translators: two moments on different days, each with day and time.
        text = _("{start} to {end}").format(
            start=isolate(moment_in_words(start, said)), end=isolate(moment_in_words(end, said))
        )
    if not names_zone:
        return text
    name = get_timezone_name(start, locale=said.locale)
    # Translators: a time, and the name of its time zone.
    return _("{when} ({zone})").format(when=text, zone=isolate(name))


def moment_in_words(local: datetime, said: Speech) -> str:
    """Return a day and a time of it, written out."""
    # Translators: a day and a time of it, "Wednesday, 10 March 2027, 18:00".
    return said.gettext("{day}, {time}").format(
        day=isolate(_day(local, said)), time=isolate(time_in_words(local, said))
    )


def until_in_words(event: Event, instant: datetime, said: Speech) -> str:
    """Return an instant as the clocks at the event show it."""
    return moment_in_words(instant.astimezone(ZoneInfo(event.timezone)), said)


def facts(view: EventView, said: Speech) -> list[str]:
    """Return the lines that say when and where an event is, and what there is."""
    event, _ = view.event, said.gettext
    lines = [_("When: {when}").format(when=isolate(when_in_words(event, said, names_zone=view.names_zone)))]
    if any(event.place.values()):
        lines.append(_("Where: {place}").format(place=written(event.place, said)))
    if event.link is not None:
        lines.append(_("Online: {link}").format(link=isolate(plain(event.link))))
    if offers := offers_in_words(event, said):
        lines.append(_("We offer: {offers}").format(offers=offers))
    return [line(one, said) for one in lines]


def offers_in_words(event: Event, said: Speech) -> str:
    """Return what an event offers to those who need it, or nothing."""
    _ = said.gettext
    there = []
    if event.offers.interpreters:
        languages = _(", ").join(
            isolate(language_in_words(language, said)) for language in event.offers.interpreters
        )
        there.append(_("interpreters ({languages})").format(languages=languages))
    if event.offers.childcare:
        there.append(_("childcare"))
    if event.offers.step_free:
        there.append(_("step-free access"))
    return _(", ").join(there)


def language_in_words(language: Language, said: Speech) -> str:
    """Return a language's name in the reader's language; an unknown code stays as it is."""
    if language == SIGN_LANGUAGE:
        return said.gettext("German Sign Language")
    try:
        name = Locale.parse(locale_of(language)).get_display_name(said.locale)
    except (UnknownLocaleError, ValueError):
        name = said.locale.languages.get(language)
    return name or language


def registration_lines(view: EventView, said: Speech) -> list[str]:
    """Return how long one can register and how full it is, for somebody who does not come yet."""
    _, event = said.gettext, view.event
    if view.phase is not Phase.OPEN:
        return []
    if event.register_until is None or event.closes_at is None:
        until = _("You can register until it begins.")
    else:
        until = _("You can register until {time}.").format(
            time=isolate(until_in_words(event, event.closes_at, said))
        )
    return [line(one, said) for one in (until, room_in_words(view.room, said)) if one]


def room_in_words(room: Room, said: Speech) -> str:
    """Return how full an event is, in words and never as a number; nothing where there is enough room."""
    _ = said.gettext
    return {
        Room.ENOUGH: "",
        Room.FEW: _("Only a few seats are left."),
        Room.LINE: _("All seats are taken. You can go on the waitlist."),
        Room.FULL: _("All seats are taken."),
    }[room]


def fallback_note(event: Event, said: Speech) -> list[str]:
    """Return a line that says so where the event is not described in the reader's language."""
    texts = [event.title, event.description, event.place]
    if all(one.get(said.language) for one in texts if any(one.values())):
        return []
    note = said.gettext("This is not there in your language yet. You read it in German.")
    return [line(f"<i>{plain(note)}</i>", said)]


def _day(local: datetime, said: Speech) -> str:
    return format_date(local.date(), "full", locale=said.locale)


def time_in_words(local: datetime, said: Speech) -> str:
    """Return a time of the day."""
    return format_time(local.timetz(), "short", locale=said.locale)
