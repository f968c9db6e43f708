"""A resident has everything erased that is linked to the chat."""

from collections.abc import Iterable
from datetime import datetime

from db import dialogues, households, linked, registrations, residents, rights, sealed_drafts, typed_messages
from db.linked import LinkedMember
from db.residents import Resident
from db.sealed_drafts import SealedDraft
from db.unit import Unit
from domain.erasures import chat_tokens, member_tokens, response_token
from domain.outgoing import Placement
from domain.person import Person
from domain.receipts import receipt_of, response_key
from usecases import quotas
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
    """Ask whether everything is to be erased; where several share the chat, or only what is one's own.

    Whoever has entered papers or calls that still wait to be cut loose reads how many go with it.
    """
    only_mine = ["erase_me"] if visit.resident.people > 1 else []
    waiting = sealed_drafts.count_entered_waiting(visit.unit, visit.resident.chat_id)
    visit.offer("delete_question", [*only_mine, "erase", "keep"], entered=waiting)


def erase(visit: Visit, place: Placement) -> None:
    """Erase all that is linked to the chat; answers that were cut loose can be found with their code only."""
    unit, pepper, resident = visit.unit, visit.house.pepper, visit.resident
    tokens = chat_tokens(pepper, resident.address)
    token = next(one for one in tokens if not rights.is_erased(unit, one))
    answers = sealed_drafts.of(unit, address=resident.address)
    rights.keep_erasures(unit, [token, *_tokens_of(pepper, answers)])
    people = [one.id for one in linked.members(unit, resident.chat_id)]
    visit.away += typed_messages.of_members(unit, people)
    for event_id in forget_chat(unit, resident):
        settle_line(unit, visit.house, event_id, visit.now)
    visit.say("deleted", place)


def forget_chat(unit: Unit, resident: Resident) -> list[int]:
    """Delete a chat's members, consents, drafts, registrations, wrong codes and waiting messages.

    Returns:
        The events for which there were registrations: their seats are free now.
    """
    quotas.give_back(unit, sealed_drafts.of(unit, address=resident.address))
    events = registrations.remove_of_chat(unit, resident.chat_id)
    residents.erase(unit, resident)
    ask_for_scrub(unit)
    return events


def forget_person(visit: Visit, one: LinkedMember) -> None:
    """Erase all that is linked to one of several people in this chat; the others keep theirs.

    If it is the person who answers just now, the first of the others does so from here on.
    """
    unit, pepper, resident = visit.unit, visit.house.pepper, visit.resident
    tokens = member_tokens(pepper, resident.address, one.ordinal)
    token = next(one for one in tokens if not rights.is_erased(unit, one))
    answers = sealed_drafts.of(unit, member_id=one.id)
    rights.keep_erasures(unit, [token, *_tokens_of(pepper, answers)])
    visit.away += typed_messages.of_members(unit, [one.id])
    for event_id in registrations.remove_of_people(unit, [one.id]):
        settle_line(unit, visit.house, event_id, visit.now)
    quotas.give_back(unit, answers)
    visit.become(households.erase_person(unit, resident, one.id))
    ask_for_scrub(unit)


def erase_answers(visit: Visit, place: Placement) -> None:
    """Erase this person's answers that are still linked, begun or submitted, and nothing else."""
    unit, resident = visit.unit, visit.resident
    of_member = sealed_drafts.of(unit, member_id=resident.member_id)
    answers = [one for one in of_member if not one.mode.is_entered]
    rights.keep_erasures(unit, _tokens_of(visit.house.pepper, answers))
    visit.away += typed_messages.of_members(unit, [resident.member_id])
    quotas.give_back(unit, answers)
    for draft_id in rights.drafts_of(unit, resident.member_id):
        dialogues.remove(unit, draft_id)
    residents.talk_in(unit, resident.member_id, None)
    residents.offer_menu(unit, resident.member_id, [])
    ask_for_scrub(unit)
    visit.say("answers_deleted", place)


def _tokens_of(pepper: bytes, answers: Iterable[SealedDraft]) -> list[bytes]:
    """Return the tokens of submitted answers, so that their codes are known as erased."""
    return [response_token(pepper, response_key(pepper, receipt_of(pepper, one.seal))) for one in answers]
