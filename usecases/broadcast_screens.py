"""What staff see of broadcasts, loaded while a screen is made and again after a crash."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from db import attachments, broadcasts, events, measures, schedule, staff
from db.unit import Unit
from domain.attachments import Attachment
from domain.audience import shown
from domain.broadcasts import ENDED, ON_ITS_WAY, Broadcast, BroadcastStatus, Lacking, LinkKind, lacking
from domain.events import EventStatus
from domain.invitation import Permission, may
from domain.languages import Language, Texts
from domain.outgoing import Outgoing
from domain.quiet_hours import QuietHours, decent
from domain.schedule import Kind, Status
from domain.texts import missing
from domain.times import instant_of
from usecases.audience_editor import MOST_CHOICES, Choice, names_in, short_name
from usecases.audiences import count
from usecases.broadcast_report import Report, report_of
from usecases.broadcast_views import LinkView, links_of, load_news
from usecases.house import House
from usecases.send_broadcast import next_run, settle
from usecases.survey_titles import titles

NEWEST = 10
"""So many of those that have ended are listed."""

MOST_LISTED = 50  # of the others; a message has room for 100 buttons


class Notice(StrEnum):
    """What is said above a screen: what has been done, or why something could not be."""

    CHANGED = "changed"  # somebody else was faster
    ON_ITS_WAY = "on_its_way"  # what was released stays as it is
    TESTED = "tested"
    COPIED = "copied"
    PAUSED = "paused"
    RESUMED = "resumed"
    TAKEN_BACK = "taken_back"
    CANCELLED = "cancelled"
    RELEASED = "released"
    SAME_DAY = "same_day"  # it went out on that day before
    OVER = "over"  # its time has gone by
    URGENT = "urgent"
    NO_MORE_LINKS = "no_more_links"
    WRONG_ADDRESS = "wrong_address"
    NO_FILE = "no_file"  # words came where a file was asked for
    FILE_TOO_LARGE = "file_too_large"
    WRONG_FILE = "wrong_file"


@dataclass(frozen=True, slots=True)
class BroadcastScreen:
    """A broadcast as staff see it.

    Attributes:
        broadcast: As it is kept.
        reach: In how many chats it arrives, None for fewer than ten: what staff may read.
        links: Its buttons with their names.
        attachment: Its picture or document.
        lacks: What it still needs, and in which languages.
        missing: The languages without a text.
        next_at: When it goes out next.
        held_until: At its time quiet hours hold it until then.
        quiet: When nothing is sent.
        names: The titles of events and measures that its audience names.
        report: What has become of it, once it is on its way.
        targets: What a new button can lead to, where that is asked.
    """

    broadcast: Broadcast
    reach: int | None
    links: tuple[LinkView, ...]
    attachment: Attachment | None
    lacks: tuple[Lacking, tuple[Language, ...]] | None
    missing: tuple[Language, ...]
    next_at: datetime | None
    held_until: datetime | None
    quiet: QuietHours
    names: Mapping[str, Texts] = field(default_factory=dict)
    report: Report | None = None
    targets: tuple[Choice, ...] = ()


def screen_of(
    unit: Unit, house: House, one: Broadcast, now: datetime, kind: LinkKind | None = None
) -> BroadcastScreen:
    """Return a broadcast as staff see it now, and what a button can lead to where its kind is given."""
    number = count(unit, house, one.purpose, one.audience)
    wanted = now if one.local_time is None or one.rule else instant_of(one.local_time, one.timezone)
    held_until = decent(max(wanted, now), house.timezone, house.quiet)
    attached = None if one.attachment_id is None else attachments.by_id(unit, one.attachment_id)
    return BroadcastScreen(
        broadcast=one,
        reach=shown(number, narrowed=one.audience.is_narrowed),
        links=links_of(unit, house.town, one),
        attachment=attached,
        lacks=lacking(one),
        missing=tuple(missing(one.text, house.languages)),
        next_at=next_at(unit, one, now),
        held_until=held_until if held_until > max(wanted, now) and not one.urgent else None,
        quiet=house.quiet,
        names=names_in(unit, one.audience),
        report=report_of(unit, house, one) if one.planned or one.status in ON_ITS_WAY | ENDED else None,
        targets=tuple(link_targets(unit, house, kind, now)) if kind else (),
    )


def link_targets(unit: Unit, house: House, kind: LinkKind, now: datetime) -> list[Choice]:
    """Return what a button of a kind can lead to."""
    match kind:
        case LinkKind.SURVEY:
            found = [Choice(short_name(key), title, False) for key, title in titles(unit, house.town).items()]
        case LinkKind.EVENT:
            coming = [one for one in events.coming(unit, now) if one.status is EventStatus.PUBLISHED]
            found = [Choice(str(one.id), one.title, False) for one in coming]
        case LinkKind.MEASURE:
            found = [Choice(str(one.id), one.title, False) for one in measures.measures(unit)]
        case LinkKind.PAGE:
            found = []
    return found[-MOST_CHOICES:]


def overview(unit: Unit, now: datetime) -> tuple[Broadcast, ...]:
    """Return what is planned, on its way, or has ended of late, the newest first."""
    for one in broadcasts.with_status(unit, ON_ITS_WAY):
        settle(unit, one, now)
    alive = broadcasts.with_status(unit, set(BroadcastStatus) - ENDED, MOST_LISTED)
    return (*alive, *broadcasts.with_status(unit, ENDED, NEWEST))


def load_broadcast_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about broadcasts with its view; None where it is gone, or the reader's role is."""
    if outgoing.template == "broadcast_news":
        view = load_news(unit, house, outgoing)
        return None if view is None else replace(outgoing, view=view)
    role = staff.role_of(unit, outgoing.address)  # in a private chat the number is the person's
    if role is None or not may(role[1], Permission.SEND):
        return None
    if outgoing.template == "broadcast_list":
        return replace(outgoing, view=overview(unit, now))
    number = outgoing.args["broadcast"]
    found = broadcasts.by_id(unit, number) if isinstance(number, int) else None
    if found is None:
        return None
    kind = outgoing.args.get("kind")
    return replace(outgoing, view=screen_of(unit, house, found, now, LinkKind(str(kind)) if kind else None))


def next_at(unit: Unit, one: Broadcast, now: datetime) -> datetime | None:
    """Return when a broadcast goes out next, None where nothing is planned."""
    rows = schedule.of_subject(unit, one.subject, Kind.BROADCAST)
    planned = [row.due_at for row in rows if row.status in (Status.WAITING, Status.PAUSED)]
    if planned:
        return min(planned)
    run = next_run(one, now)
    return run.due_at if run else None
