"""A change of an event, or that it is cancelled, is told to all who have said yes or maybe, or wait."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from db import events
from db.attendees import Attendee, attendees, keep_told
from db.unit import Unit
from domain.admission import Phase, phase_of
from domain.event_news import news_for
from domain.events import Event
from domain.quiet_hours import decent
from domain.schedule import CHUNK, Finished, Late, Missed, Progress, Reached, Scheduled
from usecases.event_news import CALLED_OFF, CHANGED, WAITING_FOR_IT, chats_of
from usecases.house import House
from usecases.to_many import Words, plan


def tell(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Tell one chunk of them, as long as the event has not begun when they read it.

    Each hears what has changed since they were told last, and nothing where it was changed back; that they
    know it is kept in the same commit.
    """
    event = events.by_id(unit, int(row.subject.partition(":")[2]))
    if event is None or event.starts_at is None:
        return Missed(Late.WITHDRAWN)
    told_at = decent(now, house.timezone, house.quiet)
    phase = phase_of(event, told_at)
    if phase is Phase.UNSEEN:
        return Missed(Late.WITHDRAWN)
    if event.starts_at <= told_at:
        return Missed(Late.BEGUN)
    chunk = attendees(unit, event.id, WAITING_FOR_IT, row.reached, CHUNK)
    if not chunk:
        return Finished()
    if phase is Phase.CANCELLED:
        _write(unit, house, row, chunk, (CALLED_OFF, {"event": event.id}), now)
        keep_told(unit, [one.registration_id for one in chunk], event.sequence)
    else:
        _tell_changes(unit, house, row, event, chunk, now)
    return Reached(chunk[-1].chat_id)


def _tell_changes(
    unit: Unit, house: House, row: Scheduled, event: Event, chunk: Sequence[Attendee], now: datetime
) -> None:
    """Tell each chat what its people do not know; who is told nothing keeps the sequence they know."""
    groups: dict[tuple[int, str], list[Attendee]] = defaultdict(list)
    for one in chunk:
        groups[one.chat_id, one.language].append(one)
    by_since: dict[int, list[Attendee]] = defaultdict(list)
    for (_chat, language), people in groups.items():
        since = min(one.told_sequence for one in people)
        if news_for(event, since, language):
            by_since[since] += people
    for since, people in by_since.items():
        _write(unit, house, row, people, (CHANGED, {"event": event.id, "since": since}), now)
        keep_told(unit, [one.registration_id for one in people], max(event.changes))


def _write(
    unit: Unit, house: House, row: Scheduled, people: Sequence[Attendee], words: Words, now: datetime
) -> None:
    occasion = f"call:{row.subject.partition(':')[2]}:{row.part}"
    plan(unit, house, chats_of(people), lambda _: words, occasion, now, purpose=None, capped=False)
