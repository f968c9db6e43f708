"""What every handler needs: who is acting, and the deployment it runs in."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram.types import Message, User

from domain.person import Person

Now = Callable[[], datetime]
Acknowledge = Callable[[str, str], Awaitable[None]]
"""Stops the spinner of a tapped button: (callback query id, text to show or nothing)."""


def person_in(message: Message, user: User | None = None) -> Person:
    """Return who wrote a message, or who tapped a button of it."""
    acting = user or message.from_user
    return Person(message.chat.id, acting.id if acting else 0, acting.language_code if acting else None)
