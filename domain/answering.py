"""What an action at a question means: an answer, boxes ticked so far, another page, or a problem."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.dialogue import (
    Action,
    Answer,
    Choose,
    Dialogue,
    Give,
    Located,
    Mark,
    Page,
    Problem,
    Sent,
    Typed,
)
from domain.filled import Filled
from domain.keys import Key
from domain.survey import Choice, Kind, Question
from domain.typed import read
from domain.typed_search import found, is_searched, page_of

ACKNOWLEDGED = "OK"  # what ODK keeps for a confirmation
_PLACES = 6  # decimals of a degree: about ten centimetres


@dataclass(frozen=True, slots=True)
class Taken:
    """The action is an answer; the question's own rule is still to be looked at."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Changed:
    """The action changes what is shown of the question, and answers nothing yet."""

    dialogue: Dialogue


Meaning = Taken | Changed | Problem


def meaning_of(form: Filled, dialogue: Dialogue, question: Question, key: Key, action: Action) -> Meaning:
    """Return what a tap, a typed text or something that was sent means as an answer to a question."""
    offered = form.choices(question, key) if question.kind.has_choices else ()
    match action:
        case Typed(text, move):
            answer = read(question, text, offered, form.language, form.now.date())
            if answer is Problem.NOT_A_CHOICE and move is None and is_searched(question, offered):
                return _searched(form, dialogue, question, offered, text)
            return answer if isinstance(answer, Problem) else Taken(answer)
        case Choose(index) if question.kind is Kind.SELECT_ONE:
            choice = _offered_at(question, offered, index)
            return Taken(choice.name) if choice else Problem.FORGED_BUTTON
        case Choose(index) if question.scale and 0 <= index < len(values := question.scale.values()):
            return Taken(values[index])
        case Mark(index, on) if question.kind.has_boxes:
            choice = _offered_at(question, offered, index)
            return (
                Changed(_marked(dialogue, question, offered, choice, on)) if choice else Problem.FORGED_BUTTON
            )
        case Give(value) if is_value_of(question.kind, value):
            return Taken(value)
        case Page(name):
            return Changed(replace(dialogue, page=name[:16]))
        case Located(latitude, longitude, accuracy) if question.kind is Kind.GEOPOINT:
            return Taken(place_in_words(latitude, longitude, accuracy))
        case Sent(name) if question.kind.is_media:
            return Taken(name)
        case _:
            return Problem.FORGED_BUTTON


def _searched(
    form: Filled, dialogue: Dialogue, question: Question, offered: tuple[Choice, ...], text: str
) -> Meaning:
    """Return what a part of a label finds: the choice itself, or a page of several to choose from."""
    hits = found(offered, text, form.language)
    if not hits:
        return Problem.NOT_A_CHOICE
    if len(hits) > 1:
        return Changed(replace(dialogue, page=page_of(text)))
    if question.kind is Kind.SELECT_MULTIPLE:
        return Changed(replace(_marked(dialogue, question, offered, hits[0], on=True), page=""))
    return Taken(hits[0].name)


def _offered_at(question: Question, offered: tuple[Choice, ...], index: int) -> Choice | None:
    """Return a button's choice by its place in the form, which no filter and no chance moves."""
    if not 0 <= index < len(question.choices):
        return None
    choice = question.choices[index]
    return choice if choice in offered else None


def _marked(
    dialogue: Dialogue, question: Question, offered: tuple[Choice, ...], choice: Choice, on: bool
) -> Dialogue:
    """Tick or clear a box. In a rank the last tick stands last, and the only one left joins by itself.

    Who taps that one as well, in the rhythm of the others, finds it in its place.
    """
    if question.kind is Kind.SELECT_MULTIPLE:
        wanted = set(dialogue.picked) - {choice.name}
        if on:
            wanted.add(choice.name)
        return replace(dialogue, picked=tuple(one.name for one in question.choices if one.name in wanted))
    if dialogue.picked[-1:] == (choice.name,) and len(dialogue.picked) == len(offered):
        return dialogue
    picked = [name for name in dialogue.picked if name != choice.name]
    if on:
        picked.append(choice.name)
        left = [one.name for one in offered if one.name not in picked]
        picked += left if len(left) == 1 else []
    return replace(dialogue, picked=tuple(picked))


def finished_boxes(question: Question, dialogue: Dialogue, offered: tuple[Choice, ...]) -> Answer | Problem:
    """Return the ticked boxes as the answer; a rank has to hold all of its choices."""
    if not dialogue.picked:
        return Problem.NOTHING_CHOSEN
    names = {choice.name for choice in offered}
    picked = tuple(name for name in dialogue.picked if name in names)
    if question.kind is Kind.RANK and len(picked) < len(names):
        return Problem.NOT_ALL_RANKED
    return picked or Problem.NOTHING_CHOSEN


def is_value_of(kind: Kind, value: str) -> bool:
    """Tell whether a button's value is a date, time or both as the kind of question keeps it."""
    try:
        match kind:
            case Kind.DATE:
                return date.fromisoformat(value).isoformat() == value
            case Kind.TIME:
                return time.fromisoformat(value).isoformat("minutes") == value
            case Kind.DATETIME:
                return datetime.fromisoformat(value).isoformat(timespec="minutes") == value
            case _:
                return False
    except ValueError:
        return False


def place_in_words(latitude: float, longitude: float, accuracy: float | None = None) -> str:
    """Return a place as XForms keeps it: latitude, longitude, altitude (always 0), accuracy in metres."""
    return f"{latitude:.{_PLACES}f} {longitude:.{_PLACES}f} 0 {accuracy or 0:g}"


def is_still_offered(form: Filled, question: Question, key: Key, answer: Answer) -> bool:
    """Tell whether an answer's codes are among the choices that are offered now, each once; or on the scale.

    What a form computes as an answer need not be: nobody has tapped it.
    """
    if answer is None:
        return True
    if question.scale is not None:
        return answer in question.scale.values()
    if not question.kind.has_choices:
        return True
    names = {choice.name for choice in form.choices(question, key)}
    codes = answer if isinstance(answer, tuple) else (answer,)
    return names.issuperset(codes) and len(set(codes)) == len(codes)
