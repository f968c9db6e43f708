"""What would not fit: texts over Telegram's limits, lists that are shown by pages."""

from domain.survey import Question
from usecases.xlsform.choices import BUTTON_LABEL
from usecases.xlsform.problems import Findings, ProblemKind

MAX_TEXT = 3_000  # label, hint and message together; the rest of a message is progress and problems
MAX_TEXT_WITH_CHOICES = 3_800  # of the 4,096 characters that Telegram allows
PAGED_FROM = 50  # more choices than that are shown by pages
CHOICES_ON_A_PAGE = 20
_LIST_MARK = 6  # "12. " and the line's end


def report_sizes(question: Question, row: int | None, column: str, findings: Findings) -> None:
    """Report texts of a question that no message could hold, and mention that its choices have pages."""
    if len(question.choices) > PAGED_FROM:
        findings.add(ProblemKind.PAGED_CHOICES, "survey", row, count=len(question.choices))
    for language in question.label:
        shown = (question.label, question.hint)
        messages = (question.constraint_message, question.required_message)
        count = sum(len(text.get(language, "")) for text in shown)
        count += max(
            *(len(text.get(language, "")) for text in messages), len(question.guidance.get(language, ""))
        )
        if count > MAX_TEXT:
            details = {"language": language, "count": count, "limit": MAX_TEXT}
            findings.add(ProblemKind.LONG_TEXT, "survey", row, column, **details)
            continue
        with_list = count + _list_length(question, language)
        if with_list > MAX_TEXT_WITH_CHOICES:
            details = {"language": language, "count": with_list, "limit": MAX_TEXT_WITH_CHOICES}
            findings.add(ProblemKind.LONG_CHOICE_LIST, "survey", row, column, **details)


def _list_length(question: Question, language: str) -> int:
    """Return how many characters the list of choices adds to the text; short labels stand on buttons only."""
    lengths = [len(choice.label.get(language, "")) for choice in question.choices]
    if max(lengths, default=0) <= BUTTON_LABEL:
        return 0
    if len(lengths) <= PAGED_FROM:
        return sum(lengths) + _LIST_MARK * len(lengths)
    pages = range(0, len(lengths), CHOICES_ON_A_PAGE)
    return max(sum(lengths[start : start + CHOICES_ON_A_PAGE]) for start in pages) + _LIST_MARK * (
        CHOICES_ON_A_PAGE
    )
