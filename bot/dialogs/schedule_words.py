"""The schedule in words: what each thing is, when, to how many, what has become of it."""

from datetime import date, time

from babel.dates import format_date, format_time

from bot.dialogs.figures import count_in_words
from bot.dialogs.labels import shortened
from bot.dialogs.message import plain
from bot.speech import Speech, isolate
from domain.agenda import Fixed, Line, Reach
from domain.audience import FEWEST_SHOWN
from domain.languages import text_in
from domain.schedule import LASTING_FAILURES, Kind, Late, Status

LONGEST_TITLE = 80  # characters


def what_in_words(line: Line, said: Speech) -> str:
    """Return what happens, with the title of what it is about, safe for a message's markup."""
    title = text_in(line.title, said.language)
    return about_in_words(line.what, title or (line.row.subject if line.row else ""), said)


def about_in_words(what: Kind | Fixed, title: str, said: Speech) -> str:
    """Return what happens, about something with this title."""
    _ = said.gettext
    # Translators: a list of what goes out on its own; {title} is a name, of an event or a survey.
    return {
        Kind.INVITE: _("Invitation: {title}"),
        Kind.CALL: _("News of a change: {title}"),
        Kind.REMIND: _("Reminder: {title}"),
        Kind.FEEDBACK: _("Questions after the event: {title}"),
        Kind.CLOSE_EVENT: _("Registrations are deleted: {title}"),
        Kind.BROADCAST: _("Message: {title}"),
        Kind.UPDATE: _("Update on a measure: {title}"),
        Kind.DIGEST: _("The week's updates on measures"),
        Fixed.SURVEY_OPENS: _("A survey opens: {title}"),
        Fixed.SURVEY_CLOSES: _("Last day of a survey: {title}"),
        Fixed.SURVEY_CLOSES_AT: _("A survey closes: {title}"),
        Fixed.PHASE_BEGINS: _("A phase begins: {title}"),
        Fixed.PHASE_ENDS: _("Last day of a phase: {title}"),
        Fixed.WAVE: _("A wave is counted: {title}"),
        Fixed.LAST_WAVE: _("The last wave is counted, for good: {title}"),
        Fixed.MARKS_GO: _("Marks that somebody took part are deleted: {title}"),
        Fixed.TEXTS_GO: _("Texts that nobody has decided on are deleted: {title}"),
    }[what].format(title=isolate(plain(shortened(title, LONGEST_TITLE))))


def day_in_words(local: str, said: Speech) -> str:
    """Return the day of a wall time, with its weekday."""
    return format_date(date.fromisoformat(local[:10]), "full", locale=said.locale)


def clock_in_words(local: str, said: Speech) -> str:
    """Return the time of day of a wall time; nothing for a day alone."""
    return format_time(time.fromisoformat(local[11:]), "short", locale=said.locale) if local[11:] else ""


def when_in_words(local: str, said: Speech) -> str:
    """Return a wall time or a day, written out."""
    if not local[11:]:
        return isolate(day_in_words(local, said))
    # Translators: a day and a time of it, "Wednesday, 10 March 2027, 18:00".
    return said.gettext("{day}, {time}").format(
        day=isolate(day_in_words(local, said)), time=isolate(clock_in_words(local, said))
    )


def short_time_in_words(local: str, said: Speech) -> str:
    """Return a wall time as a button has room for it: without its weekday."""
    return said.gettext("{day}, {time}").format(
        day=isolate(said.date(date.fromisoformat(local[:10]))), time=isolate(clock_in_words(local, said))
    )


def reach_in_words(reach: Reach, said: Speech) -> str:
    """Return to how many chats something goes."""
    _, n = said.gettext, reach.chats
    if n is None:
        return _("To fewer than {n} chats").format(n=count_in_words(FEWEST_SHOWN, said))
    if reach.at_most:
        text = said.ngettext("To {n} chat at the most", "To {n} chats at the most", n)
    else:
        text = said.ngettext("To {n} chat", "To {n} chats", n)
    return text.format(n=count_in_words(n, said))


def state_in_words(line: Line, said: Speech) -> str:
    """Return what has become of a thing so far; nothing where it waits for its time."""
    _, row = said.gettext, line.row
    if row is None:
        return ""
    if row.failures >= LASTING_FAILURES:
        text = said.ngettext(
            "It has failed {n} time in a row. It is tried again.",
            "It has failed {n} times in a row. It is tried again.",
            row.failures,
        )
        return text.format(n=count_in_words(row.failures, said))
    return {Status.RUNNING: _("It is being sent."), Status.PAUSED: _("It is paused.")}.get(row.status, "")


def late_in_words(reason: str, said: Speech) -> str:
    """Return why something was not sent; nothing for a reason of a newer program."""
    _ = said.gettext
    reasons: dict[str, str] = {
        Late.BEGUN: _("It had begun already."),
        Late.OVER: _("It was over already."),
        Late.CLOSED: _("Nobody could register any more."),
        Late.WITHDRAWN: _("It had been cancelled."),
        Late.STALE: _("Its time was too long ago."),
    }
    return reasons.get(reason, "")
