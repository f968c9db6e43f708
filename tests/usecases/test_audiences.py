"""Who gets a message to many: filters, households, chunks, and what staff are told of small numbers."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from db import responses
from db.tables import chat, consent, event, follow, member, registration
from db.unit import Unit
from domain.audience import FEWEST_SHOWN, Audience, shown
from domain.dialogue import Move
from domain.outgoing import Recipient
from domain.participation import participation_mark
from domain.town import NEWS_CONSENT
from tests.usecases.conftest import PEPPER
from tests.usecases.town import NOON, Resident, Town
from usecases.audiences import count, recipients

SURVEY = "stadtweit"
EVENT = 1
DAY = date(2026, 10, 1)
PILOT = "south_of_salamander_park"


@dataclass
class Someone:
    """A person as a test wants them in the tables."""

    language: str = "de"
    agreed: bool = True
    follows: tuple[tuple[str, str], ...] = ()
    registered: str = ""
    took_part: bool = False


@dataclass
class Household:
    """A chat with its people."""

    people: list[Someone]
    source: str = ""
    stopped: bool = False
    reachable: bool = True
    id: int = field(default=0, init=False)


def move_in(town: Town, households: list[Household], first: int = 5000) -> None:
    """Put households into the tables; their addresses count from the first."""

    def add(unit: Unit) -> None:
        run = unit.connection.execute
        for number, household in enumerate(households):
            address = first + number
            values: dict[str, Any] = {
                "address": address,
                "source": household.source,
                "stopped_at": NOON if household.stopped else None,
                "reachable": household.reachable,
                "last_seen_on": DAY,
            }
            household.id = run(insert(chat).values(**values).returning(chat.c.id)).scalar_one()
            for ordinal, one in enumerate(household.people, 1):
                who = {"chat_id": household.id, "ordinal": ordinal, "language": one.language}
                member_id = run(insert(member).values(**who).returning(member.c.id)).scalar_one()
                given_at = {"text_version": "1", "text_hash": "x", "language": "de", "given_at": NOON}
                run(
                    insert(consent).values(
                        member_id=member_id,
                        purpose=NEWS_CONSENT,
                        withdrawn_at=None if one.agreed else NOON,
                        **given_at,
                    )
                )
                for kind, key in one.follows:
                    run(insert(follow).values(member_id=member_id, kind=kind, key=key))
                if one.registered:
                    answer = {"member_id": member_id, "event_id": EVENT, "status": one.registered}
                    run(insert(registration).values(**answer))
                if one.took_part:
                    mark = participation_mark(PEPPER, SURVEY, address, ordinal)
                    responses.mark_participations(unit, [mark], SURVEY)

    town.run(add)


@pytest.fixture
def workshop(town: Town) -> None:
    def add(unit: Unit) -> None:
        new = {"id": EVENT, "uid": "workshop", "timezone": "Europe/Berlin"}
        unit.connection.execute(insert(event).values(**new))

    town.run(add)


def reached(town: Town, audience: Audience = Audience(), limit: int = 1000) -> list[tuple[int, str]]:  # noqa: B008 - frozen, so one for all is safe
    """Return (chat, language) of everybody, chunk by chunk."""
    found: list[Recipient] = []
    after = 0
    while chunk := town.run(recipients, town.house, NEWS_CONSENT, audience, after, limit):
        assert len(chunk) <= max(limit, 3)
        found += chunk
        after = chunk[-1].chat_id
    return [(one.chat_id, one.language) for one in found]


def test_whoever_asked_for_news_gets_them_but_for_those_who_want_peace_or_left(town: Town) -> None:
    asked, withdrawn, stopped, gone = homes = [
        Household([Someone()]),
        Household([Someone(agreed=False)]),
        Household([Someone()], stopped=True),
        Household([Someone()], reachable=False),
    ]
    move_in(town, homes)
    assert reached(town) == [(asked.id, "de")]
    assert {withdrawn.id, stopped.id, gone.id}.isdisjoint(dict(reached(town)))
    assert town.run(recipients, town.house, "measures", Audience(), 0, 10) == []


def test_a_household_gets_one_message_for_each_of_its_languages(town: Town) -> None:
    one = Household([Someone("de"), Someone("tr"), Someone("de"), Someone("ar", agreed=False)])
    other = Household([Someone("ar")])
    move_in(town, [one, other])
    assert reached(town) == [(one.id, "de"), (one.id, "tr"), (other.id, "ar")]
    assert reached(town, limit=1) == reached(town)
    assert town.run(count, town.house, NEWS_CONSENT, Audience()) == 2


def test_who_follows_a_quarter_counts_for_the_town_around_it_but_not_for_its_neighbour(town: Town) -> None:
    quarter, whole, nobody = homes = [
        Household([Someone(follows=(("area", PILOT),))]),
        Household([Someone(follows=(("area", "kornwestheim"),))]),
        Household([Someone(follows=(("theme", PILOT),))]),
    ]
    move_in(town, homes)
    assert dict(reached(town, Audience(areas=("kornwestheim",)))).keys() == {quarter.id, whole.id}
    assert dict(reached(town, Audience(areas=(PILOT,)))).keys() == {quarter.id}
    assert dict(reached(town, Audience(areas=("east",)))) == {}
    assert nobody.id in dict(reached(town))


@pytest.mark.usefixtures("workshop")
def test_how_somebody_stands_to_an_event_narrows_an_audience(town: Town) -> None:
    statuses = ["registered", "confirmed", "waitlisted", "offered", "attended", "declined", "maybe", ""]
    homes = [Household([Someone(registered=status)]) for status in statuses]
    move_in(town, homes)

    def standing(name: str) -> list[str]:
        met = dict(reached(town, Audience(event=EVENT, event_standing=name)))
        return [status for status, home in zip(statuses, homes, strict=True) if home.id in met]

    assert standing("coming") == ["registered", "confirmed"]
    assert standing("waiting") == ["waitlisted", "offered"]
    assert standing("attended") == ["attended"]
    assert standing("invited") == [""]
    assert standing("") == statuses[:-1]


def test_who_has_submitted_is_not_asked_again_whether_the_answers_are_cut_loose_or_wait(
    town: Town, ayse: Resident, bernd: Resident
) -> None:
    counted, open_ = homes = [Household([Someone(took_part=True), Someone("tr")]), Household([Someone()])]
    move_in(town, homes)
    for resident in (ayse, bernd):
        resident.begin()
        resident.answer_all()

        def agree(unit: Unit, who: int = resident.member["id"]) -> None:
            values = {"member_id": who, "purpose": NEWS_CONSENT, "text_version": "1", "text_hash": "x"}
            unit.connection.execute(insert(consent).values(**values, language="de", given_at=NOON))

        town.run(agree)
    ayse.tap(Move.SUBMIT)
    audience = Audience(not_answered=SURVEY)
    still = [(counted.id, "tr"), (open_.id, "de"), (bernd.member["chat_id"], "de")]
    assert reached(town, audience) == reached(town, audience, limit=1) == still
    assert town.run(count, town.house, NEWS_CONSENT, audience) == 3


def _random_town(rng: Random) -> list[Household]:
    def someone() -> Someone:
        return Someone(
            rng.choice(["de", "tr", "ar"]),
            rng.random() < 0.8,
            tuple(
                pair for pair in [("area", PILOT), ("theme", "trade"), ("measure", "7")] if rng.random() < 0.4
            ),
            rng.choice(["", "", "registered", "declined"]),
            rng.random() < 0.5,
        )

    return [
        Household(
            [someone() for _ in range(rng.choice([1, 1, 2, 3]))],
            rng.choice(["", "poster", "letter"]),
            rng.random() < 0.1,
            rng.random() < 0.9,
        )
        for _ in range(60)
    ]


def _is_meant(audience: Audience, home: Household, one: Someone) -> bool:
    """Say in plain words what the query says in SQL."""
    return (
        (one.agreed and not home.stopped and home.reachable)
        and (not audience.areas or ("area", PILOT) in one.follows)
        and (not audience.languages or one.language in audience.languages)
        and (not audience.themes or ("theme", "trade") in one.follows)
        and (not audience.measures or ("measure", "7") in one.follows)
        and (not audience.not_answered or not one.took_part)
        and (not audience.sources or home.source in audience.sources)
        and (audience.event is None or bool(one.registered))
    )


@pytest.mark.usefixtures("workshop")
def test_any_combination_of_filters_reaches_exactly_those_who_are_meant_in_chunks_of_any_size(
    town: Town,
) -> None:
    rng = Random(7)
    homes = _random_town(rng)
    move_in(town, homes)
    for _ in range(40):
        audience = Audience(
            areas=rng.choice([(), ("kornwestheim",), (PILOT, "east")]),
            languages=rng.choice([(), ("tr",), ("tr", "ar")]),
            themes=rng.choice([(), (), ("trade", "social")]),
            measures=rng.choice([(), (), ("7",)]),
            not_answered=rng.choice(["", SURVEY]),
            sources=rng.choice([(), (), ("poster",)]),
            event=rng.choice([None, None, EVENT]),
        )
        wanted = [
            (home.id, language)
            for home in homes
            for language in dict.fromkeys(
                one.language for one in home.people if _is_meant(audience, home, one)
            )
        ]
        assert reached(town, audience, rng.choice([1, 7, 1000])) == wanted
        in_chats = len({home for home, _language in wanted})
        assert town.run(count, town.house, NEWS_CONSENT, audience) == in_chats


@given(st.integers(0, 10_000))
def test_of_a_narrowed_audience_only_whole_tens_are_told_and_nothing_below_ten(number: int) -> None:
    told = shown(number, narrowed=True)
    if number < FEWEST_SHOWN:
        assert told is None
    else:
        assert told is not None
        assert told % 10 == 0
        assert told <= number < told + 10
    assert shown(number, narrowed=False) == number
