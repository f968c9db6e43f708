"""A dialogue: one respondent's place in one survey version, and what can happen in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.keys import Key
from domain.survey import ChoiceName, QuestionName

Answer = str | tuple[ChoiceName, ...] | int | float | None
"""A text, a choice's code, codes in order, a number; None: seen or skipped.

Dates, times and both together are ISO 8601 texts, a place is `latitude longitude altitude accuracy`, a
picture or recording the random name of its file, a confirmation `OK`; of a repeat it is the number of its
entries.
"""


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
    keyboard cannot answer today's question. `picked` holds the boxes ticked so far in a multi-select, in the
    order of a rank; `editing` says that the question was opened from the review and leads back to it.

    `entries` is how many entries each repeat has. `computed` holds calculated values and defaults, `off` the
    questions and groups whose own condition does not hold; None: nothing was worked out yet. `seed` decides
    every order of chance. `page` says which part of a long question is shown: a month, a page of choices.
    """

    stage: Stage = Stage.ASKING
    at: Key | None = None  # None: at the review
    turn: int = 0
    answers: Mapping[Key, Answer] = field(default_factory=dict)
    picked: tuple[ChoiceName, ...] = ()
    editing: bool = False
    entries: Mapping[Key, int] = field(default_factory=dict)
    computed: Mapping[Key, Answer] = field(default_factory=dict)
    off: frozenset[Key] | None = None
    seed: int = 0
    page: str = ""


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
class Give:
    """A tap on a button that names its answer: a day of the calendar, a time of day."""

    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """A tap that shows another part of a long question: another month, further choices."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A tap on an entry of a repeat, by its number from 1: to change it or to take it out."""

    number: int
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A tap on an answer in the review, by its number there from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Located:
    """A place that was sent, in degrees, with its accuracy in metres where that is known."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture, recording or file that was sent and fits the question: its random name."""

    name: str


class Move(StrEnum):
    """A step that needs no more than its name."""

    DONE = "done"  # finish a multi-select
    KEEP = "keep"  # go on past a note or an answer that stands already
    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    SUBMIT = "submit"
    ADD = "add"  # another entry of a repeat


@dataclass(frozen=True, slots=True)
class Typed:
    """Words the respondent wrote. `move` is set where they are the name of a step ("zurück")."""

    text: str
    move: Move | None = None


class Unreadable(StrEnum):
    """Something that no question takes."""

    MEDIA = "media"
    EDITED_MESSAGE = "edited_message"


Tap = Choose | Mark | Give | Page | Entry | Edit | Move
Action = Tap | Typed | Located | Sent | Unreadable

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
    NOT_A_DATE = "not_a_date"
    SEVERAL_DATES = "several_dates"
    NOT_A_TIME = "not_a_time"
    NEEDS_PLACE = "needs_place"
    NEEDS_PICTURE = "needs_picture"
    NEEDS_RECORDING = "needs_recording"
    NEEDS_VIDEO = "needs_video"
    NEEDS_FILE = "needs_file"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    NOT_ALL_RANKED = "not_all_ranked"
    TOO_MANY_ENTRIES = "too_many_entries"
    EDITED_MESSAGE = "edited_message"
    LETTER_USED_UP = "letter_used_up"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is to be shown; with a problem, it is shown again and says why."""

    question: Key
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer or a skip was taken in."""

    question: Key


@dataclass(frozen=True, slots=True)
class Marked:
    """A box of a multi-select was ticked or cleared; nothing is answered yet."""

    question: Key


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

    answers: Mapping[Key, Answer]


Event = Asked | Answered | Marked | Reviewed | Paused | ScreenedOut | Submitted
