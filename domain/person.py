"""Who is acting, as a channel tells it with every update."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """The private chat that an update came from, and the user behind it."""

    chat: int
    user: int
    language_code: str | None = None  # the app's language, a first guess
