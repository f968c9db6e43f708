"""The operator makes codes for letters: each invites the people of one household to a survey."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from db import invited, releases, staff, surveys
from db.unit import Unit
from domain.access import CODE_BYTES, CODE_PREFIX, code_hash, code_of
from domain.survey import ACCESS
from usecases.manage_staff import BotUnknown


class NoCodes(Exception):
    """Codes for this survey would lead nowhere; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class LetterCode:
    """A code as it is printed on a letter, once; and the link that brings it along."""

    code: str = field(repr=False)
    link: str = field(repr=False)


def make_codes(
    unit: Unit, pepper: bytes, key: str, count: int, persons: int, now: datetime, timezone: str
) -> list[LetterCode]:
    """Return new codes; from now on only their hashes are known.

    Args:
        unit: The unit of work.
        pepper: The deployment's secret.
        key: The survey.
        count: How many letters there are.
        persons: How many people of a household can use one code.
        now: The time.
        timezone: What "today" means.

    Raises:
        BotUnknown: The bot's address is not known yet.
        NoCodes: There is no such survey, or it would not tell who was invited.
    """
    _check(unit, key, now, timezone)
    base = staff.get_setting(unit, "link_base")
    if base is None:
        raise BotUnknown
    codes = [code_of(secrets.token_bytes(CODE_BYTES)) for _ in range(count)]
    invited.add_codes(unit, key, (code_hash(pepper, code) for code in codes), persons)
    staff.record(unit, None, "made codes", f"{key}: {count}, for {persons} each", now)
    return [LetterCode(code, f"{base}?start={CODE_PREFIX}{code}") for code in codes]


def _check(unit: Unit, key: str, now: datetime, timezone: str) -> None:
    offer = surveys.offer(unit, key)
    if offer is None:
        known = ", ".join(one.key for one in surveys.offers(unit)) or "none"
        raise NoCodes(f"there is no survey {key!r}; there are: {known}.")
    if not offer.survey.has_sample:
        raise NoCodes(
            f"the survey {key!r} does not tell who was invited: set sample = true for it in process.toml,"
            " and start the bot."
        )
    newest = releases.newest(unit, key)
    if newest is not None and ACCESS not in newest.dimensions:
        raise NoCodes(f"a wave of {key!r} has closed without telling who was invited; that stays so.")
    if offer.is_over(now, timezone):
        raise NoCodes(f"the survey {key!r} has ended.")
