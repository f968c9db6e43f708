"""What a party needs at an event, and its name for the door: asked after the yes, with its own consent."""

from db import event_needs, registrations, residents
from domain.events import Need
from domain.outgoing import Placement
from domain.registrations import SEATED
from domain.texts import TextRefused, cleaned
from domain.town import NEEDS_CONSENT
from domain.typed import clean, read_number
from usecases.content import consent_page
from usecases.event_cards import show_event
from usecases.registration_views import EventView, event_view
from usecases.scrub import ask_for_scrub
from usecases.visit import Visit

PAGE = "consent_needs"
NAME = "name"
NONE = "none"
MOST_CHILDREN = 10
CHILDREN_BUTTONS = 5  # more are typed
LONGEST_NAME = 60  # characters


def show_needs(visit: Visit, event_id: int, place: Placement) -> None:
    """Show what can be said about a party, each a button, and what has been said already."""
    member = visit.resident.member_id
    view = event_view(visit.unit, visit.house, event_id, member, visit.now)
    if view is None or not _may_say(view):
        show_event(visit, event_id, place)
        return
    options = [f"ev:need:{event_id}:{need}" for need in view.event.offers.needs]
    options += [f"ev:name:{event_id}", f"ev:show:{event_id}"]
    visit.offer("event_needs", options, place, view=view, event=event_id, member=member)


def open_needs(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Show what can be said; tell whether there is such a button."""
    if rest:
        return False
    show_needs(visit, view.event.id, place)
    return True


def open_need(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Ask for the details of a need, or keep them; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        view: The event, as the resident sees it.
        rest: The need, and its details where they were chosen or typed.
        place: Where the question stands.
    """
    need, *details = rest or [""]
    if need not in view.event.offers.needs or len(details) > 1:
        return False
    if not _may_say(view):
        show_event(visit, view.event.id, place)
    elif not _has_agreed(visit):
        _ask_to_agree(visit, view, need, place)
    else:
        _keep_or_ask(visit, view, Need(need), details, place)
    return True


def agree(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Keep the consent to the text as it reads today, and go on with what was to be said."""
    match rest:
        case [shown, what] if what == NAME or what in view.event.offers.needs:
            if shown == _text_hash(visit):
                page = consent_page(visit.house.town, visit.resident.language, PAGE)
                text = residents.ConsentText(page.version, page.hash, visit.resident.language)
                residents.agree(visit.unit, visit.resident.member_id, NEEDS_CONSENT, text, visit.now)
            # The button may stand under an older text, which is no consent to this one.
            elif not _has_agreed(visit):
                _ask_to_agree(visit, view, what, place)
                return True
            return ask_name(visit, view, [], place) if what == NAME else open_need(visit, view, [what], place)
        case _:
            return False


def ask_name(visit: Visit, view: EventView, rest: list[str], place: Placement, problem: str = "") -> bool:
    """Ask for the name by which the party is found at the door, or take it away."""
    event_id, member = view.event.id, visit.resident.member_id
    if not _may_say(view):
        show_event(visit, event_id, place)
    elif rest == [NONE]:
        _set_name(visit, view, None)
        show_needs(visit, event_id, place)
    elif rest:
        return False
    elif not _has_agreed(visit):
        _ask_to_agree(visit, view, NAME, place)
    else:
        has_name = view.standing is not None and view.standing.name is not None
        options = [f"ev:name:{event_id}:{NONE}"] if has_name else []
        options.append(f"ev:needs:{event_id}")
        visit.ask(
            "event_name",
            f"ev:name:{event_id}",
            options,
            place,
            view=view,
            event=event_id,
            member=member,
            problem=problem,
        )
    return True


def take_name(visit: Visit, view: EventView, text: str) -> None:
    """Take the name that was typed. It goes into the registration, and nowhere else."""
    if not _may_say(view) or not _has_agreed(visit):
        show_event(visit, view.event.id, Placement())
        return
    try:
        name = cleaned(" ".join(clean(text).split()), LONGEST_NAME)
    except TextRefused:
        ask_name(visit, view, [], Placement(), "length")
        return
    _set_name(visit, view, name)
    show_needs(visit, view.event.id, Placement())


def _keep_or_ask(visit: Visit, view: EventView, need: Need, details: list[str], place: Placement) -> None:
    known = dict(view.standing.needs) if view.standing else {}
    if need is Need.STEP_FREE:
        _keep(visit, view, need, None if need in known else "", place)
        return
    detail = details[0] if details else None
    if need is Need.INTERPRETER:
        offered = view.event.offers.interpreters
        if detail in offered or (detail == NONE and need in known):
            _keep(visit, view, need, detail if detail != NONE else None, place)
            return
        options = [f"ev:need:{view.event.id}:{need}:{language}" for language in offered]
        options += [f"ev:need:{view.event.id}:{need}:{NONE}"] if need in known else []
        _offer(visit, "event_interpreter", [*options, f"ev:needs:{view.event.id}"], view, place)
        return
    number = None if detail is None else read_number(detail)
    if number is not None and 0 <= number <= MOST_CHILDREN:
        _keep(visit, view, need, str(number) if number else None, place)
        return
    about, most = f"ev:children:{view.event.id}", CHILDREN_BUTTONS
    options = [f"ev:need:{view.event.id}:{need}:{number}" for number in range(1, most + 1)]
    event_id, member = view.event.id, visit.resident.member_id
    problem = "" if detail is None else "number"
    visit.ask(
        "event_children", about, options, place, view=view, event=event_id, member=member, problem=problem
    )


def _offer(visit: Visit, template: str, options: list[str], view: EventView, place: Placement) -> None:
    event_id, member = view.event.id, visit.resident.member_id
    visit.offer(template, options, place, view=view, event=event_id, member=member)


def _keep(visit: Visit, view: EventView, need: Need, detail: str | None, place: Placement) -> None:
    kept = registrations.of_member(visit.unit, view.event.id, visit.resident.member_id)
    if kept is not None:
        event_needs.set_need(visit.unit, kept.id, need, detail)
        _forget_well(visit, detail)
    show_needs(visit, view.event.id, place)


def _set_name(visit: Visit, view: EventView, name: str | None) -> None:
    kept = registrations.of_member(visit.unit, view.event.id, visit.resident.member_id)
    if kept is not None:
        registrations.set_name(visit.unit, kept.id, name)
        _forget_well(visit, name)


def _forget_well(visit: Visit, said: str | None) -> None:
    if said is None:
        ask_for_scrub(visit.unit)


def _may_say(view: EventView) -> bool:
    """Tell whether somebody has seats at an event that has not begun."""
    return view.phase.is_ahead and view.standing is not None and view.standing.status in SEATED


def _has_agreed(visit: Visit) -> bool:
    return residents.has_agreed(visit.unit, visit.resident.member_id, NEEDS_CONSENT)


def _text_hash(visit: Visit) -> str:
    return consent_page(visit.house.town, visit.resident.language, PAGE).hash[:8]


def _ask_to_agree(visit: Visit, view: EventView, what: str, place: Placement) -> None:
    event_id = view.event.id
    options = [f"ev:agree:{event_id}:{_text_hash(visit)}:{what}", f"ev:show:{event_id}"]
    _offer(visit, "event_needs_consent", options, view, place)
