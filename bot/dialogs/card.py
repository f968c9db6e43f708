"""The living card of a dialogue: the question that is asked, the break, or the review."""

from bot.buttons import card_data, menu_data
from bot.dialogs.answers import answer_in_words
from bot.dialogs.labels import BUTTON_LIMIT, move_label, numbered, shortened
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.problems import problem_in_words
from bot.dialogs.review import review
from bot.speech import Speech, isolate, line, speech
from domain.dialogue import Choose, Dialogue, Mark, Move, Stage
from domain.engine import leads_back_to_review
from domain.keys import name_of
from domain.languages import Language, text_in
from domain.path import path, progress
from domain.survey import Kind, Question
from usecases.views import CardView

Row = tuple[Button, ...]
NUMBERS_A_ROW = 5
SCALE_A_ROW = 6


def card(view: CardView, language: Language) -> Message:
    """Return the card of a dialogue as it stands."""
    said = speech(language)
    match view.dialogue.stage:
        case Stage.PAUSED:
            return _break(view, said)
        case Stage.REVIEWING:
            return review(view, said, _ways_out(view, said))
        case _:
            return _question(view, said, view.survey.question(name_of(view.dialogue.at or "")))


def _break(view: CardView, said: Speech) -> Message:
    _ = said.gettext
    lines = [
        f"<b>{plain(text_in(view.survey.title, said.language))}</b>",
        _("You are taking a break. Your answers so far are kept."),
        _("Go on whenever you like: press “{button}” or send {command}.").format(
            button=move_label(Move.RESUME, said), command=isolate("/survey")
        ),
    ]
    return Message("\n\n".join(lines), ((_move(view, Move.RESUME, said),), (_languages(view, said),)))


def _question(view: CardView, said: Speech, question: Question) -> Message:
    listed = _is_listed(question, said)
    parts = [_heading(view, said)]
    if view.problem:
        parts.append(f"<blockquote>{plain(problem_in_words(view.problem, said, question))}</blockquote>")
    parts.append(f"<b>{plain(text_in(question.label, said.language))}</b>")
    hint = text_in(question.hint, said.language)
    if hint:
        parts.append(f"<i>{plain(hint)}</i>")
    if listed:
        choices = [line(numbered(n, plain(label), said), said) for n, label in _labels(question, said)]
        parts.append("\n".join(choices))
    parts += [plain(text) for text in _instructions(view.dialogue, question, said)]
    rows = [*_answer_rows(view, question, said, listed), *_step_rows(view, question, said)]
    return Message("\n\n".join(parts), (*rows, _ways_out(view, said)))


def _heading(view: CardView, said: Speech) -> str:
    title = plain(text_in(view.survey.title, said.language))
    question = view.survey.question(name_of(view.dialogue.at or ""))
    if not question.takes_answer:
        return title
    number, total = progress(view.survey, view.dialogue, view.now)
    where = said.gettext("Question {number} of {total}").format(
        number=isolate(said.number(number)), total=isolate(said.number(total))
    )
    return f"{title}\n{where}"


def _instructions(dialogue: Dialogue, question: Question, said: Speech) -> list[str]:
    """Say how to answer where the buttons do not say it, and what is answered or ticked already."""
    _ = said.gettext
    lines = []
    match question.kind:
        case Kind.TEXT:
            lines.append(_("Please write your answer as a message."))
        case Kind.INTEGER:
            lines.append(_("Please type a number as a message."))
        case Kind.SELECT_MULTIPLE:
            if not question.hint:  # a hint says it in the survey's own words
                lines.append(_("You can choose more than one answer."))
            if dialogue.picked:
                chosen = answer_in_words(question, dialogue.picked, said)
                lines.append(_("Chosen so far: {answers}").format(answers=isolate(chosen)))
    answer = dialogue.answers.get(dialogue.at or "")
    if answer is not None and question.kind is not Kind.SELECT_MULTIPLE:
        given = isolate(shortened(answer_in_words(question, answer, said), 300))
        lines.append(_("Your answer so far: {answer}").format(answer=given))
    return lines


