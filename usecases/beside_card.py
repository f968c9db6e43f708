"""What belongs to a card and cannot be on it: the files of a question above it, the button for a place below.

No message that is edited can have them. So they are messages of their own that the dialogue remembers, and
that go when something else is asked. The button for a place stands where the keyboard is, until a message
takes it away; that message has to stay: a phone that was offline would never hear of one that is deleted.
"""

from dataclasses import dataclass
from datetime import datetime

from db import asides, attachments
from db.dialogues import Draft
from db.unit import Unit
from domain.attachments import Attachment
from domain.dialogue import Dialogue, Stage
from domain.filled import filled
from domain.keys import name_of
from domain.languages import Language, text_in
from domain.outgoing import Aside, Placement
from domain.path import settled
from domain.shown_files import files_above
from domain.survey import Choice, Kind, Question, Survey
from usecases.marked_up import unformatted
from usecases.visit import Visit

LONGEST_LABEL = 300  # characters, as on the card

_PLACE = "place:"  # and the key of the question
_FILES = "files:"  # with the language, too


@dataclass(frozen=True, slots=True)
class Shown:
    """A file above a card, by its digest; of a choice's file, its number on the card and its label."""

    digest: str
    number: int = 0
    label: str = ""


def put_away(visit: Visit, draft: Draft, keep: frozenset[str] = frozenset()) -> None:
    """Take away what is beside a card, all but some of it.

    Call it before the card, or what comes instead of it, is said.
    """
    gone = asides.subjects(visit.unit, draft.id) - keep
    if not gone:
        return
    visit.away += asides.take(visit.unit, draft.id, *gone)
    for place in (one for one in gone if one.startswith(_PLACE)):
        has_come = draft.dialogue.answers.get(place.removeprefix(_PLACE)) is not None
        visit.say("place_noted", has_come=has_come)


def show_above(visit: Visit, draft: Draft, survey: Survey) -> bool:
    """Make what is beside a card fit the question at hand; tell whether files were said just now.

    The card then has to be said below them. Nothing is beside the cards of whoever enters what others have
    written or say on the phone: they look at another one's paper, and are somewhere else.
    """
    if draft.entry.mode.is_entered:
        return False
    language = visit.resident.language
    files = files_at(survey, draft.dialogue, language, visit.local_now)
    subject = f"{_FILES}{draft.dialogue.at}:{language}"
    wanted = {subject} if files else set()
    if asks_for_place(survey, draft.dialogue):
        wanted.add(f"{_PLACE}{draft.dialogue.at}")
    put_away(visit, draft, frozenset(wanted))
    if not files or subject in asides.subjects(visit.unit, draft.id):
        return False
    aside = Aside(draft.id, subject)
    asides.expect(visit.unit, aside)
    say_files(visit, files, Placement(aside=aside))
    return True


def show_below(visit: Visit, draft: Draft, survey: Survey) -> None:
    """Say the button below the card of a question that asks for a place, unless it is there."""
    if draft.entry.mode.is_entered or not asks_for_place(survey, draft.dialogue):
        return
    aside = Aside(draft.id, f"{_PLACE}{draft.dialogue.at}")
    if aside.subject not in asides.subjects(visit.unit, draft.id):
        asides.expect(visit.unit, aside)
        visit.say("place_button", Placement(aside=aside))


def say_files(visit: Visit, files: list[Shown], placement: Placement = Placement()) -> None:  # noqa: B008 - frozen
    """Say files, each in a message of its own; those of choices with number and label."""
    ids = attachments.ids_of(visit.unit, [one.digest for one in files])
    for one in files:
        number = ids[one.digest]
        view = load_question_file(visit.unit, number)
        visit.say("question_file", placement, view, attachment=number, number=one.number, label=one.label)


def load_question_file(unit: Unit, number: int) -> Attachment:
    """Return a file that a survey shows, which is kept as long as the survey is."""
    found = attachments.by_id(unit, number)
    if found is None:
        raise LookupError("a survey carries this file, so it cannot be gone")
    return found


def files_at(survey: Survey, dialogue: Dialogue, language: Language, now: datetime) -> list[Shown]:
    """Return what is shown above the question that a dialogue asks, as its card numbers its choices."""
    question = _asked(survey, dialogue)
    if question is None or dialogue.at is None:
        return []
    offered: tuple[Choice, ...] = ()
    if any(choice.media for choice in question.choices):
        form = filled(survey, settled(survey, dialogue, now, language), now, language)
        offered = form.choices(question, dialogue.at)
    return [
        Shown(survey.files[one.name], one.number, _flat(text_in(one.label, language)))
        for one in files_above(question, offered, language)
        if one.name in survey.files
    ]


def _flat(label: str) -> str:
    """Return a label in one line, without markup, and with no answer in it: it is kept until it is sent."""
    return " ".join(unformatted(label, lambda _name: "…").split())[:LONGEST_LABEL]


def asks_for_place(survey: Survey, dialogue: Dialogue) -> bool:
    """Tell whether a dialogue is at a question whose answer is a place."""
    question = _asked(survey, dialogue)
    return question is not None and question.kind is Kind.GEOPOINT and question.takes_answer


def _asked(survey: Survey, dialogue: Dialogue) -> Question | None:
    if dialogue.stage is not Stage.ASKING or dialogue.at is None:
        return None
    return survey.question(name_of(dialogue.at))
