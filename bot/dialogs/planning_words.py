"""What staff say about an event, in words: its fields, their values, what is missing, what is wrong."""

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_skeleton, format_time

from bot.dialogs.audience_words import audience_lines
from bot.dialogs.event_words import moment_in_words, offers_in_words, written
from bot.dialogs.figures import count_in_words
from bot.dialogs.labels import shortened
from bot.dialogs.message import plain
from bot.speech import OWN_NAMES, Speech, isolate
from domain.event_plan import PlanField
from domain.events import Event, EventStatus, Fact, Gap
from domain.repeating import Repeat, repeat_in
from domain.town import INVITATIONS_CONSENT, Town
from domain.typed_times import FARTHEST, Trouble
from usecases.event_values import Problem

LONGEST_SHOWN = 300  # characters of a description on the card
_HOUR, _DAY = 60, 24 * 60
NOTHING = "–"


def field_label(field: PlanField, said: Speech) -> str:
    """Return the name of a field."""
    _ = said.gettext
    return {
        PlanField.TITLE: _("Title"),
        # Translators: the day and time at which an event begins, as the name of a field.
        PlanField.START: _("Begins"),
        PlanField.MINUTES: _("How long"),
        PlanField.PLACE: _("Place"),
        PlanField.PIN: _("Place on the map"),
        PlanField.LINK: _("Online address"),
        # Translators: how many people there is room for, as the name of a field.
        PlanField.CAPACITY: _("Seats"),
        PlanField.PARTY: _("Largest party"),
        PlanField.DEADLINE: _("Registration until"),
        PlanField.WAITLIST: _("Waitlist"),
        # Translators: interpreters, childcare, step-free access, as the name of a field.
        PlanField.OFFERS: _("Help on the spot"),
        PlanField.AUDIENCE: _("Who is invited"),
        PlanField.DESCRIPTION: _("Description"),
        PlanField.REMINDERS: _("Reminders"),
        PlanField.INVITATION: _("Invitations go out"),
        PlanField.KEPT: _("A free seat is kept for"),
    }[field]


def value_in_words(event: Event, field: PlanField, town: Town, said: Speech) -> str:
    """Return what an event says in a field, safe for a message's markup."""
    _ = said.gettext
    match field:
        case PlanField.TITLE:
            return written(event.title, said)
        case PlanField.PLACE:
            return written(event.place, said) if any(event.place.values()) else NOTHING
        case PlanField.DESCRIPTION:
            text = event.description.get(said.language) or event.description.get("de", "")
            return isolate(plain(shortened(text, LONGEST_SHOWN))) if text else NOTHING
        case PlanField.START:
            return local_in_words(event.local_start, said) if event.local_start else NOTHING
        case PlanField.MINUTES:
            return length_in_words(event.minutes, said)
        case PlanField.PIN:
            pin = event.pin
            return isolate(f"{pin.latitude:.5f}, {pin.longitude:.5f}") if pin else NOTHING
        case PlanField.LINK:
            return isolate(plain(event.link)) if event.link else NOTHING
        case PlanField.CAPACITY:
            return _("as many as come") if event.capacity is None else count_in_words(event.capacity, said)
        case PlanField.PARTY:
            return count_in_words(event.largest_party, said)
        case PlanField.DEADLINE:
            until = event.register_until
            return local_in_words(until, said) if until else _("until it begins")
        case PlanField.WAITLIST:
            return _("Yes") if event.waitlist else _("No")
        case PlanField.OFFERS:
            return offers_in_words(event, said) or NOTHING
        case PlanField.AUDIENCE:
            lines = audience_lines(event.audience, INVITATIONS_CONSENT, town, {}, said)
            return isolate(" ".join(lines))
        case PlanField.REMINDERS:
            lengths = [length_in_words(minutes, said) for minutes in event.reminders]
            return _("{times} before").format(times=_(", ").join(lengths)) if lengths else NOTHING
        case PlanField.INVITATION:
            at = event.invite_at
            return local_in_words(at, said) if at else _("as soon as it is published")
        case PlanField.KEPT:
            return length_in_words(60 * event.offer_hours, said)


def local_in_words(local: str, said: Speech) -> str:
    """Return a wall time (`2027-03-10T18:00`) or a day (`2027-03-10`), written out with its weekday."""
    if len(local) == len("2027-03-10"):
        return isolate(format_date(date.fromisoformat(local), "full", locale=said.locale))
    return isolate(moment_in_words(datetime.fromisoformat(local), said))


def local_on_button(local: str, said: Speech) -> str:
    """Return a wall time or a day as short as a button needs it; the month has its name all the same."""
    moment = datetime.fromisoformat(local)
    day = format_skeleton("yMMMd", moment, locale=said.locale)
    if len(local) == len("2027-03-10"):
        return day
    # Translators: a day and a time of it, "10 Mar 2027, 18:00".
    return said.gettext("{day}, {time}").format(
        day=isolate(day), time=isolate(format_time(moment.time(), "short", locale=said.locale))
    )


def length_in_words(minutes: int, said: Speech) -> str:
    """Return a length of time in days, hours or minutes, whichever comes out whole."""
    if minutes % _DAY == 0:
        n = minutes // _DAY
        text = said.ngettext("{n} day", "{n} days", n)
    elif minutes % _HOUR == 0:
        n = minutes // _HOUR
        text = said.ngettext("{n} hour", "{n} hours", n)
    else:
        n = minutes
        text = said.ngettext("{n} minute", "{n} minutes", n)
    return isolate(text.format(n=said.number(n)))


