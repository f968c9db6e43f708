"""The review: all answers for a last look, each to be changed, before anything is submitted."""

from bot.dialogs.card_parts import Row, card_button, number_in, numbered_pages
from bot.dialogs.entry_names import entries_in_line, repeat_label
from bot.dialogs.form_text import FormText
from bot.dialogs.labels import move_label, shortened
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.problems import problem_in_words
from bot.speech import isolate, line
from bot.split import length
from domain.dialogue import Edit, Move
from domain.path import Step, listed_in_review
from domain.survey import Kind
from usecases.views import CardView

NUMBERS_A_ROW = 5
MOST_ON_ONE_PAGE = 25  # answers; more come in pages
PAGE = 20  # answers
TEXT_ROOM = 3800  # characters; the messenger's limit is 4096
LENGTHS = ((200, 200), (120, 90), (60, 40), (30, 20))  # of question and answer, tried in this order


def review(view: CardView, texts: FormText, ways_out: tuple[Button, ...]) -> Message:
    """Return all answers in order, numbered as they can be typed; in pages where there are many."""
    said = texts.said
    _ = said.gettext
    heading = _("Your answers")
    above = [f"<b>{plain(heading)}</b>"]
    if view.problem:
        above.append(f"<blockquote>{plain(problem_in_words(view.problem, said))}</blockquote>")
    below = [
        plain(_("Would you like to change something? Tap or type its number.")),
        plain(
            _(
                "If everything is right, press “{button}” or type {zero}. After that, your answers cannot"
                " be changed any more. They can only be deleted with the code that we show you then."
            ).format(button=move_label(Move.SUBMIT, said), zero=isolate(said.number(0)))
        ),
    ]
    listed = list(enumerate(listed_in_review(view.survey, view.dialogue, view.now), start=1))
    most = -(-len(listed) // PAGE) if len(listed) > MOST_ON_ONE_PAGE else 1
    page = number_in(view.dialogue.page, most)
    shown = listed[(page - 1) * PAGE : page * PAGE] if most > 1 else listed
    numbers = [card_button(view, f"✎ {said.number(number)}", Edit(number)) for number, _step in shown]
    rows: list[Row] = in_rows(numbers, NUMBERS_A_ROW) if numbers else []
    rows += numbered_pages(view, said, page, most)
    submit = card_button(view, f"✔ {move_label(Move.SUBMIT, said)}", Move.SUBMIT)
    back = card_button(view, move_label(Move.BACK, said), Move.BACK)
    answers = _fitting(texts, shown, TEXT_ROOM - length("\n\n".join([*above, *below])))
    parts = [*above, answers, *below]
    return Message("\n\n".join(part for part in parts if part), (*rows, (submit,), (back, *ways_out)))


def _fitting(texts: FormText, shown: list[tuple[int, Step]], room: int) -> str:
    """Return the answers of a page with texts as long as the message allows."""
    text = ""
    for label_room, answer_room in LENGTHS:
        text = "\n".join(_entry(texts, number, step, label_room, answer_room) for number, step in shown)
        if length(text) <= room:
            break
    return text


def _entry(texts: FormText, number: int, step: Step, label_room: int, answer_room: int) -> str:
    said, key = texts.said, step.key
    if step.question.kind is Kind.REPEAT:
        label, answer = repeat_label(texts, key), entries_in_line(texts, key)
    else:
        label, answer = texts.flat(step.question.label, key) or step.name, texts.answer(key)
    given = isolate(plain(shortened(answer, answer_room)))
    heading = line(f"{said.number(number)}. {plain(shortened(label, label_room))}", said)
    return f"{heading}\n{line(f'<b>{given}</b>', said)}"
