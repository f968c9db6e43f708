"""Nobody reaches many, or reads who comes, who may not: any button, words, files and places, at any time."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.dialogs import say_in_words
from db import staff as staff_rows
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Located
from domain.event_plan import PlanField
from domain.invitation import Role, may
from domain.person import Person
from domain.tickets import START_PREFIX, ticket_code
from tests.databases import Play
from tests.domain.questionnaires import TOWN
from tests.usecases.eventful import registration
from tests.usecases.office import staff, token_of
from tests.usecases.outreach import ASKING, NAME, SECRET, Things, all_options, everything_planned, kept_in
from tests.usecases.town import Resident, Town, opened, reopened
from usecases.answer_survey import words
from usecases.choose import choose
from usecases.house import House
from usecases.start import start

PICTURE = ReceivedFile(AttachmentKind.PICTURE, "file-1", "", "image/jpeg", 90_000)
HOSTILE = (
    *("", "x", "-1", "0", "00", "1:2:3:4", "none", "٣", "²", " 1", "1e5", "on:0", "on:" + "9" * 18, "set:-1"),
    *("9" * 18, "9" * 19, "9" * 60, "set:" + "9" * 18, "set:202602301800", "set:000000000000", "all:all"),
    *("month:000001", "month:999913", "day:20260230", "day:00000000", "day:99999999", "off:0", "de:remove:x"),
    *(
        "at:999912312359",
        "at:000101010000",
        "every:w:XX",
        "every:9:MO",
        "to:event:on:999999",
        "standing:on:x",
    ),
)
"""What stands behind a button's beginning, as somebody makes it who wants to see the program fail."""


@pytest.fixture(scope="module")
def begins_with(house: House) -> Play:
    def plan_everything(address: str) -> Things:
        with opened(address, house) as town:
            town.open_survey("stadtweit", TOWN)
            return everything_planned(town)

    return plan_everything


@pytest.fixture
def town(database_url: str, was_played: Things) -> Iterator[Town]:
    with reopened(was_played.guest.town, database_url) as town:
        yield town


@pytest.fixture
def things(town: Town, was_played: Things) -> Things:
    return replace(was_played, guest=Resident(town, was_played.guest.chat))


@pytest.fixture
def admin(town: Town, things: Things) -> Resident:
    return staff(town, 900, Role.ADMIN)


def in_words(town: Town, since: int = 0) -> Iterator[str]:
    """Yield what was said since a message, as it is read."""
    for outgoing in town.said[since:]:
        yield say_in_words(town.house.town, outgoing).text


# --- who may not -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role, None])
def test_every_button_of_staff_is_refused_to_whoever_may_not(
    town: Town, things: Things, role: Role | None
) -> None:
    one = Resident(town, 900) if role is None else staff(town, 900, role)
    one.start()
    before, heard = kept_in(town), len(town.said)
    for permission, option in all_options():
        if not may(role, permission):
            one.choose(things.fill(town, option), 1)
            assert one.sees.template == "refused", option
    assert kept_in(town) == before
    assert not any(NAME in text for text in in_words(town, heard))


@pytest.mark.parametrize("chat", [-100200, 502])
def test_nobody_of_the_staff_acts_where_somebody_else_may_be_listening(
    town: Town, things: Things, admin: Resident, chat: int
) -> None:
    Resident(town, 502).start()
    admin.choose(things.fill(town, "broadcast:{broadcast}:{broadcast_r}:release"), 1)
    token, before, heard = token_of(admin), kept_in(town), len(town.said)
    elsewhere = Person(chat, admin.chat, "de")
    for _permission, option in all_options():
        town.update(choose, elsewhere, things.fill(town, option), 7)
    town.update(choose, elsewhere, f"confirm:{token}", 7)
    ticket = ticket_code(bytes(registration(things.guest)["ticket"])).replace("-", "")
    town.update(start, elsewhere, START_PREFIX + ticket)
    said = {one.template for one in town.said[heard:]}
    assert said <= {"refused", "not_confirmed", "event_ticket_door"}
    assert kept_in(town) == before


