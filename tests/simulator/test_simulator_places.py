"""Points on the map, sent by the bot and by people, refused as the real server refuses them."""

from typing import Any

import pytest

from simulator.people import NotPossible
from simulator.residents import Resident
from simulator.server import Simulator

RATHAUS = {"title": "Rathaus", "address": "Jakob-Sigle-Platz 1", "latitude": 48.86, "longitude": 9.18}


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe", "tr")
    await resident.start()
    return resident


async def test_a_venue_has_a_name_an_address_and_a_point(raw: Any, ayse: Resident) -> None:
    sent = await raw.result("sendVenue", chat_id=ayse.id, **RATHAUS, google_place_id="x", foursquare_type="y")
    point = {"latitude": 48.86, "longitude": 9.18}
    assert sent["location"] == point
    assert sent["venue"] == {
        "location": point,
        "title": "Rathaus",
        "address": "Jakob-Sigle-Platz 1",
        "foursquare_type": "y",
    }
    assert (await ayse.waits_for("Sigle-Platz")).id == sent["message_id"]


async def test_a_venue_can_carry_buttons(raw: Any, ayse: Resident) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await raw.result("sendVenue", chat_id=ayse.id, **RATHAUS, reply_markup=markup)
    assert ayse.last().labels == ["Yes"]


@pytest.mark.parametrize("method", ["sendLocation", "sendVenue"])
@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ({"latitude": 1}, "longitude is empty"),
        ({"longitude": 1}, "latitude is empty"),
        ({"latitude": " ", "longitude": 1}, "latitude is empty"),
        ({"latitude": 90.1, "longitude": 1}, "wrong{} location specified"),
        ({"latitude": 1, "longitude": "-180.1"}, "wrong{} location specified"),
    ],
)
async def test_a_place_that_is_nowhere_is_refused(
    raw: Any, ayse: Resident, method: str, place: dict[str, Any], sentence: str
) -> None:
    given = {"chat_id": ayse.id, "title": "t", "address": "a", **place}
    expected = sentence.format(" venue" if method == "sendVenue" else "")
    assert await raw.refusal(method, **given) == f"Bad Request: {expected}"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"live_period": 59}, "wrong live location period specified"),
        ({"live_period": 86_401}, "wrong live location period specified"),
        ({"heading": 361}, "wrong live location heading specified"),
        ({"proximity_alert_radius": 100_001}, "wrong live location proximity alert radius specified"),
    ],
)
async def test_a_moving_point_has_its_limits(
    raw: Any, ayse: Resident, more: dict[str, Any], sentence: str
) -> None:
    refusal = await raw.refusal("sendLocation", chat_id=ayse.id, latitude=1, longitude=2, **more)
    assert refusal == f"Bad Request: {sentence}"


@pytest.mark.parametrize("missing", ["title", "address"])
async def test_a_venue_without_words_is_refused(raw: Any, ayse: Resident, missing: str) -> None:
    venue = {key: value for key, value in RATHAUS.items() if key != missing}
    refusal = await raw.refusal("sendVenue", chat_id=ayse.id, **venue)
    assert refusal == f'Bad Request: parameter "{missing}" is required'


async def test_numbers_are_read_as_the_real_server_reads_them(raw: Any, ayse: Resident) -> None:
    form = {"chat_id": ayse.id, "latitude": "48.86 north", "longitude": "east", "horizontal_accuracy": "2e4"}
    sent = await raw.result("sendLocation", **form, live_period=60, heading=90)
    assert sent["location"] == {
        "latitude": 48.86,
        "longitude": 0.0,
        "horizontal_accuracy": 1500.0,
        "live_period": 60,
        "heading": 90,
    }


async def test_a_person_sends_where_they_are(raw: Any, ayse: Resident) -> None:
    await raw.updates()
    place = {"latitude": 48.86, "longitude": 9.18}
    assert (await raw.control("POST", f"people/{ayse.id}/location", place))[0] == 200
    (update,) = await raw.updates()
    assert update["message"]["location"] == place
    with pytest.raises(NotPossible):
        await ayse.send_location(91, 0)
