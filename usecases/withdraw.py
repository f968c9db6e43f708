"""Submitted answers are withdrawn by their receipt code: by whoever has it in the chat, or at the desk.

The code itself is kept nowhere, nor anything that would link the chat to the answers.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from db import contributions, dialogues, releases, residents, rights, sealed_drafts, staff, surveys
from db.unit import Unit
from domain.entries import keys_of
from domain.erasures import response_token
from domain.outgoing import Placement
from domain.person import Person
from domain.receipts import NoReceipt, contribution_key, read_receipt, receipt_of, response_key
from domain.survey import Kind
from domain.withdrawal import Stage, hide_key, one_more, reveal_key
from usecases import media_answers, quotas
from usecases.house import House
from usecases.scrub import ask_for_scrub
from usecases.visit import Visit, receive


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Which survey the answers belong to that a code leads to, and how far they had come."""

    survey_key: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class _Found:
    withdrawn: Withdrawn
    draft_id: int | None = None
    kept: rights.Kept | None = None


# --- in the chat -----------------------------------------------------------------------------------


def withdraw_command(
    unit: Unit, house: House, update_id: int, person: Person, code: str, now: datetime
) -> None:
    """Answer /withdraw: ask for the code, or, where it came along, for a confirmation."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if code.strip():
        take_code(visit, code)
    elif not _has_to_wait(visit):
        visit.ask("withdraw_code", "withdraw", ["keep"])


def take_code(visit: Visit, code: str) -> None:
    """Look a typed code up and ask whether its answers are to be deleted."""
    if _has_to_wait(visit):
        return
    unit, pepper = visit.unit, visit.house.pepper
    try:
        key = response_key(pepper, read_receipt(code))
    except NoReceipt:
        visit.ask("withdraw_slip", "withdraw", ["keep"])
        return
    found = _find(unit, pepper, key)
    if found is not None:
        option = f"withdraw:{hide_key(pepper, visit.resident.address, key)}"
        visit.ask("withdraw_question", "withdraw", [option, "keep"], survey=found.withdrawn.survey_key)
    elif rights.is_erased(unit, response_token(pepper, key)):
        _say_last(visit, "withdrawn_before")
    else:
        wrong = one_more(rights.wrong_codes(unit, visit.resident.chat_id), visit.now)
        rights.keep_wrong_codes(unit, visit.resident.chat_id, wrong)
        if not _has_to_wait(visit):
            visit.ask("withdraw_unknown", "withdraw", ["keep"])


def withdraw(visit: Visit, hidden: str, place: Placement) -> bool:
    """Delete the answers whose key the confirming button carries, and say exactly what is left of them.

    Returns:
        Whether the button is one of ours.
    """
    pepper = visit.house.pepper
    key = reveal_key(pepper, visit.resident.address, hidden)
    if key is None:
        return False
    withdrawn = take_back(visit.unit, pepper, key)
    if withdrawn is None:
        _say_last(visit, "withdrawn_before", place)
    else:
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
        visit.say("withdrawn", place, survey=withdrawn.survey_key, stage=str(withdrawn.stage))
    return True


def _has_to_wait(visit: Visit) -> bool:
    """Tell whether the chat has sent too many wrong codes, and if so, say until when it has to wait."""
    wrong = rights.wrong_codes(visit.unit, visit.resident.chat_id)
    until = wrong.waits_until(visit.now) if wrong else None
    if until is None:
        return False
    local = until.astimezone(ZoneInfo(visit.house.timezone))
    _say_last(visit, "withdraw_later", until=f"{local:%H:%M}")
    return True


def _say_last(visit: Visit, template: str, place: Placement = Placement(), **args: str) -> None:  # noqa: B008
    """Say something after which nothing is asked any more."""
    residents.offer_menu(visit.unit, visit.resident.member_id, [])
    visit.say(template, place, **args)


# --- at the desk -----------------------------------------------------------------------------------


def look_up(unit: Unit, pepper: bytes, code: str) -> Withdrawn | None:
    """Return what a code leads to, None for nothing.

    Raises:
        NoReceipt: It cannot be the code of a receipt.
    """
    found = _find(unit, pepper, response_key(pepper, read_receipt(code)))
    return found.withdrawn if found else None


def withdraw_at_desk(unit: Unit, pepper: bytes, code: str, now: datetime) -> Withdrawn | None:
    """Delete the answers that a code leads to; return what they were, None where there are none.

    Nobody is throttled here: whoever may run this has the database itself.

    Raises:
        NoReceipt: It cannot be the code of a receipt.
    """
    withdrawn = take_back(unit, pepper, response_key(pepper, read_receipt(code)))
    if withdrawn is not None:
        staff.record(unit, None, "withdrew", withdrawn.survey_key, now)
    return withdrawn


# --- deleting --------------------------------------------------------------------------------------


def take_back(unit: Unit, pepper: bytes, key: bytes) -> Withdrawn | None:
    """Delete a response by its key wherever it stands; return what it was, None where there is none.

    What a wave counted stays as it was frozen: the difference would tell the answers. A footnote says how
    many were withdrawn since.
    """
    found = _find(unit, pepper, key)
    if found is None:
        return None
    surveys.lock(unit, found.withdrawn.survey_key)
    found = _find(unit, pepper, key)  # it may have been cut loose or counted before we had the lock
    if found is None:
        return None
    if found.draft_id is not None:
        quotas.give_back(unit, sealed_drafts.of(unit, draft_id=found.draft_id))
        dialogues.remove(unit, found.draft_id)
    if found.kept is not None:
        _remove(unit, pepper, key, found.kept)
    rights.keep_erasures(unit, [response_token(pepper, key)])
    ask_for_scrub(unit)
    return found.withdrawn


def _find(unit: Unit, pepper: bytes, key: bytes) -> _Found | None:
    # Drafts first: one that is cut loose between the two looks is found as a response then.
    for sealed in rights.seals(unit):
        if response_key(pepper, receipt_of(pepper, sealed.seal)) == key:
            return _Found(Withdrawn(sealed.survey_key, Stage.LINKED), draft_id=sealed.draft_id)
    kept = rights.response_with(unit, key)
    if kept is None:
        return None
    stage = Stage.WAITING if kept.wave is None else Stage.COUNTED
    return _Found(Withdrawn(kept.survey_key, stage), kept=kept)


def _remove(unit: Unit, pepper: bytes, key: bytes, kept: rights.Kept) -> None:
    version = surveys.version(unit, kept.version_id)
    texts = [question.name for question in version.questions if question.kind is Kind.TEXT]
    keys = [one for name in texts for one in keys_of(version, name, kept.answers)]
    contributions.remove(unit, [contribution_key(pepper, key, one) for one in keys])
    media_answers.withdraw_files(unit, pepper, key)
    rights.remove_response(unit, key)
    releases.count_withdrawal(unit, kept.survey_key, kept.wave)
