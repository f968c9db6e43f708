"""Staff enter a paper questionnaire or a call, through the same dialogue that residents answer themselves.

Whose answers they are is kept nowhere. Each paper is a person of its own, sealed and counted like others; its
receipt is shown once, to be noted on the paper or told.
"""

import secrets
from dataclasses import replace
from datetime import datetime

from db import dialogues, invited, residents, surveys
from db.dialogues import Draft, Entry
from db.surveys import Offer
from db.unit import Unit
from domain.access import code_hash
from domain.dialogue import Move
from domain.engine import advance, begin
from domain.feedback import event_of
from domain.languages import Language
from domain.modes import ENTERED, Mode
from domain.outgoing import Placement
from domain.person import Person
from domain.receipts import NoReceipt
from usecases.entering import enter_view, may_enter
from usecases.house import House
from usecases.take_survey import SEED_BITS
from usecases.talk import settle, show_card
from usecases.visit import Visit, receive

GO_ON, DROP, NO_CODE = "on", "drop", "none"
_BELOW = Placement()


def enter_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /enter with the surveys that can be entered."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        open_enter(visit, [], _BELOW)


def open_enter(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out a step towards entering somebody's answers; tell whether there is such a step.

    Args:
        visit: The update that is handled.
        path: [] asks for the survey, [survey] for the mode, [survey, mode] for the language; [survey, mode,
            "on" | "drop"] goes on with an entry that is open, or drops it; [survey, mode, language] asks for
            the letter's code where the survey tells its sample from others; [survey, mode, language, "none"]
            goes on without one.
        place: Where the menu stands.
    """
    if not may_enter(visit.unit, visit.person.user):
        visit.say("refused")
        return True
    match path:
        case []:
            options = [f"enter:{offer.key}" for offer in _open(visit)]
            visit.offer("enter_survey", options, place, enter_view(visit.unit))
            return True
        case [survey, *rest]:
            offer = next((one for one in _open(visit) if one.key == survey), None)
            if offer is None:
                visit.say("survey_closed", place, survey=survey)
                return True
            return _in_survey(visit, offer, rest, place)
    return False


def take_enter_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take typed words as a letter's code; tell whether they were meant so."""
    match path:
        case [survey, mode, language] if mode in ENTERED and language in visit.house.languages:
            offer = next((one for one in _open(visit) if one.key == survey), None)
            if offer is None or not may_enter(visit.unit, visit.person.user):
                return False
            _take_code(visit, offer, Entry(Mode(mode), language), text)
            return True
    return False


def _in_survey(visit: Visit, offer: Offer, path: list[str], place: Placement) -> bool:
    key = offer.key
    match path:
        case []:
            options = [f"enter:{key}:{mode}" for mode in ENTERED]
            visit.offer("enter_mode", options, place, enter_view(visit.unit), survey=key)
        case [mode, *rest] if mode in ENTERED:
            draft = dialogues.of_member(visit.unit, visit.resident.member_id, key, Mode(mode))
            if draft is not None:
                return _at_open(visit, draft, rest, place)
            return _in_mode(visit, offer, Mode(mode), rest, place)
        case _:
            return False
    return True


def _at_open(visit: Visit, draft: Draft, path: list[str], place: Placement) -> bool:
    """Go on with an entry that was begun, or drop it; nothing is begun beside it."""
    match path:
        case [word] if word == GO_ON:
            take_up(visit, draft, place)
        case [word] if word == DROP:
            dialogues.remove(visit.unit, draft.id)
            if visit.resident.dialogue_id == draft.id:
                residents.talk_in(visit.unit, visit.resident.member_id, None)
            open_enter(visit, [draft.survey_key, draft.entry.mode], place)
        case _:
            begun = f"enter:{draft.survey_key}:{draft.entry.mode}"
            options = [f"{begun}:{GO_ON}", f"{begun}:{DROP}"]
            view, mode = enter_view(visit.unit), draft.entry.mode
            visit.offer("enter_begun", options, place, view, survey=draft.survey_key, mode=mode)
    return True


def _in_mode(visit: Visit, offer: Offer, mode: Mode, path: list[str], place: Placement) -> bool:
    at = f"enter:{offer.key}:{mode}"
    known = [language for language in visit.house.languages if language in offer.survey.languages]
    match path:
        case [] | ["on" | "drop"]:
            visit.offer("enter_language", [f"{at}:{one}" for one in known], place, mode=mode)
        case [language] if language in known and offer.survey.has_sample:
            _ask_for_code(visit, offer, mode, language, place)
        case [language] | [language, "none"] if language in known:
            _begin(visit, offer, Entry(mode, language), place)
        case _:
            return False
    return True


def _ask_for_code(
    visit: Visit, offer: Offer, mode: Mode, language: Language, place: Placement, problem: str = ""
) -> None:
    about = f"enter:{offer.key}:{mode}:{language}"
    visit.ask("enter_code", about, [f"{about}:{NO_CODE}"], place, problem=problem)


def _take_code(visit: Visit, offer: Offer, entry: Entry, text: str) -> None:
    """Begin with a letter's code, of which a place is taken at Submit; or ask for it again."""
    try:
        kept_as = code_hash(visit.house.pepper, text)
    except NoReceipt:
        _ask_for_code(visit, offer, entry.mode, entry.language, _BELOW, "unknown")
        return
    kept = invited.code_with(visit.unit, kept_as)
    if kept is None or kept.survey_key != offer.key:
        _ask_for_code(visit, offer, entry.mode, entry.language, _BELOW, "unknown")
    elif dialogues.of_member(visit.unit, visit.resident.member_id, offer.key, entry.mode) is not None:
        open_enter(visit, [offer.key, entry.mode], _BELOW)  # it was begun meanwhile, in another message
    elif not kept.persons_left:
        _ask_for_code(visit, offer, entry.mode, entry.language, _BELOW, "used_up")
    else:
        _begin(visit, offer, replace(entry, came_with_code=True, code=kept_as), _BELOW)


def _begin(visit: Visit, offer: Offer, entry: Entry, place: Placement) -> None:
    unit, resident = visit.unit, visit.resident
    seed = secrets.randbits(SEED_BITS)
    dialogue, events = begin(offer.survey, visit.local_now, resident.language, seed)
    draft = dialogues.add(unit, resident.member_id, offer, dialogue, visit.today, entry)
    residents.offer_menu(unit, resident.member_id, [])
    residents.talk_in(unit, resident.member_id, draft.id)
    settle(visit, draft, events, edit=place.edit)


def take_up(visit: Visit, draft: Draft, place: Placement) -> None:
    """Go on with an entry where it stands."""
    survey = surveys.version(visit.unit, draft.version_id)
    dialogue, _events = advance(
        survey, draft.dialogue, Move.RESUME, visit.local_now, language=visit.resident.language
    )
    residents.talk_in(visit.unit, visit.resident.member_id, draft.id)
    dialogues.save(visit.unit, draft.id, dialogue, visit.today)
    show_card(visit, replace(draft, dialogue=dialogue), edit=place.edit)


def _open(visit: Visit) -> list[Offer]:
    """Return the surveys that can be entered; feedback on an event is for those who came."""
    open_ones = (one for one in surveys.offers(visit.unit) if one.is_open(visit.now, visit.house.timezone))
    return [one for one in open_ones if event_of(one.key) is None]
