"""What a broadcast shows to residents: made once for each revision, and shared by all its messages."""

from collections import OrderedDict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from db import attachments, broadcasts, events, measures
from db.unit import Unit
from domain.attachments import Attachment
from domain.broadcasts import Broadcast, BroadcastStatus, Link, LinkKind
from domain.languages import DEFAULT, Texts
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.house import House
from usecases.survey_titles import titles

_KEPT_IN_MEMORY = 8


@dataclass(frozen=True, slots=True)
class LinkView:
    """A button: what it leads to, under the name that it has by language; pages have none."""

    link: Link
    title: Texts


@dataclass(frozen=True, slots=True, eq=False)
class BroadcastView:
    """One revision of a broadcast as residents see it; all its messages share one.

    It is compared by identity: what is made of it once can be kept by it.
    """

    id: int
    revision: int
    purpose: str
    urgent: bool
    text: Texts
    links: tuple[LinkView, ...]
    attachment: Attachment | None
    city: Texts


_views: WeakKeyDictionary[object, OrderedDict[tuple[int, int], BroadcastView]] = WeakKeyDictionary()


def view_of(unit: Unit, house: House, broadcast_id: int) -> BroadcastView | None:
    """Return a broadcast as it reads now, None where there is none."""
    state = broadcasts.state(unit, broadcast_id)
    return None if state is None else _view(unit, house, broadcast_id, state[1])


def going_view(unit: Unit, house: House, broadcast_id: int) -> BroadcastView | None:
    """Return a broadcast whose messages may go, None where they may not: it was cancelled.

    What waits of a paused one cannot be leased, so nobody asks for it here.
    """
    state = broadcasts.state(unit, broadcast_id)
    if state is None or state[0] is BroadcastStatus.CANCELLED:
        return None
    return _view(unit, house, broadcast_id, state[1])


def links_of(unit: Unit, town: Town, broadcast: Broadcast) -> tuple[LinkView, ...]:
    """Return a broadcast's buttons with their names; what is gone has none."""
    return tuple(LinkView(link, _title(unit, town, link)) for link in broadcast.links)


def _view(unit: Unit, house: House, broadcast_id: int, revision: int) -> BroadcastView | None:
    known = _views.setdefault(unit.connection.engine, OrderedDict())
    if (view := known.get((broadcast_id, revision))) is not None:
        return view
    found = broadcasts.by_id(unit, broadcast_id)
    if found is None:
        return None
    attached = None if found.attachment_id is None else attachments.by_id(unit, found.attachment_id)
    view = BroadcastView(
        id=found.id,
        revision=found.revision,
        purpose=found.purpose,
        urgent=found.urgent,
        text=found.text,
        links=links_of(unit, house.town, found),
        attachment=attached,
        city=house.town.city,
    )
    known[found.id, found.revision] = view
    if len(known) > _KEPT_IN_MEMORY:
        known.popitem(last=False)
    return view


def _title(unit: Unit, town: Town, link: Link) -> Texts:
    match link.kind:
        case LinkKind.SURVEY:
            return titles(unit, town).get(link.target, {DEFAULT: link.target})
        case LinkKind.EVENT:
            event = events.by_id(unit, int(link.target))
            return event.title if event else {}
        case LinkKind.MEASURE:
            measure = measures.measure_by_id(unit, int(link.target))
            return measure.title if measure else {}
        case LinkKind.PAGE:
            return {}


def load_news(unit: Unit, house: House, outgoing: Outgoing) -> BroadcastView | None:
    """Return what a message of a broadcast shows; None where it is not to go any more."""
    number = outgoing.args["broadcast"]
    if not isinstance(number, int):
        raise TypeError("the message needs its broadcast")
    is_to_many = outgoing.occasion is not None
    return (going_view if is_to_many else view_of)(unit, house, number)
