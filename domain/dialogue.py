"""A dialogue: one respondent's place in one survey version, and what can happen in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.survey import ChoiceName, QuestionName

Answer = str | tuple[ChoiceName, ...] | int | None
"""A text or a choice's code, the codes of a multi-select, a number; None: seen or skipped."""


class Stage(StrEnum):
    """Where a dialogue stands as a whole."""

    ASKING = "asking"
    REVIEWING = "reviewing"
    PAUSED = "paused"
    SUBMITTED = "submitted"
    SCREENED_OUT = "screened_out"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can be answered any more."""
        return self in (Stage.SUBMITTED, Stage.SCREENED_OUT)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One respondent's place in one survey version.

    `turn` rises with every step. A button carries the turn it was drawn for, so a tap on yesterday's
    keyboard cannot answer today's question. `picked` holds the boxes ticked so far in a multi-select;
    `editing` says that the question was opened from the review and leads back to it.
    """

    stage: Stage = Stage.ASKING
    at: QuestionName | None = None  # None: at the review
    turn: int = 0
    answers: Mapping[QuestionName, Answer] = field(default_factory=dict)
    picked: tuple[ChoiceName, ...] = ()
    editing: bool = False


class DialogueClosed(Exception):
    """An answer arrived for a dialogue that has already ended."""


# --- what a respondent can do ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choose:
    """A tap on a choice of a select_one or a value of a scale, by its place from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A tap on a box of a multi-select. It says the state it wants, so that a double tap does no harm."""

    index: int
    on: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """A tap on an answer in the review, by the question's place in the survey from 0."""

    index: int


class Move(StrEnum):
    """A step that needs no more than its name."""

    DONE = "done"  # finish a multi-select
    KEEP = "keep"  # go on past a note or an answer that stands already
    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Typed:
    """Words the respondent wrote. `move` is set where they are the name of a step ("zurück")."""

    text: str
    move: Move | None = None


class Unreadable(StrEnum):
    """Something that no question takes."""

    MEDIA = "media"
    EDITED_MESSAGE = "edited_message"


Tap = Choose | Mark | Edit | Move
Action = Tap | Typed | Unreadable

# --- what happened ---------------------------------------------------------------------------------


class Problem(StrEnum):
    """Why an input was not taken. Each has a sentence that says what to do instead."""

    STALE_BUTTON = "stale_button"
    SECOND_TAP = "second_tap"
    FORGED_BUTTON = "forged_button"
    NOT_A_CHOICE = "not_a_choice"
    NOTHING_CHOSEN = "nothing_chosen"
    NOT_A_NUMBER = "not_a_number"
    NOT_ON_SCALE = "not_on_scale"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONSTRAINT = "constraint"
    REQUIRED = "required"
    PRESS_CONTINUE = "press_continue"
    PAUSED = "paused"
    NOT_IN_REVIEW = "not_in_review"
    NEEDS_WORDS = "needs_words"
    EDITED_MESSAGE = "edited_message"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is to be shown; with a problem, it is shown again and says why."""

    question: QuestionName
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer or a skip was taken in."""

    question: QuestionName


@dataclass(frozen=True, slots=True)
class Marked:
    """A box of a multi-select was ticked or cleared; nothing is answered yet."""

    question: QuestionName


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All answers are to be shown for a last look."""

    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The respondent takes a break; everything is kept. A problem says that it was paused already."""

    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ScreenedOut:
    """The survey ends here for this person; nothing is submitted."""

    note: QuestionName


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answers that count: relevant ones only, without notes and skips."""

    answers: Mapping[QuestionName, Answer]


Event = Asked | Answered | Marked | Reviewed | Paused | ScreenedOut | Submitted