# --- buttons ---------------------------------------------------------------------------------------


def _labels(question: Question, said: Speech) -> list[tuple[int, str]]:
    return [(n, text_in(choice.label, said.language)) for n, choice in enumerate(question.choices, start=1)]


def _is_listed(question: Question, said: Speech) -> bool:
    """Tell whether the choices stand in the text, because one is too long for a button."""
    return any(len(numbered(n, label, said)) > BUTTON_LIMIT for n, label in _labels(question, said))


def _answer_rows(view: CardView, question: Question, said: Speech, listed: bool) -> list[Row]:
    match question.kind:
        case Kind.RANGE:
            return _scale_rows(view, question, said)
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
            buttons = [
                _choice(
                    view,
                    question,
                    index,
                    said.number(index + 1) if listed else numbered(index + 1, label, said),
                )
                for index, (_, label) in enumerate(_labels(question, said))
            ]
            return in_rows(buttons, NUMBERS_A_ROW if listed else 1)
        case _:
            return []


def _choice(view: CardView, question: Question, index: int, label: str) -> Button:
    code, dialogue = question.choices[index].name, view.dialogue
    if question.kind is Kind.SELECT_MULTIPLE:
        on = code in dialogue.picked
        mark = Mark(index, on=not on)
        return Button(f"{'☑' if on else '☐'} {label}", card_data(view.dialogue_id, dialogue.turn, mark))
    chosen = "✓ " if dialogue.answers.get(dialogue.at or "") == code else ""
    return Button(f"{chosen}{label}", card_data(view.dialogue_id, dialogue.turn, Choose(index)))


def _scale_rows(view: CardView, question: Question, said: Speech) -> list[Row]:
    """Return the scale as rows; the lowest value stands where the language begins its lines.

    Messengers lay rows out from left to right in every language, so right-to-left ones get them turned.
    """
    given = view.dialogue.answers.get(dialogue.at or "")
    values = question.scale.values() if question.scale else ()
    buttons = [
        Button(
            f"{'✓ ' if given == value else ''}{said.number(value)}",
            card_data(view.dialogue_id, view.dialogue.turn, Choose(index)),
        )
        for index, value in enumerate(values)
    ]
    rows = in_rows(buttons, SCALE_A_ROW)
    return [row[::-1] for row in rows] if said.right_to_left else rows


def _step_rows(view: CardView, question: Question, said: Speech) -> list[Row]:
    dialogue, steps = view.dialogue, []
    answered = dialogue.answers.get(dialogue.at or "") is not None
    if question.kind is Kind.SELECT_MULTIPLE:
        steps.append(_done(view, said))
    way = path(view.survey, dialogue, view.now)
    moves = []
    if dialogue.editing or (way and way[0].key != dialogue.at):
        to_review = leads_back_to_review(view.survey, dialogue, view.now)
        moves.append(_move(view, Move.BACK, said, said.gettext("Back to the overview") if to_review else ""))
    if not question.takes_answer or (answered and question.kind is not Kind.SELECT_MULTIPLE):
        moves.append(_move(view, Move.KEEP, said))
    elif not question.required:
        moves.append(_move(view, Move.SKIP, said))
    return [row for row in (tuple(steps), tuple(moves)) if row]


def _done(view: CardView, said: Speech) -> Button:
    count = len(view.dialogue.picked)
    label = move_label(Move.DONE, said)
    if count:
        chosen = said.ngettext("{n} chosen", "{n} chosen", count).format(n=isolate(said.number(count)))
        label = f"{label} ({chosen})"
    return _move(view, Move.DONE, said, label)


def _ways_out(view: CardView, said: Speech) -> Row:
    return (_move(view, Move.PAUSE, said), _languages(view, said))


def _languages(view: CardView, said: Speech) -> Button:
    label = said.gettext("Language")
    return Button(f"🌐 {label}", menu_data(f"languages:{view.dialogue_id}"))


def _move(view: CardView, move: Move, said: Speech, label: str = "") -> Button:
    return Button(label or move_label(move, said), card_data(view.dialogue_id, view.dialogue.turn, move))
