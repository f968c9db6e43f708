"""Words for problems with a questionnaire's file, its sheets and columns."""

from bot.speech import Speech
from usecases.xlsform import ProblemKind

Words = dict[ProblemKind, tuple[str, str]]


def words_for_files(said: Speech) -> Words:
    """Return reason and remedy for each kind of problem with the file as a whole."""
    _ = said.gettext
    kind = ProblemKind
    return _words_for_sheets(said) | {
        kind.UNREADABLE: (
            _("The file cannot be read as {file_type}. {detail}"),
            _("Save it again as .xlsx, or as a .csv or Markdown table in UTF-8."),
        ),
        kind.PROTECTED: (
            _("The file is protected by a password."),
            _("Save it again without a password."),
        ),
        kind.FILE_TOO_LARGE: (
            _("The file has {size} MB; {limit} MB are the most."),
            _("Take pictures and other sheets out of the workbook, and send it again."),
        ),
        kind.UNPACKS_TOO_LARGE: (
            _("Unpacked, the file would have {size} MB, or a part of it is suspiciously small while packed."),
            _("Copy the sheets of the questionnaire into a new workbook, and send that."),
        ),
        kind.TOO_MANY_PARTS: (
            _("The file consists of {count} parts; {limit} are the most."),
            _("Copy the sheets of the questionnaire into a new workbook, and send that."),
        ),
        kind.FORBIDDEN_XML: (
            _("The part “{part}” of the file holds declarations that are used for attacks."),
            _("Copy the sheets of the questionnaire into a new workbook, and send that."),
        ),
        kind.TOO_MANY_CELLS: (
            _("The sheets have more than {limit} cells."),
            _("Delete empty rows and columns that only have a format, and sheets that are not needed."),
        ),
        kind.TOO_MANY_QUESTIONS: (
            _("The questionnaire has {count} rows; {limit} are the most."),
            _("Make several questionnaires of it."),
        ),
        kind.TOO_MANY_CHOICES_IN_FORM: (
            _("The sheet has {count} choices; {limit} are the most."),
            _("Take lists out that no question uses, or shorten long ones."),
        ),
        kind.TOO_MANY_LANGUAGES: (
            _("The questionnaire has {count} languages; {limit} are the most."),
            _("Check the headings: behind :: stands the language, such as “label::Türkçe (tr)”."),
        ),
        kind.LONG_CELL: (
            _("The cell holds {count} characters; {limit} are the most."),
            _("Shorten the text."),
        ),
        kind.OLD_ENCODING: (
            _("The file is not in UTF-8; it was read as {encoding}."),
            _("Check letters such as ä and ş in the preview, or save the file as “CSV UTF-8”."),
        ),
        kind.BROKEN_FORMULA: (
            _("The formula in this cell gives the error {source}."),
            _("Correct the formula, or write its value."),
        ),
        kind.FORMULA_WITHOUT_VALUE: (
            _("The formula in this cell was never worked out: {source}"),
            _("Open the file in a spreadsheet program, save it, and send it again; or write the value."),
        ),
        kind.INVALID_XLSFORM: (
            _("The XLSForm checker finds an error: {detail}"),
            _("Correct what is named; the format is described on xlsform.org."),
        ),
        kind.XLSFORM_WARNING: (
            _("The XLSForm checker says: {detail}"),
            _("Look whether that is meant."),
        ),
        kind.NO_SURVEY_SHEET: (
            _("There is no sheet “survey”."),
            _("Call the sheet with the questions “survey”, and the one with the answers “choices”."),
        ),
        kind.NO_QUESTIONS: (
            _("The questionnaire asks nothing."),
            _("Add questions to the sheet “survey”, with type, name and label."),
        ),
        kind.NO_TYPE_COLUMN: (
            _("The sheet “survey” has no column “type”."),
            _("Write the headings type, name and label into its first row."),
        ),
    }


def _words_for_sheets(said: Speech) -> Words:
    _ = said.gettext
    kind = ProblemKind
    return {
        kind.DUPLICATE_SHEET: (
            _("There are two sheets of this name."),
            _("Delete or rename the sheet “{sheet}” that is not meant."),
        ),
        kind.REFUSED_SHEET: (
            _("The sheet “{sheet}” connects the questionnaire with other data, which a chat cannot do."),
            _("Delete the sheet and the rows that use it."),
        ),
        kind.IGNORED_SHEET: (
            _("The sheet “{sheet}” is not read."),
            _("Nothing needs to be done, unless its name was meant to be survey, choices or settings."),
        ),
        kind.DUPLICATE_COLUMN: (
            _("The columns “{first_column}” and “{column}” mean the same."),
            _("Put their content into one of them, and delete the other."),
        ),
        kind.IGNORED_COLUMN: (
            _("The column “{column}” has no meaning here and is left out."),
            _("Nothing needs to be done, unless the heading is misspelled."),
        ),
        kind.REFUSED_COLUMN: (
            _("The column “{column}” connects answers with other data, which a chat cannot do."),
            _("Delete the column."),
        ),
        kind.IGNORED_CELL: (
            _("“{column}” has no meaning for questions of this type and is left out. Rows: {rows}."),
            _("Empty these cells, or check the type."),
        ),
        kind.CELL_WITHOUT_HEADING: (
            _("The column {letter} has no heading, so its content is left out. Rows: {rows}."),
            _("Write a heading, or empty the cells."),
        ),
        kind.DISABLED_ROW: (
            _("Rows are switched off by “disabled” and left out: {rows}."),
            _("Nothing needs to be done."),
        ),
        kind.COMMENT_ROW: (
            _("Rows are taken as comments and left out: {rows}."),
            _("Nothing needs to be done."),
        ),
        kind.IGNORED_ROW: (
            _("Only the first row of settings counts; left out: {rows}."),
            _("Put all settings into the second row of the sheet, below their headings."),
        ),
        kind.IGNORED_SETTING: (
            _("The setting “{column}” has no meaning in a chat and is left out."),
            _("Nothing needs to be done."),
        ),
        kind.NOT_ENCRYPTED: (
            _("“{column}” is left out: answers are not encrypted with a key of the questionnaire."),
            _("Read in the notes on privacy how answers are protected here."),
        ),
        kind.NOT_SENT_ELSEWHERE: (
            _("“{column}” is left out: answers are kept here and sent to no other server."),
            _("Nothing needs to be done. Results can be exported."),
        ),
    }
