"""What messages about events show beyond their arguments, loaded while they are made and after a crash."""

from dataclasses import replace
from datetime import datetime

from db import events
from db.unit import Unit
from domain.outgoing import Argument, Outgoing
from usecases import event_news
from usecases.door_views import load_door
from usecases.house import House
from usecases.planning_views import load_planning
from usecases.registration_views import TEMPLATES, load_registration_view
from usecases.tickets import load_ticket


def load_event_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about events with its view, or None where what it showed is gone.

    A message that names an `event` in its arguments shows it as it stands now.
    """
    match outgoing.template:
        case template if template.startswith("event_plan"):
            return load_planning(unit, house, outgoing, now)
        case "event_ticket_door":
            return outgoing
        case "event_ticket":
            return load_ticket(unit, house, outgoing, now)
        case template if template.startswith("event_door"):
            return load_door(unit, house, outgoing, now)
        case template if template in event_news.TEMPLATES:
            return event_news.load_news(unit, house, outgoing, now)
        case template if template in TEMPLATES:
            return load_registration_view(unit, house, outgoing, now)
        case _:
            shown = events.by_id(unit, number_of(outgoing.args["event"]))
            return None if shown is None else replace(outgoing, view=shown)


def number_of(value: Argument) -> int:
    """Return an argument that has to be a number."""
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
