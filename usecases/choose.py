"""A resident chooses an option of a menu, by its button or by typing its number."""

from datetime import datetime

from db import dialogues, residents
from db.unit import Unit
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from usecases import erase, results
from usecases.content import consent_page
from usecases.house import House
from usecases.take_survey import take
from usecases.talk import go_on, home, is_open, offer_languages, show_card
from usecases.visit import Visit, receive


def choose(
    unit: Unit, house: House, update_id: int, person: Person, option: str, message: int, now: datetime
) -> bool:
    """Carry out an option whose button was tapped; the menu's message changes in place.

    Returns:
        False where there is no such option: the button was forged, or made by an older program.
    """
    visit = receive(unit, house, update_id, person, now)
    return visit is None or _carry_out(visit, option, Placement(edit=message))


def choose_typed(visit: Visit, text: str) -> bool:
    """Carry out the option whose number was typed; tell whether the words were such a number."""
    number = text.strip().rstrip(".)")
    menu = visit.resident.menu
    if not (number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(menu)):
        return False
    return _carry_out(visit, menu[int(number) - 1], Placement())


def _carry_out(visit: Visit, option: str, place: Placement) -> bool:
    match option.split(":"):
        case ["language", language] if language in visit.house.languages:
            _speak(visit, language)
            go_on(visit, place)
        case ["language", language, dialogue] if language in visit.house.languages and dialogue.isdecimal():
            _speak(visit, language)
            _back_to_card(visit, int(dialogue), place)
        case ["languages", dialogue] if dialogue.isdecimal():
            offer_languages(visit, place, int(dialogue))
        case ["agree"]:
            _agree(visit)
            home(visit, place)
        case ["decline"]:
            visit.offer("declined", ["agree", "read"], place)
        case ["read"]:
            visit.offer("privacy", ["agree", "decline"], place)
        case ["survey", key]:
            take(visit, key, place)
        case ["erase"]:
            erase.erase(visit, place)
        case ["keep"]:
            visit.say("kept", place)
        case ["results", *rest]:
            results.open_results(visit, rest, place)
        case _:
            return False
    return True


def _speak(visit: Visit, language: str) -> None:
    residents.choose_language(visit.unit, visit.resident.member_id, language)
    visit.speak(language)


def _agree(visit: Visit) -> None:
    resident = visit.resident
    page = consent_page(visit.house.town, resident.language)
    text = residents.ConsentText(page.version, page.hash, resident.language)
    residents.agree(visit.unit, resident.member_id, SURVEY_CONSENT, text, visit.now)


def _back_to_card(visit: Visit, dialogue_id: int, place: Placement) -> None:
    draft = dialogues.by_id(visit.unit, dialogue_id)
    if draft is None or draft.member_id != visit.resident.member_id:
        go_on(visit, place)
    elif is_open(visit, draft):
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
        show_card(visit, draft, edit=place.edit)
