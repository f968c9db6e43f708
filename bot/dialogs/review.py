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
MOST_A_PAGE = 60  # buttons of answers; a message may have 100 buttons
TEXT_ROOM = 3800  # characters; the messenger's limit is 4096
LABEL_ROOM, ANSWER_ROOM = 200, 200  # characters of a question and of an answer


def review(view: CardView, texts: FormText, ways_out: tuple[Button, ...]) -> Message:
    """Return all answers in order, numbered as they can be typed; in pages where there are many."""
    said = texts.said
    _ = said.gettext
    above = [f"<b>{plain(_('Your answers'))}</b>"]
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
    room = TEXT_ROOM - length("\n\n".join([*above, *below]))
    pages = _pages(view, texts, room)
    number = number_in(view.dialogue.page, len(pages))
    first, entries = pages[number - 1]
    numbers = [
        card_button(view, f"✎ {said.number(place)}", Edit(place))
        for place in range(first, first + len(entries))
    ]
    rows: list[Row] = in_rows(numbers, NUMBERS_A_ROW) if numbers else []
    rows += numbered_pages(view, said, number, len(pages))
    submit = card_button(view, f"✔ {move_label(Move.SUBMIT, said)}", Move.SUBMIT)
    back = card_button(view, move_label(Move.BACK, said), Move.BACK)
    parts = [*above, "\n".join(entries), *below]
    return Message("\n\n".join(part for part in parts if part), (*rows, (submit,), (back, *ways_out)))


def _pages(view: CardView, texts: FormText, room: int) -> list[tuple[int, list[str]]]:
    """Return the pages: the number of the first answer of each, and its answers as text."""
    pages: list[tuple[int, list[str]]] = [(1, [])]
    used = 0
    for number, step in enumerate(listed_in_review(view.survey, view.dialogue, view.now), start=1):
        entry = _entry(texts, number, step)
        size = length(entry) + 1
        if pages[-1][1] and (used + size > room or len(pages[-1][1]) >= MOST_A_PAGE):
            pages.append((number, []))
            used = 0
        pages[-1][1].append(entry)
        used += size
    return pages


def _entry(texts: FormText, number: int, step: Step) -> str:
    said, key = texts.said, step.key
    if step.question.kind is Kind.REPEAT:
        label, answer = repeat_label(texts, key), entries_in_line(texts, key)
    else:
        label, answer = texts.flat(step.question.label, key) or step.name, texts.answer(key)
    given = isolate(plain(shortened(answer, ANSWER_ROOM)))
    heading = line(f"{said.number(number)}. {plain(shortened(label, LABEL_ROOM))}", said)
    return f"{heading}\n{line(f'<b>{given}</b>', said)}"
