"""A ticket's code and link say the ticket and nothing else, and survive being typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tickets import TICKET_BITS, TICKET_BYTES, read_ticket, ticket_code, ticket_in, ticket_link

TICKETS = st.integers(0, 2**TICKET_BITS - 1).map(lambda number: number.to_bytes(TICKET_BYTES, "big"))


@given(ticket=TICKETS)
def test_code_and_link_lead_back_to_the_ticket(ticket: bytes) -> None:
    assert read_ticket(ticket_code(ticket)) == ticket
    base, _, payload = ticket_link("https://t.me/QuartierBot", ticket).partition("?start=")
    assert base == "https://t.me/QuartierBot"
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload), "what Telegram lets through"
    assert read_ticket(ticket_in(payload) or "") == ticket
    assert ticket_in(payload.lower()) is not None


@given(ticket=TICKETS, place=st.integers(0, 19), sign=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_slip_of_the_pen_finds_nobody_else(ticket: bytes, place: int, sign: str) -> None:
    code = ticket_code(ticket).replace("-", "")
    slipped = code[:place] + sign + code[place + 1 :]
    assert (read_ticket(slipped) == ticket) is (slipped == code)
    assert read_ticket(slipped) in (ticket, None)


@given(ticket=TICKETS)
def test_it_can_be_typed_in_small_letters_with_spaces_and_look_alikes(ticket: bytes) -> None:
    typed = ticket_code(ticket).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_ticket(typed) == ticket


@pytest.mark.parametrize("payload", [None, "", "plakat", "staff-abc", "i-ABCD", "c"])
def test_other_links_hold_no_ticket(payload: str | None) -> None:
    assert ticket_in(payload) is None
