"""The day after an event, those who came are asked how it was: two questions, answered like any survey."""

import json
from dataclasses import replace
from datetime import date, datetime

from db import events, registrations, staff, surveys
from db.attendees import attendees
from db.unit import Unit
from domain.admission import Phase, phase_of
from domain.events import Event
from domain.feedback import (
    FORM_SETTING,
    SOURCE_SETTING,
    event_of,
    feedback_key,
    feedback_title,
    last_day,
)
from domain.quiet_hours import decent
from domain.schedule import CHUNK, Finished, Late, Missed, Progress, Reached, Scheduled
from domain.survey_data import survey_from_data
from domain.times import local_day
from usecases.event_news import FEEDBACK, chats_of, who_came
from usecases.house import House
from usecases.to_many import plan
from usecases.visit import Visit

POSITION = 10_000
"""Behind the surveys of the process."""


def ask_for_feedback(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Ask one chunk of those who came, as long as they can answer when they read it.

    The event's survey is made from the form of the content folder when the first of them are asked.
    """
    event = events.by_id(unit, int(row.subject.partition(":")[2]))
    told_at = decent(now, house.timezone, house.quiet)
    if event is None or phase_of(event, told_at) in (Phase.UNSEEN, Phase.CANCELLED):
        return Missed(Late.WITHDRAWN)
    until = last_day(event, house.periods.registrations)
    if local_day(told_at, house.timezone) > until:
        return Missed(Late.STALE)
    chunk = attendees(unit, event.id, who_came(unit, event.id), row.reached, CHUNK)
    if not chunk or not _open_survey(unit, house, event, local_day(now, house.timezone), until, now):
        return Finished()
    plan(
        unit,
        house,
        chats_of(chunk),
        lambda _language: (FEEDBACK, {"event": event.id}),
        f"feedback:{event.id}",
        now,
        purpose=None,  # they have registered
        capped=True,
    )
    return Reached(chunk[-1].chat_id)


def may_begin(visit: Visit, survey_key: str) -> bool:
    """Tell whether a member may begin a survey: one about an event is for those who came."""
    event_id = event_of(survey_key)
    if event_id is None:
        return True
    kept = registrations.of_member(visit.unit, event_id, visit.resident.member_id)
    return kept is not None and kept.answer.status in who_came(visit.unit, event_id)


def _open_survey(unit: Unit, house: House, event: Event, first: date, last: date, now: datetime) -> bool:
    """Make the survey about an event if there is none yet; return False where the town has no such form."""
    key, planned = feedback_key(event.id), house.town.feedback
    if surveys.offer(unit, key) is not None:
        return True
    form = staff.get_setting(unit, FORM_SETTING)
    source = staff.get_setting(unit, SOURCE_SETTING)
    if planned is None or form is None or source is None:
        return False
    title = feedback_title(planned.title, event.title)
    surveys.schedule(unit, key, POSITION, first, last)
    survey = replace(survey_from_data(json.loads(form)), name=key, title=title)
    surveys.add_version(unit, key, source, survey, now)
    return True
