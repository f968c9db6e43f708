"""A resident asks what is linked to the chat."""

from dataclasses import dataclass
from datetime import date, datetime

from db import event_needs, events, follows, invited, linked, registrations, responses, rights, staff, surveys
from db.linked import LinkedChat, LinkedDraft, LinkedMember
from db.registrations import Kept
from db.rights import Consent
from db.unit import Unit
from domain.audience import Following as FollowKind
from domain.events import Event, Need
from domain.following import Follow
from domain.languages import DEFAULT, Texts
from domain.participation import participation_mark
from domain.person import Person
from domain.survey import Survey
from domain.withdrawal import WrongCodes
from usecases.house import House
from usecases.measure_views import measure_titles
from usecases.visit import receive

__all__ = [
    "AnswersOf",
    "Consent",
    "Following",
    "MyDataView",
    "PersonView",
    "RegistrationOf",
    "linked_to",
    "my_data_command",
]


@dataclass(frozen=True, slots=True)
class AnswersOf:
    """A draft together with the questionnaire that its answers belong to."""

    draft: LinkedDraft
    survey: Survey


@dataclass(frozen=True, slots=True)
class RegistrationOf:
    """An answer to an event, together with the event and what is needed there."""

    kept: Kept
    event: Event
    needs: tuple[tuple[Need, str], ...]


@dataclass(frozen=True, slots=True)
class Following:
    """What somebody hears of measures: areas, themes and measures with their titles, and how.

    `heard` is the number of the last update that they were told of, or need not be told.
    """

    what: tuple[tuple[Follow, Texts], ...] = ()
    weekly: bool = False
    heard: int = 0


@dataclass(frozen=True, slots=True)
class PersonView:
    """All that is linked to one person of the household."""

    member: LinkedMember
    consents: tuple[Consent, ...]
    answers: tuple[AnswersOf, ...]
    has_taken_part: tuple[tuple[str, Texts], ...]  # surveys for which there is a check value
    invited_to: tuple[tuple[str, Texts], ...] = ()  # surveys to which a letter's code was brought along
    registrations: tuple[RegistrationOf, ...] = ()
    following: Following = Following()


@dataclass(frozen=True, slots=True)
class MyDataView:
    """All that is linked to a chat. It holds answers, so it is loaded when it is said and never kept.

    `bulk_messages`: the last day with messages to many, and how many; `paused_until`: until then the channel
    has asked for silence.
    """

    chat: LinkedChat
    people: tuple[PersonView, ...]
    wrong_codes: WrongCodes | None
    unasked_messages: int
    role: str | None  # of the town's staff
    timezone: str
    bulk_messages: tuple[date, int] | None = None
    paused_until: datetime | None = None
    entered: int = 0  # papers and calls of others, which are here until they are cut loose


def my_data_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /mydata with a readable message and a file for machines."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        visit.say("my_data", view=linked_to(unit, house, visit.resident.address))


def linked_to(unit: Unit, house: House, address: int) -> MyDataView | None:
    """Return all that is linked to a chat, None where nothing is."""
    chat = linked.chat_at(unit, address)
    if chat is None:
        return None
    people = linked.members(unit, chat.id)
    found = staff.role_of(unit, address)  # a private chat has its owner's number
    return MyDataView(
        chat,
        tuple(_person(unit, house, address, member) for member in people),
        rights.wrong_codes(unit, chat.id),
        linked.unasked_messages(unit, address),
        found[1] if found else None,
        house.timezone,
        linked.bulk_messages(unit, address),
        linked.paused_until(unit, address),
        linked.count_entered(unit, [member.id for member in people]),
    )


def _person(unit: Unit, house: House, address: int, member: LinkedMember) -> PersonView:
    offers = surveys.offers(unit)
    taken = tuple(
        (offer.key, offer.survey.title)
        for offer in offers
        if responses.has_taken_part(
            unit, participation_mark(house.pepper, offer.key, address, member.ordinal)
        )
    )
    brought = invited.surveys_of(unit, member.id)
    invited_to = tuple((offer.key, offer.survey.title) for offer in offers if offer.key in brought)
    drafts = linked.drafts(unit, member.id)
    answers = tuple(AnswersOf(draft, surveys.version(unit, draft.version_id)) for draft in drafts)
    consents = tuple(rights.consents(unit, member.id))
    kept = _registrations(unit, member.id), _following(unit, house, member.id)
    return PersonView(member, consents, answers, taken, invited_to, *kept)


def _following(unit: Unit, house: House, member_id: int) -> Following:
    town, followed = house.town, follows.followed(unit, member_id)
    keys = [one.key for one in followed if one.kind is FollowKind.MEASURE]
    titles = {key: title for key, (_number, title) in measure_titles(unit, keys).items()}

    def title(one: Follow) -> Texts:
        match one.kind:
            case FollowKind.AREA if one.key in town.areas:
                return town.areas[one.key].title
            case FollowKind.THEME if one.key in town.themes:
                return town.themes[one.key]
            case _:
                return titles.get(one.key, {DEFAULT: one.key})

    what = tuple((one, title(one)) for one in followed)
    return Following(what, follows.is_weekly(unit, member_id), follows.heard(unit, member_id))


def _registrations(unit: Unit, member_id: int) -> tuple[RegistrationOf, ...]:
    kept = ((one, events.by_id(unit, one.event_id)) for one in registrations.of_person(unit, member_id))
    return tuple(
        RegistrationOf(one, event, tuple(event_needs.needs(unit, one.id))) for one, event in kept if event
    )
