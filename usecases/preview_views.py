"""What a preview shows: the card of a resident, and at the end what would have been submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from db import previews, residents, survey_drafts, surveys
from db.previews import Preview
from db.unit import Unit
from domain.dialogue import Answer, Dialogue, Problem
from domain.keys import Key
from domain.languages import Language
from domain.outgoing import Outgoing
from domain.survey import Survey
from domain.times import local_time
from usecases.house import House
from usecases.survey_life import draft_as_read


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A dialogue as its card shows it, in the language that it is tried out in."""

    survey: Survey
    dialogue: Dialogue
    problem: Problem | None
    now: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class EndView:
    """The end of a preview: what would have been submitted, or that the form ends for such a person."""

    survey: Survey
    answers: Mapping[Key, Answer] = field(repr=False)
    language: Language
    invited: bool
    is_screened_out: bool


def previewed(unit: Unit, one: Preview) -> Survey | None:
    """Return the questionnaire of a preview; None where another file was sent meanwhile, or it is gone."""
    if one.version_id is not None:
        return surveys.version(unit, one.version_id)
    draft = survey_drafts.by_key(unit, one.survey_key)
    if draft is None or draft.revision != one.revision:
        return None
    return draft_as_read(unit, draft)


def load_preview_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a preview's card as it stands now, None where it has ended.

    What would have been submitted is kept nowhere: after a crash the end itself is all that is said.
    """
    if outgoing.template != "preview_card":
        return outgoing
    resident = residents.by_address(unit, outgoing.address)
    one = previews.of_member(unit, resident.member_id) if resident else None
    survey = previewed(unit, one) if one else None
    if one is None or survey is None or one.dialogue.stage.is_over:
        return None
    problem = Problem(str(outgoing.args["problem"])) if outgoing.args.get("problem") else None
    local_now = local_time(now, house.timezone)
    return outgoing.showing(PreviewView(survey, one.dialogue, problem, local_now, one.language))
