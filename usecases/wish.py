"""What residents want to be told: each kind is a consent of its own, given after its text, ended at once."""

from datetime import datetime

from db import follows, linked, residents
from db.unit import Unit
from domain.outgoing import Placement
from domain.person import Person
from domain.town import MEASURES_CONSENT, RESULTS_CONSENT, WISHES
from usecases.consents import end_consent
from usecases.content import consent_page
from usecases.house import House
from usecases.visit import Visit, receive

WISH = "notify"
"""The option that shows all kinds, below the message with its button."""

_OF_OLDER_BUTTONS = {
    "tell": ["notify", RESULTS_CONSENT],
    "tell_yes": ["notify", "ask", RESULTS_CONSENT],
    "tell_no": ["notify", "no", RESULTS_CONSENT],
    "tell_stop": ["off", RESULTS_CONSENT],
}


def page_of(purpose: str) -> str:
    """Return the name of the text that somebody agrees to."""
    return f"consent_{purpose}"


def notify_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /notify with what somebody is told and what not, each to be changed."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        _overview(visit, Placement())


def has_wish(visit: Visit, purpose: str = RESULTS_CONSENT) -> bool:
    """Tell whether this member has asked for a kind of message."""
    return residents.has_agreed(visit.unit, visit.resident.member_id, purpose)


def open_wish(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about wishes asks for; tell whether there is such a button.

    What is asked for under another message (thanks with a receipt code, results, an invitation) is answered
    below: that message stays as it is.

    Args:
        visit: The update that is handled.
        path: ["notify"] for all kinds, ["notify", purpose] for one question, both below; in place ["notify",
            "all"], ["notify", "ask" | "no" | "off", purpose], ["notify", "yes", purpose, the text's hash];
            ["off", purpose] ends a kind from any message.
        place: Where the button stands.
    """
    path = _OF_OLDER_BUTTONS.get(path[0], path)
    match path:
        case ["notify"]:
            _overview(visit, Placement())
        case ["notify", "all"]:
            _overview(visit, place)
        case ["notify", purpose] if purpose in WISHES:
            ask(visit, purpose, Placement())
        case ["notify", "ask", purpose] if purpose in WISHES:
            ask(visit, purpose, place)
        case ["notify", "yes", purpose, _] if purpose in WISHES:
            # The button stands under a text: a newer one, or one in another language, is to be read first.
            if ":".join(path) == _yes_option(visit, purpose):
                _agree(visit, purpose, place)
            else:
                ask(visit, purpose, place)
        case ["notify", "no", purpose] if purpose in WISHES:
            if purpose == MEASURES_CONSENT and not has_wish(visit, purpose):
                follows.remove_all(visit.unit, visit.resident.member_id)  # it was chosen before the question
            _overview(visit, place, "declined", purpose)
        case ["notify", "off", purpose] if purpose in WISHES:
            _end(visit, purpose, place)
        case ["off", purpose] if purpose in WISHES:
            _end(visit, purpose, Placement())
        case _:
            return False
    return True


def ask(visit: Visit, purpose: str, place: Placement) -> None:
    """Say what agreeing means, and ask; whoever has agreed already reads that again."""
    if has_wish(visit, purpose):
        _overview(visit, place, "on", purpose)
    else:
        options = [_yes_option(visit, purpose), f"notify:no:{purpose}"]
        visit.offer("notify_question", options, place, purpose=purpose)


def stop_wishes(visit: Visit) -> None:
    """End every wish of everybody in this chat: /stop is as easy as agreeing."""
    for purpose in WISHES:
        _end_for_all(visit, purpose)


def _overview(visit: Visit, place: Placement, changed: str = "", purpose: str = "") -> None:
    """Show every kind with whether it is on.

    Args:
        visit: The update that is handled.
        place: Where to show it.
        changed: What has just become of a kind: "on", "off", "declined", or nothing.
        purpose: That kind.
    """
    on = [one for one in WISHES if has_wish(visit, one)]
    options = [f"notify:{'off' if one in on else 'ask'}:{one}" for one in WISHES]
    visit.offer("notify", options, place, on=on, changed=changed, purpose=purpose)


def _yes_option(visit: Visit, purpose: str) -> str:
    """Return the option to agree to the text in this resident's language, as it reads today."""
    page = consent_page(visit.house.town, visit.resident.language, page_of(purpose))
    return f"notify:yes:{purpose}:{page.hash[:8]}"


def _agree(visit: Visit, purpose: str, place: Placement) -> None:
    unit, resident = visit.unit, visit.resident
    page = consent_page(visit.house.town, resident.language, page_of(purpose))
    text = residents.ConsentText(page.version, page.hash, resident.language)
    residents.agree(unit, resident.member_id, purpose, text, visit.now)
    residents.resume_messages(unit, resident.chat_id)  # who asks for messages no longer wants none
    _overview(visit, place, "on", purpose)


def _end(visit: Visit, purpose: str, place: Placement) -> None:
    _end_for_all(visit, purpose)
    _overview(visit, place, "off", purpose)


def _end_for_all(visit: Visit, purpose: str) -> None:
    """End a kind for the whole chat: it is one phone, and a message does not say for whom it came."""
    for member in linked.members(visit.unit, visit.resident.chat_id):
        end_consent(visit, member.id, member.ordinal, purpose)
