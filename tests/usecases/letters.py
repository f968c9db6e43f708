"""A town that invites by letter: a survey that tells its sample from others, codes, and who brings them."""

from dataclasses import replace
from random import Random

from domain.dialogue import Move
from domain.survey import ACCESS
from tests.domain.questionnaires import TOWN
from tests.usecases.conftest import PEPPER
from tests.usecases.town import Resident, Town
from usecases.introduce import introduce
from usecases.invite_codes import LetterCode, make_codes

KEY = "stadtweit"
SAMPLED = replace(TOWN, dimensions=(ACCESS, "lives"))


def letters(town: Town, n: int, persons: int = 1, key: str = KEY) -> list[LetterCode]:
    """Return the codes of n new letters."""
    town.run(introduce, "bot", "https://t.me/bot")
    made: list[LetterCode] = town.run(make_codes, PEPPER, key, n, persons, town.now, "Europe/Berlin")
    return made


def payload_of(letter: LetterCode) -> str:
    """Return what a tap on a letter's link sends along with /start."""
    return letter.link.split("?start=")[1]


def come(resident: Resident, letter: LetterCode | None = None) -> None:
    """Come, with a letter or without, choose a language, agree and begin the survey."""
    resident.start(None if letter is None else payload_of(letter))
    resident.choose("language:de")
    resident.choose(resident.options[0])
    resident.choose(f"survey:{KEY}")


def take_part(town: Town, invited: int, others: int, first_chat: int = 2000) -> list[Resident]:
    """Let so many people take part with a letter each, and so many without, by and by; return them all."""
    found: list[LetterCode | None] = [*(letters(town, invited) if invited else []), *[None] * others]
    Random(first_chat).shuffle(found)
    came = []
    for number, letter in enumerate(found):
        one = Resident(town, first_chat + number)
        come(one, letter)
        one.answer_all(f"Text {first_chat + number}")
        one.tap(Move.SUBMIT)
        came.append(one)
    return came
