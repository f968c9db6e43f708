"""Attacks on the link between people and their answers, where a rehearsal knows the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import inspection, traces
from db.unit import Unit
from domain.blocks import K
from domain.linking import Link, link
from usecases.rehearsal import Guest

_CODES = "codes"


@dataclass(frozen=True, slots=True)
class Attack:
    """An attempt to tell whose responses are: by which order, with what success."""

    by: str
    link: Link


def link_by_any_order(unit: Unit, address: str, guests: Sequence[Guest]) -> list[Attack]:
    """Put responses, contributions and letters' codes in every order that the database shows.

    Each order stands beside every order of people.

    Args:
        unit: The unit of work.
        address: The database.
        guests: Those who took part, in the order in which they came.
    """
    people = {"arrival": [guest.chat for guest in guests]}
    people |= _orders_of_people(unit, address, guests)
    attacks = []
    for table, key in (("response", "rid"), ("contribution", "cid"), ("participation_code", "code")):
        whose = {getattr(guest, key): guest.chat for guest in guests}
        whose.pop(None, None)  # who came without a letter
        if not whose:
            continue
        waves = traces.waves(unit.connection, table)
        for order in traces.orders(unit.connection, address, table):
            groups = [
                [whose[one] for one in group if one in whose and waves[one] == wave]
                for group in order.groups
                for wave in sorted(set(waves.values()), key=str)  # a row tells its wave, and no more
            ]
            known = {chat for group in groups for chat in group}
            for name, chats in people.items():
                if table == "participation_code" and name.startswith(_CODES):
                    continue  # an order is like itself
                there = [chat for chat in chats if chat in known]
                attacks.append(
                    Attack(f"{table} {order.name} × {name}", link(groups, there, len(set(waves.values()))))
                )
    return attacks


def still_marked_as_invited(unit: Unit, guests: Sequence[Guest]) -> int:
    """Return how many of those who have submitted the database still shows as having come with a letter."""
    return len(inspection.invited_chats(unit.connection) & {guest.chat for guest in guests})


def people_written_with_codes(unit: Unit) -> int | None:
    """Return how many people one transaction wrote together with a code; None where none can be told."""
    if unit.connection.dialect.name == "sqlite":
        return None
    return traces.people_written_with_codes(unit.connection)


def smallest_group_written_together(unit: Unit) -> int | None:
    """Return how many people hide in the smallest group of responses and marks that one transaction wrote.

    None where no transaction can be told to have written both, as on SQLite and after a scrub.
    """
    if unit.connection.dialect.name == "sqlite":
        return None
    return min((max(pair) for pair in traces.written_together(unit.connection)), default=None)


def is_batch_large_enough(smallest: int | None) -> bool:
    """Tell whether what was written together hides everybody among at least ten."""
    return smallest is None or smallest >= K


def _orders_of_people(unit: Unit, address: str, guests: Sequence[Guest]) -> dict[str, list[int]]:
    """Return the orders in which marks and chats can be seen."""
    whose = {guest.mark: guest.chat for guest in guests}
    found = {}
    for order in traces.orders(unit.connection, address, "participation"):
        chats = [whose[mark] for group in order.groups for mark in group if mark in whose]
        found[f"marks {order.name}"] = chats
    brought = {guest.code: guest.chat for guest in guests if guest.code is not None}
    if brought:
        for order in traces.orders(unit.connection, address, "participation_code"):
            chats = [brought[code] for group in order.groups for code in group if code in brought]
            found[f"{_CODES} {order.name}"] = chats
    known = set(whose.values())
    for name, addresses in traces.orders_of_chats(unit.connection).items():
        found[name] = [chat for chat in addresses if chat in known]
    return found
