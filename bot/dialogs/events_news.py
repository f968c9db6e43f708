"""What those who have answered an event are told unasked: that it comes soon."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.buttons import menu_data
from bot.dialogs.event_words import facts, fallback_note
from bot.dialogs.events_needs import need_in_words
from bot.dialogs.events_residents import standing_in_words
from bot.dialogs.figures import heading
from bot.dialogs.message import Button, Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.events import Event
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.registrations import COMING
from usecases.event_news import EventNews

_IN_MINUTES = timedelta(minutes=90)  # what is nearer than this is told in minutes
_HOUR = timedelta(hours=1)
_TOMORROW = timedelta(hours=4)  # what begins soon after midnight is told in hours


def reminder(outgoing: Outgoing) -> Message:
    """Remind of an event. Nobody is in a menu when this comes: its buttons have no numbers."""
    news, said = news_of(outgoing), speech(outgoing.language)
    view, _ = news.view, said.gettext
    title = _("Reminder: {title}").format(title=text_in(view.event.title, said.language))
    parts = [heading(title, said), *fallback_note(view.event, said)]
    parts.append(line(f"<b>{plain(how_soon(view.event, view.now, said))}</b>", said))
    parts += ["\n".join(facts(view, said)), *party_lines(news, said)]
    tell = _("You cannot come? Please tell us, so that others can: {command}")
    parts.append(line(plain(tell.format(command=isolate("/events"))), said))
    why = _("You get this message because you are registered.")
    parts.append(line(plain(why), said))
    return Message("\n\n".join(parts), buttons(news, said))


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
    labels = {"cancel": _("I cannot come"), "map": _("Show on the map")}
    what = ["cancel"] if any(one.status in COMING for one in news.parties) else []
    what += ["map"] if event.pin is not None else []
    return tuple((Button(labels[one], menu_data(f"below:ev:{one}:{event.id}")),) for one in what)


def news_of(outgoing: Outgoing) -> EventNews:
    """Return the event and the parties that a message is about."""
    if not isinstance(outgoing.view, EventNews):
        raise TypeError("the message needs its event")
    return outgoing.view
