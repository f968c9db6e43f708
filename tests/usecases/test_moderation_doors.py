"""Nobody without the moderator's role sees a text at any step, and texts stand only where they are kept."""

from collections.abc import Sequence

import pytest

from db import staff
from db.unit import Unit
from domain.contributions import Reason
from domain.dialogue import Typed
from domain.invitation import Role
from domain.outgoing import Outgoing
from domain.person import Person
from tests.usecases.moderating import SURVEY, Moderator, appoint, texts_arrive
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.choose import choose
from usecases.moderate import moderate_command
from usecases.views import load_view

MARKER = "Unverwechselbar-4711"
SCREENS = ("moderation",)


def forged_options(ref: str) -> Sequence[str]:
    """Return every place of the moderation menu, as somebody would forge it who knows all names."""
    steps = ["show", "clear", "redact", "marks", "reasons", "skip", "code", "undo", "on:trade", "off:trade"]
    steps += [f"reject:{reason}" for reason in Reason]
    places = ["", f":next:{SURVEY}", f":cleared:{SURVEY}:0", f":count:{SURVEY}:1"]
    return [f"moderate{place}" for place in [*places, *(f":{ref}:0:{step}" for step in steps)]]


def screens_of(town: Town, chat: int) -> list[Outgoing]:
    return [one for one in town.said if one.address == chat and one.template.startswith(SCREENS)]


@pytest.mark.parametrize("role", [*Role, None])
def test_only_those_who_moderate_come_in_by_any_door(town: Town, bernd: Resident, role: Role | None) -> None:
    (key,) = texts_arrive(town, [MARKER])
    if role is None:
        bernd.agree()
    else:
        appoint(town, bernd, role)
    bernd.command(moderate_command)
    if role in (Role.ADMIN, Role.MANAGER, Role.MODERATOR):
        assert bernd.sees.template == "moderation"
        return
    before = town.everything()["contribution"]
    for option in forged_options(key.hex()[:12]):
        bernd.choose(option)
        assert bernd.sees.template == "refused"
    assert screens_of(town, bernd.chat) == []
    assert town.everything()["contribution"] == before


def test_a_role_that_is_taken_away_ends_moderation_at_the_next_step(town: Town, ayse: Resident) -> None:
    texts_arrive(town, [MARKER])
    staff_id = appoint(town, ayse)
    moderator = Moderator(ayse)
    moderator.start()
    moderator.do("marks")
    town.run(lambda unit: staff.revoke(unit, staff_id, town.now))
    seen = len(screens_of(town, ayse.chat))
    ayse.say("1")
    assert ayse.sees.template == "refused"
    ayse.say("1")
    assert ayse.sees.template == "home", "typed words are the resident's own again"
    assert len(screens_of(town, ayse.chat)) == seen


def test_nothing_is_shown_where_others_are_listening(town: Town, ayse: Resident) -> None:
    (key,) = texts_arrive(town, [MARKER])
    appoint(town, ayse)
    in_group = Person(-100200, ayse.chat, "de")
    town.update(moderate_command, in_group)
    for option in forged_options(key.hex()[:12]):
        town.update(choose, in_group, option, 7)
    assert {one.template for one in town.said if one.address == -100200} == {"refused"}


def test_words_cannot_be_sent_to_moderation_that_has_not_asked(town: Town, bernd: Resident) -> None:
    (key,) = texts_arrive(town, [MARKER])
    bernd.agree()
    for option in (f"words:moderate:{key.hex()[:12]}:0:reject", f"moderate:{key.hex()[:12]}:0:reject"):
        assert bernd.choose(option) is not None or bernd.sees.template == "refused"
    town.update(words, bernd.person, Typed(f"words:moderate:{key.hex()[:12]}:0:reject", None))
    assert [row["status"] for row in town.rows("contribution")] == ["new"]


def test_senseless_places_lead_nowhere(town: Town, ayse: Resident) -> None:
    (key,) = texts_arrive(town, [MARKER])
    appoint(town, ayse)
    ref = key.hex()[:12]
    for place in (
        *("nowhere", "next", "next:a:b", "cleared:stadtweit", "cleared:stadtweit:x", "cleared:nowhere:0"),
        *(f"{ref}:0:code", f"{ref}:0:redact", f"{ref}:0:on:nothing", f"{ref}:0:reject:because", f"{ref}:0:x"),
        *(f"{ref[:-1]}:0:clear", f"{ref.upper()}:0:clear:x", f"{ref}:x:clear", f"{ref}:0:clear:x", ""),
    ):
        assert ayse.choose(f"moderate:{place}") is not None, place
    for place in ("000000000000:0:clear", "next:nowhere", "count:stadtweit:1", "count:nowhere:1"):
        assert ayse.choose(f"moderate:{place}") is None
        assert ayse.sees.template == "moderation"
    assert [row["status"] for row in town.rows("contribution")] == ["new"]


def test_texts_and_reasons_stand_nowhere_but_where_they_are_kept(
    town: Town, ayse: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    texts_arrive(town, [f"{MARKER} eins von Ali", f"{MARKER} zwei von Ali", f"{MARKER} drei von Ali"])
    appoint(town, ayse)
    moderator = Moderator(ayse)
    moderator.start()
    moderator.do("redact", "on:trade", "code", "marks")
    ayse.say("1")
    ayse.say("0")
    moderator.do("redact", "on:other", "code", "reasons")
    ayse.say(f"{MARKER} als Grund")
    ayse.command(moderate_command)
    ayse.choose(f"moderate:cleared:{SURVEY}:0")
    kept = {name: repr(rows) for name, rows in town.everything().items()}
    assert [name for name, rows in kept.items() if MARKER in rows] == ["contribution"]
    assert MARKER not in caplog.text
    assert not any(MARKER in repr(one.args) or MARKER in repr(one) for one in town.said)
    done = [(row["action"], row["object"]) for row in town.rows("audit")]
    assert {action for action, _ in done} >= {"saw", "redact", "code", "reject"}


def test_a_message_that_was_lost_in_a_crash_is_made_again_for_moderators_only(
    town: Town, ayse: Resident
) -> None:
    texts_arrive(town, [MARKER])
    staff_id = appoint(town, ayse)
    moderator = Moderator(ayse)
    moderator.open()
    moderator.start()
    moderator.do("marks")
    ayse.say("0")
    moderator.do("reasons")
    ayse.say("1")
    ayse.choose(f"moderate:cleared:{SURVEY}:0")
    said = screens_of(town, ayse.chat)
    assert len({one.template for one in said}) >= 5

    def again(unit: Unit, one: Outgoing) -> Outgoing | None:
        bare = Outgoing(one.address, one.template, one.language, one.args, one.placement)
        return load_view(unit, town.house, bare, town.now)

    for one in said:
        made = town.run(again, one)
        assert type(made.view) is type(one.view)
    town.run(lambda unit: staff.revoke(unit, staff_id, town.now))
    assert [town.run(again, one) for one in said] == [None] * len(said)
