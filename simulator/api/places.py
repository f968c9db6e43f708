"""Methods that send a point on the map, alone or with a name and an address."""

import math
import re
from typing import Any

from simulator.api.call import Call
from simulator.api.sending import send
from simulator.errors import bad_request
from simulator.state import Message, World

LARGEST_ACCURACY = 1500.0  # metres
LIVE_SECONDS = (60, 86_400)
FOR_EVER = 0x7FFFFFFF  # a live period without an end
FULL_CIRCLE = 360
LARGEST_RADIUS = 100_000  # metres
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_PROVIDERS = ("google_place", "foursquare")  # where both are given, the last one counts


def send_location(world: World, call: Call) -> Message:
    """Send a point on the map, or one that is said to move."""
    location = _location(call, "wrong location specified")
    return send(world, call, {"location": location | _live(call)})


def send_venue(world: World, call: Call) -> Message:
    """Send a place with a name and an address, which is documented as required."""
    venue: dict[str, Any] = {
        "location": _location(call, "wrong venue location specified"),
        "title": call.required("title"),
        "address": call.required("address"),
    }
    for provider in _PROVIDERS:
        names = {f"{provider}_{part}": call.text(f"{provider}_{part}") for part in ("id", "type")}
        if any(names.values()):
            venue = {key: venue[key] for key in ("location", "title", "address")}
            venue |= {name: value for name, value in names.items() if value}
    return send(world, call, {"venue": venue, "location": venue["location"]})


def _location(call: Call, refusal: str) -> dict[str, float]:
    place = {}
    for name, most in (("latitude", 90), ("longitude", 180)):
        if not call.text(name).strip():
            raise bad_request(f"{name} is empty")
        place[name] = _double(call, name)
        if not abs(place[name]) <= most:
            raise bad_request(refusal)
    accuracy = _double(call, "horizontal_accuracy")
    if accuracy > 0:
        place["horizontal_accuracy"] = min(accuracy, LARGEST_ACCURACY)
    return place


def _live(call: Call) -> dict[str, int]:
    """Return the fields of a location that moves; without a period the others are checked and forgotten."""
    period, heading = call.integer("live_period"), call.integer("heading")
    radius = call.integer("proximity_alert_radius")
    if period not in (0, FOR_EVER) and not LIVE_SECONDS[0] <= period <= LIVE_SECONDS[1]:
        raise bad_request("wrong live location period specified")
    if not 0 <= heading <= FULL_CIRCLE:
        raise bad_request("wrong live location heading specified")
    if not 0 <= radius <= LARGEST_RADIUS:
        raise bad_request("wrong live location proximity alert radius specified")
    if not period:
        return {}
    more = {"heading": heading, "proximity_alert_radius": radius}
    return {"live_period": period} | {name: value for name, value in more.items() if value}


def _double(call: Call, name: str) -> float:
    """Return a parameter as a number; as on the real server words count as what they begin with, or 0."""
    value = call.args.get(name)
    if isinstance(value, str):
        found = _NUMBER.match(value.strip())
        return float(found.group()) if found else 0.0
    number = float(value) if isinstance(value, int | float) else 0.0
    return number if math.isfinite(number) else math.inf


METHODS = {"sendLocation": send_location, "sendVenue": send_venue}
