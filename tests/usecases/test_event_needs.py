"""What a party needs is asked after the yes, under a consent of its own, and is taken back at any time."""

from pathlib import Path
from typing import Any

import pytest

from bot.dialogs.event_numbers import number_lines
from bot.speech import speech
from db import event_needs, events
from db.unit import Unit
from domain.events import Need, Offers
from tests.usecases.conftest import PEPPER
from tests.usecases.eventful import arrived, change_event, come, publish, registration, standing
from tests.usecases.test_restoring import back_up, restore, start
from tests.usecases.town import Resident, Town
from usecases.consents import privacy_command
from usecases.content import consent_page
from usecases.event_needs import PAGE
from usecases.planning_views import PlanView, plan_view
from usecases.scrub import scrub_asked_for


@pytest.fixture
def workshop(town: Town) -> int:
    return publish(town)


@pytest.fixture
def ayse(town: Town, workshop: int) -> Resident:
    """Somebody who comes with three people, and is asked what they need."""
    one = arrived(town, 501)
    come(one, workshop, 3)
    return one


def needs(one: Resident) -> list[tuple[str, str]]:
    return [(row["kind"], row["detail"]) for row in one.town.rows("event_need")]


def agree(one: Resident) -> None:
    """Agree to the text that stands there."""
    assert one.sees.template == "event_needs_consent"
    one.choose(one.options[0])


def consents(town: Town) -> list[dict[str, Any]]:
    return [row for row in town.rows("consent") if row["purpose"] == "needs"]


def test_only_what_the_event_offers_is_asked_and_a_name_for_the_door(
    town: Town, ayse: Resident, workshop: int
) -> None:
    kinds = ["interpreter", "childcare", "step_free"]
    assert ayse.options == [
        *(f"ev:need:{workshop}:{kind}" for kind in kinds),
        f"ev:name:{workshop}",
        f"ev:show:{workshop}",
    ]
    plain = publish(town, offers=Offers(childcare=True))
    come(ayse, plain)
    assert ayse.options == [f"ev:need:{plain}:childcare", f"ev:name:{plain}", f"ev:show:{plain}"]
    ayse.choose(f"ev:need:{plain}:interpreter")
    assert needs(ayse) == []


def test_nothing_is_kept_before_its_own_consent_and_a_no_keeps_nothing(
    town: Town, ayse: Resident, workshop: int
) -> None:
    ayse.choose(f"ev:need:{workshop}:step_free")
    assert (ayse.sees.template, needs(ayse), consents(town)) == ("event_needs_consent", [], [])
    ayse.say("2")
    assert (ayse.sees.template, needs(ayse), consents(town)) == ("event_card", [], [])
    assert standing(ayse, workshop) == "registered 3"


def test_the_consent_keeps_which_text_was_agreed_to_and_leads_on(
    town: Town, ayse: Resident, workshop: int
) -> None:
    ayse.choose(f"ev:need:{workshop}:step_free")
    agree(ayse)
    (row,) = consents(town)
    page = consent_page(town.house.town, "de", PAGE)
    assert (row["text_version"], row["text_hash"], row["language"]) == (page.version, page.hash, "de")
    assert needs(ayse) == [("step_free", "")]
    ayse.choose(f"ev:need:{workshop}:step_free")
    assert needs(ayse) == [], "a second tap takes it back"


def test_a_button_under_another_text_shows_todays_text_first(
    town: Town, ayse: Resident, workshop: int
) -> None:
    ayse.choose(f"ev:agree:{workshop}:01234567:step_free")
    assert (ayse.sees.template, needs(ayse), consents(town)) == ("event_needs_consent", [], [])


def test_an_interpreters_language_is_one_of_those_offered_and_can_be_changed(
    ayse: Resident, workshop: int
) -> None:
    ayse.say("1")
    agree(ayse)
    prefix = f"ev:need:{workshop}:interpreter"
    assert ayse.options == [f"{prefix}:tr", f"{prefix}:ar", f"{prefix}:gsg", f"ev:needs:{workshop}"]
    ayse.say("3")
    assert needs(ayse) == [("interpreter", "gsg")]
    ayse.choose(f"{prefix}:ar")
    assert needs(ayse) == [("interpreter", "ar")]
    ayse.choose(f"{prefix}:fr")
    assert (needs(ayse), ayse.options[-2]) == ([("interpreter", "ar")], f"{prefix}:none")
    ayse.choose(f"{prefix}:none")
    assert needs(ayse) == []


def test_children_are_counted_by_button_or_by_typing_and_zero_is_none(ayse: Resident, workshop: int) -> None:
    ayse.say("2")
    agree(ayse)
    assert len(ayse.options) == 5
    for typed, kept in (("2", [("childcare", "2")]), ("7", [("childcare", "7")]), ("0", [])):
        ayse.choose(f"ev:need:{workshop}:childcare")
        ayse.say(typed)
        assert needs(ayse) == kept
        assert ayse.sees.template == "event_needs"
    for wrong in ("11", "viele"):
        ayse.choose(f"ev:need:{workshop}:childcare")
        ayse.say(wrong)
        assert (ayse.sees.args["problem"], needs(ayse)) == ("number", [])


