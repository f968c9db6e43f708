"""A resident chooses an option of a menu, by its button or by typing its number."""

from datetime import datetime

from db import residents
from db.unit import Unit
from domain.attachments import ReceivedFile
from domain.dialogue import Located, Problem
from domain.events import Pin
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from domain.typed import read_number
from domain.typed_amounts import pin_at
from usecases import (
    broadcasts,
    consents,
    deeds,
    door,
    enter_paper,
    erase,
    export,
    household,
    moderate,
    plan_event,
    preview,
    residents_events,
    residents_measures,
    residents_results,
    results,
    schedule_screens,
    staff_measures,
    surveys_desk,
    surveys_desk_texts,
    surveys_desk_uploads,
    wish,
    withdraw,
)
from usecases.content import consent_page
from usecases.house import House
from usecases.household_views import household_option
from usecases.take_survey import take
from usecases.talk import agree_option, go_on, is_open, offer_languages, own_draft, show_card
from usecases.visit import FILE, WORDS, Refusal, Visit, receive
from usecases.wish import WISH

MOST_DIGITS = 18  # of a row's id: more do not fit into a column, so nobody's button holds them


def choose(
    unit: Unit,
    house: House,
    update_id: int,
    person: Person,
    option: str,
    message: int,
    now: datetime,
    who: int | None = None,
) -> Refusal | None:
    """Carry out an option whose button was tapped; the menu's message changes in place.

    Args:
        unit: The unit of work.
        house: What the deployment is.
        update_id: The update's id; a second delivery does nothing.
        person: Who tapped.
        option: What the button stands for.
        message: The message that was tapped.
        now: The time.
        who: The person of the household whose button it is; None where it is nobody's own.

    Returns:
        What to answer the tap with where there is no such option: the button was forged, or made by an
        older program.
    """
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return None
    if not household.follow_button(visit, option, who):
        return visit.refuse(Problem.STALE_BUTTON)
    return None if _carry_out(visit, option, Placement(edit=message)) else visit.refuse(Problem.FORGED_BUTTON)


def choose_typed(visit: Visit, text: str, named: frozenset[str] = frozenset()) -> bool:
    """Carry out the option of the open menu that was typed, by its number or by its words.

    Where the menu asks for words, all that is no option of it is taken as these words.

    Args:
        visit: The update that is handled.
        text: What was typed.
        named: The options, with or without their details, that these words stand for.

    Returns:
        Whether the words were such an option.
    """
    number = read_number(text)
    menu = [option for option in visit.resident.menu if not option.startswith(WORDS)]
    if number is not None and 1 <= number <= len(menu):
        return _carry_out(visit, menu[number - 1], Placement())
    meant = [option for option in menu if any(f"{option}:".startswith(f"{name}:") for name in named)]
    if len(meant) == 1:
        return _carry_out(visit, meant[0], Placement())
    asked = [option.removeprefix(WORDS) for option in visit.resident.menu if option.startswith(WORDS)]
    return len(asked) == 1 and _take_words(visit, asked[0], text)


def choose_file(visit: Visit, file: ReceivedFile) -> bool:
    """Take a picture or a document where the open menu asks for one; tell whether it does."""
    asked = [option for option in visit.resident.menu if option.startswith(WORDS) and option.endswith(FILE)]
    return len(asked) == 1 and _take_file(visit, asked[0].removeprefix(WORDS).removesuffix(FILE), file)


def choose_place(visit: Visit, place: Located) -> bool:
    """Take a place on the map where the open menu asks for one; tell whether it does."""
    asked = [option.removeprefix(WORDS) for option in visit.resident.menu if option.startswith(WORDS)]
    pin = pin_at(place.latitude, place.longitude)
    return pin is not None and len(asked) == 1 and _take_place(visit, asked[0], pin)


def _take_place(visit: Visit, about: str, pin: Pin) -> bool:
    match about.split(":"):
        case ["event", *rest]:
            return plan_event.take_place(visit, rest, pin)
        case _:
            return False


def _take_file(visit: Visit, about: str, file: ReceivedFile) -> bool:
    match about.split(":"):
        case ["broadcast", *rest]:
            return broadcasts.take_file(visit, rest, file)
        case ["measure", *rest]:
            return staff_measures.take_file(visit, rest, file)
        case ["sv", "send", key]:
            return surveys_desk_uploads.take_form(visit, key, file)
        case ["sv", "textsin", key]:
            return surveys_desk_texts.take_texts(visit, key, file)
        case _:
            return False


