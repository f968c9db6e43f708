"""Who gets a message to many: the people of an audience, chunk by chunk, and how many there are."""

from db import audiences, responses
from db.audiences import Candidate
from db.unit import Unit
from domain.audience import Audience
from domain.outgoing import Recipient
from domain.participation import participation_mark
from usecases.house import House

_AT_ONCE = 1000  # people looked at together


def recipients(
    unit: Unit, house: House, purpose: str, audience: Audience, after: int, limit: int
) -> list[Recipient]:
    """Return the next chats of an audience as it is now, in the order of their ids.

    Each stands there once for each language of those who are meant in it; a household that speaks one
    language gets one message. Chats that were stopped or that blocked the bot are not among them. Call it
    again with the last chat's id as `after`: an empty list says that nobody follows. A chunk may be shorter
    than `limit` although others follow.

    Args:
        unit: The unit of work.
        house: The deployment.
        purpose: The consent that has to hold.
        audience: Who is meant.
        after: The last chat that was returned before, 0 at the beginning.
        limit: How many messages at the most; a household with more languages than that is kept together.
    """
    areas = _areas(house, audience)
    while found := audiences.candidates(unit, purpose, audience, areas, after, limit):
        if meant := _meant(unit, house, audience, found):
            return list(dict.fromkeys(Recipient(one.chat_id, one.address, one.language) for one in meant))
        after = found[-1].chat_id
    return []


def count(unit: Unit, house: House, purpose: str, audience: Audience) -> int:
    """Return in how many chats an audience is now. What staff are shown of it is `domain.audience.shown`."""
    areas = _areas(house, audience)
    if not audience.not_answered:
        return audiences.count_chats(unit, purpose, audience, areas)
    after = number = 0
    while found := audiences.candidates(unit, purpose, audience, areas, after, _AT_ONCE):
        number += len({one.chat_id for one in _meant(unit, house, audience, found)})
        after = found[-1].chat_id
    return number


def _meant(unit: Unit, house: House, audience: Audience, found: list[Candidate]) -> list[Candidate]:
    """Return those who have not taken part in the survey that the audience names, if it names one."""
    if not audience.not_answered:
        return found
    marks = {
        participation_mark(house.pepper, audience.not_answered, one.address, one.ordinal): one
        for one in found
    }
    for mark in responses.known_marks(unit, list(marks)):
        del marks[mark]
    return list(marks.values())


def _areas(house: House, audience: Audience) -> frozenset[str]:
    return frozenset().union(*(house.town.within(area) for area in audience.areas))
