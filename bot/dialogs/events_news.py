"""What those who have answered an event are told unasked: that it is near, has changed, is off, is over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import menu_data
from bot.dialogs.event_words import facts, fallback_note, paragraphs, when_in_words, written
from bot.dialogs.events_needs import need_in_words
from bot.dialogs.events_residents import standing_in_words
from bot.dialogs.figures import heading
from bot.dialogs.message import Button, Document, Message, plain
from bot.dialogs.planning_words import NOTHING, length_in_words, local_in_words
from bot.exports.calendar_file import MEDIA_TYPE, CalendarStatus, calendar_file, file_name
from bot.speech import Speech, isolate, line, speech
from domain.blocks import K
from domain.events import Event, Fact, FactValue
from domain.feedback import feedback_key
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.registrations import COMING, RegistrationStatus
from domain.town import Town
from usecases.event_news import EventNews
from usecases.registration_views import EventView

_IN_MINUTES = timedelta(minutes=90)  # what is nearer than this is told in minutes
_HOUR = timedelta(hours=1)
_TOMORROW = timedelta(hours=4)  # what begins soon after midnight is told in hours


def reminder(outgoing: Outgoing) -> Message:
    """Remind of an event. Nobody is in a menu when this comes: its buttons have no numbers."""
    news, said = news_of(outgoing), speech(outgoing.language)
    view, _ = news.view, said.gettext
    title = _("Reminder: {title}").format(title=isolate(text_in(view.event.title, said.language)))
    parts = [heading(title, said), *fallback_note(view.event, said)]
    parts.append(line(f"<b>{plain(how_soon(view.event, view.now, said))}</b>", said))
    parts += ["\n".join(facts(view, said)), *party_lines(news, said), _cannot_come(said)]
    why = _("You get this message because you are registered.")
    parts.append(line(plain(why), said))
    return Message("\n\n".join(parts), buttons(news, said))


def changed(town: Town, outgoing: Outgoing) -> Message:
    """Say what has changed, each thing as it was and as it is, with the new calendar file."""
    news, said = news_of(outgoing), speech(outgoing.language)
    view, _ = news.view, said.gettext
    title = _("Something has changed: {title}").format(
        title=isolate(text_in(view.event.title, said.language))
    )
    parts = [heading(title, said), *fallback_note(view.event, said)]
    parts += [change_in_words(view.event, fact, before, said) for fact, before in news.before.items()]
    parts += [line(plain(_("This is how it is now:")), said), "\n".join(facts(view, said))]
    parts += [*party_lines(news, said), _cannot_come(said), _why_answered(said)]
    document = _calendar(town, outgoing, view, CalendarStatus.CONFIRMED)
    return Message("\n\n".join(parts), buttons(news, said), document=document)


def called_off(town: Town, outgoing: Outgoing) -> Message:
    """Say that an event is cancelled and why, with the calendar file that takes it away."""
    news, said = news_of(outgoing), speech(outgoing.language)
    view, _ = news.view, said.gettext
    title = _("Cancelled: {title}").format(title=isolate(text_in(view.event.title, said.language)))
    when = when_in_words(view.event, said, names_zone=view.names_zone)
    parts = [heading(title, said), *fallback_note(view.event, said)]
    parts.append(line(_("It does not take place: {when}").format(when=isolate(when)), said))
    parts += paragraphs(view.event.reason, said)
    if any(one.stands for one in news.parties):
        parts.append(line(plain(_("Your registration has ended with this. You need not do anything.")), said))
    parts.append(_why_answered(said))
    document = _calendar(town, outgoing, view, CalendarStatus.CANCELLED)
    return Message("\n\n".join(parts), document=document)


def feedback(outgoing: Outgoing) -> Message:
    """Ask those who came how it was, and say what becomes of their answers."""
    news, said = news_of(outgoing), speech(outgoing.language)
    _, event = said.gettext, news.view.event
    if news.until is None:
        raise TypeError("the message needs the last day")
    title = _("How was it? {title}").format(title=isolate(text_in(event.title, said.language)))
    came = any(one.status is RegistrationStatus.ATTENDED for one in news.parties)
    thanks = _("Thank you for coming!") if came else _("You had registered for this event. Were you there?")
    until = _("We have two short questions. You can answer until {day}.")
    read = _("If at least {n} people answer, we read all answers without names. Otherwise they are deleted.")
    lines = [
        until.format(day=isolate(said.date(news.until))),
        read.format(n=isolate(said.number(K))),
        _("You get this message once, because you were registered."),
    ]
    parts = [heading(title, said), *fallback_note(event, said), line(plain(thanks), said)]
    label, key = _("Answer two questions"), feedback_key(event.id)
    rows = ((Button(label, menu_data(f"below:survey:{key}")),),)
    return Message("\n\n".join([*parts, *(line(plain(one), said) for one in lines)]), rows)


def change_in_words(event: Event, fact: Fact, before: FactValue, said: Speech) -> str:
    """Return one thing that has changed: what it is, as it was, and as it is now."""
    _ = said.gettext
    name = {
        Fact.TITLE: _("Title"),
        Fact.START: _("Begins"),
        Fact.MINUTES: _("How long"),
        Fact.PLACE: _("Place"),
        Fact.PIN: _("Place on the map"),
        Fact.LINK: _("Online address"),
        Fact.CAPACITY: _("Seats"),
    }[fact]
    lines = [f"<b>{plain(name)}</b>"]
    if fact is Fact.PIN:  # two coordinates side by side tell nobody anything
        lines.append(plain(_("It is at another place on the map now.")))
    elif fact is Fact.CAPACITY:
        lines.append(plain(_("There are fewer seats now. Whoever has a seat keeps it.")))
    else:
        # Translators: before and after a change, each with a value behind it.
        lines.append(_("Until now: {value}").format(value=_value(fact, before, said)))
        lines.append(_("Now: {value}").format(value=_value(fact, event.facts[fact], said)))
    return "\n".join(line(one, said) for one in lines)


def _value(fact: Fact, value: FactValue, said: Speech) -> str:
    """Return a fact's value, safe for markup and for direction."""
    if value is None or value == {}:
        return NOTHING
    if fact is Fact.START:
        return local_in_words(str(value), said)
    if fact is Fact.MINUTES:
        return length_in_words(int(str(value)), said)
    return written(value, said) if isinstance(value, dict) else isolate(plain(str(value)))


