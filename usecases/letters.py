"""Letters that invite households to a survey: a code for each, and what a letter says of the survey."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import surveys
from db.unit import Unit
from domain.languages import DEFAULT, Texts, text_in
from domain.survey_life import Window
from usecases.invite_codes import LetterCode, NoCodes, make_codes


@dataclass(frozen=True, slots=True)
class Letters:
    """What all letters to a survey say, and the code of each."""

    title: Texts
    window: Window
    persons: int
    codes: tuple[LetterCode, ...]


def make_letters(
    unit: Unit, pepper: bytes, key: str, count: int, persons: int, now: datetime, timezone: str
) -> Letters:
    """Return letters with new codes. Arguments, and what is raised, as for `make_codes`."""
    codes = make_codes(unit, pepper, key, count, persons, now, timezone)
    offer = surveys.offer(unit, key)
    if offer is None:
        raise NoCodes(f"there is no survey {key!r}.")
    return Letters(offer.survey.title, offer.window, persons, tuple(codes))


def return_address(folder: Path) -> str:
    """Return who sends the letters, in one line: who is responsible by the content folder."""
    data = tomllib.loads((folder / "process.toml").read_text("utf-8"))
    return " ".join(text_in(data["controller"], DEFAULT).split())
