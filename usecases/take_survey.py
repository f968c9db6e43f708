"""A resident takes a survey: from the start, or on from where a draft stands."""

import secrets
from dataclasses import replace
from datetime import datetime

from db import dialogues, residents, surveys
from db.unit import Unit
from domain.dialogue import Move
from domain.engine import advance, begin
from domain.feedback import event_of
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from usecases.feedback import may_begin
from usecases.house import House
from usecases.talk import ask_to_agree, draft_at_hand, go_on, settle, show_card, standing
from usecases.views import Standing
from usecases.visit import Visit, receive

SEED_BITS = 31  # of chance for the order of questions and choices


def survey_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /survey: go on with the draft at hand, else begin the only survey, else offer a choice."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    draft = draft_at_hand(visit)
    timezone = house.timezone
    open_ones = [offer.key for offer in surveys.offers(unit) if offer.is_open(now, timezone)]
    listed = [key for key in open_ones if event_of(key) is None]
    if draft is not None and not draft.entry.mode.is_entered and draft.survey_key in open_ones:
        take(visit, draft.survey_key, Placement())
    elif len(listed) == 1:
        take(visit, listed[0], Placement())
    else:
        go_on(visit)


def take(visit: Visit, key: str, place: Placement) -> None:
    """Go on with a survey or begin it, if the member has agreed and has not taken part yet."""
    unit, resident = visit.unit, visit.resident
    offer = surveys.offer(unit, key)
    draft = dialogues.of_member(unit, resident.member_id, key)
    if offer is None or (draft is None and not may_begin(visit, key)):
        go_on(visit, place)
    elif not residents.has_agreed(unit, resident.member_id, SURVEY_CONSENT):
        if event_of(key) is None:
            go_on(visit, place)
        else:
            ask_to_agree(visit, key, place)
    elif not offer.is_open(visit.now, visit.house.timezone):
        visit.say("survey_closed", place, survey=key)
    elif standing(visit, key) is Standing.TAKEN:
        visit.say("already_taken", place, survey=key)
    else:
        if draft is None:
            dialogue, events = begin(
                offer.survey, visit.local_now, resident.language, secrets.randbits(SEED_BITS)
            )
            draft = dialogues.add(unit, resident.member_id, offer, dialogue, visit.today)
            residents.talk_in(unit, resident.member_id, draft.id)
            settle(visit, draft, events, edit=place.edit)
            return
        residents.talk_in(unit, resident.member_id, draft.id)
        version = surveys.version(unit, draft.version_id)
        dialogue, events = advance(version, draft.dialogue, Move.RESUME, visit.local_now)
        if place.edit:
            show_card(visit, replace(draft, dialogue=dialogue), edit=place.edit)
            dialogues.save(unit, draft.id, dialogue, visit.today)
        else:
            settle(visit, replace(draft, dialogue=dialogue), events)
