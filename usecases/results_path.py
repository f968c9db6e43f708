"""Where in a survey's results somebody stands, spelled so short that it fits on a button."""

import re
from dataclasses import dataclass
from typing import Literal, Self

_SPOT = re.compile(
    r"r([1-9]\d{0,2})(?:f(0|[1-9]\d?))?(?:q(0|[1-9]\d{0,2})(?:d(\d)|o([1-9]\d{0,2}))?|([apos]))?", re.ASCII
)

Whole = Literal["", "all", "parts", "releases", "scales"]
_WHOLE: dict[str, Whole] = {"a": "all", "p": "parts", "o": "releases", "s": "scales"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the results of a release: its questions, one of them, a comparison, or another list.

    `part` is a place among all that the release can be filtered by, `question` one among its entries,
    `dimension` one among its dimensions, and `earlier` another release to compare with. `whole` names
    what is shown of all questions.
    """

    release: int
    part: int | None = None
    question: int | None = None
    dimension: int | None = None
    earlier: int | None = None
    whole: Whole = ""

    def option(self, survey: str) -> str:
        """Return the menu option that leads here."""
        signs = [("r", self.release), ("f", self.part), ("q", self.question)]
        signs += [("d", self.dimension), ("o", self.earlier)]
        spelled = "".join(f"{sign}{number}" for sign, number in signs if number is not None)
        last = next((sign for sign, whole in _WHOLE.items() if whole == self.whole), "")
        return f"results:{survey}:{spelled}{last}"

    @classmethod
    def read(cls, spelled: str) -> Self | None:
        """Return the spot that the end of an option spells, or None if it spells none."""
        match = _SPOT.fullmatch(spelled)
        if match is None:
            return None
        *numbers, last = match.groups()
        part, question, dimension, earlier = (None if each is None else int(each) for each in numbers[1:])
        return cls(int(numbers[0]), part, question, dimension, earlier, _WHOLE.get(last or "", ""))
