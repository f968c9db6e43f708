"""In which mode somebody takes part: in the chat, or on paper or by phone, which staff enter for them."""

from enum import StrEnum

from domain.survey import MODE, Survey


class Mode(StrEnum):
    """The values of the dimension `MODE` (domain.survey)."""

    CHAT = "chat"
    PAPER = "paper"
    PHONE = "phone"

    @property
    def is_entered(self) -> bool:
        """Tell whether staff enter the answers of somebody who has no chat here."""
        return self is not Mode.CHAT


ENTERED = tuple(mode for mode in Mode if mode.is_entered)


def mode_of(survey: Survey, mode: Mode) -> str:
    """Return what a response keeps of its mode: "" where the survey does not tell modes apart."""
    return mode if MODE in survey.dimensions else ""
