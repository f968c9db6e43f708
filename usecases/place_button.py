"""A button that sends where somebody is: a message of its own below the card, as no card can have it.

The messenger shows such a button in place of the keyboard, and only with a message that is never edited. So
the card stays as it is; the button's message is remembered with the dialogue, and goes when the place has
come or another question is at hand. What takes its keyboard away is a message, too, and has to stay: a phone
that was offline would never hear of one that is deleted at once.
"""

from db import typed_messages
from db.dialogues import Draft
from domain.dialogue import Dialogue, Stage
from domain.keys import name_of
from domain.outgoing import Placement
from domain.survey import Kind, Survey
from usecases.visit import Visit

_OCCASION = "place:"


def asks_for_place(survey: Survey, dialogue: Dialogue) -> bool:
    """Tell whether a dialogue is at a question whose answer is a place."""
    if dialogue.stage is not Stage.ASKING or dialogue.at is None:
        return False
    question = survey.question(name_of(dialogue.at))
    return question.kind is Kind.GEOPOINT and question.takes_answer


def offer_place_button(visit: Visit, draft: Draft) -> None:
    """Say the button below the card of a question that asks for a place, unless it is there.

    Call it after the card is said.
    """
    if not typed_messages.has_button(visit.unit, draft.id):
        placement = Placement(aside_of=draft.id)
        visit.say("place_button", placement, occasion=f"{_OCCASION}{draft.id}")


def put_place_button_away(visit: Visit, draft: Draft) -> None:
    """Take the button away, if it is there: the dialogue asks for something else, or for nothing.

    Call it before the card, or what comes instead of it, is said. The message that gives the keyboard back
    stays; it says nothing of the answer.
    """
    buttons = typed_messages.take_button(visit.unit, draft.id)
    if buttons:
        visit.say("place_noted", Placement(away=buttons))
