"""The short words of broadcasts: how far one is, when it goes out, what was done, what is wrong, how many."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from bot.dialogs.event_words import moment_in_words
from bot.dialogs.figures import count_in_words
from bot.dialogs.planning_words import local_in_words
from bot.speech import OWN_NAMES, Speech, isolate, line
from domain.attachments import LARGEST, MEGABYTE, AttachmentKind
from domain.audience import FEWEST_SHOWN, shown
from domain.broadcasts import MOST_LINKS, Broadcast, BroadcastStatus, Lacking
from domain.languages import Language
from domain.quiet_hours import QuietHours
from usecases.broadcast_report import Figures, Report
from usecases.broadcast_screens import BroadcastScreen, Notice
from usecases.broadcast_when import WEEKDAYS, WEEKLY, rule_of

_OURS = re.compile(r"FREQ=(?:WEEKLY|MONTHLY);BYDAY=(-?\d)?([A-Z]{2})")


def status_in_words(status: BroadcastStatus, said: Speech) -> str:
    """Return how far a broadcast has come."""
    _ = said.gettext
    return {
        BroadcastStatus.DRAFT: _("Draft"),
        BroadcastStatus.TESTED: _("Draft, tested"),
        BroadcastStatus.RELEASED: _("Released: on its way soon"),
        BroadcastStatus.SCHEDULED: _("Released: waits for its time"),
        BroadcastStatus.RUNNING: _("On its way"),
        BroadcastStatus.PAUSED: _("Paused"),
        BroadcastStatus.FINISHED: _("Sending has ended"),
        BroadcastStatus.CANCELLED: _("Cancelled"),
    }[status]


def notice_in_words(notice: str, said: Speech) -> str:
    """Return the sentence above a screen: what was done, or why something was not."""
    _ = said.gettext
    megabytes = LARGEST[AttachmentKind.PICTURE] // MEGABYTE, LARGEST[AttachmentKind.DOCUMENT] // MEGABYTE
    return {
        Notice.CHANGED: _("Something has changed here meanwhile. This is how it stands now."),
        Notice.ON_ITS_WAY: _(
            "This message is released, so it stays as it is. You can pause it, or cancel what has not gone."
            " A copy can be changed."
        ),
        Notice.TESTED: _("Above you see the message as others will get it."),
        Notice.COPIED: _("This is a copy. It has no time yet."),
        Notice.PAUSED: _("Paused. Nothing more goes out until you resume it."),
        Notice.RESUMED: _("It goes on where it stopped."),
        Notice.TAKEN_BACK: _("Taken back. You can change it, and release it again."),
        Notice.CANCELLED: _("Cancelled. Nothing more of it goes out."),
        Notice.RELEASED: _("Released. Thank you!"),
        Notice.SAME_DAY: _("It went out on that day before. Please choose another day."),
        Notice.OVER: _("Its time is over. Please choose another one."),
        Notice.URGENT: _("It is an emergency now, as it stands. Any change takes that away."),
        Notice.NO_MORE_LINKS: _("There is room for {n} buttons.").format(n=count_in_words(MOST_LINKS, said)),
        Notice.WRONG_ADDRESS: _("This is no address that begins with {start}.").format(
            start=isolate("https://")
        ),
        Notice.NO_FILE: _("These are words. Please send a picture or a document."),
        Notice.FILE_TOO_LARGE: _(
            "This file is too large. A picture may have {picture} MB, a document {document} MB."
        ).format(picture=count_in_words(megabytes[0], said), document=count_in_words(megabytes[1], said)),
        Notice.WRONG_FILE: _("Not everybody can open such a file. Please send a picture or a PDF."),
    }[Notice(notice)]


def lack_in_words(lacks: tuple[Lacking, tuple[Language, ...]], one: Broadcast, said: Speech) -> str:
    """Return what a broadcast still needs."""
    _ = said.gettext
    what, languages = lacks
    match what:
        case Lacking.TEXT:
            return _("The text in German is missing. Everybody gets it who has none in their language.")
        case Lacking.TOO_LONG:
            return _(
                "Beside the picture and the buttons there is room for {n} characters. Too long: {languages}"
            ).format(n=count_in_words(one.longest, said), languages=languages_in_words(languages, said))


def languages_in_words(languages: tuple[Language, ...] | list[str], said: Speech) -> str:
    """Return languages by their own names."""
    return said.gettext(", ").join(isolate(OWN_NAMES.get(code, code)) for code in languages)


def when_in_words(screen: BroadcastScreen, said: Speech) -> list[str]:
    """Return when a broadcast goes out, and until when quiet hours hold it."""
    one, _ = screen.broadcast, said.gettext
    if one.rule is not None and one.local_time is not None:
        text = rule_in_words(one.rule, one.local_time, said)
    elif one.local_time is not None:
        text = local_in_words(one.local_time, said)
    else:
        text = _("as soon as it is released")
    lines = [_("When: {when}").format(when=isolate(text))]
    if screen.next_at is not None and (one.rule is not None or one.local_time is not None):
        lines.append(_("Next: {when}").format(when=instant_in_words(screen.next_at, one.timezone, said)))
    if screen.held_until is not None:
        lines.append(held_in_words(screen.quiet, screen.held_until, one.timezone, said))
    return lines


def quiet_in_words(quiet: QuietHours, said: Speech) -> str:
    """Return between which times nothing is sent."""
    return said.gettext("Quiet hours are from {start} to {end}.").format(
        start=isolate(_clock(quiet.start)), end=isolate(_clock(quiet.end))
    )


def held_in_words(quiet: QuietHours, until: datetime, timezone: str, said: Speech) -> str:
    """Return that quiet hours hold a message, and until when."""
    return said.gettext("Quiet hours ({start} to {end}) hold it until: {when}").format(
        start=isolate(_clock(quiet.start)),
        end=isolate(_clock(quiet.end)),
        when=instant_in_words(until, timezone, said),
    )


def instant_in_words(instant: datetime, timezone: str, said: Speech) -> str:
    """Return an instant as the town's clocks show it, written out."""
    return isolate(moment_in_words(instant.astimezone(ZoneInfo(timezone)), said))


