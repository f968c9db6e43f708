"""Why an input was not taken, in a sentence that says what to do. It never blames the reader."""

from bot.dialogs.labels import move_label
from bot.speech import Speech, isolate
from domain.dialogue import Move, Problem
from domain.languages import text_in
from domain.survey import Kind, Question
from domain.typed import TEXT_LIMIT
from domain.typed_answers import NUMBER_LIMIT


def problem_in_words(problem: Problem, said: Speech, question: Question | None = None) -> str:
    """Return the sentence for a problem, made for the question it came up at."""
    _ = said.gettext
    match problem:
        case Problem.STALE_BUTTON:
            return _("This button belongs to an earlier step. Here is where you are now.")
        case Problem.SECOND_TAP:
            return _("Your first tap counts.")
        case Problem.FORGED_BUTTON:
            return _("This button does not work here. Please use one of these.")
        case Problem.NOT_A_CHOICE:
            return _not_a_choice(question, said)
        case Problem.NOTHING_CHOSEN:
            return _("Please choose at least one answer first.")
        case Problem.NOT_A_NUMBER:
            return _("Please type a whole number, for example {number}.").format(
                number=isolate(said.number(3))
            )
        case Problem.NOT_ON_SCALE if question and question.scale:
            return _("Please choose a number from {first} to {last}.").format(
                first=isolate(said.number(question.scale.start)),
                last=isolate(said.number(question.scale.end)),
            )
        case Problem.TOO_LARGE:
            return _("This number is too large. Please type one below {limit}.").format(
                limit=isolate(said.number(NUMBER_LIMIT))
            )
        case Problem.TOO_LONG:
            return _("Your text is too long. Please write it in at most {limit} characters.").format(
                limit=isolate(said.number(TEXT_LIMIT))
            )
        case Problem.CONSTRAINT if question and question.constraint_message:
            return text_in(question.constraint_message, said.language)
        case Problem.REQUIRED:
            return _("We need an answer to this question to go on.")
        case Problem.PRESS_CONTINUE:
            return _("Please press “{button}” to go on.").format(button=move_label(Move.KEEP, said))
        case Problem.PAUSED:
            return _("You have paused the survey. Press “{button}” to go on.").format(
                button=move_label(Move.RESUME, said)
            )
        case Problem.NOT_IN_REVIEW:
            return _(
                "To change an answer, type its number. To submit, type {zero} or press “{button}”."
            ).format(zero=isolate(said.number(0)), button=move_label(Move.SUBMIT, said))
        case Problem.NEEDS_WORDS:
            return _("Pictures, voice messages and files cannot be read here. Please tap a button or type.")
        case Problem.EDITED_MESSAGE:
            return _(
                "A message that is changed later is not read again. “{button}” lets you change an answer."
            ).format(button=move_label(Move.BACK, said))
        case _:
            return _("Please answer this question with a button or by typing.")


def _not_a_choice(question: Question | None, said: Speech) -> str:
    _ = said.gettext
    if question is None or not question.choices:
        return _("Please answer this question with a button or by typing.")
    last = isolate(said.number(len(question.choices)))
    if question.kind is Kind.SELECT_MULTIPLE:
        return _(
            "That does not match any of the answers. Please tap them, or type their numbers"
            " from {first} to {last} with commas between them."
        ).format(first=isolate(said.number(1)), last=last)
    return _(
        "That does not match any of the answers. Please tap one, or type its number from {first} to {last}."
    ).format(first=isolate(said.number(1)), last=last)
