"""The texts of a form in its languages, and what is missing in which of them."""

from collections import defaultdict
from dataclasses import dataclass

from domain.languages import DEFAULT, Language, Texts
from usecases.xlsform.headings import TRANSLATED, TRANSLATED_TITLES, language_of
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Workbook


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a form: all codes, the form's own first, and how headings name them."""

    codes: tuple[Language, ...]
    by_name: dict[str | None, Language]

    @property
    def own(self) -> Language:
        """Return the language in which every text must be there."""
        return self.codes[0]


def languages_of(book: Workbook, findings: Findings) -> Languages:
    """Find out a form's languages from its headings and the setting default_language.

    Without that setting, the form's own language is that of the first label column.
    """
    by_name: dict[str | None, Language] = {}
    for sheet in (book.survey, book.choices, book.settings):
        for heading, column in sheet.columns.items():
            if heading.field not in TRANSLATED or heading.language is None or heading.language in by_name:
                continue
            if code := language_of(heading.language):
                by_name[heading.language] = code
            else:
                findings.add(ProblemKind.UNKNOWN_LANGUAGE, sheet.name, 1, column, language=heading.language)
    own = _own_language(book, by_name, findings)
    return Languages(tuple(dict.fromkeys((own, *by_name.values()))), {None: own, **by_name})


def _own_language(book: Workbook, by_name: dict[str | None, Language], findings: Findings) -> Language:
    for row in book.settings.rows:
        if name := row.value("default_language"):
            if code := language_of(name):
                return code
            column = row.column("default_language")
            findings.add(ProblemKind.UNKNOWN_LANGUAGE, "settings", row.number, column, language=name)
    return next(iter(by_name.values()), DEFAULT)


def title_of(book: Workbook, languages: Languages, fallback: str, findings: Findings) -> Texts:
    """Return the survey's title: `form_title` in the form's own language, `chat_title` in the others."""
    for heading, column in book.settings.columns.items():
        if heading.field.lower().startswith(TRANSLATED_TITLES):
            findings.add(ProblemKind.TRANSLATED_FORM_TITLE, "settings", 1, column, heading=column)
    if not book.settings.rows:
        return {languages.own: fallback}
    row = book.settings.rows[0]
    written = {languages.own: row.value("title") or fallback} | {
        languages.by_name[heading.language]: text
        for heading, text in row.cells.items()
        if heading.field == "chat_title" and heading.language in languages.by_name
    }
    if missing := [code for code in languages.codes if code not in written]:
        findings.add(ProblemKind.UNTRANSLATED_TITLE, "settings", row.number, languages=", ".join(missing))
    return written


class TextReader:
    """Reads texts from rows and remembers which translations are missing."""

    def __init__(self, languages: Languages, findings: Findings) -> None:
        self._languages = languages
        self._findings = findings
        self._missing: defaultdict[tuple[str, Language], list[int]] = defaultdict(list)

    def texts(self, row: Row, field: str, *, needed: bool = False) -> Texts:
        """Return a row's text by language.

        Args:
            row: where it stands.
            field: its column without the language.
            needed: without a text in the form's own language the form cannot be used.
        """
        own, by_name = self._languages.own, self._languages.by_name
        texts: dict[Language, str] = {}
        columns: dict[Language, str] = {}
        for heading, text in row.cells.items():
            if heading.field != field or heading.language not in by_name:
                continue
            code, column = by_name[heading.language], row.columns[heading]
            if code in texts:
                self._findings.add(
                    ProblemKind.DUPLICATE_LANGUAGE,
                    row.sheet,
                    1,
                    column,
                    language=code,
                    first_column=columns[code],
                )
            if "${" in text:
                self._findings.add(
                    ProblemKind.REFERENCE_IN_TEXT, row.sheet, row.number, column, source=_reference_in(text)
                )
            texts[code], columns[code] = text, column
        if needed and own not in texts:
            self._findings.add(ProblemKind.MISSING_LABEL, row.sheet, row.number, field, language=own)
        if texts:
            for code in self._languages.codes:
                if code not in texts and not (needed and code == own):
                    self._missing[row.sheet, code].append(row.number)
        return {code: texts[code] for code in self._languages.codes if code in texts}

    def report_missing(self) -> None:
        """Add one finding for every sheet and language in which texts are missing."""
        for (sheet, language), rows in self._missing.items():
            self._findings.add(
                ProblemKind.MISSING_TRANSLATION,
                sheet,
                rows[0],
                language=language,
                count=len(rows),
                rows=", ".join(map(str, dict.fromkeys(rows))),
            )


def _reference_in(text: str) -> str:
    start = text.index("${")
    return text[start : text.find("}", start) + 1 or None]
