"""Residents are invited to an event: those of its audience who want invitations and have not answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from db import events
from db.unit import Unit
from domain.admission import Phase, phase_of
from domain.audience import Audience
from domain.events import Event
from domain.schedule import CHUNK, Finished, Late, Missed, Progress, Reached, Scheduled
from domain.town import INVITATIONS_CONSENT
from usecases.audiences import recipients
from usecases.house import House
from usecases.to_many import plan

INVITED = "invited"
"""The standing of those who have not answered."""

_TOO_LATE: Mapping[Phase, Late] = {
    Phase.UNSEEN: Late.WITHDRAWN,
    Phase.CANCELLED: Late.WITHDRAWN,
    Phase.BEGUN: Late.BEGUN,
    Phase.CLOSED: Late.CLOSED,
}


def invite(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Invite one chunk of an event's audience, as long as one can still register.

    Those whose message waits for a later day are looked at once more before it goes: whoever has answered
    meanwhile, or could no longer register, gets none.
    """
    event = events.by_id(unit, int(row.subject.partition(":")[2]))
    if event is None:
        return Missed(Late.WITHDRAWN)
    if (late := _TOO_LATE.get(phase_of(event, now))) is not None:
        return Missed(late)
    chunk = recipients(unit, house, INVITATIONS_CONSENT, audience_of(event), row.reached, CHUNK)
    if not chunk:
        return Finished()
    plan(
        unit,
        house,
        chunk,
        lambda _language: ("event_invitation", {"event": event.id}),
        f"invite:{event.id}",
        now,
        purpose=INVITATIONS_CONSENT,
        capped=True,
    )
    return Reached(chunk[-1].chat_id)


def audience_of(event: Event) -> Audience:
    """Return who is invited: its audience, without those who have answered already."""
    if event.audience.event is not None:  # it invites by another event; the sender drops who has answered
        return event.audience
    return replace(event.audience, event=event.id, event_standing=INVITED)
