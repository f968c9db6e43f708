"""What is shown of a chat's household: its people, and how far each has come."""

from dataclasses import dataclass, replace
from datetime import datetime

from db import households, linked, surveys
from db.residents import Resident
from db.unit import Unit
from domain.feedback import event_of
from domain.household import Called, next_ordinal
from domain.languages import Language, Texts
from domain.outgoing import Outgoing
from usecases.house import House
from usecases.standing import Standing, standing_of

LIST = "hh:list"
"""The option that shows the people of the chat, below the message with its button."""

NEW = "hh:new"
"""The option with which somebody else here wants to take part, answered below likewise."""


@dataclass(frozen=True, slots=True)
class HousemateView:
    """One person of the household. `language`: None until it was chosen; `surveys`: those begun or done."""

    called: Called
    language: Language | None
    speaks: bool  # answers just now
    surveys: tuple[tuple[Texts, Standing], ...]


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A chat's people; `next_number` is whose turn it is to join, None where the chat is full."""

    people: tuple[HousemateView, ...]
    next_number: int | None

    def person(self, ordinal: int) -> HousemateView | None:
        """Return one of them."""
        return next((one for one in self.people if one.called.ordinal == ordinal), None)


def household_option(resident: Resident) -> str:
    """Return the option to be offered wherever somebody may want to hand the phone on."""
    return NEW if resident.people == 1 else LIST


def household_view(unit: Unit, house: House, address: int, now: datetime) -> HouseholdView | None:
    """Return the people of a chat, None where there is no such chat."""
    household = households.at(unit, address)
    if household is None:
        return None
    offers = [
        one for one in surveys.offers(unit) if one.is_open(now, house.timezone) and event_of(one.key) is None
    ]  # feedback on an event is nobody's business but theirs
    people = []
    for one in linked.members(unit, household.chat_id):
        stands = (
            (offer.survey.title, standing_of(unit, house, address, one.ordinal, one.id, offer.key))
            for offer in offers
        )
        people.append(
            HousemateView(
                Called(one.ordinal, one.name),
                one.language if one.language_chosen else None,
                one.ordinal == household.speaking,
                tuple((title, standing) for title, standing in stands if standing is not Standing.NEW),
            )
        )
    return HouseholdView(tuple(people), next_ordinal(household.joined))


def load_household_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about the household with its view; None where the chat or the person is gone."""
    view = household_view(unit, house, outgoing.address, now)
    person = outgoing.args.get("person")
    if view is None or (isinstance(person, int) and view.person(person) is None):
        return None
    return replace(outgoing, view=view)
