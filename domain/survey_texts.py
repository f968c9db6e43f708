"""The texts of a questionnaire, each at a place that stays: what is translated, and where it goes back."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.languages import Language, Texts
from domain.survey import Choice, Group, GroupName, Kind, ListName, Question, Survey

BUTTON = 32
"""Characters that a phone shows on a button of full width, beside its number."""

LONGEST = 3_000
"""Characters of one text; the rest of a message is the other texts and how far somebody is."""

Place = str
"""Which text of a questionnaire: `title`, `question:age:label`, `choice:yes_no:no:label` …"""


class Part(StrEnum):
    """What a text is of its questionnaire."""

    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    HINT = "hint"
    GUIDANCE = "guidance"
    REQUIRED_MESSAGE = "required_message"
    CONSTRAINT_MESSAGE = "constraint_message"
    CHOICE = "choice"

    @property
    def limit(self) -> int:
        """Return how many characters are shown: a choice stands on a button."""
        return BUTTON if self is Part.CHOICE else LONGEST


_OF_QUESTIONS = (Part.LABEL, Part.HINT, Part.GUIDANCE, Part.REQUIRED_MESSAGE, Part.CONSTRAINT_MESSAGE)


@dataclass(frozen=True, slots=True)
class SurveyText:
    """One text of a questionnaire, in the languages that the form has it in.

    Attributes:
        place: Where it belongs, the same in every version of the form.
        part: What it is.
        texts: How it reads.
        near: The text beside it, in the form's own language: the question of a hint or of a choice.
        kind: How the question is asked, None where it is no question's.
    """

    place: Place
    part: Part
    texts: Texts
    near: str = ""
    kind: Kind | None = None


def own_language(survey: Survey) -> Language:
    """Return the form's own language, in which every text is there."""
    return survey.languages[0]


def source_of(texts: Texts, own: Language) -> str:
    """Return what is translated: the text in the form's own language, else in the first that has it."""
    return texts.get(own) or next((text for text in texts.values() if text), "")


def texts_of(survey: Survey) -> tuple[SurveyText, ...]:
    """Return every text of a questionnaire once, in the order in which people meet them."""
    return tuple(text for text in _Texts(survey).all() if source_of(text.texts, own_language(survey)))


class _Texts:
    """Goes through a questionnaire; a heading comes before its first question, choices after theirs."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._own = own_language(survey)
        self._seen: set[Place] = set()

    def all(self) -> Iterator[SurveyText]:
        yield SurveyText("title", Part.TITLE, self._survey.title)
        for question in self._survey.questions:
            for group in reversed(self._survey.groups_around(question.group)):
                yield from self._once(_heading(group, self._survey))
            label = source_of(question.label, self._own)
            for part in _OF_QUESTIONS:
                near = "" if part is Part.LABEL else label
                place = f"question:{question.name}:{part}"
                yield SurveyText(place, part, getattr(question, part), near, question.kind)
            yield from self._choices(_list_of(question), question.choices, label)
        for group in self._survey.groups:
            yield from self._once(_heading(group, self._survey))
        for name, choices in self._survey.lists.items():
            yield from self._choices(name, choices, "")

    def _choices(self, name: ListName, choices: Sequence[Choice], near: str) -> Iterator[SurveyText]:
        for place, choice in _placed(name, choices):
            yield from self._once(SurveyText(place, Part.CHOICE, choice.label, near))

    def _once(self, text: SurveyText | None) -> Iterator[SurveyText]:
        if text is not None and text.place not in self._seen:
            self._seen.add(text.place)
            yield text


def _heading(group: Group, survey: Survey) -> SurveyText | None:
    if _is_said_by_its_question(group, survey):
        return None
    return SurveyText(f"group:{group.name}:label", Part.HEADING, group.label)


def _is_said_by_its_question(group: Group, survey: Survey) -> bool:
    """Tell whether a repeat's heading is the label of the question that lists its entries."""
    position = survey.positions.get(group.name)
    return group.repeats and position is not None and survey.questions[position].label == group.label


def _list_of(question: Question) -> ListName:
    return question.choice_list or question.name


def _placed(name: ListName, choices: Sequence[Choice]) -> Iterator[tuple[Place, Choice]]:
    """Yield the choices of a list with their places; a code that comes again is counted."""
    counted: Counter[str] = Counter()
    for choice in choices:
        counted[choice.name] += 1
        again = f"#{counted[choice.name]}" if counted[choice.name] > 1 else ""
        yield f"choice:{name}:{choice.name}{again}:label", choice


# --- the way back ----------------------------------------------------------------------------------


def with_texts(survey: Survey, found: Mapping[Place, Texts]) -> Survey:
    """Return a questionnaire in which some texts read otherwise, or are there in more languages.

    A language joins the questionnaire's when nothing is missing in it.

    Args:
        survey: The questionnaire.
        found: Texts by place; other languages of a place stay as they are, and so do other places.
    """

    def told(place: Place, texts: Texts) -> Texts:
        return {**texts, **found[place]} if place in found else texts

    lists = {name: _told_choices(name, rows, told) for name, rows in survey.lists.items()}
    changed = replace(
        survey,
        title=told("title", survey.title),
        questions=tuple(_told_question(question, survey, lists, told) for question in survey.questions),
        groups=tuple(replace(group, label=_told_heading(group, survey, told)) for group in survey.groups),
        lists=lists,
    )
    added = sorted({code for texts in found.values() for code in texts} - set(survey.languages))
    complete = [code for code in added if all(text.texts.get(code) for text in texts_of(changed))]
    return replace(changed, languages=(*survey.languages, *complete))


_Told = Callable[[Place, Texts], Texts]


def _told_question(
    question: Question, survey: Survey, lists: Mapping[ListName, tuple[Choice, ...]], told: _Told
) -> Question:
    name = _list_of(question)
    shared = name in lists and survey.lists[name] == question.choices
    return replace(
        question,
        label=told(f"question:{question.name}:{Part.LABEL}", question.label),
        hint=told(f"question:{question.name}:{Part.HINT}", question.hint),
        guidance=told(f"question:{question.name}:{Part.GUIDANCE}", question.guidance),
        required_message=told(f"question:{question.name}:{Part.REQUIRED_MESSAGE}", question.required_message),
        constraint_message=told(
            f"question:{question.name}:{Part.CONSTRAINT_MESSAGE}", question.constraint_message
        ),
        choices=lists[name] if shared else _told_choices(name, question.choices, told),
    )


def _told_choices(name: ListName, choices: Sequence[Choice], told: _Told) -> tuple[Choice, ...]:
    return tuple(replace(one, label=told(place, one.label)) for place, one in _placed(name, choices))


def _told_heading(group: Group, survey: Survey, told: _Told) -> Texts:
    said_by: GroupName = f"question:{group.name}:{Part.LABEL}"
    own = f"group:{group.name}:label"
    return told(said_by if _is_said_by_its_question(group, survey) else own, group.label)
