"""What staff, files and guests write is words: no markup, no placeholder, no line of a calendar's own."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from sqlalchemy import update

from bot.dialogs import say_in_words
from bot.exports.calendar_file import CalendarStatus, calendar_file
from bot.speech import OFFERED
from db.tables import metadata
from db.unit import Unit
from domain.invitation import Role
from domain.outgoing import Outgoing
from simulator.html_text import parse_html
from tests.bot.saying import HOUSE
from tests.usecases.eventful import WORKSHOP
from tests.usecases.office import staff
from tests.usecases.outreach import all_options, everything_planned
from tests.usecases.town import Town

EVIL = '<u>x</u></b></blockquote><a href="tg://user?id=1">{title} {0} %s &lt; & <'
TEXTS = {
    "event": ("title", "description", "place", "reason"),
    "broadcast": ("text",),
    "need": ("title", "description", "reason"),
    "goal": ("title", "indicator", "unit"),
    "measure": ("title", "description", "owner"),
    "measure_update": ("text",),
}


def write_everywhere(unit: Unit) -> None:
    """Let everything that staff and guests can write say the same."""
    kept = json.dumps({"de": EVIL, "ar": f"{EVIL} ورشة"})
    for name, columns in TEXTS.items():
        unit.connection.execute(update(metadata.tables[name]).values(dict.fromkeys(columns, kept)))
    unit.connection.execute(update(metadata.tables["registration"]).values(name=EVIL))


def read(town: Town, outgoing: Outgoing) -> None:
    """Read a message in every language, as an app does."""
    for language in OFFERED:
        message = say_in_words(town.house.town, replace(outgoing, language=language))
        _text, entities = parse_html(message.text, {})
        kinds = {entity["type"] for entity in entities}
        assert not kinds & {"underline", "text_link", "text_mention"}, message.text
        assert "&lt;u&gt;" not in "".join(one.label for row in message.rows for one in row)


def test_no_screen_takes_what_was_written_for_markup_or_for_its_own_placeholders(town: Town) -> None:
    things = everything_planned(town)
    admin = staff(town, 900, Role.ADMIN)
    town.run(write_everywhere)
    heard = len(town.said)
    for _permission, option in all_options():
        admin.choose(things.fill(town, option), 1)
    for event in (things.event, things.cancelled):
        for what in ("show", "map", "ics", "ticket", "size", "needs", "name", "cancel"):
            things.guest.choose(f"ev:{what}:{event}", 1)
    for option in ("ev", "ms", "ms:need:1", "ms:show:1", "ms:follow:1", "ms:mine"):
        things.guest.choose(option, 1)
    said = town.said[heard:]
    assert len({one.template for one in said}) > 40
    assert sum(EVIL in repr(one.view) for one in said) > 40, "the words are on most screens"
    for outgoing in said:
        read(town, outgoing)


@pytest.mark.parametrize("status", CalendarStatus)
@pytest.mark.parametrize(
    "evil",
    [
        "x\r\nATTENDEE:mailto:a@example.org\r\nBEGIN:VALARM\r\nEND:VALARM",
        "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:other",
        "x\\n;,:\"^n' \\" + "ü" * 200,
        "\x00\x0bx\x85y\u2028z",
    ],
)
def test_no_text_becomes_a_line_of_its_own_in_a_calendar_file(evil: str, status: CalendarStatus) -> None:
    texts = {"de": evil}
    event = replace(WORKSHOP, title=texts, description=texts, place=texts, reason=texts)
    written = calendar_file(HOUSE.town, event, "de", status, datetime(2027, 3, 1, tzinfo=UTC))
    lines = written.split(b"\r\n")
    assert all(len(one) <= 75 and b"\r" not in one and b"\n" not in one for one in lines)
    assert all(one[:1] == b" " or b":" in one for one in lines[:-1]), "each line names what it is"
    calendar = vobject.readOne(written.decode())
    (entry,) = calendar.vevent_list
    assert {one.name for one in entry.getChildren()} <= {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "ORGANIZER", "SUMMARY", "LOCATION"),
        *("DESCRIPTION", "COMMENT", "GEO", "URL"),
    }
    assert entry.uid.value == WORKSHOP.uid
