"""Staff plan an event in the chat: one question after the other, the card, the preview, and publishing it."""

from datetime import UTC, datetime

import pytest

from bot.dialogs import say_in_words
from bot.speech import OFFERED
from db import events
from domain.events import Event, EventStatus, Gap, Need, Pin
from domain.invitation import Role
from domain.schedule import Kind
from tests.usecases.office import staff
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.planning_views import PlanView
from usecases.residents_events import events_command

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)  # a Monday, 13:00 in the town


@pytest.fixture
def editor(town: Town) -> Resident:
    town.now = NOW
    return staff(town, 700, Role.EDITOR, "en")


def shown(one: Resident) -> PlanView:
    assert isinstance(one.sees.view, PlanView)
    return one.sees.view


def event_of(one: Resident) -> Event:
    return shown(one).event


def buttons(one: Resident) -> list[str]:
    """Return the options of all buttons that are seen."""
    args = one.sees.args
    found = args.get("buttons") or args["options"]
    assert isinstance(found, list)
    return found


def press(one: Resident, ending: str) -> None:
    """Tap the one button whose option ends like this."""
    (option,) = [option for option in buttons(one) if option.endswith(ending)]
    assert one.choose(option) is None


def read_in_all_languages(one: Resident) -> None:
    """Put what is seen into words in every language; nothing may be missing."""
    for language in OFFERED:
        message = say_in_words(one.town.house.town, one.sees.__class__(**{**fields(one), "language": language}))
        assert message.text or message.venue
        assert all(button.label and len(button.data.encode()) <= 64 for row in message.rows for button in row)


def fields(one: Resident) -> dict[str, object]:
    return {name: getattr(one.sees, name) for name in one.sees.__dataclass_fields__}


def asked(one: Resident) -> str:
    return str(one.sees.args["field"])


def test_a_workshop_stands_after_a_dozen_short_answers(editor: Resident) -> None:
    editor.command(events_command)
    press(editor, ":new")
    editor.say("Werkstatt: unser  Platz")
    for field, answer in [
        ("start", "10 March 2027 6 pm"),
        ("minutes", "1:30"),
        ("place", "Rathaus, Raum 2"),
        ("pin", "48.8598, 9.1852"),
        ("link", "none"),
        ("capacity", "30"),
        ("party", "4"),
        ("deadline", "9.3."),
        ("waitlist", "yes"),
    ]:
        assert asked(editor) == field
        read_in_all_languages(editor)
        if answer in ("none", "yes"):
            press(editor, f":set:{answer}")
        else:
            editor.say(answer)
    assert asked(editor) == "offers"
    press(editor, ":on:childcare")
    press(editor, ":on:in-tr")
    press(editor, ":done")
    assert editor.sees.template == "audience"
    press(editor, ":done")
    assert asked(editor) == "description"
    editor.say("Wir bauen Modelle.\n\nKaffee gibt es auch.")
    event = event_of(editor)
    assert editor.sees.template == "event_plan_card"
    assert event.title == {"de": "Werkstatt: unser Platz"}
    assert event.local_start == "2027-03-10T18:00"
    assert event.starts_at == datetime(2027, 3, 10, 17, tzinfo=UTC)
    assert event.register_until == "2027-03-09T23:59"
    assert (event.minutes, event.capacity, event.largest_party) == (90, 30, 4)
    assert event.pin == Pin(48.8598, 9.1852)
    assert event.offers.needs == (Need.INTERPRETER, Need.CHILDCARE)
    assert event.description == {"de": "Wir bauen Modelle.\n\nKaffee gibt es auch."}
    assert shown(editor).gaps == ()
    assert shown(editor).missing["title"] == ("de_simple", "en", "tr", "ar")
    read_in_all_languages(editor)
