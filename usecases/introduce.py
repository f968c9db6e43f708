"""The running bot leaves its name and the base of its links for the command line."""

from db import staff
from db.unit import Unit


def introduce(unit: Unit, username: str, link_base: str) -> None:
    """Keep the bot's username and the address that its deep links begin with."""
    if staff.get_setting(unit, "bot_username") != username:
        staff.put_setting(unit, "bot_username", username)
    if staff.get_setting(unit, "link_base") != link_base:
        staff.put_setting(unit, "link_base", link_base)


def is_there(unit: Unit) -> bool:
    """Tell whether the database answers."""
    return staff.get_setting(unit, "bot_username") is not None
