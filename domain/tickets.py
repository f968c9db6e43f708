"""Tickets: a random number that finds a party at the door, as a code to read aloud and as a link to scan.

The code is spelled like a receipt, so that it can be typed with slips of the pen and on any keyboard.
"""

from domain.receipts import ALPHABET, RANDOM_SIGNS, NoReceipt, read_receipt, spell

TICKET_BITS = 5 * RANDOM_SIGNS  # as many as a code spells
TICKET_BYTES = 12

START_PREFIX = "ci-"
"""What a start link's payload begins with when a ticket follows."""


def ticket_code(ticket: bytes) -> str:
    """Return a ticket's code, in groups that can be read aloud: `K7QM-2XNR-…`."""
    return spell(int.from_bytes(ticket, "big"))


def ticket_link(base: str, ticket: bytes) -> str:
    """Return the link that a ticket's QR code holds; opened by staff, it checks its party in.

    Args:
        base: The bot's own link.
        ticket: The ticket.
    """
    return f"{base}?start={START_PREFIX}{ticket_code(ticket).replace('-', '')}"


def ticket_in(payload: str | None) -> str | None:
    """Return what follows the prefix in a start link, None where it begins otherwise."""
    if payload is None or payload[: len(START_PREFIX)].lower() != START_PREFIX:
        return None
    return payload[len(START_PREFIX) :]


def read_ticket(text: str) -> bytes | None:
    """Return the ticket whose code was scanned or typed, None where it can be none."""
    try:
        signs = read_receipt(text).replace("-", "")[:RANDOM_SIGNS]
    except NoReceipt:
        return None
    number = sum(ALPHABET.index(sign) << 5 * place for place, sign in enumerate(signs))
    return number.to_bytes(TICKET_BYTES, "big")