@pytest.mark.parametrize(("option", "typed"), ASKING)
def test_words_that_were_asked_for_go_nowhere_once_the_role_is_gone(
    town: Town, things: Things, admin: Resident, option: str, typed: str
) -> None:
    admin.choose(things.fill(town, option), 1)
    assert any(one.startswith("words:") for one in _menu(town, admin)), "words are asked for"
    town.run(lambda unit: staff_rows.revoke(unit, staff_rows.role_of(unit, admin.chat)[0], town.now))  # type: ignore[index]
    before = kept_in(town)
    admin.say(typed)
    assert admin.sees.template == "refused"
    assert _menu(town, admin) == [], "what is typed next is the resident's own again"
    assert kept_in(town) == before


@pytest.mark.parametrize(
    ("option", "sent"),
    [
        ("broadcast:{broadcast}:{broadcast_r}:file", PICTURE),
        ("measure:u:{update}:{update_r}:attachment_id", PICTURE),
        ("event:{draft}:{draft_r}:pin", Located(48.86, 9.18)),
    ],
)
def test_files_and_places_go_nowhere_once_the_role_is_gone(
    town: Town, things: Things, admin: Resident, option: str, sent: object
) -> None:
    admin.choose(things.fill(town, option), 1)
    town.run(lambda unit: staff_rows.revoke(unit, staff_rows.role_of(unit, admin.chat)[0], town.now))  # type: ignore[index]
    before = kept_in(town)
    town.update(words, admin.person, sent)
    assert admin.sees.template == "refused"
    assert _menu(town, admin) == []
    assert kept_in(town) == before


def _menu(town: Town, one: Resident) -> list[str]:
    return list(json.loads(one.member["menu"] or "[]"))


# --- buttons that nobody was given -----------------------------------------------------------------


def beginnings() -> Iterator[str]:
    """Yield what forged buttons begin with: every screen, step and field."""
    yield from ("event", "event:list", "event:past", "event:new", "broadcast", "measure", "measure:list")
    yield from ("schedule", "schedule:page", "schedule:row", "schedule:move", "schedule:at:{row}:{row_r}")
    yield from ("door", "door:{event}", "door:{event}:in", "door:{event}:in:{party}", "door:{event}:p")
    yield from (
        "door:{event}:walk",
        "door:{event}:undo",
        "confirm",
        "publish",
        "close",
        "below",
        "below:event",
    )
    for step in (*PlanField, "publish", "cancel", "repeat", "repeat:week", "go", "preview", "reason", "n"):
        yield f"event:{{draft}}:{{draft_r}}:{step}"
    for step in ("text", "file", "links", "links:off", "kind", "to", "when", "preview", "cancel"):
        yield f"broadcast:{{broadcast}}:{{broadcast_r}}:{step}"
    for kind, steps in (
        ("n:1:{need_r}", ("step", "ev", "ev:x", "defer", "area", "area:set")),
        ("g:1:{goal_r}", ("due_on", "baseline", "baseline:set")),
        ("m:1:{measure_r}", ("update", "starts_on:set", "theme:set")),
        ("u:{update}:{update_r}", ("progress:set", "status:set", "day:set", "attachment_id")),
    ):
        yield from (f"measure:{kind}:{step}" for step in steps)


def test_no_forged_button_makes_the_program_fail_or_say_what_cannot_be_read(
    town: Town, things: Things, admin: Resident
) -> None:
    for beginning in beginnings():
        for ending in HOSTILE:
            heard = len(town.said)
            admin.choose(things.fill(town, beginning) + (f":{ending}" if ending else ""), 1)
            assert all(in_words(town, heard)), (beginning, ending)


