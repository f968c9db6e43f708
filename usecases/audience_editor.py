"""The part that all of the staff's editors share: who gets a message, filter by filter, with a live count.

An editor routes `BASE` and all that follows it here (`open_audience`). It keeps the audience that it gets
back under its own revision, and shows the same filter again (`show_again`). A description of an audience
holds nobody's name, so messages may carry it through the outbox.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from db import audiences, events, measures, surveys
from db.unit import Unit
from domain.audience import Audience, audience_from_data, audience_to_data, shown
from domain.events import EventStatus
from domain.languages import DEFAULT, Texts
from domain.outgoing import Argument, Placement
from usecases.audiences import count
from usecases.house import House
from usecases.survey_titles import titles
from usecases.visit import Visit

FILTERS = ("area", "language", "theme", "measure", "survey", "source", "event")
STANDINGS = ("", "coming", "waiting", "attended", "invited")
"""How somebody can stand to the event of an audience; the first one: any answer."""

ANY = "any"  # what the first standing is called on a button
EVERYBODY = "all"
MOST_CHOICES = 60  # a message has room for so many buttons
_FIELDS = {
    "area": "areas",
    "language": "languages",
    "theme": "themes",
    "measure": "measures",
    "source": "sources",
}
_NAME_DIGITS = 8


@dataclass(frozen=True, slots=True)
class AudienceField:
    """The audience of the thing that is edited.

    Attributes:
        base: The option that shows it, with the thing's number and revision: `broadcast:3:7:to`.
        back: The option that leads back to the thing.
        purpose: The consent under which the message goes out.
        audience: How it is now.
    """

    base: str
    back: str
    purpose: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that an audience can be narrowed to: its name on buttons, its title, whether it is chosen."""

    name: str
    title: Texts
    chosen: bool


@dataclass(frozen=True, slots=True)
class AudienceScreen:
    """An audience as staff see it.

    Attributes:
        audience: The audience.
        purpose: The consent under which the message goes out.
        reach: In how many chats it is now, None for fewer than ten: what staff may read.
        names: The titles of what it names beyond the town's own: `event:12`, `measure:benches`.
        choices: What the open filter offers.
    """

    audience: Audience
    purpose: str
    reach: int | None
    names: Mapping[str, Texts] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


def open_audience(
    visit: Visit, edited: AudienceField, path: Sequence[str], place: Placement
) -> Audience | bool:
    """Show an audience or one of its filters, or return it changed.

    Args:
        visit: The update that is handled.
        edited: The audience.
        path: What follows the base in the option: nothing, a filter, or a filter with `on` or `off` and a
            name; `all` takes all filters away.
        place: Where the button stands.

    Returns:
        The changed audience, which the editor keeps; else whether there is such a button.
    """
    match path:
        case []:
            _show(visit, edited, "", place)
        case ["all"]:
            return Audience()
        case [kind] if kind in FILTERS:
            _show(visit, edited, kind, place)
        case ["standing", "on", name] if edited.audience.event is not None and name in {ANY, *STANDINGS[1:]}:
            return replace(edited.audience, event_standing="" if name == ANY else name)
        case [kind, "on" | "off" as how, name] if kind in FILTERS:
            known = choices_of(visit.unit, visit.house, edited.audience, kind)
            if not any(choice.name == name for choice in known):
                return False
            value = _value(visit.unit, visit.house, kind, name)
            return _narrowed(edited.audience, kind, value, on=how == "on")
        case _:
            return False
    return True


def show_again(visit: Visit, edited: AudienceField, path: Sequence[str], place: Placement) -> None:
    """Show the filter that has just been used, with the audience as it is now."""
    kind = "event" if path[:1] == ["standing"] else path[0] if path and path[0] in FILTERS else ""
    _show(visit, edited, kind, place)


def audience_screen(
    unit: Unit, house: House, purpose: str, audience: Audience, kind: str = ""
) -> AudienceScreen:
    """Return an audience as staff see it, with what a filter offers if one is open."""
    number = count(unit, house, purpose, audience)
    reach = shown(number, narrowed=audience.is_narrowed)
    offered = choices_of(unit, house, audience, kind) if kind else ()
    return AudienceScreen(audience, purpose, reach, names_in(unit, audience), tuple(offered))


