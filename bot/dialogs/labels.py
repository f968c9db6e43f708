"""The names of steps: on buttons, and as words that can be typed instead."""

from functools import cache

from bot.speech import OFFERED, POP_DIRECTIONAL_ISOLATE, Speech, speech
from domain.dialogue import Move
from domain.direction import ISOLATES
from domain.typed import normalised

CLIP = "📎"
"""The messenger's sign for attachments; it stands beside its name, never alone."""
BUTTON_LIMIT = 36  # characters that fit on a button of a narrow phone, the number before it included


def move_label(move: Move, said: Speech) -> str:
    """Return the name of a step."""
    _ = said.gettext
    match move:
        case Move.DONE:
            return _("Done")
        case Move.KEEP:
            return _("Next")
        case Move.SKIP:
            return _("Skip")
        case Move.BACK:
            return _("Back")
        case Move.PAUSE:
            return _("Pause")
        case Move.RESUME:
            return _("Continue")
        case Move.SUBMIT:
            return _("Submit")
        case Move.ADD:
            return _("Add another")


@cache
def _moves() -> dict[str, Move]:
    """Return every name of a step in every language. People mix languages, and phones correct words."""
    names = {
        normalised(name): move
        for language in OFFERED
        for name, move in _other_names(speech(language)).items()
    }
    return names | {
        normalised(move_label(move, speech(language))): move
        for move in (Move.RESUME, *(move for move in Move if move is not Move.RESUME))
        for language in OFFERED
    }


def _other_names(said: Speech) -> dict[str, Move]:
    """Return what some buttons call a step where its usual name would not say what it does."""
    _ = said.gettext
    return {
        _("I have read it"): Move.KEEP,
        _("Back to the overview"): Move.BACK,
        _("Add"): Move.ADD,
    }


def move_of(words: str) -> Move | None:
    """Return the step that typed words name, or None."""
    return _moves().get(normalised(words)) if len(words) <= 2 * BUTTON_LIMIT else None


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, cut at a space where it can be."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    space = cut.rfind(" ")
    short = (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:.") + "…"
    return short + POP_DIRECTIONAL_ISOLATE * _left_open(short)


def _left_open(text: str) -> int:
    """Return how many isolates of a text were cut off before their end."""
    begun = sum(text.count(sign) for sign in ISOLATES)
    return max(0, begun - text.count(POP_DIRECTIONAL_ISOLATE))


def numbered(number: int, label: str, said: Speech) -> str:
    """Return a button's label with the number that can be typed instead."""
    return f"{said.number(number)}. {label}"
