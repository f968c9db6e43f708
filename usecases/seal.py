"""Sealing: submitted answers are cut loose from their chats, at least ten at a time.

One at a time would be unsafe: a database keeps traces of which rows one transaction wrote together. A
batch leaves its responses and its marks each in a random order of its own (PRIVACY.md, 1.3).
"""

import secrets
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random, SystemRandom

from db import households, outbox, responses, sealed_drafts, surveys
from db.responses import Response
from db.sealed_drafts import SealedDraft
from db.surveys import Offer
from db.unit import Unit
from domain.access import access_of, accesses_hidden
from domain.batches import Waiting, batch_of
from domain.blocks import K
from domain.languages import Language
from domain.modes import mode_of
from domain.participation import participation_mark
from domain.receipts import receipt_of, response_key
from usecases import media_answers, quotas
from usecases.house import House
from usecases.scrub import ask_for_scrub

MARK_BYTES = 32
_LOOKED_AT = 500  # members; where not even ten of so many have taken part, the language counts as rare

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
    chance = rng or SystemRandom()
    done = [
        _seal(unit, house, offer, chance, has_ended=offer.window.is_over(now, house.timezone))
        for offer in surveys.offers(unit)
    ]
    if any(cut or deleted for cut, deleted in done):
        ask_for_scrub(unit)  # once and last: whoever erases asks for it, too, and holds drafts by then
    return sum(cut for cut, _ in done)


def _seal(unit: Unit, house: House, offer: Offer, rng: Random, *, has_ended: bool) -> tuple[int, int]:
    """Return how many answers were cut loose, and how many of people who had taken part were deleted."""
    if not sealed_drafts.count(unit, offer.key):
        return 0, 0
    surveys.lock(unit, offer.key)
    # The receipt can be made again only while the draft is there, so it has to be delivered first.
    under_way = outbox.occasions(unit, RECEIPT)
    ready = [draft for draft in sealed_drafts.of(unit, offer.key) if f"{RECEIPT}{draft.id}" not in under_way]
    ready = media_answers.without_unfetched(unit, offer.key, ready)
    first = _without_second_ones(unit, house, offer, ready)
    deleted = len(ready) - len(first)
    came = {
        draft.id: access_of(surveys.version(unit, draft.version_id), came_with_code=draft.came_with_code)
        for draft in first
    }
    waiting = [Waiting(draft.id, draft.address, came[draft.id], draft.mode) for draft in first]
    together = batch_of(waiting, has_ended=has_ended)
    batch = [draft for draft in first if draft.id in together]
    if not batch:
        return 0, deleted
    hiding = _hiding_languages(unit, house, offer, batch)
    modes = {draft.id: mode_of(surveys.version(unit, draft.version_id), draft.mode) for draft in batch}
    access = {draft.id: came[draft.id] for draft in batch}
    if has_ended:
        versions = surveys.version_ids(unit, offer.key)
        access = _without_rare(access, responses.accesses_waiting(unit, versions))
        modes = _without_rare(modes, responses.modes_waiting(unit, versions))
    answers = media_answers.let_loose(unit, house.pepper, offer.key, batch, rng)
    if not has_ended:  # the last batch may be one person: of that, staff are shown no more than results tell
        quotas.show_batch(unit, offer.key, batch)
    batch = [replace(draft, answers=answers[draft.id]) for draft in batch]
    rng.shuffle(batch)
    responses.add_all(
        unit, [_response(house, draft, hiding, access[draft.id], modes[draft.id]) for draft in batch]
    )
    rng.shuffle(batch)
    responses.mark_participations(unit, [_mark(house, offer, draft) for draft in batch], offer.key)
    sealed_drafts.cut_loose(unit, sorted(draft.id for draft in batch))
    return len(batch), deleted


def _without_second_ones(
    unit: Unit, house: House, offer: Offer, ready: list[SealedDraft]
) -> list[SealedDraft]:
    """Delete the drafts of people who have taken part, and return the others.

    Submit refuses them already; this is for one that was sealed before the mark was there, as after half
    a database was restored. Their answers must not become a second response without a mark of its own.
    """
    own = [draft for draft in ready if not draft.mode.is_entered]
    taken = set(responses.known_marks(unit, [_mark(house, offer, draft) for draft in own]))
    second = [draft.id for draft in own if _mark(house, offer, draft) in taken]
    if second:
        quotas.give_back(unit, [draft for draft in own if draft.id in second])
        sealed_drafts.cut_loose(unit, sorted(second))
    return [draft for draft in ready if draft.id not in set(second)]


def _mark(house: House, offer: Offer, draft: SealedDraft) -> bytes:
    """Return the mark of who took part; a paper is a person of its own, of whom nobody knows another time."""
    if draft.mode.is_entered:
        return secrets.token_bytes(MARK_BYTES)
    return participation_mark(house.pepper, offer.key, draft.address, draft.ordinal)


def _hiding_languages(unit: Unit, house: House, offer: Offer, batch: list[SealedDraft]) -> set[Language]:
    """Return the languages that hide a person: at least ten chats took part that speak them.

    Chats keep their language, so a response in one that hardly anybody speaks would have a name on it.
    """
    chats: dict[Language, set[Hashable]] = defaultdict(set)
    for draft in batch:
        chats[draft.language].add(("entered", draft.id) if draft.mode.is_entered else draft.address)
    for language, addresses in chats.items():
        if len(addresses) < K:
            speakers = households.newest_speakers(unit, language, _LOOKED_AT)
            marks = {participation_mark(house.pepper, offer.key, *one): one[0] for one in speakers}
            addresses.update(marks[mark] for mark in responses.known_marks(unit, list(marks)))
    return {language for language, addresses in chats.items() if len(addresses) >= K}


def _without_rare(told: Mapping[int, str], waiting: Iterable[str]) -> dict[int, str]:
    """Return what the last batch keeps of how people came, or of their mode: not what few would wait with.

    All batches before it hold ten of each.
    """
    hidden = accesses_hidden([*waiting, *told.values()], K)
    return {draft: "" if value in hidden else value for draft, value in told.items()}


def _response(house: House, draft: SealedDraft, hiding: set[Language], access: str, mode: str) -> Response:
    key = response_key(house.pepper, receipt_of(house.pepper, draft.seal))
    language = draft.language if draft.language in hiding else ""
    return Response(key, draft.version_id, language, dict(draft.answers), access, mode)
