"""What several use cases say alike: where a resident goes on, and a dialogue's card."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from db import dialogues, residents, responses, sealed_drafts, surveys, typed_messages
from db.dialogues import Draft
from domain.dialogue import (
    Answer,
    Answered,
    Asked,
    Event,
    Marked,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Submitted,
)
from domain.feedback import event_of
from domain.moments import without_moments
from domain.outgoing import Argument, Placement
from domain.participation import participation_mark
from domain.receipts import SEAL_BYTES, receipt_of
from domain.survey import QuestionName
from domain.town import SURVEY_CONSENT
from usecases import quotas
from usecases.beside_card import put_away, show_above, show_below
from usecases.content import consent_page
from usecases.entering import (
    entering_of,
    give_letter_back,
    may_enter,
    take_letter,
    tally_submitted,
    without_letter,
)
from usecases.household_views import household_option
from usecases.scrub import ask_for_scrub
from usecases.seal import RECEIPT
from usecases.standing import standing_of
from usecases.views import CardView, HomeView, ReceiptView, ScreenedOutView, Standing
from usecases.visit import Visit
from usecases.wish import WISH


def go_on(visit: Visit, placement: Placement = Placement(), *, is_back: bool = False) -> None:  # noqa: B008 - frozen
    """Say the next thing a resident needs: the language, the consent, or what can be done now."""
    if not visit.resident.language_chosen:
        offer_languages(visit, placement)
    elif not residents.has_agreed(visit.unit, visit.resident.member_id, SURVEY_CONSENT):
        visit.offer("consent", [agree_option(visit), "read", "decline"], placement)
    else:
        home(visit, placement, is_back=is_back)


def ask_to_agree(visit: Visit, survey_key: str, placement: Placement) -> None:
    """Say the next thing that is needed before a survey can be begun that `home` does not offer."""
    if not visit.resident.language_chosen:
        offer_languages(visit, placement)
    else:
        visit.offer("consent", [f"{agree_option(visit)}:{survey_key}", "read", "decline"], placement)


def agree_option(visit: Visit) -> str:
    """Return the option to agree to the text in this resident's language, as it reads today."""
    return f"agree:{consent_page(visit.house.town, visit.resident.language).hash[:8]}"


def home(visit: Visit, placement: Placement = Placement(), *, is_back: bool = False) -> None:  # noqa: B008 - frozen
    """Offer the surveys that are open, with how this member stands to each; last, what we may tell."""
    options, view, args = home_of(visit)
    visit.offer("home", options, placement, view, None, **args, **({"back": True} if is_back else {}))


def home_of(visit: Visit) -> tuple[list[str], HomeView, dict[str, Argument]]:
    """Return what can be done now: the options, the view, and the arguments from which it is loaded again."""
    rows = [
        (offer.key, offer.survey.title, state)
        for offer in surveys.offers(visit.unit)
        if offer.is_open(visit.now, visit.house.timezone)
        # Feedback on an event is begun from the message that asks for it; then it can be gone on with here.
        and ((state := standing(visit, offer.key)) is Standing.STARTED or event_of(offer.key) is None)
    ]
    surveys_left = (f"survey:{key}" for key, _, state in rows if state is not Standing.TAKEN)
    options = [*surveys_left, WISH, household_option(visit.resident)]
    keys, standings = [key for key, _, _ in rows], [str(state) for _, _, state in rows]
    return options, HomeView(tuple(rows)), {"keys": keys, "standings": standings}


def offer_languages(visit: Visit, placement: Placement = Placement(), dialogue: int | None = None) -> None:  # noqa: B008
    """Offer the languages by their own names; one chosen at a question leads back to that question."""
    back = "" if dialogue is None else f":{dialogue}"
    options = [f"language:{language}{back}" for language in visit.house.languages]
    visit.offer("language_choice", options, placement)


def ask_for_language(visit: Visit) -> None:
    """Offer the languages below; in a dialogue the choice takes the card's place and leads back to it."""
    draft = draft_at_hand(visit)
    if draft is None:
        offer_languages(visit)
    else:
        offer_languages(visit, Placement(replace=draft.card, card_of=draft.id), draft.id)


def standing(visit: Visit, survey_key: str) -> Standing:
    """Tell whether the member has taken part in a survey, has begun it, or neither."""
    one = visit.resident
    return standing_of(visit.unit, visit.house, one.address, one.ordinal, one.member_id, survey_key)


def mark_of(visit: Visit, survey_key: str) -> bytes:
    """Return the mark that this member has taken part in a survey; erasing the chat does not undo it."""
    resident = visit.resident
    return participation_mark(visit.house.pepper, survey_key, resident.address, resident.ordinal)


def own_draft(visit: Visit, dialogue_id: int | None) -> Draft | None:
    """Return this member's draft with this id; None where there is none, or it is somebody else's.

    What is entered for others is nobody's any more whose role does not allow it by now.
    """
    draft = None if dialogue_id is None else dialogues.by_id(visit.unit, dialogue_id)
    if draft is None or draft.member_id != visit.resident.member_id:
        return None
    return draft if not draft.entry.mode.is_entered or may_enter(visit.unit, visit.person.user) else None


def draft_at_hand(visit: Visit) -> Draft | None:
    """Return the draft that typed words go to, or None."""
    return own_draft(visit, visit.resident.dialogue_id)


