"""What a survey version is: questions with texts, choices and conditions. It never changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.expressions import Expression
from domain.languages import Language, Texts

LANGUAGE = "language"
"""The dimension that no question asks for: the language in which somebody took part."""

ACCESS = "access"
"""Another one: whether somebody was invited into the survey's sample or just came (domain.access)."""

MODE = "mode"
"""A third: whether the answers came in the chat, from paper or by phone (domain.modes)."""

OTHER = "other"
"""The code of the choice that `or_other` adds; what it is stands in a text question `NAME_other`."""

QuestionName = str
ChoiceName = str
GroupName = str
ListName = str


class Kind(StrEnum):
    """How a question is asked and answered."""

    NOTE = "note"
    SCREENOUT = "screenout"  # a note that ends the dialogue: nothing is submitted
    ACKNOWLEDGE = "acknowledge"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    GEOPOINT = "geopoint"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    REPEAT = "repeat"  # the list of a repeat's entries: add another one, or done
    CALCULATE = "calculate"  # computed and never asked; hidden values too

    @property
    def is_media(self) -> bool:
        """Tell whether the answer is a picture, a recording or a file."""
        return self in (Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.FILE)

    @property
    def is_date(self) -> bool:
        """Tell whether the answer is on the calendar."""
        return self in (Kind.DATE, Kind.DATETIME)

    @property
    def has_choices(self) -> bool:
        """Tell whether answers are codes of a choice list."""
        return self in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK)

    @property
    def has_boxes(self) -> bool:
        """Tell whether several choices are gathered before they are the answer."""
        return self in (Kind.SELECT_MULTIPLE, Kind.RANK)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: a code that is stored and counted, and its label per language.

    `columns` are what a choice_filter or an expression looks at beside the code; `media` as of a question.
    """

    name: ChoiceName
    label: Texts
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """The values of a range question, from start to end, both included."""

    start: int | float
    end: int | float
    step: int | float = 1

    def values(self) -> tuple[int | float, ...]:
        """Return every value of the scale, in order; whole numbers as such."""
        start, end, step = (Decimal(str(one)) for one in (self.start, self.end, self.step))
        return tuple(_number(start + place * step) for place in range(int((end - start) // step) + 1))


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the questionnaire. Conditions are compiled XLSForm expressions, None where always so.

    Attributes:
        name: Under which answers are kept and counted.
        kind: How it is asked.
        label: What is asked. It may hold references such as `${name}` (domain.insertions).
        hint: How to answer.
        guidance: More help, for whoever asks for it, and in print.
        choices: What can be picked, before `choice_filter`.
        choice_list: The name of the list they come from.
        scale: The values of a range.
        required: An answer is needed.
        required_when: An answer is needed where this holds.
        required_message: What is said where none was given.
        relevant: When it is asked, besides what its groups say.
        constraint: What an answer has to satisfy.
        constraint_message: What is said where it does not.
        calculation: Its value; of a question that is asked, what stands there until it is answered.
        default: Its value at the start.
        trigger: The questions whose change lets `calculation` run; none: whenever something in it changes.
        choice_filter: Which choices are offered.
        read_only: It is shown and cannot be changed.
        randomize: The choices stand in an order of chance.
        order_seed: What decides that order; None: the dialogue's own seed.
        max_pixels: The longest side of a picture that is kept, None for the usual.
        group: The innermost group around it, empty for none.
        appearance: Words of the column `appearance` that mean something here.
        media: Pictures and recordings shown with the label: file names by language, by column.
    """

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
    guidance: Texts = field(default_factory=dict)
    choice_list: ListName = ""
    required_when: Expression | None = None
    required_message: Texts = field(default_factory=dict)
    calculation: Expression | None = None
    default: Expression | None = None
    trigger: tuple[QuestionName, ...] = ()
    choice_filter: Expression | None = None
    read_only: bool = False
    randomize: bool = False
    order_seed: Expression | None = None
    max_pixels: int | None = None
    group: GroupName = ""
    appearance: frozenset[str] = frozenset()
    media: Mapping[str, Texts] = field(default_factory=dict)

    @property
    def takes_answer(self) -> bool:
        """Tell whether the question asks for something, unlike a note or a computed value."""
        return not self.read_only and self.kind not in (Kind.NOTE, Kind.SCREENOUT, Kind.CALCULATE)

    @property
    def is_asked(self) -> bool:
        """Tell whether residents see it at all."""
        return self.kind is not Kind.CALCULATE

    def choice(self, name: ChoiceName) -> Choice | None:
        """Return the choice with this code, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together: a section, or a repeat that is gone through once for each entry.

    Attributes:
        name: Its name.
        label: Its heading.
        relevant: When it is asked, besides what the groups around it say.
        parent: The group around it, empty for none.
        repeats: It is a repeat. A question of the kind `REPEAT` with its name stands before its questions.
        count: How many entries the repeat has; None: the respondent adds them.
        randomize: What is in it comes in an order of chance.
    """

    name: GroupName
    label: Texts = field(default_factory=dict)
    relevant: Expression | None = None
    parent: GroupName = ""
    repeats: bool = False
    count: Expression | None = None
    randomize: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many people of one cell are asked: those whose answers have these codes.

    `cell` holds the code of each question that it looks at; `limit` is the most that submit.
    """

    cell: Mapping[QuestionName, ChoiceName]
    limit: int

    @property
    def key(self) -> str:
        """Return the cell as one text, under which it is counted."""
        return "|".join(f"{name}={code}" for name, code in sorted(self.cell.items()))


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of a questionnaire.

    `dimensions` are what results can be filtered by, the most important first: questions with one choice,
    `LANGUAGE`, and first of all `ACCESS` where the survey tells its sample from others. `lists` are the
    choice lists by name, for expressions that look something up. `files` are the digests of what is shown
    with questions, by its name (domain.shown_files).
    """

    name: str
    version: str
    title: Texts
    languages: tuple[Language, ...]
    questions: tuple[Question, ...]
    dimensions: tuple[QuestionName, ...] = ()
    groups: tuple[Group, ...] = ()
    lists: Mapping[ListName, tuple[Choice, ...]] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    positions: dict[QuestionName, int] = field(init=False, repr=False, compare=False)
    group_of: dict[GroupName, Group] = field(init=False, repr=False, compare=False)
    homes: dict[str, tuple[GroupName, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", {q.name: i for i, q in enumerate(self.questions)})
        object.__setattr__(self, "group_of", {group.name: group for group in self.groups})
        homes = {question.name: self._repeats_around(question.group) for question in self.questions}
        homes |= {group.name: self._repeats_around(group.parent) for group in self.groups}
        object.__setattr__(self, "homes", homes)

    def _repeats_around(self, name: GroupName) -> tuple[GroupName, ...]:
        return tuple(one.name for one in reversed(self.groups_around(name)) if one.repeats)

    def groups_around(self, name: GroupName) -> tuple[Group, ...]:
        """Return a group and those around it, the innermost first."""
        found: list[Group] = []
        while name:
            group = self.group_of[name]
            found.append(group)
            name = group.parent
        return tuple(found)

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

    def is_recorded(self, question: Question) -> bool:
        """Tell whether a question's value is submitted: computed ones only as a dimension of results."""
        return question.takes_answer or question.name in self.dimensions
