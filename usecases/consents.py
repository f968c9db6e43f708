"""Consents: which ones somebody has given, and how each is withdrawn on its own."""

from datetime import datetime

from db import event_needs, follows, residents, rights, typed_messages
from db.unit import Unit
from domain.erasures import consent_token
from domain.outgoing import Placement
from domain.person import Person
from domain.times import local_day
from domain.town import MEASURES_CONSENT, NEEDS_CONSENT, SURVEY_CONSENT
from usecases.house import House
from usecases.scrub import ask_for_scrub
from usecases.visit import Visit, receive


def privacy_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /privacy with the notice, and below it with the consents that hold, each to be withdrawn."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    visit.say("page", page="privacy")
    holding = [one for one in rights.consents(unit, visit.resident.member_id) if one.withdrawn_at is None]
    if holding:
        visit.offer(
            "consents",
            [f"consent:{one.purpose}" for one in holding],
            purposes=[one.purpose for one in holding],
            days=[local_day(one.given_at, house.timezone).isoformat() for one in holding],
            versions=[one.text_version for one in holding],
        )


def ask_to_withdraw(visit: Visit, purpose: str, place: Placement) -> None:
    """Ask once: who reads the notice in the middle of a survey and types a number may mean the survey."""
    visit.offer("consent_question", [f"unconsent:{purpose}", "keep"], place, purpose=purpose)


def withdraw_consent(visit: Visit, purpose: str, place: Placement) -> None:
    """Withdraw a consent at once, as easily as it was given; then ask what is to become of the answers.

    Without the consent to take part no dialogue goes on, and old cards answer nothing any more.
    """
    unit, resident = visit.unit, visit.resident
    end_consent(visit, resident.member_id, resident.ordinal, purpose)
    if purpose != SURVEY_CONSENT:
        residents.offer_menu(unit, resident.member_id, [])
        visit.say("consent_withdrawn", place, purpose=purpose)
        return
    residents.talk_in(unit, resident.member_id, None)
    visit.away += typed_messages.of_members(unit, [resident.member_id])
    if rights.drafts_of(unit, resident.member_id):
        visit.offer("consent_withdrawn", ["erase_answers", "keep"], place, purpose=purpose)
    else:
        residents.offer_menu(unit, resident.member_id, [])
        visit.say("consent_withdrawn", place, purpose=purpose)


def end_consent(visit: Visit, member_id: int, ordinal: int, purpose: str) -> None:
    """Let a consent of one person of this chat's household hold no more, nor after a restore."""
    unit, address = visit.unit, visit.resident.address
    tokens = [
        consent_token(visit.house.pepper, address, ordinal, one.purpose, one.given_at)
        for one in rights.consents(unit, member_id)
        if one.purpose == purpose and one.withdrawn_at is None
    ]
    rights.keep_erasures(unit, tokens)
    residents.withdraw(unit, member_id, purpose, visit.now)
    if purpose == NEEDS_CONSENT:
        forget_needs(unit, member_id)
    if purpose == MEASURES_CONSENT:
        follows.remove_all(unit, member_id)  # what somebody follows is kept for these messages only
        ask_for_scrub(unit)


def forget_needs(unit: Unit, member_id: int) -> None:
    """Delete what somebody said to need at events, and names for the door: nobody may keep it any more."""
    event_needs.forget_needs(unit, member_id)
    ask_for_scrub(unit)