def show_card(visit: Visit, draft: Draft, problem: Problem | None = None, edit: int | None = None) -> None:
    """Show a dialogue's living card: in place where a button of it was tapped, else anew below.

    Where the question has files to show, it is always below these.
    """
    if visit.resident.menu:
        residents.offer_menu(visit.unit, visit.resident.member_id, [])
    survey = surveys.version(visit.unit, draft.version_id)
    entering = entering_of(visit.unit, draft.entry, visit.today)
    view = CardView(draft.id, survey, draft.dialogue, problem, visit.local_now, entering)
    if edit and edit != draft.card:
        dialogues.keep_card(visit.unit, draft.id, edit)
    placement = Placement(edit, replace=None if edit else draft.card, card_of=draft.id)
    if show_above(visit, draft, survey):
        placement = Placement(replace=edit or draft.card, card_of=draft.id)
    visit.say("card", placement, view=view, dialogue=draft.id, problem=problem and str(problem))
    show_below(visit, draft, survey)


def settle(
    visit: Visit, draft: Draft, events: list[Event], edit: int | None = None, *, has_moved: bool = False
) -> None:
    """Save where the dialogue stands after a step, and say what happened.

    Args:
        visit: The update that is handled.
        draft: The draft with the dialogue as it is now.
        events: What the engine reported.
        edit: The message to change in place; None to post below.
        has_moved: The dialogue stands elsewhere now, even if what was wanted was refused: who submits is led
            to the answer that breaks a rule.
    """
    if isinstance(events[-1], Submitted) and not take_letter(visit.unit, draft.entry):
        draft, events = without_letter(visit.unit, draft), [Reviewed(Problem.LETTER_USED_UP)]
        has_moved = True
    # Where a dialogue ends, its card must not go on showing the answers, even if the end was typed.
    place = Placement(edit=edit or draft.card)
    if not isinstance(events[-1], Asked | Reviewed | Paused):
        clear_away(visit, draft)
    match events[-1]:
        case Submitted(answers):
            _submit(visit, draft, answers, place)
        case ScreenedOut(note):
            dialogues.remove(visit.unit, draft.id)
            residents.talk_in(visit.unit, visit.resident.member_id, None)
            view = ScreenedOutView(surveys.version(visit.unit, draft.version_id), note)
            visit.say("screened_out", place, view=view, version=draft.version_id, note=note)
        case Asked(problem=problem) | Reviewed(problem) | Paused(problem):
            if has_moved or _changed(events):
                if quotas.is_full(visit, draft):
                    clear_away(visit, draft)
                    quotas.end_full(visit, draft, place)
                    return
                dialogues.save(visit.unit, draft.id, draft.dialogue, visit.today)
            show_card(visit, draft, problem, edit)
        case Answered() | Marked() as event:
            raise TypeError(f"a step cannot end with {event}")


def clear_away(visit: Visit, draft: Draft) -> None:
    """Take out of the chat what stands around a card that goes: answers that were typed, files, a button.

    Call it before what comes instead of the card is said.
    """
    put_away(visit, draft)
    visit.away += typed_messages.take(visit.unit, draft.id)


def _changed(events: list[Event]) -> bool:
    last = events[-1]
    return len(events) > 1 or not (isinstance(last, Asked | Reviewed | Paused) and last.problem)


def _submit(visit: Visit, draft: Draft, answers: Mapping[QuestionName, Answer], place: Placement) -> None:
    """Seal the draft and hand over the receipt, which nobody can tell any more once it is cut loose.

    Nobody takes part twice, however the draft came to be there: a restored one, or one that was forged.
    """
    entry = draft.entry
    if not entry.mode.is_entered and responses.has_taken_part(visit.unit, mark_of(visit, draft.survey_key)):
        dialogues.remove(visit.unit, draft.id)
        residents.talk_in(visit.unit, visit.resident.member_id, None)
        ask_for_scrub(visit.unit)
        visit.say("already_taken", place, survey=draft.survey_key)
        return
    if not surveys.still_runs(visit.unit, draft.survey_key):
        give_letter_back(visit.unit, entry)
        _say_closed(visit, draft, place)
        return
    if not quotas.take_places(visit, draft, answers):
        give_letter_back(visit.unit, entry)
        quotas.end_full(visit, draft, place)
        return
    kept = without_moments(surveys.version(visit.unit, draft.version_id), draft.dialogue, answers)
    seal = secrets.token_bytes(SEAL_BYTES)
    sealed_drafts.seal(visit.unit, draft.id, replace(draft.dialogue, answers=kept), seal)
    residents.talk_in(visit.unit, visit.resident.member_id, None)
    tally_submitted(visit.unit, visit.today, entry.mode)
    template, options = "submitted", [f"hide:{draft.survey_key}", WISH, household_option(visit.resident)]
    if entry.mode.is_entered:
        next_one = f"enter:{draft.survey_key}:{entry.mode}"
        template, options = "entered", [f"{next_one}:{entry.language}", next_one, "enter"]
    visit.offer(
        template,
        options,
        place,
        view=ReceiptView(receipt_of(visit.house.pepper, seal)),
        occasion=f"{RECEIPT}{draft.id}",
        survey=draft.survey_key,
        dialogue=draft.id,
    )


def is_open(visit: Visit, draft: Draft) -> bool:
    """Tell whether a draft's survey can be answered now; if not, say so."""
    if draft.is_open(visit.now, visit.house.timezone):
        return True
    _say_closed(visit, draft, Placement())
    return False


def _say_closed(visit: Visit, draft: Draft, place: Placement) -> None:
    residents.talk_in(visit.unit, visit.resident.member_id, None)
    visit.say("survey_closed", place, survey=draft.survey_key)
