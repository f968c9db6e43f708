"""After a backup was restored: what had been erased or withdrawn since is erased and withdrawn again."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, takewhile

from db import follows, households, registrations, residents, rights, sealed_drafts
from db.unit import Unit
from domain.erasures import chat_tokens, consent_token, member_tokens, response_token
from domain.receipts import receipt_of, response_key
from domain.town import MEASURES_CONSENT, NEEDS_CONSENT, SURVEY_CONSENT
from usecases import quotas
from usecases.consents import forget_needs
from usecases.erase import forget_chat
from usecases.scrub import ask_for_scrub
from usecases.withdraw import take_back


@dataclass(frozen=True, slots=True)
class Repeated:
    """How much was erased or withdrawn once more; `chats` counts people of a household, too."""

    chats: int = 0
    answers: int = 0
    consents: int = 0

    def __bool__(self) -> bool:
        """Tell whether there was anything."""
        return bool(self.chats or self.answers or self.consents)


def erasures(unit: Unit) -> set[bytes]:
    """Return the tokens of everything that was erased or withdrawn."""
    return rights.erasures(unit)


def reapply(unit: Unit, pepper: bytes, listed: Set[bytes], now: datetime) -> Repeated:
    """Repeat the erasures that the list knows and the database has forgotten.

    What both know happened before the backup was made: a chat that came back since then is left alone.

    Args:
        unit: The unit of work.
        pepper: The deployment's secret.
        listed: The tokens of the list.
        now: The time.
    """
    forgotten = listed - rights.erasures(unit)
    if not forgotten:
        return Repeated()
    repeated = Repeated(
        _erase_chats(unit, pepper, listed, forgotten) + _erase_people(unit, pepper, listed, forgotten),
        _take_answers_back(unit, pepper, forgotten),
        _withdraw_consents(unit, pepper, forgotten, now),
    )
    rights.keep_erasures(unit, forgotten)
    return repeated


def _erase_chats(unit: Unit, pepper: bytes, listed: Set[bytes], forgotten: Set[bytes]) -> int:
    erased = 0
    for address in rights.addresses(unit):
        erasures_of_it = takewhile(listed.__contains__, chat_tokens(pepper, address))
        if forgotten.isdisjoint(erasures_of_it):
            continue
        resident = residents.by_address(unit, address)
        if resident is not None:
            forget_chat(unit, resident)
            erased += 1
    return erased


def _erase_people(unit: Unit, pepper: bytes, listed: Set[bytes], forgotten: Set[bytes]) -> int:
    erased = 0
    for address, ordinal, member_id in households.members_of(unit):
        erasures_of_it = takewhile(listed.__contains__, member_tokens(pepper, address, ordinal))
        if forgotten.isdisjoint(erasures_of_it):
            continue
        resident = residents.by_address(unit, address)
        if resident is None:
            continue  # the last of the household has gone before
        if resident.people == 1:
            forget_chat(unit, resident)  # the others joined after the backup
        else:
            registrations.remove_of_people(unit, [member_id])
            quotas.give_back(unit, sealed_drafts.of(unit, member_id=member_id))
            households.erase_person(unit, resident, member_id)
            ask_for_scrub(unit)
        erased += 1
    return erased


def _take_answers_back(unit: Unit, pepper: bytes, forgotten: Set[bytes]) -> int:
    sealed = (response_key(pepper, receipt_of(pepper, one.seal)) for one in rights.seals(unit))
    keys = [
        key for key in chain(sealed, rights.response_keys(unit)) if response_token(pepper, key) in forgotten
    ]
    return sum(take_back(unit, pepper, key) is not None for key in keys)


def _withdraw_consents(unit: Unit, pepper: bytes, forgotten: Set[bytes], now: datetime) -> int:
    withdrawn = 0
    for one in rights.holding_consents(unit):
        if consent_token(pepper, one.address, one.ordinal, one.purpose, one.given_at) in forgotten:
            residents.withdraw(unit, one.member_id, one.purpose, now)
            if one.purpose == NEEDS_CONSENT:
                forget_needs(unit, one.member_id)
            if one.purpose == MEASURES_CONSENT:
                follows.remove_all(unit, one.member_id)
            if one.purpose == SURVEY_CONSENT:
                residents.talk_in(unit, one.member_id, None)
            withdrawn += 1
    return withdrawn
