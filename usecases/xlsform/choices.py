"""The choice lists of a form."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.direction import in_its_place
from domain.shown_files import MOST_CHOICES_SHOWN
from domain.survey import Choice, ChoiceName, ListName
from usecases.xlsform.headings import MEDIA, Heading
from usecases.xlsform.limits import MAX_CHOICES_IN_FORM
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet, Workbook
from usecases.xlsform.texts import TextReader

BUTTON_LABEL = 32  # characters that a phone shows on a button of full width, beside the number

ChoiceLists = dict[ListName, tuple[Choice, ...]]

_FIELDS = frozenset({"list_name", "name", "label"}) | MEDIA
_COLUMN = re.compile(r"[^\W\d][\w.-]*")
_YES = frozenset({"yes", "true", "true()"})


def allows_duplicates(book: Workbook) -> bool:
    """Tell whether the form's author means a code that occurs twice in a list."""
    return any(row.value("allow_choice_duplicates").lower() in _YES for row in book.settings.rows[:1])


@dataclass(slots=True)
class ChoiceReader:
    """Reads the sheet 'choices'."""

    sheet: Sheet
    reader: TextReader
    findings: Findings
    duplicates_allowed: bool
    asked: frozenset[ListName]

    def read(self) -> ChoiceLists:
        """Return every list of the sheet by its name, with its choices in order."""
        lists: defaultdict[str, list[Choice]] = defaultdict(list)
        first_rows: dict[tuple[str, ChoiceName], int] = {}
        if len(self.sheet.rows) > MAX_CHOICES_IN_FORM:
            count, limit = len(self.sheet.rows), MAX_CHOICES_IN_FORM
            self.findings.add(ProblemKind.TOO_MANY_CHOICES_IN_FORM, "choices", count=count, limit=limit)
            return {}
        columns = tuple(self._columns())
        for row in self.sheet.rows:
            list_name, code = row.value("list_name"), row.value("name")
            choice = Choice(
                code,
                self.reader.texts(row, "label", needed=ProblemKind.MISSING_CHOICE_LABEL),
                {heading.field: text for heading in columns if (text := row.cell(heading))},
                self.reader.media(row),
            )
            if self._is_good(row, list_name, code, first_rows):
                if list_name in self.asked:  # of others no button is made
                    report_long_label(row, list_name, choice, self.findings)
                lists[list_name].append(choice)
        return {name: self._with_few_files(name, tuple(choices)) for name, choices in lists.items()}

    def _with_few_files(self, name: ListName, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Return a list without its files where these are too many for a chat."""
        count = sum(bool(choice.media) for choice in choices)
        if count <= MOST_CHOICES_SHOWN:
            return choices
        kind, limit = ProblemKind.MEDIA_ON_CHOICES, MOST_CHOICES_SHOWN
        self.findings.add(kind, "choices", list=name, count=count, limit=limit)
        return tuple(replace(choice, media={}) for choice in choices)

    def _columns(self) -> Iterator[Heading]:
        """Yield the columns that a choice_filter may name."""
        for heading, column in self.sheet.columns.items():
            if heading.field in _FIELDS or not self.sheet.is_filled_in(heading):
                continue
            if _COLUMN.fullmatch(heading.field):
                yield heading
            else:
                self.findings.add(ProblemKind.IGNORED_COLUMN, "choices", 1, column, column=column)

    def _is_good(
        self, row: Row, list_name: str, code: str, first_rows: dict[tuple[str, ChoiceName], int]
    ) -> bool:
        if not list_name or not code:
            kind = ProblemKind.MISSING_CHOICE_CODE if list_name else ProblemKind.MISSING_CHOICE_LIST
            self.findings.add(kind, row.sheet, row.number, row.column("name" if list_name else "list_name"))
            return False
        if any(character.isspace() for character in code):
            column = row.column("name")
            self.findings.add(ProblemKind.CHOICE_CODE_WITH_SPACES, row.sheet, row.number, column, name=code)
        first_row = first_rows.setdefault((list_name, code), row.number)
        if first_row == row.number:
            return True
        column = row.column("name")
        if self.duplicates_allowed:
            self.findings.gather(
                ProblemKind.DUPLICATE_CHOICE_ALLOWED, row.sheet, row.number, column, list=list_name
            )
            return True
        self.findings.add(
            ProblemKind.DUPLICATE_CHOICE,
            row.sheet,
            row.number,
            column,
            name=code,
            list=list_name,
            first_row=first_row,
        )
        return False


def in_their_place(row: Row, choices: Sequence[Choice], findings: Findings) -> tuple[Choice, ...]:
    """Return the choices of a file that a row names, none of which turns around what it will stand beside."""
    kept = tuple(
        replace(
            one,
            name=in_its_place(one.name),
            label={language: in_its_place(text) for language, text in one.label.items()},
            columns={column: in_its_place(text) for column, text in one.columns.items()},
        )
        for one in choices
    )
    if kept != tuple(choices):
        findings.gather(ProblemKind.TURNING_SIGNS, row.sheet, row.number, row.column("type"))
    return kept


def report_long_label(row: Row, list_name: ListName, choice: Choice, findings: Findings) -> None:
    """Mention a label that does not fit on a button in some language: one finding for a list."""
    if max(map(len, choice.label.values()), default=0) > BUTTON_LABEL:
        kind = ProblemKind.LONG_CHOICE_LABEL
        findings.gather(kind, row.sheet, row.number, list=list_name, limit=BUTTON_LABEL)
