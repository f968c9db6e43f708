"""A resident has everything erased that is linked to the chat."""

from datetime import datetime

from db import dialogues, registrations, residents, rights
from db.residents import Resident
from db.unit import Unit
from domain.erasures import chat_tokens, response_token
from domain.outgoing import Placement
from domain.person import Person
from domain.receipts import receipt_of, response_key
from usecases.house import House
from usecases.scrub import ask_for_scrub
from usecases.seats import settle_line
from usecases.visit import Visit, receive


def delete_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /delete: say what will go and what cannot be found any more, and ask once."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        offer_to_erase(visit)


def offer_to_erase(visit: Visit) -> None:
    """Ask whether everything is to be erased."""
    visit.offer("delete_question", ["erase", "keep"])


def erase(visit: Visit, place: Placement) -> None:
    """Erase all that is linked to the chat; answers that were cut loose can be found with their code only."""
    unit, pepper, resident = visit.unit, visit.house.pepper, visit.resident
    tokens = chat_tokens(pepper, resident.address)
    token = next(one for one in tokens if not rights.is_erased(unit, one))
    rights.keep_erasures(unit, [token, *_tokens_of_answers(unit, pepper, resident)])
    for event_id in forget_chat(unit, resident):
        settle_line(unit, visit.house, event_id, visit.now)
    visit.say("deleted", place)


def forget_chat(unit: Unit, resident: Resident) -> list[int]:
    """Delete a chat's members, consents, drafts, registrations, wrong codes and waiting messages.

    Returns:
        The events for which there were registrations: their seats are free now.
    """
    events = registrations.remove_of_chat(unit, resident.chat_id)
    residents.erase(unit, resident)
    ask_for_scrub(unit)
    return events


def erase_answers(visit: Visit, place: Placement) -> None:
    """Erase the answers that are still linked to this chat, begun or submitted, and nothing else."""
    unit, resident = visit.unit, visit.resident
    rights.keep_erasures(unit, _tokens_of_answers(unit, visit.house.pepper, resident))
    for draft_id in rights.drafts_of(unit, resident.member_id):
        dialogues.remove(unit, draft_id)
    residents.talk_in(unit, resident.member_id, None)
    residents.offer_menu(unit, resident.member_id, [])
    ask_for_scrub(unit)
    visit.say("answers_deleted", place)


def _tokens_of_answers(unit: Unit, pepper: bytes, resident: Resident) -> list[bytes]:
    """Return the tokens of the chat's submitted answers, so that their codes are known as erased."""
    sealed = rights.seals(unit, resident.chat_id)
    return [response_token(pepper, response_key(pepper, receipt_of(pepper, one.seal))) for one in sealed]
