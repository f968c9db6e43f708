"""The review: all answers for a last look, each to be changed, before anything is submitted."""

from bot.buttons import card_data
from bot.dialogs.answers import answer_in_words
from bot.dialogs.labels import move_label, shortened
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.problems import problem_in_words
from bot.speech import Speech, isolate, line
from domain.dialogue import Edit, Move
from domain.filled import filled
from domain.languages import text_in
from domain.path import Way, listed_in_review
from usecases.views import CardView

NUMBERS_A_ROW = 5
TEXT_ROOM = 3800  # characters; the messenger's limit is 4096
LENGTHS = ((200, 200), (120, 90), (60, 40), (30, 20))  # of question and answer, tried in this order


def review(view: CardView, said: Speech, ways_out: tuple[Button, ...]) -> Message:
    """Return all answers in order, numbered as they can be typed."""
    _ = said.gettext
    listed = listed_in_review(view.survey, view.dialogue, view.now)
    heading = _("Your answers")
    parts = [f"<b>{plain(heading)}</b>"]
    if view.problem:
        parts.append(f"<blockquote>{plain(problem_in_words(view.problem, said))}</blockquote>")
    parts.append(_fitting(view, listed, said))
    parts.append(plain(_("Would you like to change something? Tap or type its number.")))
    parts.append(
        plain(
            _(
                "If everything is right, press “{button}” or type {zero}. After that, your answers cannot"
                " be changed any more. They can only be deleted with the code that we show you then."
            ).format(button=move_label(Move.SUBMIT, said), zero=isolate(said.number(0)))
        )
    )
    numbers = [
        _button(view, Edit(number), f"✎ {said.number(number)}") for number in range(1, len(listed) + 1)
    ]
    rows = in_rows(numbers, NUMBERS_A_ROW)
    submit = _button(view, Move.SUBMIT, f"✔ {move_label(Move.SUBMIT, said)}")
    back = _button(view, Move.BACK, move_label(Move.BACK, said))
    return Message("\n\n".join(parts), (*rows, (submit,), (back, *ways_out)))


def _fitting(view: CardView, listed: Way, said: Speech) -> str:
    """Return the list with texts as long as the message allows."""
    text = ""
    form = filled(view.survey, view.dialogue, view.now, said.language)
    for label_length, answer_length in LENGTHS:
        lines = []
        for number, step in enumerate(listed, start=1):
            label = shortened(text_in(step.question.label, said.language), label_length)
            answer = answer_in_words(step.question, form.given(step.key), said)
            given = isolate(plain(shortened(answer, answer_length)))
            lines.append(line(f"{said.number(number)}. {plain(label)}", said))
            lines.append(line(f"<b>{given}</b>", said))
        text = "\n".join(lines)
        if len(text) <= TEXT_ROOM:
            break
    return text


def _button(view: CardView, action: Edit | Move, label: str) -> Button:
    return Button(label, card_data(view.dialogue_id, view.dialogue.turn, action))
