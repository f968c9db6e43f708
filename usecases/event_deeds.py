"""What staff do with an event that many are told of: publish, tell changes, cancel, change what follows.

Each is asked once more, with the event as it stood when they were asked; with two people where the operator
wants that.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from db import events, staff
from db.unit import Unit
from domain.confirmations import Deed
from domain.events import LONGEST_REASON, Event, EventStatus, gaps, untold
from domain.invitation import Permission
from domain.languages import DEFAULT, Texts, text_in
from domain.outgoing import Argument, Placement
from domain.quiet_hours import decent
from domain.texts import TextKind
from domain.times import instant_of, local_time_of
from domain.town import INVITATIONS_CONSENT
from usecases import texts_by_language
from usecases.audience_editor import audience_screen
from usecases.change_event import (
    EventRefused,
    cancel,
    keep,
    let_invitation_go,
    publish,
    remove_draft,
    tell_changes,
)
from usecases.confirm import Confirmed, ask, needs_another
from usecases.event_schedule import is_held
from usecases.event_screens import Spot, say_card, say_list
from usecases.event_series import cancel_all, following, publish_all, spread
from usecases.planning_views import plan_view
from usecases.texts_by_language import TextField
from usecases.visit import Visit

REASON = "reason"
_ALL = "all"


def open_step(visit: Visit, staff_id: int, spot: Spot, steps: list[str], place: Placement) -> bool:
    """Ask before something that many are told of, or say what is missing; tell whether there is such a step.

    Args:
        visit: The update that is handled.
        staff_id: Who acts.
        spot: The event.
        steps: [publish] or [publish, all], [tell], [quiet], [spread], [cancel], [cancel, one or all],
            [reason, ...].
        place: Where the button stands.
    """
    event = spot.event
    match steps:
        case ["publish", *rest] if rest in ([], [_ALL]):
            _ask_to_publish(visit, staff_id, event, ":".join(steps).replace(":", "_"), place)
        case ["tell"] | ["spread"] if steps == ["spread"] or untold(event):
            _ask(visit, staff_id, event, steps[0], place, followers=len(following(visit.unit, event)))
        case ["tell"] | ["quiet"] if not untold(event):
            say_card(visit, event, place)
        case ["quiet"]:
            after = tell_changes(visit.unit, visit.house, staff_id, event, visit.now, quietly=True)
            say_card(visit, after, place, "quiet")
        case ["cancel"]:
            _say_cancel(visit, spot, place)
        case ["cancel", "one" | "all" as which]:
            _ask_to_cancel(visit, staff_id, event, which, place)
        case ["reason"]:
            texts_by_language.show(visit, _reason(spot), place)
        case ["reason", language]:
            return texts_by_language.ask(visit, _reason(spot), language, place)
        case ["reason", language, texts_by_language.REMOVE]:
            _keep_reason(visit, staff_id, spot, texts_by_language.without(_reason(spot), language), place)
        case _:
            return False
    return True


def take_reason(visit: Visit, staff_id: int, spot: Spot, steps: list[str], text: str) -> None:
    """Take why an event is cancelled, in one language."""
    texts = texts_by_language.take(visit, _reason(spot), steps, text)
    if texts is not None:
        _keep_reason(visit, staff_id, spot, texts, Placement())


def state_of_event(unit: Unit, deed: Deed) -> str | None:
    """Return what changes with every step of editing, None where the event is gone."""
    event = events.by_id(unit, _number_in(deed))
    return None if event is None else _state(unit, event, deed.subject.rpartition(":")[2])


def do(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Do what was confirmed, or say that a second person has to confirm it."""
    unit, what = visit.unit, confirmed.deed.subject.rpartition(":")[2]
    event = events.by_id(unit, _number_in(confirmed.deed))
    if event is None:
        say_list(visit, 0, place, notice="gone")
        return
    if what in _TOLD_TO_MANY and needs_another(visit, confirmed):
        staff.record(unit, confirmed.staff_id, "confirmed first", confirmed.deed.subject, visit.now)
        visit.say("event_plan_second", place, title=_title(visit, event))
        return
    act, notice = _DEEDS[what]
    try:
        act(visit, confirmed.staff_id, event)
    except EventRefused:
        notice = "refused"
    now = events.by_id(unit, event.id)
    if now is None:
        say_list(visit, 0, place, notice=notice)
    else:
        say_card(visit, now, place, notice)


def _state(unit: Unit, event: Event, what: str) -> str:
    """Return what a yes is bound to: the event as it stands, and all that follow where it is about them."""
    if what not in _ABOUT_ALL:
        return str(event.revision)
    return ".".join(str(one.revision) for one in (event, *following(unit, event)))


# --- asking ----------------------------------------------------------------------------------------


def _ask(visit: Visit, staff_id: int, event: Event, what: str, place: Placement, **args: Argument) -> None:
    state = _state(visit.unit, event, what)
    deed = Deed(Permission.MANAGE_EVENTS, f"{event.subject}:{what}", state)
    title = _title(visit, event)
    ask(visit, staff_id, deed, f"event_plan_sure_{what}", place, title=title, **args)


