"""A resident comes with the code of a letter: from now on their answers are those of an invited person."""

from db import invited, surveys
from domain.access import code_hash
from domain.receipts import NoReceipt
from usecases.talk import standing
from usecases.views import Standing
from usecases.visit import Visit


def redeem(visit: Visit, code: str) -> None:
    """Use a letter's code for this member, and say what that means or why it cannot be used.

    What is kept is that the member was invited, and that one person fewer can use the code; the two are not
    linked. Who has taken part already, or comes with a code once more, uses nothing up. Wrong codes are not
    counted: of 2^95 codes nobody guesses one.

    Args:
        visit: The update that is handled.
        code: What stood in the link or was typed.
    """
    unit, member = visit.unit, visit.resident.member_id
    try:
        kept_as = code_hash(visit.house.pepper, code)
    except NoReceipt:
        visit.say("code_unknown")
        return
    kept = invited.code_with(unit, kept_as)
    offer = None if kept is None else surveys.offer(unit, kept.survey_key)
    if offer is None or not offer.survey.has_sample:
        visit.say("code_unknown")
    elif offer.is_over(visit.now, visit.house.timezone):
        visit.say("survey_closed", survey=offer.key)
    elif standing(visit, offer.key) is Standing.TAKEN:
        visit.say("already_taken", survey=offer.key)
    elif offer.key in invited.surveys_of(unit, member):
        visit.say("code_known", survey=offer.key)
    elif invited.use_code(unit, kept_as):
        invited.invite(unit, member, offer.key)
        visit.say("code_kept", survey=offer.key, is_open=offer.is_open(visit.now, visit.house.timezone))
    else:
        visit.say("code_used_up", survey=offer.key)