def status_in_words(status: EventStatus, said: Speech) -> str:
    """Return how far an event has come."""
    _ = said.gettext
    return {
        EventStatus.DRAFT: _("Draft: only staff see it"),
        EventStatus.PUBLISHED: _("Published"),
        EventStatus.CANCELLED: _("Cancelled"),
        # Translators: of an event, it has taken place.
        EventStatus.OVER: _("Over"),
    }[status]


def gap_in_words(gap: Gap, said: Speech) -> str:
    """Return what stands in the way of publishing."""
    _ = said.gettext
    return {
        Gap.TITLE: _("The title in German is missing."),
        Gap.START: _("It is not said yet when it begins."),
        Gap.START_PAST: _("Its beginning is over already."),
        Gap.PLACE: _("The place is missing, or an online address."),
        Gap.DEADLINE_LATE: _("Registration would end after the beginning."),
        Gap.DEADLINE_PAST: _("The end of registration is over already."),
        Gap.PARTY_TOO_LARGE: _("The largest party is larger than the number of seats."),
        Gap.INVITATION_LATE: _("Invitations would go out after the end of registration."),
    }[gap]


def fact_in_words(fact: Fact, said: Speech) -> str:
    """Return the name of a fact that residents are told."""
    return field_label(
        {
            Fact.TITLE: PlanField.TITLE,
            Fact.START: PlanField.START,
            Fact.MINUTES: PlanField.MINUTES,
            Fact.PLACE: PlanField.PLACE,
            Fact.PIN: PlanField.PIN,
            Fact.LINK: PlanField.LINK,
            Fact.CAPACITY: PlanField.CAPACITY,
        }[fact],
        said,
    )


def languages_in_words(codes: tuple[str, ...], said: Speech) -> str:
    """Return languages by their own names."""
    return said.gettext(", ").join(isolate(OWN_NAMES[code]) for code in codes)


def repeat_in_words(rule: str, first: str, said: Speech) -> str:
    """Return how an event comes again; a rule that nobody could choose stands in its own words."""
    day = date.fromisoformat(first[:10])
    repeat = repeat_in(rule, day)
    return isolate(rule) if repeat is None else way_in_words(repeat, day, said)


def way_in_words(repeat: Repeat, first: date, said: Speech) -> str:
    """Return a way to come again, with the weekday of the first time."""
    _ = said.gettext
    # Translators, for all of these: {weekday} is the name of a day such as Tuesday.
    texts: Mapping[Repeat, str] = {
        Repeat.WEEKLY: _("Every week: {weekday}"),
        Repeat.FORTNIGHTLY: _("Every second week: {weekday}"),
        Repeat.FIRST: _("Every month: the first {weekday}"),
        Repeat.SECOND: _("Every month: the second {weekday}"),
        Repeat.THIRD: _("Every month: the third {weekday}"),
        Repeat.FOURTH: _("Every month: the fourth {weekday}"),
        Repeat.LAST: _("Every month: the last {weekday}"),
    }
    return texts[repeat].format(weekday=isolate(format_date(first, "EEEE", locale=said.locale)))


def problem_in_words(problem: str, at: str, said: Speech) -> str:
    """Return why what was typed cannot be taken, and what would help."""
    _ = said.gettext
    where = local_in_words(at, said) if "-" in at else isolate(at)
    example = isolate(_example(said))
    texts: dict[Problem | Trouble, str] = {
        Problem.SEVERAL: _("This can be read in more than one way. Which one do you mean?"),
        Problem.EMPTY: _("This message has no text."),
        Problem.TOO_LONG: _("This is too long: {n} characters are the most."),
        Problem.NUMBER: _("Please type a number."),
        Problem.LENGTH: _("Please type it like on a clock: {example}"),
        Problem.CLOCK: _("Please type a time of the day: {example}"),
        Problem.PLACE: _(
            "Please send a location from the attachments, or type coordinates as maps show them: {example}"
        ),
        Problem.ADDRESS: _("Please type an address that begins with {example}"),
        Problem.AFTER_START: _("{time} is after the beginning."),
        Problem.QUIET: _("Nothing is sent at that hour: {time}"),
        Problem.CHOOSE: _("Please press a button."),
        Trouble.UNREADABLE: _("I cannot read a day and a time in this. Please type it like this: {example}"),
        Trouble.NO_TIME: _("The time is missing: {time}. Please type it like this: {example}"),
        Trouble.NO_DAY: _("The day is missing. Please type it like this: {example}"),
        Trouble.NO_SUCH_DAY: _("There is no such day. Please type it like this: {example}"),
        Trouble.NO_SUCH_TIME: _("There is no such time. Please type it like this: {example}"),
        Trouble.OTHER_WEEKDAY: _("That day is another weekday: {time}"),
        Trouble.PAST: _("That is over already: {time}"),
        Trouble.SKIPPED: _("Clocks are put forward in that night, and there is no such time: {time}"),
        Trouble.TOO_FAR: _("That is more than {n} years away: {time}"),
    }
    examples: dict[Problem | Trouble, str] = {
        Problem.LENGTH: "1:30",
        Problem.CLOCK: "18:00",
        Problem.PLACE: "48.8598, 9.1852",
        Problem.ADDRESS: "https://",
    }
    key = next((one for one in texts if one == problem), None)
    if key is None:
        raise ValueError(f"{problem} has no words")
    number = FARTHEST.days // 365 if key is Trouble.TOO_FAR else at
    return texts[key].format(
        example=isolate(examples[key]) if key in examples else example, time=where, n=isolate(number)
    )


def _example(said: Speech) -> str:
    """Return a day and a time as this language writes them."""
    day = format_date(date(2027, 3, 10), "long", locale=said.locale)
    # Translators: a day and a time of it, as somebody may type it.
    return said.gettext("{day} {time}").format(day=day, time="18:00")
