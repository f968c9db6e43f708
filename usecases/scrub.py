"""Scrubbing: deleted rows leave remnants in a database's files until they are written anew."""

import secrets

from db import staff
from db.unit import Unit

_DUE = "scrub_due"


def ask_for_scrub(unit: Unit) -> None:
    """Have the database scrubbed soon: something was deleted that must not be found again."""
    staff.put_setting(unit, _DUE, secrets.token_hex(8))


def scrub_asked_for(unit: Unit) -> str:
    """Return what names the newest request, or nothing where all is clean."""
    return staff.get_setting(unit, _DUE) or ""


def scrubbed(unit: Unit, request: str) -> None:
    """Settle a request, unless a newer one has come in meanwhile."""
    if scrub_asked_for(unit) == request:
        staff.put_setting(unit, _DUE, "")
