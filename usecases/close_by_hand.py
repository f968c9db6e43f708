"""An editor closes a wave of a survey now, instead of waiting for its day."""

from db import releases, responses, sealed_drafts, staff, surveys
from db.surveys import Offer
from db.unit import Unit
from domain.blocks import SMALLEST_WAVE, K
from domain.confirmations import Deed
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.releases import Release
from usecases.close_wave import close_wave
from usecases.confirm import Confirmed, ask, staff_who_may
from usecases.seal import seal_waiting
from usecases.visit import Visit


def ask_to_close(visit: Visit, key: str, place: Placement) -> bool:
    """Say how many answers a wave would count now and ask for confirmation, or say what is missing.

    Returns:
        Whether there is such a survey.
    """
    staff_id = staff_who_may(visit, Permission.CLOSE_WAVE)
    if staff_id is None:
        return True
    offer, state = surveys.offer(visit.unit, key), state_of_waves(visit.unit, key)
    if offer is None or state is None:
        return False
    seal_waiting(visit.unit, visit.house, visit.now)
    waiting, counted = _numbers(visit, offer)
    if not counted:
        _say_not_enough(visit, offer, place)
        return True
    deed = Deed(Permission.CLOSE_WAVE, key, state)
    ask(visit, staff_id, deed, "close_question", place, survey=key, waiting=waiting, counted=counted)
    return True


def close(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Cut loose what can be, close a wave, and offer its release."""
    key = confirmed.deed.subject
    seal_waiting(visit.unit, visit.house, visit.now)
    offer = surveys.offer(visit.unit, key)
    if offer is None:
        raise LookupError("the survey is gone though its waves are there")
    made = close_wave(visit.unit, visit.house, offer, visit.now)
    if not isinstance(made, Release):
        _say_not_enough(visit, offer, place)
        return
    staff.record(visit.unit, confirmed.staff_id, "closed a wave", f"{key}:{made.number}", visit.now)
    options = [f"results:{key}"]
    found = staff.role_of(visit.unit, visit.person.user)
    if found and may(found[1], Permission.PUBLISH):
        options.append(f"publish:{key}:{made.number}")
    visit.offer("wave_closed", options, place, survey=key, release=made.number, n=made.n)


def state_of_waves(unit: Unit, key: str) -> str | None:
    """Return what changes as soon as a wave closes or the survey ends, None where there is no survey."""
    offer = surveys.offer(unit, key)
    if offer is None:
        return None
    newest = next(iter(releases.of_survey(unit, key)), None)
    return f"{newest.number if newest else 0}.{offer.ended_on or 'runs'}"


def _numbers(visit: Visit, offer: Offer) -> tuple[int, int]:
    """Return how many answers wait, and how many of them a wave would count now."""
    waiting = responses.count_waiting(visit.unit, surveys.version_ids(visit.unit, offer.key))
    if not offer.window.is_over(visit.now, visit.house.timezone):
        return waiting, waiting - K if waiting >= SMALLEST_WAVE else 0
    on_their_way = sealed_drafts.count(visit.unit, offer.key)  # they belong to the last wave
    return waiting, waiting if waiting >= K and not on_their_way else 0


def _say_not_enough(visit: Visit, offer: Offer, place: Placement) -> None:
    waiting, _ = _numbers(visit, offer)
    visit.offer(
        "wave_not_closed",
        [f"results:{offer.key}"],
        place,
        survey=offer.key,
        waiting=waiting,
        needed=SMALLEST_WAVE if not offer.window.is_over(visit.now, visit.house.timezone) else K,
        linked=sealed_drafts.count(visit.unit, offer.key),
        ended=offer.ended_on is not None,
    )
