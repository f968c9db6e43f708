"""What the cards of all kinds of questions share: the question, its buttons, what a kind adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.buttons import card_data
from bot.dialogs.form_text import FormText
from bot.dialogs.labels import move_label
from bot.dialogs.message import Button
from bot.speech import Speech, isolate, line
from domain.dialogue import Answer, Dialogue, Move, Page, Tap
from domain.filled import Filled
from domain.keys import Key
from domain.path import Way
from domain.survey import Question
from usecases.views import CardView

Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is put to one reader; what is worked out of the form is worked out once a card.

    Attributes:
        view: What the card shows.
        said: The reader's speech.
        texts: What makes the form's texts.
        way: The respondent's way.
        question: The question.
        key: Its key.
    """

    view: CardView
    said: Speech
    texts: FormText
    way: Way
    question: Question
    key: Key

    @property
    def form(self) -> Filled:
        """Return the form as it is filled in."""
        return self.texts.form

    @property
    def dialogue(self) -> Dialogue:
        """Return the dialogue as it stands."""
        return self.view.dialogue

    @property
    def given(self) -> Answer:
        """Return what stands as the answer: given, by default, or worked out."""
        return self.form.given(self.key)

    def button(self, label: str, action: Tap) -> Button:
        """Return a button of this card."""
        return card_button(self.view, label, action)

    def move(self, move: Move, label: str = "") -> Button:
        """Return the button of a step, under its own name or another one."""
        return self.button(label or move_label(move, self.said), move)


@dataclass(frozen=True, slots=True)
class Body:
    """What a kind of question adds to its card.

    Attributes:
        lines: Paragraphs in the messenger's HTML, below the question and its hint.
        rows: Rows of buttons, above those of steps.
        done: The button that ends what is gathered in several taps, None where there is none.
        says_answer: The paragraphs or buttons say themselves what stands as the answer.
    """

    lines: Sequence[str] = ()
    rows: Sequence[Row] = field(default=())
    done: Button | None = None
    says_answer: bool = False


def card_button(view: CardView, label: str, action: Tap) -> Button:
    """Return a button that does something in a card's dialogue."""
    return Button(label, card_data(view.dialogue_id, view.dialogue.turn, action))


def along(row: Sequence[Button], said: Speech) -> Row:
    """Return a row that begins where the language begins its lines.

    Messengers lay rows out from left to right in every language.
    """
    return tuple(row[::-1]) if said.right_to_left else tuple(row)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that a button leads to: its label, and its name in `Dialogue.page`."""

    label: str
    page: str


def turning(
    view: CardView, said: Speech, before: Leaf | None, after: Leaf | None, here: Leaf | None = None
) -> Row:
    """Return the row that turns pages, in the language's direction; the middle, if any, says where one is."""
    row = [card_button(view, line(f"‹ {before.label}", said), Page(before.page))] if before else []
    row += [card_button(view, line(here.label, said), Page(here.page))] if here else []
    row += [card_button(view, line(f"{after.label} ›", said), Page(after.page))] if after else []
    return along(row, said)


def number_in(page: str, most: int) -> int:
    """Return a page's number, from 1 to `most`; the first for a name that is none."""
    return min(int(page), most) if re.fullmatch(r"[1-9]\d{0,3}", page, re.ASCII) else 1


def numbered_pages(view: CardView, said: Speech, number: int, most: int) -> list[Row]:
    """Return the row that turns numbered pages; none where there is one page only."""
    if most < 2:
        return []

    def leaf(page: int) -> Leaf:
        return Leaf(said.number(page), str(page))

    here = isolate(f"{said.number(number)} / {said.number(most)}")
    before = leaf(number - 1) if number > 1 else None
    after = leaf(number + 1) if number < most else None
    return [turning(view, said, before, after, Leaf(here, str(number)))]