def load_audience_view(unit: Unit, house: House, args: Mapping[str, Argument]) -> AudienceScreen:
    """Return what a message about an audience shows."""
    audience = audience_from_data(json.loads(str(args["audience"])))
    return audience_screen(unit, house, str(args["purpose"]), audience, str(args["kind"]))


def names_in(unit: Unit, audience: Audience) -> dict[str, Texts]:
    """Return the titles of the event, the measures and the survey that an audience names."""
    names: dict[str, Texts] = {}
    if audience.event is not None and (event := events.by_id(unit, audience.event)) is not None:
        names[f"event:{event.id}"] = event.title
    for key in audience.measures:
        if (measure := measures.measure_by_key(unit, key)) is not None:
            names[f"measure:{key}"] = measure.title
    if audience.not_answered and (offer := surveys.offer(unit, audience.not_answered)) is not None:
        names[f"survey:{offer.key}"] = offer.survey.title
    return names


def choices_of(unit: Unit, house: House, audience: Audience, kind: str) -> list[Choice]:
    """Return what a filter offers; what has no short name of its own gets one from its hash."""
    town = house.town
    match kind:
        case "area":
            found = [(key, area.title, key) for key, area in town.areas.items()]
        case "language":
            found = [(code, {DEFAULT: code}, code) for code in house.languages]
        case "theme":
            found = [(key, title, key) for key, title in town.themes.items()]
        case "measure":
            found = [(str(one.id), one.title, one.key) for one in measures.measures(unit)]
        case "survey":
            chosen = audience.not_answered
            known = titles(unit, town).items()
            return [Choice(short_name(key), title, key == chosen) for key, title in known]
        case "source":
            found = [(short_name(one), {DEFAULT: one}, one) for one in audiences.sources(unit)]
        case _:
            return [
                Choice(str(one.id), one.title, one.id == audience.event)
                for one in events.everything(unit)
                if one.status is not EventStatus.DRAFT
            ][-MOST_CHOICES:]
    values = getattr(audience, _FIELDS[kind])
    return [Choice(name, title, value in values) for name, title, value in found[-MOST_CHOICES:]]


def short_name(key: str) -> str:
    """Return a name that fits on a button for something whose own name may not."""
    return hashlib.sha256(key.encode()).hexdigest()[:_NAME_DIGITS]


def _value(unit: Unit, house: House, kind: str, name: str) -> str | int:
    """Return what the audience keeps for a choice."""
    match kind:
        case "measure":
            found = measures.measure_by_id(unit, int(name))
            return found.key if found else ""
        case "survey":
            return next(key for key in titles(unit, house.town) if short_name(key) == name)
        case "source":
            return next(one for one in audiences.sources(unit) if short_name(one) == name)
        case "event":
            return int(name)
        case _:
            return name


def _narrowed(audience: Audience, kind: str, value: str | int, *, on: bool) -> Audience:
    changes: dict[str, Any]
    match kind:
        case "survey":
            changes = {"not_answered": value if on else ""}
        case "event":
            changes = {"event": value if on else None, "event_standing": ""}
        case _:
            kept = [one for one in getattr(audience, _FIELDS[kind]) if one != value]
            changes = {_FIELDS[kind]: tuple([*kept, value] if on else kept)}
    return replace(audience, **changes)


def _show(visit: Visit, edited: AudienceField, kind: str, place: Placement) -> None:
    unit, house, audience, base = visit.unit, visit.house, edited.audience, edited.base
    view = audience_screen(unit, house, edited.purpose, audience, kind)
    if kind:
        options = [f"{base}:{kind}:{'off' if one.chosen else 'on'}:{one.name}" for one in view.choices]
        if kind == "event" and audience.event is not None:
            others = [one for one in STANDINGS if one != audience.event_standing]
            options += [f"{base}:standing:on:{one or ANY}" for one in others]
        options.append(base)
    else:
        options = [f"{base}:{one}" for one in FILTERS if choices_of(unit, house, audience, one)]
        options += [f"{base}:{EVERYBODY}"] if audience.is_narrowed else []
        options.append(edited.back)
    described = json.dumps(audience_to_data(audience))
    visit.offer(
        "audience", options, place, view, purpose=edited.purpose, audience=described, kind=kind, base=base
    )
