"""Sealing: submitted answers are cut loose from their chats, at least ten at a time.

One at a time would be unsafe: a database keeps traces of which rows one transaction wrote together. A
batch leaves its responses and its marks each in a random order of its own (PRIVACY.md, 1.3).
"""

from datetime import datetime
from random import Random, SystemRandom

from db import dialogues, outbox, responses, surveys
from db.dialogues import SealedDraft
from db.responses import Response
from db.surveys import Offer
from db.unit import Unit
from domain.blocks import K
from domain.participation import participation_mark
from domain.receipts import receipt_of, response_key
from domain.times import local_day
from usecases.house import House
from usecases.scrub import ask_for_scrub

RECEIPT = "receipt:"
"""What the occasion of a message that carries a receipt begins with; the draft's id follows."""


def seal_waiting(unit: Unit, house: House, now: datetime, rng: Random | None = None) -> int:
    """Cut loose the submitted answers of every survey where enough wait, or that has ended.

    Args:
        unit: The unit of work.
        house: The deployment.
        now: The time.
        rng: Where chance comes from; the system's by default.

    Returns:
        How many answers were cut loose.
    """
    today = local_day(now, house.timezone)
    chance = rng or SystemRandom()
    return sum(
        _seal(unit, house, offer, chance, has_ended=offer.closes_on < today) for offer in surveys.offers(unit)
    )


def _seal(unit: Unit, house: House, offer: Offer, rng: Random, *, has_ended: bool) -> int:
    if not dialogues.count_sealed(unit, offer.key):
        return 0
    surveys.lock(unit, offer.key)
    # The receipt can be made again only while the draft is there, so it has to be delivered first.
    under_way = outbox.occasions(unit, RECEIPT)
    batch = [draft for draft in dialogues.sealed(unit, offer.key) if f"{RECEIPT}{draft.id}" not in under_way]
    if not batch or (not has_ended and (len(batch) < K or len({draft.address for draft in batch}) < K)):
        return 0
    rng.shuffle(batch)
    responses.add_all(unit, [_response(house, draft) for draft in batch])
    rng.shuffle(batch)
    marks = [participation_mark(house.pepper, offer.key, draft.address, draft.ordinal) for draft in batch]
    responses.mark_participations(unit, marks, offer.key)
    dialogues.cut_loose(unit, sorted(draft.id for draft in batch))
    ask_for_scrub(unit)
    return len(batch)


def _response(house: House, draft: SealedDraft) -> Response:
    key = response_key(house.pepper, receipt_of(house.pepper, draft.seal))
    return Response(key, draft.version_id, draft.language, dict(draft.answers))
