"""What somebody follows can be read, ends with the consent to it, and is deleted with the chat."""

import json
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from domain.periods import Periods
from tests.usecases.conftest import PEPPER
from tests.usecases.measuring import BENCHES, area, follow, measure, plant, publish
from tests.usecases.test_restoring import back_up, restore
from tests.usecases.test_rights import data_of
from tests.usecases.town import Resident, Town
from usecases.commands import stop
from usecases.erase import delete_command
from usecases.restore import erasures, reapply
from usecases.retention import forget, tell_inactive


@pytest.fixture
def follower(town: Town, ayse: Resident) -> Resident:
    """Somebody who follows a measure and an area, and has been told of one update."""
    plant(town)
    publish(town)
    follow(ayse, measure(BENCHES), area("centre"), weekly=True, language="en")
    return ayse


def test_my_data_names_what_somebody_follows_how_they_are_told_and_up_to_where(follower: Resident) -> None:
    view = data_of(follower)
    message = say_in_words(follower.town.house.town, follower.sees)
    text = message.text.replace("\u2068", "").replace("\u2069", "")
    assert "You hear what is new of: Town centre, Zwölf neue Bänke" in text
    assert "You were told up to news number 1." in text
    assert message.document is not None
    (person,) = json.loads(message.document.content)["people"]
    assert person["news_of_measures"] == {
        "follows": [
            {"kind": "area", "key": "centre", "title": "Town centre"},
            {"kind": "measure", "key": "benches", "title": "Zwölf neue Bänke"},
        ],
        "once_a_week": True,
        "told_up_to": 1,
    }
    assert view.people[0].following.weekly


def test_delete_takes_what_somebody_follows_along(follower: Resident, town: Town) -> None:
    follower.command(delete_command)
    follower.choose("erase")
    assert town.rows("follow") == []


@pytest.mark.parametrize("how", ["unconsent:measures", "off:measures", "stop"])
def test_what_somebody_follows_ends_with_the_consent_to_it(follower: Resident, town: Town, how: str) -> None:
    if how == "stop":
        follower.command(stop)
    else:
        follower.choose(how)
    assert town.rows("follow") == []


def test_other_consents_have_nothing_to_do_with_it(follower: Resident, town: Town) -> None:
    follower.choose("unconsent:survey")
    assert len(town.rows("follow")) == 2


def test_what_nobody_uses_any_more_goes_with_the_chat(follower: Resident, town: Town) -> None:
    periods = Periods()
    town.now += timedelta(days=periods.residents - periods.notice + 1)
    town.run(tell_inactive, town.house, periods, town.now)
    town.now += timedelta(days=periods.notice + 1)
    town.run(forget, periods, town.house.timezone, town.now)
    assert town.rows("follow") == []


def test_a_restored_backup_forgets_it_again(follower: Resident, town: Town) -> None:
    backup = back_up(town)
    follower.choose("off:measures")
    listed = town.run(erasures)
    restore(town, backup)
    assert len(town.rows("follow")) == 2
    town.run(reapply, PEPPER, listed, town.now)
    assert town.rows("follow") == []
