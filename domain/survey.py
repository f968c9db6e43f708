"""What a survey version is: questions with texts, choices and conditions. It never changes."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.expressions import Expression
from domain.languages import Language, Texts

LANGUAGE = "language"
"""The dimension that no question asks for: the language in which somebody took part."""

ACCESS = "access"
"""Another one: whether somebody was invited into the survey's sample or just came (domain.access)."""

QuestionName = str
ChoiceName = str


class Kind(StrEnum):
    """How a question is asked and answered."""

    NOTE = "note"
    SCREENOUT = "screenout"  # a note that ends the dialogue: nothing is submitted
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    TEXT = "text"
    INTEGER = "integer"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: a code that is stored and counted, and its label per language."""

    name: ChoiceName
    label: Texts


@dataclass(frozen=True, slots=True)
class Scale:
    """The values of a range question: whole numbers from start to end, both included."""

    start: int
    end: int
    step: int = 1

    def values(self) -> tuple[int, ...]:
        """Return every value of the scale, in order."""
        return tuple(range(self.start, self.end + 1, self.step))


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the questionnaire. Conditions are compiled XLSForm expressions, None where always so."""

    name: QuestionName
    kind: Kind
    label: Texts
    hint: Texts = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    scale: Scale | None = None
    required: bool = False
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Texts = field(default_factory=dict)

    @property
    def takes_answer(self) -> bool:
        """Tell whether the question asks for something, unlike a note."""
        return self.kind not in (Kind.NOTE, Kind.SCREENOUT)

    def choice(self, name: ChoiceName) -> Choice | None:
        """Return the choice with this code, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of a questionnaire.

    `dimensions` are what results can be filtered by, the most important first: questions with one choice,
    `LANGUAGE`, and first of all `ACCESS` where the survey tells its sample from others.
    """

    name: str
    version: str
    title: Texts
    languages: tuple[Language, ...]
    questions: tuple[Question, ...]
    dimensions: tuple[QuestionName, ...] = ()
    positions: dict[QuestionName, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", {q.name: i for i, q in enumerate(self.questions)})

    @property
    def has_sample(self) -> bool:
        """Tell whether the survey tells people who were invited by a letter from everybody else."""
        return ACCESS in self.dimensions

    def question(self, name: QuestionName) -> Question:
        """Return the question with this name.

        Raises:
            KeyError: the survey has no such question, so the caller is broken.
        """
        return self.questions[self.positions[name]]
