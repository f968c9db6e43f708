"""The languages of a form, found out from its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from domain.languages import DEFAULT, Language
from usecases.xlsform.headings import MEDIA, TRANSLATED, Heading
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Workbook

_CODE_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\s*\)\s*$")
_CODE_ALONE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_EASY = ("leichte sprache", "einfache sprache", "deutsch (leichte sprache)", "easy german")
_OWN_NAMES = (
    "ar bg bs cs da de el en es et fa fi fr he hi hr hu it ja ka ko ku lt lv mk nl no pl ps pt ro ru"
    " sk sl so sq sr sv sw ta th ti tr uk ur vi zh"
)  # languages whose own name for themselves is understood, such as `Türkçe`


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a form: all codes, the form's own first, and how headings name them."""

    codes: tuple[Language, ...]
    by_name: dict[str | None, Language]

    @property
    def own(self) -> Language:
        """Return the language in which every text must be there."""
        return self.codes[0]


def language_of(name: str) -> Language | None:
    """Return the code of a language as written in a heading: by its code, or by its English or own name."""
    if found := _CODE_IN_BRACKETS.search(name):
        return found[1].replace("-", "_").lower()
    if _CODE_ALONE.fullmatch(name.strip()):
        return name.strip().replace("-", "_").lower()
    return _names().get(" ".join(name.lower().split()))


@cache
def _names() -> dict[str, Language]:
    from babel import Locale  # its tables take a moment

    english = {name.lower(): code.lower() for code, name in Locale.parse("en").languages.items()}
    german = {name.lower(): code.lower() for code, name in Locale.parse("de").languages.items()}
    own = {Locale.parse(code).languages.get(code, code).lower(): code for code in _OWN_NAMES.split()}
    return german | english | own | dict.fromkeys(_EASY, "de_simple")


def languages_of(book: Workbook, findings: Findings) -> Languages:
    """Find out a form's languages from its headings and the setting default_language.

    Without that setting, the form's own language is that of the labels without a language, else of the first
    label column.
    """
    by_name: dict[str | None, Language] = {}
    for sheet, column, name in _named(book):
        if name in by_name:
            continue
        if code := language_of(name):
            by_name[name] = code
        else:
            findings.add(ProblemKind.UNKNOWN_LANGUAGE, sheet, 1, column, language=name)
    own = _own_language(book, by_name, findings)
    codes = tuple(dict.fromkeys((own, *by_name.values())))
    return Languages(codes, {None: own, **by_name})


def _named(book: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book.sheets:
        for heading, column in sheet.columns.items():
            if heading.field in TRANSLATED | MEDIA and heading.language is not None:
                yield sheet.name, column, heading.language


def _own_language(book: Workbook, by_name: dict[str | None, Language], findings: Findings) -> Language:
    for row in book.settings.rows[:1]:
        if name := row.value("default_language"):
            if code := language_of(name):
                return code
            if name.lower() != "default":  # what pyxform calls the language without a name
                column = row.column("default_language")
                findings.add(ProblemKind.UNKNOWN_LANGUAGE, "settings", row.number, column, language=name)
    unnamed = next(
        (
            (sheet.name, column)
            for sheet in (book.survey, book.choices)
            for heading, column in sheet.columns.items()
            if heading == Heading("label") and sheet.is_filled_in(heading)
        ),
        None,
    )
    if unnamed is None or not by_name:
        return next(iter(by_name.values()), DEFAULT)
    taken = set(by_name.values())
    guessed = next((code for code in (DEFAULT, "en") if code not in taken), DEFAULT)
    findings.add(ProblemKind.UNNAMED_LANGUAGE, unnamed[0], 1, unnamed[1], column=unnamed[1], language=guessed)
    return guessed
