"""What a button's data says, at most 64 bytes; whatever does not read exactly like it is a forgery.

A card's button: `c:DIALOGUE:TURN:STEP`; STEP is `3` for a choice, `+3` and `-3` for a box, `e3` for an
answer in the review, or the name of a move. A menu's button holds the option itself: `m:language:tr`.
"""

import re
from dataclasses import dataclass

from domain.dialogue import Choose, Edit, Mark, Move, Tap

_CARD = re.compile(
    r"c:(0|[1-9]\d{0,17}):(0|[1-9]\d{0,8}):(?:([+\-e]?)(0|[1-9]\d{0,3})|([a-z]{3,8}))", re.ASCII
)
_MENU = re.compile(r"m:([A-Za-z0-9_:-]{1,62})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardTap:
    """A tap on a card: the dialogue, the turn it was drawn for, and what the button stands for."""

    dialogue: int
    turn: int
    action: Tap


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A tap on a menu's option."""

    option: str


def card_data(dialogue: int, turn: int, action: Tap) -> str:
    """Return the data of a card's button."""
    match action:
        case Choose(index):
            step = str(index)
        case Mark(index, on):
            step = f"{'+' if on else '-'}{index}"
        case Edit(index):
            step = f"e{index}"
        case Move():
            step = str(action)
    return f"c:{dialogue}:{turn}:{step}"


def menu_data(option: str) -> str:
    """Return the data of a menu's button."""
    return f"m:{option}"


def read_data(data: str) -> CardTap | MenuTap | None:
    """Return what a button's data says, or None for what none of our buttons holds."""
    menu = _MENU.fullmatch(data)
    if menu:
        return MenuTap(menu.group(1))
    card = _CARD.fullmatch(data)
    if not card:
        return None
    dialogue, turn, sign, number, move = card.groups()
    action = _action(sign, number, move)
    return CardTap(int(dialogue), int(turn), action) if action is not None else None


def _action(sign: str | None, number: str | None, move: str | None) -> Tap | None:
    if move is not None:
        return Move(move) if move in set(Move) else None
    index = int(number or 0)
    match sign:
        case "+" | "-":
            return Mark(index, on=sign == "+")
        case "e":
            return Edit(index)
        case _:
            return Choose(index)
