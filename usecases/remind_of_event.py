"""Those who come are reminded of an event, some days, a day and some hours before."""

from datetime import datetime

from db import events, schedule
from db.attendees import attendees
from db.unit import Unit
from domain.admission import Phase, phase_of
from domain.events import Event
from domain.quiet_hours import decent
from domain.registrations import COMING
from domain.reminding import TOGETHER, is_stale
from domain.schedule import CHUNK, Finished, Kind, Late, Missed, Progress, Reached, Scheduled, Status
from usecases.event_news import REMINDER, chats_of
from usecases.house import House
from usecases.to_many import plan


def remind(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Remind one chunk of those who come, as long as that leaves them enough time.

    What matters is when the message is read, which is not in quiet hours. Where the next reminder is as good
    as due, because this one is late or staff have moved it, that one stands for both.
    """
    event = events.by_id(unit, int(row.subject.partition(":")[2]))
    told_at = decent(now, house.timezone, house.quiet)
    if (late := _late(event, row, told_at)) is not None:
        return Missed(late)
    if event is None or (not row.reached and _another_comes(unit, row, told_at)):
        return Finished()
    chunk = attendees(unit, event.id, COMING, row.reached, CHUNK)
    if not chunk:
        return Finished()
    plan(
        unit,
        house,
        chats_of(chunk),
        lambda _language: (REMINDER, {"event": event.id}),
        f"remind:{event.id}:{row.part}",
        now,
        purpose=None,  # they have registered
        capped=False,
    )
    return Reached(chunk[-1].chat_id)


def _late(event: Event | None, row: Scheduled, told_at: datetime) -> Late | None:
    if event is None or event.starts_at is None:
        return Late.WITHDRAWN
    match phase_of(event, told_at):
        case Phase.UNSEEN | Phase.CANCELLED:
            return Late.WITHDRAWN
        case Phase.BEGUN:
            return Late.BEGUN
    return Late.STALE if is_stale(row.due_at, told_at, event.starts_at) else None


def _another_comes(unit: Unit, row: Scheduled, told_at: datetime) -> bool:
    """Tell whether a reminder nearer to the event comes within the hour, or came at the same time."""
    others = schedule.of_subject(unit, row.subject, Kind.REMIND)
    nearer = [one for one in others if int(one.part) < int(row.part)]
    return any(
        one.due_at - told_at < TOGETHER
        if one.status in (Status.WAITING, Status.RUNNING)
        else one.status is Status.DONE and abs(one.due_at - row.due_at) < TOGETHER
        for one in nearer
    )
