"""Chance that can be repeated: the same dialogue, node and place give the same numbers again."""

import hashlib
from collections.abc import Sequence
from math import isnan, trunc
from typing import TypeVar
from uuid import UUID

from domain.expressions.context import Context
from domain.expressions.values import Value, to_number, to_text

MAX_UUID = 200  # characters
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = 2_147_483_647  # of the generator by Park and Miller that all ODK clients share
_MULTIPLIER = 16_807

Thing = TypeVar("Thing")


def bytes_of(context: Context, position: int, size: int = 16) -> bytes:
    """Return bytes that only the dialogue's seed, the node, its place and the call's position decide."""
    place = (context.seed, context.own, context.at, context.number, position)
    return hashlib.shake_256(repr(place).encode()).digest(size)


def number(context: Context, position: int) -> float:
    """Return a number from 0 to below 1."""
    return (int.from_bytes(bytes_of(context, position, 8)) >> 11) / 2**53


def uuid(context: Context, position: int) -> str:
    """Return a UUID of version 4."""
    return str(UUID(bytes=bytes_of(context, position), version=4))


def letters(context: Context, position: int, size: int) -> str:
    """Return a text of digits and capital letters, at most `MAX_UUID` of them."""
    size = max(0, min(size, MAX_UUID))
    digits = int.from_bytes(bytes_of(context, position, size + 8))
    found = []
    for _ in range(size):
        digits, digit = divmod(digits, len(_DIGITS))
        found.append(_DIGITS[digit])
    return "".join(found)


def seed_of(value: Value) -> int:
    """Return the seed that a value means: a number without its fraction, or a hash of a text."""
    amount = to_number(value)
    if not isnan(amount):
        return trunc(max(-(2.0**63), min(2.0**63 - 1024, amount)))
    text = to_text(value)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True) if text else 0


def shuffled(things: Sequence[Thing], seed: int) -> list[Thing]:
    """Return things in the order that `randomize()` gives them in every ODK client for this seed."""
    state = float(abs(seed) % _MODULUS) * (1 if seed >= 0 else -1)
    if state <= 0:
        state += _MODULUS - 1
    order: list[Thing] = []
    for index, thing in enumerate(things):
        state = state * _MULTIPLIER % _MODULUS
        place = int((state - 1) / (_MODULUS - 1) * (index + 1))
        if place == index:
            order.append(thing)
        else:
            order.append(order[place])
            order[place] = thing
    return order