def rule_in_words(rule: str, first: str, said: Speech) -> str:
    """Return a rhythm with its time; a rule from a file that has no words here stands as it is."""
    match = _OURS.fullmatch(rule)
    time = isolate(first[11:])
    if match is None:
        return said.gettext("{rhythm}, at {time}").format(rhythm=isolate(rule), time=time)
    which, day = match[1] or WEEKLY, match[2]
    rhythm = rhythm_in_words(which, day, said) if rule_of(which, day) == rule else rule
    return said.gettext("{rhythm}, at {time}").format(rhythm=isolate(rhythm), time=time)


def rhythm_in_words(which: str, day: str, said: Speech) -> str:
    """Return a rhythm: every week, or which weekday of a month."""
    return which_in_words(which, said).format(weekday=isolate(weekday_in_words(day, said)))


def which_in_words(which: str, said: Speech) -> str:
    """Return a rhythm with a place for the weekday's name."""
    _ = said.gettext
    # Translators, for all of these: {weekday} is the name of a day such as Tuesday.
    return {
        WEEKLY: _("Every week: {weekday}"),
        "1": _("Every month: the first {weekday}"),
        "2": _("Every month: the second {weekday}"),
        "3": _("Every month: the third {weekday}"),
        "4": _("Every month: the fourth {weekday}"),
        "-1": _("Every month: the last {weekday}"),
    }[which]


def weekday_in_words(day: str, said: Speech) -> str:
    """Return the name of a weekday."""
    name: str = get_day_names("wide", locale=said.locale)[WEEKDAYS.index(day)]
    return name


def report_in_words(report: Report, said: Speech) -> list[str]:
    """Return what has become of a broadcast, in all and by language.

    How many of a language there are is a small number soon, so languages are told in whole tens.
    """
    _ = said.gettext
    lines = [line(_figures(report.total, report.narrowed, said), said)]
    for language, figures in report.by_language.items():
        name = isolate(OWN_NAMES.get(language, language))
        lines.append(line(f"{name} – {_figures(figures, True, said)}", said))
    return lines


def _figures(figures: Figures, narrowed: bool, said: Speech) -> str:
    _ = said.gettext
    # Translators: of messages to many; each stands before a number.
    named = (
        (_("planned: {n}"), figures.planned, True),
        (_("sent: {n}"), figures.sent, True),
        (_("have blocked the bot: {n}"), figures.blocked, False),
        (_("failed: {n}"), figures.failed, False),
        (_("taken out: {n}"), figures.dropped, False),
        (_("still waiting: {n}"), figures.left, False),
    )
    fewest = FEWEST_SHOWN if narrowed else 1  # that anybody of a few has left would tell on one
    parts = [
        text.format(n=_number(n, narrowed, said)) for text, n, is_main in named if is_main or n >= fewest
    ]
    return _(", ").join(parts)


def _number(n: int, narrowed: bool, said: Speech) -> str:
    told = shown(n, narrowed=narrowed)
    if told is None:
        return said.gettext("fewer than {n}").format(n=count_in_words(FEWEST_SHOWN, said))
    return count_in_words(told, said)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
