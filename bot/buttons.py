"""What a button's data says, at most 64 bytes; whatever does not read exactly like it is a forgery.

A card's button: `c:DIALOGUE:TURN:STEP`; STEP is `3` for a choice, `+3` and `-3` for a box, `e3` for an
answer in the review, `n3` and `x3` for an entry of a repeat to open and to take out, `=2026-03-01T10:30`
for a date or time, `@2026-03` for another part of a long question, or the name of a move. A menu's button
holds the option itself: `m:language:tr`; where several people share the chat, the number of the one whose
button it is stands in front: `2:language:tr`.
"""

import re
from dataclasses import dataclass

from domain.dialogue import Choose, Edit, Entry, Give, Mark, Move, Page, Tap
from domain.household import MOST_PEOPLE

_CARD = re.compile(
    r"c:(0|[1-9]\d{0,17}):(0|[1-9]\d{0,8})"
    r":(?:([+\-enx]?)(0|[1-9]\d{0,3})|([a-z]{3,8})|=([0-9T:-]{4,16})|@([a-z0-9:-]{0,16}))",
    re.ASCII,
)
_MENU = re.compile(rf"([m1-{MOST_PEOPLE}]):([A-Za-z0-9_:-]{{1,62}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardTap:
    """A tap on a card: the dialogue, the turn it was drawn for, and what the button stands for."""

    dialogue: int
    turn: int
    action: Tap


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A tap on a menu's option; `who` is the person of the household whose button it is, if it says so."""

    option: str
    who: int | None = None


def card_data(dialogue: int, turn: int, action: Tap) -> str:
    """Return the data of a card's button."""
    match action:
        case Choose(index):
            step = str(index)
        case Mark(index, on):
            step = f"{'+' if on else '-'}{index}"
        case Edit(index):
            step = f"e{index}"
        case Entry(number, remove):
            step = f"{'x' if remove else 'n'}{number}"
        case Give(value):
            step = f"={value}"
        case Page(name):
            step = f"@{name}"
        case Move():
            step = str(action)
    return f"c:{dialogue}:{turn}:{step}"


def menu_data(option: str) -> str:
    """Return the data of a menu's button."""
    return f"m:{option}"


def whose_data(data: str, ordinal: int) -> str:
    """Return a button's data as one person's of a household; a card says by itself whose it is."""
    return f"{ordinal}{data[1:]}" if data.startswith("m:") else data


def read_data(data: str) -> CardTap | MenuTap | None:
    """Return what a button's data says, or None for what none of our buttons holds."""
    menu = _MENU.fullmatch(data)
    if menu:
        whose, option = menu.groups()
        return MenuTap(option, None if whose == "m" else int(whose))
    card = _CARD.fullmatch(data)
    if not card:
        return None
    dialogue, turn, sign, number, move, value, page = card.groups()
    action: Tap | None
    if value is not None:
        action = Give(value)
    elif page is not None:
        action = Page(page)
    else:
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
        case "n" | "x":
            return Entry(index, remove=sign == "x")
        case _:
            return Choose(index)
