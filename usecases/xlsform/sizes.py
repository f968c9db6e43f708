"""What would not fit: texts over Telegram's limits, lists that are shown by pages."""

from collections.abc import Mapping

from domain.languages import Language
from domain.survey import Choice, Question, Survey
from usecases.xlsform.choices import BUTTON_LABEL
from usecases.xlsform.problems import Findings, ProblemKind

MAX_TEXT = 3_000  # label, hint and message together; the rest of a message is progress and problems
MAX_TEXT_WITH_CHOICES = 3_800  # of the 4,096 characters that Telegram allows
PAGED_FROM = 50  # more choices than that are shown by pages
CHOICES_ON_A_PAGE = 20
_LIST_MARK = 6  # "12. " and the line's end


def report_sizes(survey: Survey, rows: Mapping[str, int], column: str, findings: Findings) -> None:
    """Report texts that no message could hold, and mention choices that have pages.

    Args:
        survey: The survey.
        rows: The row of each name.
        column: How the author called the column of labels.
        findings: Where problems go.
    """
    lists: dict[tuple[int, Language], int] = {}  # many questions share a list
    for question in survey.questions:
        row = rows.get(question.name)
        if len(question.choices) > PAGED_FROM:
            findings.add(ProblemKind.PAGED_CHOICES, "survey", row, count=len(question.choices))
        for language in question.label:
            key = (id(question.choices), language)
            if key not in lists:
                lists[key] = _list_length(question.choices, language)
            count = _text_length(question, language)
            if count > MAX_TEXT:
                kind, limit = ProblemKind.LONG_TEXT, MAX_TEXT
            elif (count := count + lists[key]) > MAX_TEXT_WITH_CHOICES:
                kind, limit = ProblemKind.LONG_CHOICE_LIST, MAX_TEXT_WITH_CHOICES
            else:
                continue
            findings.add(kind, "survey", row, column, language=language, count=count, limit=limit)


def _text_length(question: Question, language: Language) -> int:
    """Return the length of the label, the hint, and the longest of what may stand below."""
    below = (question.constraint_message, question.required_message, question.guidance)
    return (
        len(question.label.get(language, ""))
        + len(question.hint.get(language, ""))
        + max(len(text.get(language, "")) for text in below)
    )


def _list_length(choices: tuple[Choice, ...], language: Language) -> int:
    """Return how many characters the list of choices adds to the text; short labels stand on buttons only."""
    lengths = [len(choice.label.get(language, "")) for choice in choices]
    if max(lengths, default=0) <= BUTTON_LABEL:
        return 0
    if len(lengths) <= PAGED_FROM:
        return sum(lengths) + _LIST_MARK * len(lengths)
    pages = range(0, len(lengths), CHOICES_ON_A_PAGE)
    longest = max(sum(lengths[start : start + CHOICES_ON_A_PAGE]) for start in pages)
    return longest + _LIST_MARK * CHOICES_ON_A_PAGE
