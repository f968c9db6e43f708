"""A preview: staff go through a questionnaire as residents would. Nothing is kept, counted or submitted.

It has no dialogue of its own in the tables: its cards carry the number 0, which no draft has.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from db import previews, residents, staff, surveys
from db.previews import Preview
from domain.attachments import ReceivedFile
from domain.course import show
from domain.dialogue import (
    Action,
    Answer,
    Asked,
    Dialogue,
    Event,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Sent,
    Submitted,
    Unreadable,
)
from domain.engine import advance, begin
from domain.invitation import Permission, may
from domain.keys import Key, name_of
from domain.languages import Language
from domain.media import NAME_BYTES, new_name, problem_with
from domain.outgoing import Placement
from domain.survey import Survey
from usecases.beside_card import files_at, say_files
from usecases.preview_views import EndView, PreviewView, previewed
from usecases.scrub import ask_for_scrub
from usecases.take_survey import SEED_BITS
from usecases.visit import WORDS, Refusal, Visit

DIALOGUE = 0
"""The number of the dialogue in the buttons of a preview."""

TYPING = f"{WORDS}preview"
"""The open menu while what is typed goes to a preview: whatever else is opened takes its place."""


def start(
    visit: Visit,
    key: str,
    revision: int | None,
    language: Language,
    place: Placement,
    *,
    invited: bool = False,
) -> bool:
    """Begin a preview; return False where there is no such draft or version.

    Args:
        visit: The update that is handled; the role was looked up.
        key: The survey.
        revision: The draft's; None: the version that is offered.
        language: In which it is shown.
        place: Where the card belongs.
        invited: As somebody who was invited by a letter.
    """
    offer = None if revision is not None else surveys.offer(visit.unit, key)
    one = Preview(
        *(visit.resident.member_id, key, revision, language),
        dialogue=Dialogue(),
        version_id=offer.version_id if offer else None,
        invited=invited,
        card=place.edit,
    )
    survey = previewed(visit.unit, one)
    if survey is None:
        return False
    previews.remove(visit.unit, one.member_id)
    dialogue, events = begin(survey, visit.local_now, language, secrets.randbits(SEED_BITS))
    residents.talk_in(visit.unit, visit.resident.member_id, None)  # what is typed goes to the preview
    _settle(visit, survey, replace(one, dialogue=dialogue), events, place)
    return True


def tap(visit: Visit, turn: int | None, action: Action, message: int) -> Refusal | None:
    """Take a tap on a preview's card; arguments and result as for `usecases.answer_survey.tap`."""
    found = _current(visit)
    if found is None:
        return visit.refuse(Problem.STALE_BUTTON)
    one, survey = found
    if turn is not None and turn != one.dialogue.turn:
        return visit.refuse(Problem.SECOND_TAP if one.card == message else Problem.STALE_BUTTON)
    one = replace(one, card=message)
    dialogue, events = advance(survey, one.dialogue, action, visit.local_now, turn, one.language)
    _settle(visit, survey, replace(one, dialogue=dialogue), events, Placement(edit=message))
    return None


def is_typing(visit: Visit) -> bool:
    """Tell whether what is typed or sent goes to a preview."""
    return TYPING in visit.resident.menu


def take(visit: Visit, what: Action | ReceivedFile) -> None:
    """Take what was typed or sent during a preview. Of a picture or recording nothing is fetched."""
    found = _current(visit)
    if found is None:
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
        visit.say("preview_over")
        return
    one, survey = found
    action = _action(survey, one, what)
    if isinstance(action, Problem):
        events: list[Event] = show(one.dialogue, action)
    else:
        dialogue, events = advance(survey, one.dialogue, action, visit.local_now, None, one.language)
        one = replace(one, dialogue=dialogue)
    _settle(visit, survey, one, events, Placement(replace=one.card))


def speak(visit: Visit, language: Language, place: Placement) -> bool:
    """Go on with a preview in another language; return False where there is none."""
    found = _current(visit)
    if found is None:
        return False
    one, survey = found
    one = replace(one, language=language, card=place.edit)
    _settle(visit, survey, one, show(one.dialogue), place)
    return True


def leave(visit: Visit) -> Preview | None:
    """End a preview; return which one it was, None where there was none."""
    one = previews.of_member(visit.unit, visit.resident.member_id)
    previews.remove(visit.unit, visit.resident.member_id)
    if one is not None:
        ask_for_scrub(visit.unit)  # what was typed to try it out may be as true as any answer
    if is_typing(visit):
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
    return one


def _current(visit: Visit) -> tuple[Preview, Survey] | None:
    """Return what is tried out, if the role still allows it; else nothing of it is left."""
    one = previews.of_member(visit.unit, visit.resident.member_id)
    found = staff.role_of(visit.unit, visit.person.user)
    if one is None:
        return None
    survey = previewed(visit.unit, one) if found and may(found[1], Permission.MANAGE_SURVEYS) else None
    if survey is None:
        leave(visit)
        return None
    return one, survey


def _action(survey: Survey, one: Preview, what: Action | ReceivedFile) -> Action | Problem:
    match what:
        case ReceivedFile():
            question = survey.question(name_of(one.dialogue.at)) if one.dialogue.at else None
            if question is None or not question.kind.is_media:
                return Unreadable.MEDIA
            return problem_with(question.kind, what) or Sent(new_name(secrets.token_bytes(NAME_BYTES)))
        case _:
            return what


def _settle(visit: Visit, survey: Survey, one: Preview, events: list[Event], place: Placement) -> None:
    """Show where a preview stands after a step; at its end nothing of it is left but what is shown."""
    match events[-1]:
        case Submitted(answers):
            _end(visit, survey, one, place, answers)
        case ScreenedOut():
            _end(visit, survey, one, place, None)
        case Asked(problem=problem) | Reviewed(problem) | Paused(problem):
            if _show_files(visit, survey, one):
                place = Placement(replace=place.edit or place.replace)
            previews.put(visit.unit, one, visit.today)
            residents.offer_menu(visit.unit, visit.resident.member_id, [TYPING])
            view = PreviewView(survey, one.dialogue, problem, visit.local_now, one.language)
            visit.say("preview_card", place, view, problem=problem and str(problem))
        case event:
            raise TypeError(f"a step cannot end with {event}")


def _show_files(visit: Visit, survey: Survey, one: Preview) -> bool:
    """Say the files of a question that has not been shown until now; tell whether there are any."""
    files = files_at(survey, one.dialogue, one.language, visit.local_now)
    before = previews.of_member(visit.unit, one.member_id)
    if before is not None and files == files_at(survey, before.dialogue, before.language, visit.local_now):
        return False
    say_files(visit, files)
    return bool(files)


def _end(
    visit: Visit, survey: Survey, one: Preview, place: Placement, answers: Mapping[Key, Answer] | None
) -> None:
    """Say what would have been submitted; no answers: the form ends for such a person."""
    leave(visit)
    options = [f"sv:try:{one.survey_key}:{one.revision or 0}", f"sv:card:{one.survey_key}"]
    if one.revision is not None:
        options.insert(0, f"sv:checked:{one.survey_key}:{one.revision}")
    view = EndView(survey, answers or {}, one.language, one.invited, is_screened_out=answers is None)
    visit.offer("preview_end", options, place, view=view, survey=one.survey_key)
