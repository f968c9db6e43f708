"""Everything that is sent to many is planned here: at a decent hour, so many a day a person, each once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from db import bulk_days, outbox
from db.unit import Unit
from domain.decent_days import at_the_same_time
from domain.languages import Language
from domain.outgoing import Argument, Outgoing, Priority, Recipient, Terms
from domain.quiet_hours import decent
from domain.times import local_day
from usecases.house import House

__all__ = ["Make", "Recipient", "plan", "plan_several"]

Words = tuple[str, Mapping[str, Argument]]
Make = Callable[[Language], Words]


def plan(
    unit: Unit,
    house: House,
    recipients: Sequence[Recipient],
    make: Make,
    occasion: str,
    now: datetime,
    *,
    purpose: str | None,
    capped: bool,
    urgent: bool = False,
) -> int:
    """Put one message to each of many into the outbox, to go at the next decent moment.

    A chunk of at most 1,000 recipients a unit of work keeps replies from waiting behind it. Whether consent
    still holds is looked at again when a message is about to go.

    Args:
        unit: The unit of work.
        house: The deployment.
        recipients: Who gets it: one for each chat and language.
        make: Returns template and arguments for a language. The arguments name what is shown and hold no
            words: who changes their language while the message waits gets it in the new one.
        occasion: What the message is about, such as `broadcast:3:2027-03-10`; each chat gets it once in each
            language. The outbox keeps it as `OCCASION:LANGUAGE`.
        now: The time.
        purpose: The consent under which it goes out; None where none is needed, as for a reminder of what
            its reader has registered for.
        capped: Whether it is one of the few messages to many that a person gets a day; if the day has its
            message already, it goes on a later day at the same time.
        urgent: An emergency: it goes at once, whatever the hour, and on no account on another day.

    Returns:
        How many messages were written; those that wait already for this occasion are not among them.
    """

    def one(language: Language) -> list[Words]:
        return [make(language)]

    terms = Terms(purpose, urgent)
    return _plan(unit, house, recipients, one, lambda _part: occasion, now, terms, capped=capped)


def plan_several(
    unit: Unit,
    house: House,
    recipients: Sequence[Recipient],
    make: Callable[[Language], Sequence[Words]],
    occasion: str,
    now: datetime,
    *,
    purpose: str | None,
    capped: bool,
    urgent: bool = False,
) -> int:
    """Do as `plan` for a message in several parts, which follow each other in each chat and count as one.

    The outbox keeps the occasion of part n as `OCCASION:n:LANGUAGE`, counted from 0.
    """
    terms = Terms(purpose, urgent)
    return _plan(unit, house, recipients, make, lambda part: f"{occasion}:{part}", now, terms, capped=capped)


def _plan(
    unit: Unit,
    house: House,
    recipients: Sequence[Recipient],
    make: Callable[[Language], Sequence[Words]],
    named: Callable[[int], str],
    now: datetime,
    terms: Terms,
    *,
    capped: bool,
) -> int:
    if terms.urgent:
        return _write(unit, recipients, make, named, now, terms)
    first = decent(now, house.timezone, house.quiet)
    if not capped or not house.bulk_a_day:
        return _write(unit, recipients, make, named, first, terms)
    today = local_day(first, house.timezone)
    days = bulk_days.take(unit, (one.address for one in recipients), today, house.bulk_a_day)

    def day_of(one: Recipient) -> date:
        return days[one.address]

    written = 0
    for day, group in groupby(sorted(recipients, key=day_of), day_of):  # sorting keeps their order in a day
        due_at = first if day == today else at_the_same_time(first, day, house.timezone, house.quiet)
        on_that_day = Terms(terms.purpose, day=day.toordinal())
        written += _write(unit, list(group), make, named, due_at, on_that_day)
    return written


def _write(
    unit: Unit,
    recipients: Sequence[Recipient],
    make: Callable[[Language], Sequence[Words]],
    named: Callable[[int], str],
    due_at: datetime,
    terms: Terms,
) -> int:
    made = {language: make(language) for language in {one.language for one in recipients}}
    messages = (
        Outgoing(
            address=one.address,
            template=template,
            language=one.language,
            args=args,
            priority=Priority.BULK,
            # The chat's number is the other half of the key; two languages of one household are two messages.
            occasion=f"{named(part)}:{one.language}",
            terms=terms,
        )
        for one in recipients
        for part, (template, args) in enumerate(made[one.language])
    )
    return outbox.say_to_many(unit, messages, due_at)