def _calendar(town: Town, outgoing: Outgoing, view: EventView, status: CalendarStatus) -> Document:
    content = calendar_file(town, view.event, outgoing.language, status, view.now)
    return Document(file_name(view.event), content, MEDIA_TYPE)


def _cannot_come(said: Speech) -> str:
    tell = said.gettext("You cannot come? Please tell us, so that others can: {command}")
    return line(plain(tell.format(command=isolate("/events"))), said)


def _why_answered(said: Speech) -> str:
    return line(plain(said.gettext("You get this message because you have answered the invitation.")), said)


def how_soon(event: Event, now: datetime, said: Speech) -> str:
    """Return how long it is until an event begins, as one says it: in two hours, tomorrow, in seven days."""
    if event.starts_at is None:
        raise TypeError("an event that residents see has a start")
    zone, left = ZoneInfo(event.timezone), event.starts_at - now
    days = (event.starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if left < _IN_MINUTES:
        n = max(1, round(left / timedelta(minutes=1)))
        text = said.ngettext("It begins in {n} minute.", "It begins in {n} minutes.", n)
    elif days == 0 or left < _TOMORROW:
        n = round(left / _HOUR)
        text = said.ngettext("It begins in {n} hour.", "It begins in {n} hours.", n)
    elif days == 1:
        return said.gettext("It is tomorrow.")
    else:
        n = days
        text = said.ngettext("It is in {n} day.", "It is in {n} days.", n)
    return text.format(n=isolate(said.number(n)))


def party_lines(news: EventNews, said: Speech) -> list[str]:
    """Return for each party in the chat how it stands to the event and what it needs, without its name."""
    parts = []
    for one in news.parties:
        lines = [f"<b>{plain(standing_in_words(news.view, one, said))}</b>"]
        lines += [plain(f"• {need_in_words(need, detail, said)}") for need, detail in one.needs]
        parts.append("\n".join(line(each, said) for each in lines))
    return parts


def buttons(news: EventNews, said: Speech) -> tuple[tuple[Button, ...], ...]:
    """Return what can be done below the message, which stays as it is: others may want to read it."""
    _, event = said.gettext, news.view.event
    labels = {"ticket": _("Show my ticket"), "cancel": _("I cannot come"), "map": _("Show on the map")}
    what = ["ticket", "cancel"] if any(one.status in COMING for one in news.parties) else []
    what += ["map"] if event.pin is not None else []
    return tuple((Button(labels[one], menu_data(f"below:ev:{one}:{event.id}")),) for one in what)


def news_of(outgoing: Outgoing) -> EventNews:
    """Return the event and the parties that a message is about."""
    if not isinstance(outgoing.view, EventNews):
        raise TypeError("the message needs its event")
    return outgoing.view
