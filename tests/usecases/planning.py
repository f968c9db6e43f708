"""A member of staff who plans events: what they press and see, and an event that is ready at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogs import say_in_words
from bot.speech import OFFERED
from db import events, schedule
from db.unit import Unit
from domain.events import Event
from domain.schedule import Kind, Scheduled
from tests.usecases.office import confirm
from tests.usecases.town import Resident, Town
from usecases.planning_views import PlanView
from usecases.views import load_view

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)  # a Monday, 13:00 in the town
READY = Event(
    0,
    "uid",
    "Europe/Berlin",
    title={"de": "Werkstatt"},
    place={"de": "Rathaus"},
    capacity=30,
).at("2027-03-10T18:00")


def shown(one: Resident) -> PlanView:
    """Return the event that is seen with all that stands on its card."""
    assert isinstance(one.sees.view, PlanView)
    return one.sees.view


def buttons(one: Resident) -> list[str]:
    """Return the options of all buttons that are seen."""
    found = one.sees.args.get("buttons") or one.sees.args["options"]
    assert isinstance(found, list)
    return found


def press(one: Resident, ending: str) -> None:
    """Tap the one button whose option ends like this."""
    (option,) = [option for option in buttons(one) if option.endswith(ending)]
    assert one.choose(option) is None


def agree(one: Resident) -> None:
    """Tap "Yes" below the question that stands last."""
    confirm(one)


def notice(one: Resident) -> str:
    """Return the name of what is said above the screen."""
    return str(one.sees.args["notice"])


def open_event(one: Resident, event: Event) -> None:
    """Open an event's card."""
    one.choose(f"event:{event.id}", 1)


def kept(town: Town, event: Event = READY, /, **changes: object) -> Event:
    """Keep an event."""
    new = replace(event, uid=f"uid{next(town.updates)}", **changes)  # type: ignore[arg-type] # by their names
    found: Event = town.run(events.add, new)
    return found


def now_as(town: Town, event: Event) -> Event:
    """Return an event as it is kept now."""
    found: Event = town.run(events.by_id, event.id)
    return found


def rows(town: Town, event: Event) -> Mapping[tuple[Kind, str], Scheduled]:
    """Return what is planned about an event."""

    def read(unit: Unit) -> list[Scheduled]:
        return schedule.of_subject(unit, event.subject)

    found: list[Scheduled] = town.run(read)
    return {(row.kind, row.part): row for row in found}


def times(town: Town, event: Event) -> dict[tuple[Kind, str], str]:
    """Return the wall times of what is planned about an event."""
    return {name: row.local_time for name, row in rows(town, event).items()}


def read_in_all_languages(one: Resident) -> None:
    """Put what is seen into words in every language; nothing may be missing or too long for a button.

    After a crash the same is loaded again from the tables.
    """
    again = one.town.run(load_view, one.town.house, replace(one.sees, view=None), one.town.now)
    assert again is not None
    assert one.sees.view in (None, again.view)
    for language in OFFERED:
        message = say_in_words(one.town.house.town, replace(one.sees, language=language))
        assert message.text
        for row in message.rows:
            assert all(button.label and len(button.data.encode()) <= 64 for button in row)
