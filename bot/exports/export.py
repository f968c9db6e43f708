"""A file that is still to be made: what it shows, of what kind, in which language.

It is plain data: the bot has it made in a process of its own, the command line makes it at once.
"""

from dataclasses import dataclass

from domain.languages import Language, Texts
from domain.survey_data import survey_from_data
from usecases.reports import Format, Report
from usecases.survey_texts import TextsFormat, write_texts
from usecases.surveys_desk_texts_views import DeskTextsFile

_MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
    Format.CODEBOOK: "text/csv",
}
_TEXTS_MEDIA_TYPES = {
    TextsFormat.PO: "text/x-gettext-translation",
    TextsFormat.XLSX: _MEDIA_TYPES[Format.XLSX],
}


@dataclass(frozen=True, slots=True)
class Export:
    """What a file shows. `title` is the process's, `city` the town's name."""

    report: Report
    kind: Format
    language: Language
    title: Texts
    city: Texts

    @property
    def file_name(self) -> str:
        """Return a name that sorts by survey and release: `stadtweit-2-de.pdf`."""
        results = self.report.results
        if self.kind is Format.CODEBOOK:
            return f"{results.survey}-codebook.csv"
        number = results.release.number if results.release else 0
        return f"{results.survey}-{number}-{self.language}.{self.kind}"

    @property
    def media_type(self) -> str:
        """Return what kind of file it is, as servers spell it."""
        return _MEDIA_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class TextsExport:
    """A file with a survey's texts for translators."""

    texts: DeskTextsFile

    @property
    def file_name(self) -> str:
        """Return a name that sorts by survey: `spielplatz-tr.po`."""
        return f"{self.texts.name}-{self.texts.language}.{self.texts.kind}"

    @property
    def media_type(self) -> str:
        """Return what kind of file it is, as servers spell it."""
        return _TEXTS_MEDIA_TYPES[self.texts.kind]


def write(export: Export | TextsExport) -> bytes:
    """Return the file. The same export gives the same bytes.

    It takes up to a second of CPU and loads large libraries: keep it off the event loop.
    """
    if isinstance(export, TextsExport):
        texts = export.texts
        survey = survey_from_data(texts.definition)
        return write_texts(survey, texts.kept, texts.language, texts.kind, texts.made)
    match export.kind:
        case Format.PDF:
            from bot.exports.document import write_pdf

            return write_pdf(export)
        case Format.XLSX:
            from bot.exports.workbook import write_xlsx

            return write_xlsx(export)
        case Format.CSV:
            from bot.exports.table import write_csv

            return write_csv(export)
        case Format.CODEBOOK:
            from bot.exports.codebook import write_codebook_csv

            if export.report.codebook is None:
                raise ValueError("the report has no codebook")
            return write_codebook_csv(export.report.codebook)