@pytest.mark.parametrize(
    "forged",
    [
        *("event:{draft}:999:cancel:one", "event:{draft}:999:title:tr", "event:999999:0:publish"),
        *("broadcast:{broadcast}:999:release", "broadcast:999999:0:cancel", "measure:n:1:999:delete"),
        *(
            "measure:m:{update}:0:owner",
            "measure:g:999999:0:delete",
            "schedule:at:{row}:999:2026-10-10T18:00",
        ),
        *("door:{draft}:in:{party}:1", "door:{cancelled}:undo:{party}", "door:{event}:in:999999:1"),
        *("words:event:new", "words:door:{event}", "words:broadcast:{broadcast}:0:text:de"),
    ],
)
def test_old_revisions_and_other_things_numbers_change_nothing(
    town: Town, things: Things, admin: Resident, forged: str
) -> None:
    before = kept_in(town)
    admin.choose(things.fill(town, forged), 1)
    assert kept_in(town) == before


SEEN = (
    *(
        "show",
        "map",
        "ics",
        "ticket",
        "yes",
        "size",
        "maybe",
        "no",
        "cancel",
        "gone",
        "pass",
        "accept",
        "needs",
    ),
    "name",
)
RESIDENTS = (
    *(f"ev:{what}:{{{which}}}" for which in ("draft", "cancelled") for what in SEEN),
    *("ev:party:{draft}:2", "ev:party:{cancelled}:2", "ev:need:{draft}:step_free", "ev:name:{event}:none"),
    *(
        "ev:need:{event}:step_free",
        "ev:need:{event}:childcare:3",
        "ev:gone:{event}:{party}",
        "ev:gone:{event}",
    ),
    *("ev:cancel:{event}", "ev:accept:{event}", "ev:ticket:{event}", "ev:ticket:{event}:{party}"),
    *("ev:party:{event}:0", "ev:party:{event}:-1", "ev:party:{event}:99999999999999999999", "ev:show:999999"),
    *("ev:show:" + "9" * 19, "ev:agree:{event}:x:name", "ms:photo:{update}", "ms:show:999999"),
    *("ms:follow:999999", "ms:on:area:moon", "ms:on:measure:x", "ms:off:measure:1", "ms:leave:1"),
    *(
        "ms:l:x:y:0",
        "ms:need:999999",
        "notify:yes:survey:0",
        "notify:yes:needs:0",
        "notify:yes:news:00000000",
    ),
    *("notify:off:survey", "notify:ask:needs", "off:survey", "off:needs", "off:x", "unconsent:x"),
    *("below:event", "below:below:below:door:{event}", "below:confirm:x", "below:", "below:ev:gone:{event}"),
)


def test_a_resident_touches_nobody_else_s_registration_gives_no_forged_consent_and_sees_no_draft(
    town: Town, things: Things, bernd: Resident
) -> None:
    bernd.agree()
    before, heard = kept_in(town), len(town.said)
    consents = _consents(town)
    for option in RESIDENTS:
        bernd.choose(things.fill(town, option), 1)
        after = kept_in(town)
        others = [row for row in after["registration"] if row["member_id"] != bernd.member["id"]]
        mine = {row["event_id"] for row in after["registration"] if row not in others}
        assert {**after, "registration": others} == before, option
        assert mine <= {things.event}, f"{option}: nobody registers for what is a draft or cancelled"
        assert _consents(town) == consents, option
    assert not any(NAME in text or SECRET in text for text in in_words(town, heard))


def _consents(town: Town) -> list[tuple[int, str]]:
    return [(row["member_id"], row["purpose"]) for row in town.rows("consent") if row["withdrawn_at"] is None]


def test_somebody_else_s_ticket_shows_a_resident_nothing(town: Town, things: Things, bernd: Resident) -> None:
    code = ticket_code(bytes(registration(things.guest)["ticket"])).replace("-", "")
    before = kept_in(town)
    for payload in (code, code.lower(), code[:-1], code[:-1] + "0", "", "x" * 60):
        bernd.start(START_PREFIX + payload)
    said = [replace(one, language="de") for one in town.said if one.address == bernd.chat]
    assert not any(one.template == "event_ticket" for one in said)
    assert kept_in(town) == before