def _ask_to_publish(visit: Visit, staff_id: int, event: Event, what: str, place: Placement) -> None:
    missing = gaps(event, visit.now)
    held = what == "publish" and is_held(visit.unit, event)
    if (event.status is not EventStatus.DRAFT and not held) or missing:
        say_card(visit, event, place, "lacking" if missing else "closed")
        return
    screen = audience_screen(visit.unit, visit.house, INVITATIONS_CONSENT, event.audience)
    _ask(
        visit,
        staff_id,
        event,
        what,
        place,
        reach=screen.reach,
        invited_at=local_time_of(_invited_at(visit, event), event.timezone),
        at_once=_invited_at(visit, event) == visit.now,
        followers=len(following(visit.unit, event)),
    )


def _invited_at(visit: Visit, event: Event) -> datetime:
    wanted = instant_of(event.invite_at, event.timezone) if event.invite_at else visit.now
    return decent(max(wanted, visit.now), event.timezone, visit.house.quiet)


def _say_cancel(visit: Visit, spot: Spot, place: Placement) -> None:
    """Say what cancelling means, ask for the reason, and offer to do it."""
    event = spot.event
    followers = len(following(visit.unit, event))
    is_public = event.status is EventStatus.PUBLISHED
    options = [spot.option(REASON)] if is_public or followers else []
    options.append(spot.option("cancel", "one"))
    options += [spot.option("cancel", _ALL)] if followers else []
    view = plan_view(visit.unit, visit.house, event, visit.now)
    visit.offer("event_plan_cancel", [*options, spot.card], place, view=view, event=event.id)


def _ask_to_cancel(visit: Visit, staff_id: int, event: Event, which: str, place: Placement) -> None:
    rest = following(visit.unit, event) if which == _ALL else []
    is_public = any(one.status is EventStatus.PUBLISHED for one in (event, *rest))
    if is_public and not event.reason.get(DEFAULT):
        spot = Spot(event)
        texts_by_language.ask(visit, _reason(spot), DEFAULT, place)
        return
    what = "cancel_all" if which == _ALL else "cancel" if is_public else "delete"
    _ask(visit, staff_id, event, what, place, followers=len(rest))


def _reason(spot: Spot) -> TextField:
    return TextField(
        TextKind.REASON, spot.option(REASON), spot.option("cancel"), spot.event.reason, LONGEST_REASON
    )


def _keep_reason(visit: Visit, staff_id: int, spot: Spot, texts: Texts, place: Placement) -> None:
    before = spot.event
    after = replace(before, reason=texts)
    saved = keep(visit.unit, visit.house, staff_id, before, after, REASON, visit.now)
    if saved is None:
        say_card(visit, before, place, "changed")
    else:
        texts_by_language.show(visit, _reason(Spot(saved)), place)


# --- doing -----------------------------------------------------------------------------------------

Act = Callable[[Visit, int, Event], object]


def _delete(visit: Visit, staff_id: int, event: Event) -> None:
    if event.series_id is None:
        remove_draft(visit.unit, staff_id, event, visit.now)
    else:  # its day in the series stays taken, or it would be made anew
        cancel(visit.unit, visit.house, staff_id, event, event.reason, visit.now)


def _publish(visit: Visit, staff_id: int, event: Event) -> None:
    if event.status is EventStatus.DRAFT:
        publish(visit.unit, visit.house, staff_id, event, visit.now)
    else:
        let_invitation_go(visit.unit, staff_id, event, visit.now)


_DEEDS: dict[str, tuple[Act, str]] = {
    "publish": (_publish, "published"),
    "publish_all": (lambda v, who, one: publish_all(v.unit, v.house, who, one, v.now), "published_all"),
    "tell": (lambda v, who, one: tell_changes(v.unit, v.house, who, one, v.now), "told"),
    "spread": (lambda v, who, one: spread(v.unit, v.house, who, one, v.now), "spread"),
    "cancel": (lambda v, who, one: cancel(v.unit, v.house, who, one, one.reason, v.now), "cancelled"),
    "cancel_all": (
        lambda v, who, one: cancel_all(v.unit, v.house, who, one, one.reason, v.now),
        "cancelled_all",
    ),
    "delete": (_delete, "deleted"),
}
"""What is done when a deed is confirmed, and what is said then."""

_TOLD_TO_MANY = frozenset({"publish", "publish_all", "spread"})
"""What needs a second person where the operator wants one: what invitations say, now or later.

Whoever has answered is told of changes anyway.
"""


_ABOUT_ALL = frozenset({"publish_all", "spread", "cancel_all"})
"""What is done with all that follow in the series as well."""


def _number_in(deed: Deed) -> int:
    return int(deed.subject.split(":")[1])


def _title(visit: Visit, event: Event) -> str:
    return text_in(event.title, visit.resident.language)