def _take_words(visit: Visit, about: str, text: str) -> bool:
    match about.split(":"):
        case ["hh", *rest]:
            return household.take_household_words(visit, rest, text)
        case ["withdraw"]:
            withdraw.take_code(visit, text)
        case ["moderate", *rest]:
            return moderate.take_words(visit, rest, text)
        case ["broadcast", *rest]:
            return broadcasts.take_words(visit, rest, text)
        case ["ev", *rest]:
            return residents_events.take_event_words(visit, rest, text)
        case ["schedule", *rest]:
            return schedule_screens.take_time(visit, rest, text)
        case ["event", *rest]:
            return plan_event.take_words(visit, rest, text)
        case ["sv", *rest]:
            return surveys_desk.take_desk_words(visit, rest, text)
        case ["enter", *rest]:
            return enter_paper.take_enter_words(visit, rest, text)
        case ["door", *rest]:
            return door.take_door_words(visit, rest, text)
        case ["measure", *rest]:
            return staff_measures.take_words(visit, rest, text)
        case _:
            return False
    return True


def _carry_out(visit: Visit, option: str, place: Placement) -> bool:
    match option.split(":"):
        case ["language", language] if language in visit.house.languages:
            _speak(visit, language)
            go_on(visit, place)
        case ["language", language, "0"] if language in visit.house.languages:
            return preview.speak(visit, language, place)
        case ["language", language, dialogue] if language in visit.house.languages and _is_id(dialogue):
            _speak(visit, language)
            _back_to_card(visit, int(dialogue), place)
        case ["languages", dialogue] if _is_id(dialogue):
            offer_languages(visit, place, int(dialogue))
        case ["agree", text, *then] if len(then) <= 1:
            # The button stands under a text: a newer one, or one in another language, is to be read first.
            if f"agree:{text}" == agree_option(visit):
                _agree(visit)
            if then:
                take(visit, then[0], place)
            else:
                go_on(visit, place)
        case ["decline"]:
            visit.offer("declined", [agree_option(visit), "read"], place)
        case ["read"]:
            visit.offer("privacy", [agree_option(visit), "decline"], place)
        case ["below", inner, *_] if inner != "below":
            # Below a message to many, which stays as it is: others in the household may want to read it.
            return _carry_out(visit, option.removeprefix("below:"), Placement())
        case ["survey", key]:
            take(visit, key, place)
        case ["hide", key]:
            visit.offer("receipt_hidden", [WISH, household_option(visit.resident)], place, survey=key)
        case ["hh", *rest]:
            return household.open_household(visit, rest, place)
        case ["erase"]:
            erase.erase(visit, place)
        case ["erase_me"]:
            household.erase_person(visit, visit.resident.ordinal, place)
        case ["keep"]:
            residents.offer_menu(visit.unit, visit.resident.member_id, [])  # a typed 1 erases no more
            visit.say("kept", place)
        case ["erase_answers"]:
            erase.erase_answers(visit, place)
        case ["consent", purpose]:
            consents.ask_to_withdraw(visit, purpose, place)
        case ["unconsent", purpose]:
            consents.withdraw_consent(visit, purpose, place)
        case ["withdraw", hidden]:
            return withdraw.withdraw(visit, hidden, place)
        case ["notify" | "off" | "tell" | "tell_yes" | "tell_no" | "tell_stop", *_]:
            return wish.open_wish(visit, option.split(":"), place)
        case ["ev", *rest]:
            return residents_events.open_event(visit, rest, place)
        case ["schedule", *rest]:
            return schedule_screens.open_schedule(visit, rest, place)
        case ["event", *rest]:
            return plan_event.plan(visit, rest, place)
        case ["sv", *rest]:
            return surveys_desk.open_desk(visit, rest, place)
        case ["enter", *rest]:
            return enter_paper.open_enter(visit, rest, place)
        case ["door", *rest]:
            return door.open_door(visit, rest, place)
        case ["ms", *rest]:
            return residents_measures.open_measures(visit, rest, place)
        case ["measure", *rest]:
            return staff_measures.open_staff_measures(visit, rest, place)
        case ["said" | "said_more", *_]:
            return residents_results.open_published(visit, option.split(":"), place)
        case ["close" | "publish" | "confirm" | "cancel", *_]:
            return deeds.open_deed(visit, option.split(":"), place)
        case ["moderate", *rest]:
            return moderate.moderate(visit, rest, place)
        case ["broadcast", *rest]:
            return broadcasts.open_broadcast(visit, rest, place)
        case ["export", survey, release, *rest]:
            export.export(visit, survey, release, rest, place)
        case ["results", *rest]:
            results.open_results(visit, rest, place)
        case _:
            return False
    return True


def _is_id(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= MOST_DIGITS


def _speak(visit: Visit, language: str) -> None:
    residents.choose_language(visit.unit, visit.resident.member_id, language)
    visit.speak(language)


def _agree(visit: Visit) -> None:
    resident = visit.resident
    page = consent_page(visit.house.town, resident.language)
    text = residents.ConsentText(page.version, page.hash, resident.language)
    residents.agree(visit.unit, resident.member_id, SURVEY_CONSENT, text, visit.now)


def _back_to_card(visit: Visit, dialogue_id: int, place: Placement) -> None:
    draft = own_draft(visit, dialogue_id)
    if draft is None:
        go_on(visit, place)
    elif is_open(visit, draft):
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
        show_card(visit, draft, edit=place.edit)
