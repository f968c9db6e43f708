"""The texts of a form in its languages, and what is missing in which of them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO

from domain.attachments import AttachmentKind
from domain.languages import Language, Texts
from domain.shown_files import ShownFile, shown_file
from usecases.xlsform.headings import MEDIA, TRANSLATED_TITLES
from usecases.xlsform.languages import Languages
from usecases.xlsform.problems import Findings, ProblemKind, rows_in_short
from usecases.xlsform.sheets import Row, Workbook

MOST_PIXELS = 10_000
"""Width and height of a picture together; the messenger takes no larger one."""

MOST_TIMES_LONGER = 20
"""One side of a picture must not be longer than the other one times this."""

REFERENCE = re.compile(r"\$\{([^{}]*)\}")


def title_of(book: Workbook, languages: Languages, fallback: str, findings: Findings) -> Texts:
    """Return the survey's title: `form_title` in the form's own language, `chat_title` in the others."""
    for heading, column in book.settings.columns.items():
        if heading.field.lower().startswith(TRANSLATED_TITLES):
            findings.add(ProblemKind.TRANSLATED_FORM_TITLE, "settings", 1, column, heading=column)
    if not book.settings.rows:
        return {languages.own: fallback}
    row = book.settings.rows[0]
    written = {languages.own: row.value("title") or fallback} | {
        languages.by_name[heading.language]: row.cell(heading)
        for heading in row.cells
        if heading.field == "chat_title" and heading.language in languages.by_name
    }
    if missing := [code for code in languages.codes if code not in written]:
        findings.add(ProblemKind.UNTRANSLATED_TITLE, "settings", row.number, languages=", ".join(missing))
    return written


class TextReader:
    """Reads texts from rows and remembers which translations are missing.

    Args:
        languages: The form's languages.
        files: The files that come with the form, by their names.
        shown: Where those go that are shown with questions.
        findings: Where problems go.
    """

    def __init__(
        self,
        languages: Languages,
        files: Mapping[str, bytes],
        shown: dict[str, ShownFile],
        findings: Findings,
    ) -> None:
        self.languages = languages
        self._files = files
        self._shown = shown
        self._findings = findings
        self._count = 0
        self._missing: defaultdict[Language, list[tuple[str, int]]] = defaultdict(list)
        self.references: list[tuple[Row, str, str]] = []  # row, column, name

    def texts(self, row: Row, field: str, *, needed: ProblemKind | None = None) -> Texts:
        """Return a row's text by language.

        Args:
            row: where it stands.
            field: its column without the language.
            needed: the problem that it is if the text is missing in the form's own language.
        """
        texts, columns = self._by_language(row, field)
        for code, text in texts.items():
            self._note_references(row, columns[code], text)
        own = self.languages.own
        if needed and own not in texts:
            self._findings.add(needed, row.sheet, row.number, field, language=own)
        if texts:
            self._count += 1
            for code in self.languages.codes:
                if code not in texts and not (needed and code == own):
                    self._missing[code].append((row.sheet, row.number))
        return {code: texts[code] for code in self.languages.codes if code in texts}

    def media(self, row: Row) -> dict[str, Texts]:
        """Return the files shown with a question, by column and language: those that come with the form."""
        media: dict[str, Texts] = {}
        for column in sorted({heading.field for heading in row.cells} & MEDIA):
            files, columns = self._by_language(row, column)
            shown = {
                code: name for code, name in files.items() if self._is_shown(row, column, columns[code], name)
            }
            if shown:
                media[column] = shown
        return media

    def _is_shown(self, row: Row, column: str, heading: str, name: str) -> bool:
        """Keep a file that is shown with a question; else say why it is not."""
        content = self._files.get(name)
        if content is None:
            self._findings.add(ProblemKind.MISSING_FILE, row.sheet, row.number, heading, file=name)
            return False
        file = shown_file(column, name, content)
        if file is None or not _fits_a_message(file):
            self._findings.add(ProblemKind.FILE_NOT_SHOWN, row.sheet, row.number, heading, file=name)
            return False
        self._shown[name] = file
        return True

    def _by_language(self, row: Row, field: str) -> tuple[dict[Language, str], dict[Language, str]]:
        texts: dict[Language, str] = {}
        columns: dict[Language, str] = {}
        for heading in row.cells:
            if heading.field != field or heading.language not in self.languages.by_name:
                continue
            code, column, text = (
                self.languages.by_name[heading.language],
                row.columns[heading],
                row.cell(heading),
            )
            if texts.get(code, text) != text:
                first = columns[code]
                kind = ProblemKind.DUPLICATE_LANGUAGE
                self._findings.add(kind, row.sheet, 1, column, language=code, first_column=first)
            texts[code], columns[code] = text, column
        return texts, columns

    def _note_references(self, row: Row, column: str, text: str) -> None:
        self.references.extend((row, column, name.strip()) for name in REFERENCE.findall(text))
        if "${" in REFERENCE.sub("", text):
            source = text[text.index("${") :][:40]
            self._findings.add(ProblemKind.INVALID_REFERENCE, row.sheet, row.number, column, source=source)

    def report_missing(self) -> None:
        """Add one finding for every language in which texts are missing."""
        for language, places in self._missing.items():
            count = len(places)
            by_sheet: defaultdict[str, list[int]] = defaultdict(list)
            for sheet, row in sorted(places, key=lambda place: place[0] != "survey"):
                by_sheet[sheet].append(row)
            first = next(iter(by_sheet))
            self._findings.add(
                ProblemKind.MISSING_TRANSLATION,
                first if len(by_sheet) == 1 else "",
                language=language,
                percent=100 * (self._count - count) // self._count,
                count=count,
                rows="; ".join(f"{sheet} {rows_in_short(rows)}" for sheet, rows in by_sheet.items()),
            )


def _fits_a_message(file: ShownFile) -> bool:
    """Tell whether the messenger takes a file as it is: pictures must not be too large, nor strips."""
    if file.kind is not AttachmentKind.PICTURE:
        return True
    from PIL import Image  # slow to import, and needed at an import only

    try:
        with Image.open(BytesIO(file.content)) as picture:
            width, height = picture.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
    return width + height <= MOST_PIXELS and max(width, height) <= MOST_TIMES_LONGER * min(width, height)
