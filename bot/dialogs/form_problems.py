"""What is wrong with a questionnaire, and what its author can do about it."""

from bot.dialogs.form_problems_files import words_for_files
from bot.dialogs.form_problems_questions import words_for_questions
from bot.dialogs.form_problems_rows import words_for_rows
from bot.dialogs.form_problems_texts import words_for_texts
from bot.speech import OWN_NAMES, Speech, isolate
from usecases.xlsform import Problem, Severity


def problem_in_words(problem: Problem, said: Speech) -> tuple[str, str]:
    """Return the reason and the remedy, one or two sentences each, in the reader's language.

    Every value in them keeps its own direction. What other programs say about the file is in English.
    """
    words = words_for_files(said) | words_for_rows(said) | words_for_questions(said) | words_for_texts(said)
    values = {name: isolate(_value(name, value, said)) for name, value in problem.details.items()}
    reason, remedy = words[problem.kind]
    return reason.format_map(values), remedy.format_map(values)


def place_in_words(problem: Problem, said: Speech) -> str:
    """Return where a problem is: sheet, row and column, as far as there are any; empty for the whole file."""
    _ = said.gettext
    parts = []
    if problem.sheet:
        parts.append(_("sheet “{sheet}”").format(sheet=isolate(problem.sheet)))
    if problem.row:
        parts.append(_("row {row}").format(row=isolate(problem.row)))
    if problem.column:
        parts.append(_("column “{column}”").format(column=isolate(problem.column)))
    return ", ".join(parts)


def severity_in_words(severity: Severity, said: Speech) -> str:
    """Return how grave a problem is, in a word."""
    _ = said.gettext
    match severity:
        case Severity.ERROR:
            return _("Error")
        case Severity.WARNING:
            return _("Please check")
        case Severity.INFO:
            return _("Good to know")


def _value(name: str, value: object, said: Speech) -> str:
    if name == "percent" and isinstance(value, int):
        return said.percent(value / 100)
    if name == "language" and value in OWN_NAMES:
        return f"{OWN_NAMES[str(value)]} ({value})"
    return said.number(value) if isinstance(value, int | float) else str(value)
