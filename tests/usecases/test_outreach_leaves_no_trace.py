"""Names for the door, needs, tickets, typed words and chats stand where they are kept, in no log or queue."""

import json
import re

import pytest

from domain.events import Need
from domain.invitation import Role
from domain.tickets import START_PREFIX, ticket_code
from domain.times import instant_of
from tests.usecases.attending import at
from tests.usecases.broadcasting import readers, tick
from tests.usecases.eventful import registration, wants_invitations
from tests.usecases.office import confirm, deliver, staff
from tests.usecases.outreach import ASKING, NAME, Things, everything_planned
from tests.usecases.scheduling import BERLIN
from tests.usecases.town import Town
from usecases.my_data import my_data_command

CHAT = 5_123_456_789  # a number that stands in no other
WORDS = "Getippt-0815"


@pytest.fixture
def things(town: Town) -> Things:
    return everything_planned(town)


def test_nothing_of_a_guest_and_nothing_that_was_typed_stands_in_logs_or_in_what_waits(
    town: Town, things: Things, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    one = wants_invitations(town, CHAT)
    one.choose(f"ev:party:{things.event}:2")
    one.choose(f"ev:need:{things.event}:interpreter:gsg")
    one.choose(one.options[0])
    one.choose(f"ev:need:{things.event}:interpreter:gsg")
    one.choose(f"ev:name:{things.event}")
    one.say(NAME)
    one.choose(f"ev:ticket:{things.event}")
    one.command(my_data_command)
    ticket = bytes(registration(one)["ticket"])
    one.choose("ms:follow:1")

    admin = staff(town, 900, Role.ADMIN)
    for option, _typed in ASKING:
        admin.choose(things.fill(town, option), 1)
        admin.say(WORDS)
    readers(town, ["de"])
    admin.choose(things.fill(town, "broadcast:{broadcast}:{broadcast_r}:test"), 1)
    admin.choose(things.fill(town, "broadcast:{broadcast}:{broadcast_r}:release"), 1)
    confirm(admin)
    tick(town)
    at(town, "2026-10-06T18:00")  # a reminder
    town.now = instant_of("2026-10-13T17:45", BERLIN)
    admin.choose(f"door:{things.event}")
    admin.say(NAME)
    admin.start(START_PREFIX + ticket_code(ticket).replace("-", ""))
    waiting = [row["args"] for row in town.rows("outbox")]
    deliver(town)

    code = ticket_code(ticket)
    secrets = (NAME, str(CHAT), code, code.replace("-", ""), ticket.hex(), "gsg")
    logged = caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    args = [json.dumps(dict(said.args), default=str, ensure_ascii=False) for said in town.said] + waiting
    for secret in secrets:
        assert secret not in logged
        assert not [one for one in args if secret in _without_buttons(one)], secret
    assert WORDS not in logged
    kept = {name: repr(rows) for name, rows in town.everything().items()}
    assert [name for name, rows in kept.items() if NAME in rows] == ["registration"]
    assert [name for name, rows in kept.items() if str(CHAT) in rows] in (["chat"], ["bulk_day", "chat"])
    assert not [name for name, rows in kept.items() if "gsg" in rows and name not in ("event", "event_need")]
    assert Need.INTERPRETER in kept["event_need"]
    assert "audit" not in [name for name, rows in kept.items() if WORDS in rows]


def _without_buttons(args: str) -> str:
    """Return a message's arguments without its options: what an event offers is on every guest's buttons."""
    return re.sub(r'"options": \[[^\]]*\]', "", args)
