"""Questionnaires as the files that staff send: tables in Markdown, or a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook

from domain.languages import Language

NAMED: Mapping[Language, str] = {
    "de": "Deutsch (de)",
    "de_simple": "Leichte Sprache (de_simple)",
    "en": "English (en)",
    "tr": "Türkçe (tr)",
    "it": "Italiano (it)",
    "ro": "Română (ro)",
    "uk": "Українська (uk)",
    "hr": "Hrvatski (hr)",
    "ar": "العربية (ar)",
}
Row = dict[str, str]


@dataclass(frozen=True)
class Form:
    """A questionnaire as rows of cells by their headings."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row = field(default_factory=dict)

    @property
    def sheets(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """The sheets that anything stands in, each with its rows."""
        yield "survey", self.survey
        if self.choices:
            yield "choices", self.choices
        if self.settings:
            yield "settings", (self.settings,)

    @property
    def markdown(self) -> str:
        """The form as tables of a text file."""
        lines = []
        for name, rows in self.sheets:
            headings = _headings(rows)
            lines += [f"| {name} |", "| | " + " | ".join(headings) + " |"]
            lines += ["| | " + " | ".join(_cell(row.get(one, "")) for one in headings) + " |" for row in rows]
        return "\n".join(lines) + "\n"

    @property
    def workbook(self) -> bytes:
        """The form as a file of Excel."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets:
            sheet, headings = book.create_sheet(name), _headings(rows)
            sheet.append(headings)
            for row in rows:
                sheet.append([row.get(one) for one in headings])
        made = BytesIO()
        book.save(made)
        return made.getvalue()


def _headings(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(heading for row in rows for heading in row))


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
