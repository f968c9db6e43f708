"""A resident answers: by a tap on the card, by typing, or by a command."""

from dataclasses import replace
from datetime import datetime

from db import residents, sealed_drafts, surveys, typed_messages
from db.dialogues import Draft
from db.unit import Unit
from domain.attachments import ReceivedFile
from domain.dialogue import Action, Located, Move, Problem, Tap, Typed, Unreadable
from domain.engine import advance
from domain.outgoing import Placement
from domain.person import Person
from domain.town import SURVEY_CONSENT
from usecases import preview
from usecases.choose import choose_file, choose_place, choose_typed
from usecases.erase import offer_to_erase
from usecases.house import House
from usecases.household import follow_card, open_household
from usecases.household_views import NEW
from usecases.media_answers import sent_as
from usecases.surveys_desk_uploads import is_form_of_staff, take_form
from usecases.talk import ask_for_language, draft_at_hand, go_on, is_open, own_draft, settle, show_card
from usecases.visit import Refusal, Visit, receive


def tap(
    unit: Unit,
    house: House,
    update_id: int,
    person: Person,
    dialogue_id: int,
    turn: int | None,
    action: Tap,
    message: int,
    now: datetime,
) -> Refusal | None:
    """Take a tap on a card.

    Args:
        unit: The unit of work.
        house: What the deployment is.
        update_id: The update's id; a second delivery does nothing.
        person: Who tapped.
        dialogue_id: The dialogue that the button belongs to.
        turn: The turn that the button was drawn for; None where the button says none.
        action: What the button stands for.
        message: The message that was tapped.
        now: The time.

    Returns:
        What to answer the tap with, if it was not taken in.
    """
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return None
    if dialogue_id == preview.DIALOGUE:
        return preview.tap(visit, turn, action, message)
    follow_card(visit, dialogue_id)
    draft = own_draft(visit, dialogue_id)
    if draft is None and sealed_drafts.is_of(unit, dialogue_id, visit.resident.member_id):
        return visit.refuse(Problem.SECOND_TAP)  # the thanks are on their way
    if draft is None:
        go_on(visit)
        return visit.refuse(Problem.STALE_BUTTON)
    if not is_open(visit, draft):
        return None
    if turn is not None and turn != draft.dialogue.turn:
        if draft.card in (None, message):  # the change that the first tap made will show in a moment
            return visit.refuse(Problem.SECOND_TAP)
        show_card(visit, draft, Problem.STALE_BUTTON)
        return visit.refuse(Problem.STALE_BUTTON)
    if visit.resident.dialogue_id != draft.id:
        is_own = not draft.entry.mode.is_entered
        if is_own and not residents.has_agreed(unit, visit.resident.member_id, SURVEY_CONSENT):
            go_on(visit)  # the consent was withdrawn since the card was drawn
            return None
        residents.talk_in(unit, visit.resident.member_id, draft.id)
    _advance(visit, draft, action, turn, edit=message)
    return None


def words(
    unit: Unit,
    house: House,
    update_id: int,
    person: Person,
    typed: Typed | Unreadable | ReceivedFile | Located,
    now: datetime,
    named: frozenset[str] = frozenset(),
    message: int | None = None,
) -> None:
    """Take what was typed, or something that no question takes, as an answer where one is awaited.

    Args:
        unit: The unit of work.
        house: What the deployment is.
        update_id: The update's id; a second delivery does nothing.
        person: Who wrote.
        typed: What was written or sent.
        now: The time.
        named: The options of menus that the words stand for.
        message: The resident's message, which goes out of the chat when the answers are submitted.
    """
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if preview.is_typing(visit):
        preview.take(visit, typed)
        return
    if isinstance(typed, ReceivedFile):
        if choose_file(visit, typed):
            return
        if draft_at_hand(visit) is None and is_form_of_staff(visit, typed):
            take_form(visit, "", typed)
            return
    if isinstance(typed, Located) and choose_place(visit, typed):
        return
    if isinstance(typed, Typed) and choose_typed(visit, typed.text, named):
        return
    if "languages" in named:  # the card's button for it, typed
        ask_for_language(visit)
        return
    if NEW in named:
        open_household(visit, NEW.split(":")[1:], Placement())
        return
    draft = draft_at_hand(visit)
    if draft is None and "erase" in visit.resident.menu:
        offer_to_erase(visit)  # neither yes nor no: such a question is not left open
        return
    if draft is None:
        if typed is Unreadable.EDITED_MESSAGE and not visit.is_new:
            return  # an old message was corrected, and nobody waits for an answer
        go_on(visit)
    elif is_open(visit, draft):
        if message is not None:
            typed_messages.keep(unit, draft.id, message)
        action = sent_as(visit, draft, typed)
        if isinstance(action, Problem):
            show_card(visit, draft, action)
        else:
            _advance(visit, draft, action)


def step(unit: Unit, house: House, update_id: int, person: Person, move: Move, now: datetime) -> None:
    """Take a step by a command such as /back, as if its name had been typed."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if preview.is_typing(visit):
        preview.take(visit, Typed("", move))
        return
    draft = draft_at_hand(visit)
    if draft is None:
        go_on(visit)
    elif is_open(visit, draft):
        _advance(visit, draft, Typed("", move))


def _advance(
    visit: Visit, draft: Draft, action: Action, turn: int | None = None, edit: int | None = None
) -> None:
    survey = surveys.version(visit.unit, draft.version_id)
    dialogue, events = advance(survey, draft.dialogue, action, visit.local_now, turn, visit.resident.language)
    has_moved = dialogue.turn != draft.dialogue.turn
    settle(visit, replace(draft, dialogue=dialogue), events, edit, has_moved=has_moved)
