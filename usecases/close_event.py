"""An event is closed some days after it: registrations, names, needs and tickets go, numbers stay."""

from dataclasses import replace
from datetime import datetime

from db import event_counts, events, registrations, rights
from db.unit import Unit
from domain.events import EventStatus, Step, status_after
from domain.schedule import Finished, Progress, Scheduled
from usecases.house import House
from usecases.scrub import ask_for_scrub


def close_when_due(unit: Unit, _house: House, row: Scheduled, now: datetime) -> Progress:
    """Close the event of a row of the schedule, however late: it keeps a promise.

    What went stands in the record of retention, as if the daily run had found it.
    """
    if gone := close_event(unit, int(row.subject.partition(":")[2])):
        ask_for_scrub(unit)
        rights.record_run(unit, now, {"registrations": gone})
    return Finished()


def close_event(unit: Unit, event_id: int) -> int:
    """Count an event's registrations, delete them, and let the event be over; return how many went."""
    registrations.book(unit, event_id)  # nobody registers or changes the event meanwhile
    event = events.by_id(unit, event_id)
    if event is None:
        return 0
    gone = event_counts.close(unit, event.id, took_place=event.status is not EventStatus.CANCELLED)
    status = status_after(event.status, Step.END)
    if status is not None:
        events.save(unit, event, replace(event, status=status))
    return gone