def test_a_name_for_the_door_is_kept_with_the_registration_and_nowhere_else(
    town: Town, ayse: Resident, workshop: int
) -> None:
    ayse.say("4")
    agree(ayse)
    assert ayse.sees.template == "event_name"
    ayse.say("  Familie\n Yıldız ")
    assert registration(ayse)["name"] == "Familie Yıldız"
    kept = {name for name, rows in town.everything().items() if "Yıldız" in repr(rows)}
    assert kept == {"registration"}
    ayse.choose(f"ev:name:{workshop}:none")
    assert registration(ayse)["name"] is None


@pytest.mark.parametrize("typed", ["x" * 61, "\u202e", "   "])
def test_a_name_that_cannot_be_one_is_asked_for_again(ayse: Resident, typed: str) -> None:
    ayse.say("4")
    agree(ayse)
    ayse.say(typed)
    assert (ayse.sees.template, ayse.sees.args["problem"]) == ("event_name", "length")
    assert registration(ayse)["name"] is None


def test_who_only_waits_or_has_cancelled_is_not_asked(town: Town, ayse: Resident, workshop: int) -> None:
    bernd = arrived(town, 502)
    come(bernd, workshop, 4)
    ayse.choose(f"ev:gone:{workshop}")
    for one in (ayse, bernd):
        for option in ("needs", "name", "need"):
            one.choose(f"ev:{option}:{workshop}" + (":step_free" if option == "need" else ""))
            assert one.sees.template == "event_card"
    assert town.rows("event_need") == []


def say_all(one: Resident, event_id: int) -> None:
    """Say a need and a name, and agree to their being kept."""
    one.choose(f"ev:need:{event_id}:step_free")
    agree(one)
    one.choose(f"ev:name:{event_id}")
    one.say("Familie Yıldız")
    assert needs(one) == [("step_free", "")]


def test_withdrawing_the_consent_deletes_needs_and_name_and_keeps_the_seats(
    town: Town, ayse: Resident, workshop: int
) -> None:
    say_all(ayse, workshop)
    ayse.command(privacy_command)
    assert ayse.options[-1] == "consent:needs"
    ayse.choose("unconsent:needs")
    assert (needs(ayse), registration(ayse)["name"]) == ([], None)
    assert standing(ayse, workshop) == "registered 3"
    assert town.run(scrub_asked_for)
    ayse.choose(f"ev:need:{workshop}:step_free")
    assert ayse.sees.template == "event_needs_consent", "the next time it is asked anew"


def test_a_restored_backup_forgets_needs_whose_consent_was_withdrawn_since(
    town: Town, ayse: Resident, workshop: int, tmp_path: Path
) -> None:
    say_all(ayse, workshop)
    backup, listed = back_up(town), tmp_path / "erasures"
    ayse.choose("unconsent:needs")
    start(town, listed)
    restore(town, backup)
    assert needs(ayse) == [("step_free", "")]
    assert start(town, listed).consents == 1
    assert (needs(ayse), registration(ayse)["name"]) == ([], None)
    assert PEPPER.decode() not in listed.read_text()


def test_cancelling_deletes_needs_and_name(ayse: Resident, workshop: int) -> None:
    say_all(ayse, workshop)
    ayse.choose(f"ev:gone:{workshop}")
    assert (needs(ayse), registration(ayse)["name"]) == ([], None)


@pytest.mark.parametrize("how", ["ev:gone:{}", "ev:name:{}:none", "ev:need:{}:childcare:0"])
def test_what_a_guest_takes_back_is_scrubbed_from_the_files(
    town: Town, ayse: Resident, workshop: int, how: str
) -> None:
    ayse.choose(f"ev:name:{workshop}")
    agree(ayse)
    ayse.say("Familie K.")
    ayse.choose(f"ev:need:{workshop}:childcare:2")
    assert not town.run(scrub_asked_for)
    ayse.choose(how.format(workshop))
    assert town.run(scrub_asked_for)


def test_staff_can_have_totals_of_those_who_come(town: Town, ayse: Resident, workshop: int) -> None:
    change_event(town, workshop, capacity=20)
    say_all(ayse, workshop)
    bernd = arrived(town, 502)
    come(bernd, workshop, 2)
    bernd.choose(f"ev:need:{workshop}:interpreter")
    agree(bernd)
    bernd.choose(f"ev:need:{workshop}:interpreter:ar")
    totals = {(Need.INTERPRETER, "ar"): 1, (Need.STEP_FREE, ""): 1}
    assert town.run(event_needs.need_totals, workshop) == totals

    def seen_while_planning(unit: Unit) -> PlanView:
        event = events.by_id(unit, workshop)
        assert event is not None
        return plan_view(unit, town.house, event, town.now)

    view = town.run(seen_while_planning)
    assert view.needs == totals
    assert any("Step-free access" in one for one in number_lines(view, speech("en")))
