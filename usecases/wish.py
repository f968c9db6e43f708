"""A resident wants to be told the results, or no longer. It is a consent of its own."""

from db import linked, residents
from domain.outgoing import Placement
from domain.town import RESULTS_CONSENT
from usecases.consents import end_consent, withdraw_consent
from usecases.content import consent_page
from usecases.visit import Visit

PAGE = "consent_results"


def has_wish(visit: Visit) -> bool:
    """Tell whether this member has asked to be told the results."""
    return residents.has_agreed(visit.unit, visit.resident.member_id, RESULTS_CONSENT)


def wish_options(visit: Visit, survey_key: str) -> list[str]:
    """Return what the thanks for a survey offers about its results: nothing to those who have asked."""
    return [] if has_wish(visit) else [f"tell:{survey_key}"]


def open_wish(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about the wish asks for; tell whether there is such a button.

    The first question and the way back are answered below: the message above (the thanks with the receipt
    code, the results) stays as it is.

    Args:
        visit: The update that is handled.
        path: ["tell", survey] or ["tell"] for the question, ["tell_yes", the text's hash], ["tell_no"],
            ["tell_stop"].
        place: Where the question stands.
    """
    match path:
        case ["tell"] | ["tell", _]:
            ask(visit, Placement())
        case ["tell_yes", _]:
            # The button stands under a text: a newer one, or one in another language, is to be read first.
            if ":".join(path) == yes_option(visit):
                _agree(visit, place)
            else:
                ask(visit, place)
        case ["tell_no"]:
            residents.offer_menu(visit.unit, visit.resident.member_id, [])
            visit.say("wish_declined", place)
        case ["tell_stop"]:
            withdraw_consent(visit, RESULTS_CONSENT, Placement())
        case _:
            return False
    return True


def ask(visit: Visit, place: Placement) -> None:
    """Say what agreeing means, and ask; whoever has agreed already reads that again."""
    if has_wish(visit):
        visit.offer("wish_kept", ["tell_stop"], place)
    else:
        visit.offer("wish_question", [yes_option(visit), "tell_no"], place)


def yes_option(visit: Visit) -> str:
    """Return the option to agree to the text in this resident's language, as it reads today."""
    return f"tell_yes:{consent_page(visit.house.town, visit.resident.language, PAGE).hash[:8]}"


def stop_wishes(visit: Visit) -> None:
    """End the wish of everybody in this chat: /stop is as easy as agreeing."""
    for member in linked.members(visit.unit, visit.resident.chat_id):
        end_consent(visit, member.id, member.ordinal, RESULTS_CONSENT)


def _agree(visit: Visit, place: Placement) -> None:
    unit, resident = visit.unit, visit.resident
    page = consent_page(visit.house.town, resident.language, PAGE)
    text = residents.ConsentText(page.version, page.hash, resident.language)
    residents.agree(unit, resident.member_id, RESULTS_CONSENT, text, visit.now)
    residents.resume_messages(unit, resident.chat_id)  # who asks for messages no longer wants none
    visit.offer("wish_kept", ["tell_stop"], place)
