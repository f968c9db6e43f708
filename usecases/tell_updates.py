"""Residents are told what becomes of what they follow: at once, or once a week.

Who is told at once gets an update when it is published; who is told weekly gets what is new in one message,
and none if nothing is. Either way somebody is told all that they have not heard, and their number moves on in
the same unit of work (`domain/following.py`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from db import follows, schedule
from db.follows import Follower
from db.unit import Unit
from domain.following import Told, not_heard
from domain.languages import Language
from domain.outgoing import Argument, Recipient
from domain.schedule import Finished, Kind, Progress, Reached, Scheduled, Status
from domain.times import local_day, local_time_of
from domain.town import MEASURES_CONSENT, Town
from usecases.house import House
from usecases.recurrence import plan_ahead
from usecases.to_many import plan

CHUNK = 1000  # chats in one unit of work
DIGEST = "measures"  # the subject of the week's rows
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def tell_at_once(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Tell the next followers of those who want to hear at once; a step of the schedule."""
    return _tell(unit, house, row, now, weekly=False)


def tell_weekly(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Tell the next followers of those who want to hear once a week; a step of the schedule."""
    return _tell(unit, house, row, now, weekly=True)


def plan_telling(unit: Unit, house: House, update_id: int, now: datetime) -> None:
    """Have an update told as soon as it is published."""
    local = local_time_of(now, house.timezone)
    schedule.put(unit, Kind.UPDATE, f"update:{update_id}", "", local, house.timezone, now)


def plan_digests(unit: Unit, house: House, now: datetime) -> None:
    """Plan the digests of the next days; where the operator has set another time, by that."""
    planned = schedule.of_subject(unit, DIGEST, Kind.DIGEST)
    if any(_is_outdated(row, house) for row in planned):
        schedule.cancel(unit, DIGEST, Kind.DIGEST)
    first = f"{local_day(now, house.timezone).isoformat()}T{house.digest.clock}"
    plan_ahead(unit, Kind.DIGEST, DIGEST, house.digest.rule, first, house.timezone, now)


def news_for(unit: Unit, town: Town, member_id: int) -> list[Told]:
    """Return what somebody follows and has not been told, and take it as told from now on."""
    updates = follows.told_since(unit, follows.heard(unit, member_id), parents_of(town))
    found = not_heard(updates, follows.followed(unit, member_id), 0)
    follows.keep_heard(unit, [member_id], follows.newest_number(unit))
    return found


def parents_of(town: Town) -> dict[str, str]:
    """Return the area around each area."""
    return {key: area.parent for key, area in town.areas.items()}


def telling(updates: Sequence[Told]) -> tuple[str, dict[str, Argument]]:
    """Return template and arguments of a message that tells updates: one of them, or several in short."""
    if len(updates) == 1:
        return "measure_news", {"update": updates[0].update_id}
    return "measure_digest", {"updates": [str(update.update_id) for update in updates]}


def _tell(unit: Unit, house: House, row: Scheduled, now: datetime, *, weekly: bool) -> Progress:
    newest = follows.newest_number(unit)
    people, last = follows.next_followers(unit, weekly=weekly, newest=newest, after=row.reached, limit=CHUNK)
    if last is None:
        return Finished()
    updates = follows.told_since(
        unit, min((one.heard for one in people), default=newest), parents_of(house.town)
    )
    for numbers, recipients in _grouped(people, updates).items():
        what = [update for update in updates if update.number in numbers]

        def make(_language: Language, what: Sequence[Told] = what) -> tuple[str, Mapping[str, Argument]]:
            return telling(what)

        occasion = f"digest:{row.part}" if weekly else f"update:{what[-1].update_id}"
        plan(unit, house, recipients, make, occasion, now, purpose=MEASURES_CONSENT, capped=True)
    follows.keep_heard(unit, [one.member_id for one in people], newest)
    return Reached(last)


def _grouped(people: Sequence[Follower], updates: Sequence[Told]) -> dict[frozenset[int], list[Recipient]]:
    """Return who gets which updates, by their numbers.

    People who share a phone and a language share a message, which has what either of them follows.
    """
    numbers: defaultdict[Recipient, set[int]] = defaultdict(set)
    for one in people:
        if one.wants and (news := not_heard(updates, one.follows, one.heard)):
            recipient = Recipient(one.chat_id, one.address, one.language)
            numbers[recipient] |= {update.number for update in news}
    groups: defaultdict[frozenset[int], list[Recipient]] = defaultdict(list)
    for recipient, wanted in numbers.items():
        groups[frozenset(wanted)].append(recipient)
    return groups


def _is_outdated(row: Scheduled, house: House) -> bool:
    """Tell whether a row waits that the operator's setting no longer names and that staff have not moved."""
    if row.status is not Status.WAITING or row.revision:
        return False
    day = _WEEK[date.fromisoformat(row.part).weekday()]
    return (day, row.local_time) != (house.digest.day, f"{row.part}T{house.digest.clock}")
