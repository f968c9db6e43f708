"""People who stopped in the middle of a survey are reminded: once, at most twice, in one message a chat.

It is a service message on something they began, so it needs no consent of its own: the consent to take part
must hold, and /stop ends it. What it says is looked up when it goes: who has gone on in the meantime, has
submitted, or would come too late, is told nothing.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from db import households, surveys, unfinished
from db.unfinished import LeftDraft, Unfinished
from db.unit import Unit
from domain.languages import Language, Texts
from domain.outgoing import Argument, Outgoing
from domain.quiet_hours import decent
from domain.times import DayTime, local_time
from domain.unfinished import questions_left
from usecases.house import House
from usecases.to_many import plan

TEMPLATE = "unfinished"
CHATS_AT_ONCE = 100  # in one unit of work: replies wait no longer behind it
FROM = time(17)  # on the clock on the wall: in the evening people have time for it


@dataclass(frozen=True, slots=True)
class LeftView:
    """One survey that was begun: by whom, how many questions are left, until when it can be answered."""

    ordinal: int
    survey_key: str
    title: Texts
    questions_left: int
    closes: DayTime


@dataclass(frozen=True, slots=True)
class UnfinishedView:
    """What a chat's people have begun; `is_shared` says whether they are several."""

    left: tuple[LeftView, ...]
    is_shared: bool


def remind_unfinished(unit: Unit, house: House, now: datetime) -> None:
    """Plan the reminders that are due, of so many chats at a time; a planner of the schedule's ticks."""
    at = local_time(now, house.timezone)
    if at.time() < FROM:
        return
    today = at.date()
    read_at = decent(now, house.timezone, house.quiet)
    left = unfinished.left_drafts(unit, house.remind_days, today, read_at, house.timezone, CHATS_AT_ONCE)
    by_chat: dict[int, list[LeftDraft]] = {}
    for draft in left:
        if unfinished.claim(unit, draft):
            by_chat.setdefault(draft.recipient.chat_id, []).append(draft)
    for drafts in by_chat.values():
        _remind(unit, house, drafts, today, now)


def _remind(unit: Unit, house: House, drafts: list[LeftDraft], today: date, now: datetime) -> None:
    args: dict[str, Argument] = {"drafts": [str(draft.id) for draft in drafts], "day": today.isoformat()}

    def make(_language: Language) -> tuple[str, dict[str, Argument]]:
        return TEMPLATE, args

    occasion = f"{TEMPLATE}:{today.isoformat()}"
    # They have begun it; that their consent to take part still holds is looked at in `load_unfinished`.
    plan(unit, house, [drafts[0].recipient], make, occasion, now, purpose=None, capped=True)


def load_unfinished(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a reminder with what is left by now, None where nobody there has to be reminded any more."""
    drafts, day = outgoing.args["drafts"], outgoing.args["day"]
    if not isinstance(drafts, list):
        raise TypeError("the outbox row lacks its drafts")
    at = local_time(now, house.timezone)
    since = date.fromisoformat(str(day))
    which = [int(one) for one in drafts]
    found = unfinished.still_left(unit, outgoing.address, which, since, now, house.timezone)
    if not found:
        return None
    household = households.called(unit, outgoing.address, found[0].ordinal)
    is_shared = household is not None and household[1] > 1
    view = UnfinishedView(tuple(_left(unit, one, at) for one in found), is_shared)
    return replace(outgoing, view=view)


def _left(unit: Unit, one: Unfinished, at: datetime) -> LeftView:
    version = surveys.version(unit, one.version_id)
    left = questions_left(version, one.dialogue, at)
    return LeftView(one.ordinal, one.survey_key, version.title, left, one.window.closes)
