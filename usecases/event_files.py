"""What a file of an event may hold (docs/files.md), and the event that it describes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field

from db.unit import Unit
from domain.event_plan import PlanField
from domain.events import (
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    LONGEST_REMINDER,
    MOST_IN_PARTY,
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_REMINDERS,
    REMINDERS,
    Event,
    Offers,
    Pin,
)
from domain.languages import Language, Texts
from domain.times import instant_of
from domain.typed_amounts import pin_at
from domain.typed_times import Trouble, trouble_with
from usecases.audience_files import AudienceFields, audience_problems
from usecases.event_values import MOST_HOURS
from usecases.house import House
from usecases.recurrence import RuleRefused, check_rule
from usecases.yaml_files import (
    Day,
    Fields,
    FileProblem,
    FileProblems,
    Key,
    LocalTime,
    Located,
    TextsField,
    TitleField,
    Url,
)

_LENGTH = re.compile(r"(\d{1,5}) ?(minutes?|hours?|days?)")
_UNITS = {"minute": 1, "hour": 60, "day": 24 * 60}
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[a-z]+)?")
_TROUBLES = {
    Trouble.SKIPPED: "does not exist: clocks are put forward over it",
    Trouble.PAST: "is over already",
    Trouble.TOO_FAR: "is more than five years away",
}


def _length(value: object) -> int:
    """Return a length of time in minutes."""
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    minutes = int(match[1]) * _UNITS[match[2].rstrip("s")] if match else 0
    if not 0 < minutes <= LONGEST_REMINDER:
        raise ValueError("should be a length of time such as 7 days, 2 hours or 30 minutes")
    return minutes


def _language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value.strip()):
        raise ValueError("should be a language's code such as tr, uk or gsg (German Sign Language)")
    return value.strip()


def _timezone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("should be a time zone such as Europe/Berlin") from None


Length = Annotated[int, BeforeValidator(_length)]
LanguageCode = Annotated[Language, BeforeValidator(_language)]


class PinFields(Fields):
    """A place on the map."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class OffersFields(Fields):
    """What an event offers to those who need it."""

    interpreters: tuple[LanguageCode, ...] = ()
    childcare: bool = False
    step_free: bool = False


class EventFile(Fields):
    """A file of one event, or of the first of a series."""

    key: Key
    title: TitleField
    description: TextsField = Field(default_factory=dict)
    place: TitleField = Field(default_factory=dict)
    pin: PinFields | None = None
    link: Url | None = None
    starts: LocalTime
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)] = 120
    timezone: Annotated[str, BeforeValidator(_timezone)] | None = None
    register_until: LocalTime | None = None
    capacity: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None
    largest_party: Annotated[int, Field(ge=1, le=MOST_IN_PARTY)] = 6
    waitlist: bool = True
    offer_hours: Annotated[int, Field(ge=1, le=MOST_HOURS)] = 24
    offers: OffersFields = OffersFields()
    audience: AudienceFields = AudienceFields()
    reminders: Annotated[tuple[Length, ...], Field(max_length=MOST_REMINDERS)] = REMINDERS
    invite_at: LocalTime | None = None
    rule: str | None = None
    until: Day | None = None


class ReasonFile(Fields):
    """A file that says why an event is cancelled."""

    reason: TextsField


def event_in(house: House, file: EventFile, before: Event) -> Event:
    """Return an event as a file says it; what no file can say stays as it is."""
    changed = replace(
        before,
        timezone=file.timezone or house.timezone,
        key=file.key,
        title=file.title,
        description=file.description,
        place=file.place,
        pin=None if file.pin is None else _pin(file.pin),
        link=file.link,
        minutes=file.minutes,
        register_until=file.register_until,
        capacity=file.capacity,
        largest_party=file.largest_party,
        waitlist=file.waitlist,
        offer_hours=file.offer_hours,
        audience=file.audience.audience,
        offers=Offers(
            tuple(sorted(set(file.offers.interpreters))), file.offers.childcare, file.offers.step_free
        ),
        reminders=tuple(sorted(set(file.reminders), reverse=True)),
        invite_at=file.invite_at,
    )
    return changed.at(file.starts)


def check_event(
    unit: Unit, house: House, located: Located[EventFile], now: datetime, *, is_public: bool
) -> None:
    """Refuse what cannot be planned, beyond what each field alone tells.

    Args:
        unit: The unit of work.
        house: The deployment.
        located: The file.
        now: The time.
        is_public: Whether residents see the event already: what has gone by of it has been right.

    Raises:
        FileProblems: Every problem is named with its line.
    """
    file = located.value
    found = [
        *_time_problems(house, located, now, is_public=is_public),
        *audience_problems(unit, house, located, file.audience, (PlanField.AUDIENCE.value,)),
        *_text_problems(located, "description", file.description, LONGEST_DESCRIPTION),
    ]
    if not file.place and file.link is None:
        found.append(located.problem(("place",), "is missing, or a link for those who join online"))
    if file.capacity is not None and file.largest_party > file.capacity:
        found.append(located.problem(("largest_party",), "is larger than the capacity"))
    if file.rule is not None:
        try:
            check_rule(file.rule, datetime.fromisoformat(file.starts).date())
        except RuleRefused as refused:
            found.append(located.problem(("rule",), str(refused)))
    elif file.until is not None:
        found.append(located.problem(("until",), "needs a rule by which the event comes again"))
    if found:
        raise FileProblems(found, located.name)


def check_reason(located: Located[ReasonFile]) -> Texts:
    """Return why an event is cancelled.

    Raises:
        FileProblems: A text is too long.
    """
    found = list(_text_problems(located, "reason", located.value.reason, LONGEST_REASON))
    if found:
        raise FileProblems(found, located.name)
    return located.value.reason


def _time_problems(
    house: House, located: Located[EventFile], now: datetime, *, is_public: bool
) -> Iterator[FileProblem]:
    file = located.value
    timezone = file.timezone or house.timezone
    starts_at = instant_of(file.starts, timezone)
    for name in ("starts", "register_until", "invite_at"):
        local: str | None = getattr(file, name)
        if local is None:
            continue
        at = instant_of(local, timezone)
        trouble = trouble_with(local, now, timezone)
        if trouble is Trouble.PAST and is_public and name != "starts":
            continue
        if trouble is not None:
            yield located.problem((name,), _TROUBLES[trouble])
        elif at > starts_at:
            yield located.problem((name,), "is after the beginning")
        elif name == "invite_at" and house.quiet.hold(at, timezone):
            yield located.problem((name,), "lies in quiet hours, when nothing is sent")
    closes = file.register_until or file.starts
    if file.invite_at is not None and file.invite_at >= closes:
        yield located.problem(("invite_at",), "is after the end of registration")


def _text_problems(
    located: Located[EventFile] | Located[ReasonFile], name: str, texts: Texts, longest: int
) -> Iterator[FileProblem]:
    for language, text in texts.items():
        if len(text) > longest:
            yield located.problem((name, language), f"is longer than {longest:,} characters")


def _pin(fields: PinFields) -> Pin:
    pin = pin_at(fields.latitude, fields.longitude)
    if pin is None:
        raise ValueError("a pin is a place on earth")
    return pin
