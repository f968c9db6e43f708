"""The choice lists of a form."""

from collections import defaultdict

from domain.survey import Choice, ChoiceName
from usecases.xlsform.headings import MEDIA
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet
from usecases.xlsform.texts import TextReader

MAX_CHOICES = 95  # Telegram allows 100 buttons; the others are Back, Skip, Pause, Language and Done
BUTTON_LABEL = 32  # characters that a phone shows on a button of full width, beside the number

ChoiceLists = dict[str, tuple[Choice, ...]]


def read_choices(sheet: Sheet, reader: TextReader, findings: Findings) -> ChoiceLists:
    """Return every list of the sheet by its name, with its choices in order."""
    lists: defaultdict[str, list[Choice]] = defaultdict(list)
    first_rows: dict[tuple[str, ChoiceName], int] = {}
    for row in sheet.rows:
        list_name, code = row.value("list_name"), row.value("name")
        _report_media(row, findings)
        if not list_name or not code:
            findings.add(ProblemKind.MISSING_CHOICE_CODE, sheet.name, row.number)
            continue
        if any(character.isspace() for character in code):
            column = row.column("name")
            findings.add(ProblemKind.CHOICE_CODE_WITH_SPACES, sheet.name, row.number, column, name=code)
        if first_row := first_rows.get((list_name, code)):
            findings.add(
                ProblemKind.DUPLICATE_CHOICE,
                sheet.name,
                row.number,
                row.column("name"),
                name=code,
                list=list_name,
                first_row=first_row,
            )
            continue
        first_rows[list_name, code] = row.number
        choice = Choice(code, reader.texts(row, "label", needed=True))
        _report_long_labels(row, choice, findings)
        lists[list_name].append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _report_long_labels(row: Row, choice: Choice, findings: Findings) -> None:
    longest = max(choice.label.items(), key=lambda item: len(item[1]), default=None)
    if longest and len(longest[1]) > BUTTON_LABEL:
        language, label = longest
        findings.add(
            ProblemKind.LONG_CHOICE_LABEL,
            row.sheet,
            row.number,
            language=language,
            count=len(label),
            limit=BUTTON_LABEL,
        )


def _report_media(row: Row, findings: Findings) -> None:
    for heading in row.cells:
        if heading.field in MEDIA:
            column = row.columns[heading]
            findings.add(ProblemKind.UNSUPPORTED_COLUMN, row.sheet, row.number, column, column=column)
