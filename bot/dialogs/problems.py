"""Why an input was not taken, in a sentence that says what to do. It never blames the reader."""

from datetime import date, time

from bot.dialogs.answers import clock_in_words, number_in_words
from bot.dialogs.card_parts import Asking
from bot.dialogs.labels import CLIP, move_label
from bot.dialogs.message import plain
from bot.speech import Speech, isolate
from domain.attachments import MEGABYTE
from domain.dialogue import Move, Problem
from domain.filled import MOST_ENTRIES
from domain.media import LARGEST
from domain.survey import Kind, Question
from domain.typed import TEXT_LIMIT
from domain.typed_answers import NUMBER_LIMIT
from domain.typed_search import is_searched

_MARCH, _OCTOBER = date(2026, 3, 10), date(2026, 10, 3)  # what 10/3 can mean


def problem_at(asking: Asking, problem: Problem) -> str:
    """Return the sentence for a problem at a question, in HTML: in the form's own words where it has some."""
    question, texts = asking.question, asking.texts
    if problem is Problem.CONSTRAINT and (own := texts.html(question.constraint_message, asking.key)):
        return own
    if problem is Problem.REQUIRED and (own := texts.html(question.required_message, asking.key)):
        return own
    if problem is Problem.NOT_A_CHOICE and question.kind.has_choices:
        offered = asking.form.choices(question, asking.key)
        is_long = is_searched(question, offered)
        return plain(_not_a_choice(question, len(offered), is_long=is_long, said=asking.said))
    return plain(problem_in_words(problem, asking.said, question))


def problem_in_words(problem: Problem, said: Speech, question: Question | None = None) -> str:
    """Return the sentence for a problem, made for the question it came up at; it is no HTML."""
    _ = said.gettext
    match problem:
        case Problem.STALE_BUTTON:
            return _("This button belongs to an earlier step. Here is where you are now.")
        case Problem.SECOND_TAP:
            return _("Your first tap counts.")
        case Problem.FORGED_BUTTON:
            return _("This button does not work here. Please use one of these.")
        case Problem.NOTHING_CHOSEN:
            return _("Please choose at least one answer first.")
        case Problem.NOT_ALL_RANKED:
            return _("Please put all answers in an order: tap those that are left, or type all numbers.")
        case Problem.REQUIRED:
            return _("We need an answer to this question to go on.")
        case Problem.PRESS_CONTINUE:
            return _press(question, said)
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
        case Problem.LETTER_USED_UP:
            return _(
                "As many people as the letter was meant for have used its code by now. Nothing is lost: press"
                " “{button}” once more, and these answers count as those of somebody without a letter."
            ).format(button=move_label(Move.SUBMIT, said))
        case Problem.TOO_MANY_ENTRIES:
            return _("There is no room for more than {limit} entries. Press “{button}” to go on.").format(
                limit=isolate(said.number(MOST_ENTRIES)), button=move_label(Move.DONE, said)
            )
        case _:
            return (
                _typed_problem(problem, said, question)
                or _sent_problem(problem, said, question)
                or _("Please answer this question with a button or by typing.")
            )


def _typed_problem(problem: Problem, said: Speech, question: Question | None) -> str:
    """Return why typed numbers, texts, dates or times were not taken; "" for another problem."""
    _ = said.gettext
    match problem:
        case Problem.NOT_A_CHOICE if question and question.choices:
            return _not_a_choice(question, len(question.choices), is_long=False, said=said)
        case Problem.NOT_A_NUMBER if question and question.kind is Kind.DECIMAL:
            return _("Please type a number in digits, for example {number}.").format(
                number=isolate(number_in_words(2.5, said))
            )
        case Problem.NOT_A_NUMBER:
            return _("Please type a whole number, for example {number}.").format(
                number=isolate(said.number(3))
            )
        case Problem.NOT_ON_SCALE if question and question.scale:
            return _("Please choose a number from {first} to {last}.").format(
                first=isolate(number_in_words(question.scale.start, said)),
                last=isolate(number_in_words(question.scale.end, said)),
            )
        case Problem.TOO_LARGE:
            return _("This number is too large. Please type one below {limit}.").format(
                limit=isolate(said.number(NUMBER_LIMIT))
            )
        case Problem.TOO_LONG:
            return _("Your text is too long. Please write it in at most {limit} characters.").format(
                limit=isolate(said.number(TEXT_LIMIT))
            )
        case Problem.NOT_A_DATE:
            return _("That was not understood as a date. Please write it like this: {date}.").format(
                date=isolate(said.date(_MARCH))
            )
        case Problem.SEVERAL_DATES:
            return _(
                "That could be two different days. Please write the month as a word: {one} or {other}."
            ).format(one=isolate(said.date(_MARCH)), other=isolate(said.date(_OCTOBER)))
        case Problem.NOT_A_TIME:
            return _("Please write the time of the day like this: {time}.").format(
                time=isolate(clock_in_words(time(18, 30), said))
            )
        case _:
            return ""


def _sent_problem(problem: Problem, said: Speech, question: Question | None) -> str:
    """Return why something that was sent, or words in its place, were not taken; "" for another problem."""
    _ = said.gettext
    match problem:
        case Problem.NEEDS_PLACE:
            return _(
                "Please send the place with the button below, or press the paper clip {clip} and then"
                " “Location”."
            ).format(clip=CLIP)
        case Problem.NEEDS_PICTURE:
            return _("Please send a picture here.")
        case Problem.NEEDS_RECORDING:
            return _("Please send a voice message or an audio file here.")
        case Problem.NEEDS_VIDEO:
            return _("Please send a video here.")
        case Problem.NEEDS_FILE:
            return _("Please send a file here.")
        case Problem.FILE_TOO_LARGE:
            limit = LARGEST.get(question.kind if question else Kind.FILE, LARGEST[Kind.FILE]) // MEGABYTE
            return _("This file is too large. Please send one of at most {limit} megabytes.").format(
                limit=isolate(said.number(limit))
            )
        case Problem.FILE_UNREADABLE:
            return _("What you sent could not be opened. Please send it once more, or something else.")
        case _:
            return ""


def _press(question: Question | None, said: Speech) -> str:
    move = Move.DONE if question and question.kind is Kind.REPEAT else Move.KEEP
    label = move_label(move, said)
    if question and question.kind is Kind.ACKNOWLEDGE:
        label = said.gettext("I have read it")
    return said.gettext("Please press “{button}” to go on.").format(button=label)


def _not_a_choice(question: Question, count: int, *, is_long: bool, said: Speech) -> str:
    _ = said.gettext
    first, last = isolate(said.number(1)), isolate(said.number(count))
    if is_long:
        return _(
            "No answer matches that. Please type another part of it, or its number up to {last}."
        ).format(last=last)
    if question.kind is Kind.RANK:
        return _(
            "That does not match the answers. Please tap them in their order, or type all their numbers"
            " from {first} to {last} in your order."
        ).format(first=first, last=last)
    if question.kind is Kind.SELECT_MULTIPLE:
        return _(
            "That does not match any of the answers. Please tap them, or type their numbers"
            " from {first} to {last} with commas between them."
        ).format(first=first, last=last)
    return _(
        "That does not match any of the answers. Please tap one, or type its number from {first} to {last}."
    ).format(first=first, last=last)
