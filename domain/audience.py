"""Audiences: who gets a message. A description, never a list of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.languages import Language


class Following(StrEnum):
    """What somebody can follow."""

    AREA = "area"
    THEME = "theme"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a message, among those whose consent to its purpose holds; every field narrows it.

    Attributes:
        areas: Keys of areas of which they follow one; a quarter's followers count for the town around it.
        languages: Their languages.
        themes: Keys of themes of which they follow one.
        measures: Keys of measures of which they follow one.
        not_answered: The survey that they have not submitted yet.
        sources: The posters or links that led them here.
        event: The event that they have registered for, with `event_standing`.
        event_standing: `coming`, `waiting`, `attended`, `invited` (no answer yet); empty: any answer.
    """

    areas: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    themes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    not_answered: str = ""
    sources: tuple[str, ...] = ()
    event: int | None = None
    event_standing: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it is less than everybody: then small numbers of people are not told."""
        return self != Audience()


FEWEST_SHOWN = 10
"""A narrowed audience that is smaller is only said to be small, or a filter would tell on a person."""


def shown(number: int, *, narrowed: bool) -> int | None:
    """Return how many people staff are told, None for "fewer than ten".

    A narrowed audience is told in whole tens, rounded down, so that asking twice with one filter more or
    less seldom tells on a single person. It is no guarantee: who compares many audiences, or has accounts of
    their own to add, can find where a ten begins (docs/privacy.md, limits).
    """
    if not narrowed:
        return number
    return None if number < FEWEST_SHOWN else number // FEWEST_SHOWN * FEWEST_SHOWN


def audience_to_data(audience: Audience) -> dict[str, object]:
    """Return an audience as JSON-ready data; what it does not narrow is left out."""
    everybody = Audience()
    fields = Audience.__dataclass_fields__
    values = {name: getattr(audience, name) for name in fields}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value != getattr(everybody, name)
    }


def audience_from_data(data: Mapping[str, object]) -> Audience:
    """Return the audience that `audience_to_data` made.

    Raises:
        TypeError: A field is not known: the row was written by a newer program.
    """
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return Audience(**values)  # type: ignore[arg-type] # what was written is what is read
