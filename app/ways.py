"""Going all ways through a survey with the real cards, held against the rules of the simulated Bot API."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.dialogs.card import card
from bot.render import Call, plan
from domain.dialogue import Dialogue, Problem
from domain.languages import Language
from domain.outgoing import Placement
from domain.survey import Survey
from domain.survey_data import survey_from_data
from simulator.api.call import Call as ServerCall
from simulator.api.messages import checked_text
from simulator.errors import ApiError
from simulator.keyboards import checked_keyboard
from simulator.state import World
from usecases.views import CardView
from usecases.walk_findings import Walk, walk_to_json
from usecases.walk_survey import walk

_LARGEST_ID = 10**17  # of a dialogue: its digits count in a button's 64 bytes


def walk_data(
    definition: dict[str, Any], languages: Sequence[Language], now: datetime, seconds: float
) -> str:
    """Walk through a questionnaire that came from another process; return the walk as JSON.

    Args:
        definition: `domain.survey_data`.
        languages: What the deployment speaks.
        now: The town's local time.
        seconds: How long it may take.
    """
    return walk_to_json(walk_all(survey_from_data(definition), languages, now, seconds))


def walk_all(survey: Survey, languages: Sequence[Language], now: datetime, seconds: float) -> Walk:
    """Go all ways through a survey, in each of its languages that the deployment speaks.

    Args:
        survey: The version.
        languages: What the deployment speaks.
        now: The town's local time.
        seconds: How long it may take; what could not be tried by then is said.
    """
    ends = time.monotonic() + seconds
    spoken = tuple(one for one in languages if one in survey.languages) or tuple(languages[:1])
    judge = _Judge(now)
    return walk(survey, spoken, now, judge.why_refused, lambda: time.monotonic() > ends)


class _Judge:
    """Says what the Bot API would say to a card."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._world = World("1:walk", "walk", "Walk")

    def why_refused(
        self, survey: Survey, dialogue: Dialogue, problem: Problem | None, language: Language
    ) -> str:
        """Return why a card would be refused, "" where it would be sent."""
        view = CardView(_LARGEST_ID, survey, dialogue, problem, self._now)
        calls = plan(1, card(view, language), Placement())
        return next((why for call in calls.first if (why := self._refusal(call))), "")

    def _refusal(self, call: Call) -> str:
        try:
            if "text" in call.payload:
                checked_text(self._world, ServerCall(call.method, call.payload))
            checked_keyboard(call.payload.get("reply_markup"))
        except ApiError as error:
            return error.description
        return ""
