"""Every kind of problem with a form: its reason and what to do, in words for its author.

All sentences of the import stand here with places for details, so that they can be translated.
"""

from enum import Enum


class Severity(Enum):
    """An error keeps the form from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class ProblemKind(Enum):
    """One kind of problem: its severity, the reason and the remedy, with places for details."""

    severity: Severity
    reason: str
    remedy: str

    def __new__(cls, severity: Severity, reason: str, remedy: str) -> "ProblemKind":
        """Keep the three parts as attributes of the member."""
        member = object.__new__(cls)
        member._value_ = (severity, reason, remedy)
        member.severity, member.reason, member.remedy = severity, reason, remedy
        return member

    UNREADABLE = (
        Severity.ERROR,
        "The file cannot be read as {file_type}: {detail}",
        "Save it again as .xlsx, or as a .csv or Markdown table in UTF-8.",
    )
    INVALID_XLSFORM = (
        Severity.ERROR,
        "The form is no valid XLSForm: {detail}",
        "Correct what is named; the format is described on xlsform.org.",
    )
    XLSFORM_WARNING = (Severity.WARNING, "The XLSForm checker says: {detail}", "Look whether that is meant.")
    NO_QUESTIONS = (
        Severity.ERROR,
        "The form asks nothing",
        "Add a sheet 'survey' with the columns type, name and label.",
    )

    UNSUPPORTED_TYPE = (
        Severity.ERROR,
        "Questions of the type '{type}' are not supported",
        "Use note, select_one, select_multiple, text, integer or range, or take the row out.",
    )
    MISSING_TYPE = (Severity.ERROR, "The row has no type", "Fill in the column 'type' or empty the row.")
    IGNORED_METADATA = (
        Severity.WARNING,
        "'{type}' is not recorded, because it would help to find out who answered",
        "Nothing needs to be done; the row can be taken out.",
    )
    UNSUPPORTED_COLUMN = (
        Severity.ERROR,
        "The column '{column}' is not supported",
        "Empty the cell, or ask in a way that does without it.",
    )
    IGNORED_COLUMN = (
        Severity.WARNING,
        "The column '{column}' has no meaning here and is left out",
        "Nothing needs to be done; the column can be taken out.",
    )
    IGNORED_SETTING = (
        Severity.WARNING,
        "The setting '{column}' has no meaning in a chat and is left out",
        "Nothing needs to be done; the column can be taken out.",
    )
    IGNORED_APPEARANCE = (
        Severity.WARNING,
        "The appearance '{appearance}' has no meaning in a chat and is left out",
        "Nothing needs to be done.",
    )
    IGNORED_HEADING = (
        Severity.WARNING,
        "The heading of the group '{name}' is not shown",
        "If people need it, write a note as the first row of the group.",
    )
    UNBALANCED_GROUP = (
        Severity.ERROR,
        "Beginnings and ends of groups do not match here",
        "Give every begin_group one end_group.",
    )

    MISSING_NAME = (Severity.ERROR, "The question has no name", "Give it a short name, such as 'age'.")
    DUPLICATE_NAME = (
        Severity.ERROR,
        "The name '{name}' is already used in row {first_row}",
        "Give one of the two another name, also where it is referred to.",
    )
    REQUIRED_EXPRESSION = (
        Severity.ERROR,
        "'required' as a condition is not supported yet: {source}",
        "Write yes or no; a condition can go into 'relevant'.",
    )
    REQUIRED_NOTE = (
        Severity.ERROR,
        "A note cannot be required, since there is nothing to answer",
        "Write no. If the survey is to end here, write 'screenout' under 'appearance'.",
    )
    CONSTRAINT_ON_NOTE = (
        Severity.WARNING,
        "A note has no answer, so the constraint is left out",
        "Empty the cell.",
    )
    INVALID_RANGE = (
        Severity.ERROR,
        "The range is not usable: {detail}",
        "Write for example 'start=1 end=5 step=1' under 'parameters', with whole numbers.",
    )

    UNKNOWN_CHOICE_LIST = (
        Severity.ERROR,
        "The choice list '{list}' has no choices",
        "Add them to the sheet 'choices', or correct the name of the list.",
    )
    MISSING_CHOICE_CODE = (
        Severity.ERROR,
        "The choice has no code or no list",
        "Fill in 'list_name' and 'name'.",
    )
    CHOICE_CODE_WITH_SPACES = (
        Severity.ERROR,
        "The choice code '{name}' contains a space",
        "Use an underscore; the label may contain spaces.",
    )
    DUPLICATE_CHOICE = (
        Severity.ERROR,
        "The code '{name}' occurs twice in the list '{list}', first in row {first_row}",
        "Give one of the two another code.",
    )
    TOO_MANY_CHOICES = (
        Severity.ERROR,
        "{count} choices are more than the {limit} that a message can show",
        "Shorten the list, or split the question.",
    )
    LONG_CHOICE_LABEL = (
        Severity.WARNING,
        "The label in '{language}' has {count} characters, too many for a button",
        "It is listed in the text with a number; up to {limit} characters fit on a button.",
    )

    UNKNOWN_LANGUAGE = (
        Severity.ERROR,
        "The language '{language}' has no code",
        "Write the code in brackets after the name, such as 'Türkçe (tr)'.",
    )
    DUPLICATE_LANGUAGE = (
        Severity.ERROR,
        "The column is there twice for the language '{language}', first as '{first_column}'",
        "Take one of the two columns out.",
    )
    MISSING_LABEL = (
        Severity.ERROR,
        "The text in the form's own language ('{language}') is missing",
        "Fill in the label.",
    )
    MISSING_TRANSLATION = (
        Severity.WARNING,
        "Texts are missing in '{language}' ({count}), in these rows: {rows}",
        "Add the translations; people who read this language see another one until then.",
    )
    TRANSLATED_FORM_TITLE = (
        Severity.ERROR,
        "XLSForm knows 'form_title' in one language only, not as '{heading}'",
        "Write 'form_title' without a language, and translations as 'chat_title::Türkçe (tr)'.",
    )
    UNTRANSLATED_TITLE = (
        Severity.WARNING,
        "The title is not translated into: {languages}",
        "Add columns such as 'chat_title::Türkçe (tr)' to the sheet 'settings'.",
    )
    WRONG_DIMENSION = (
        Severity.ERROR,
        "Results cannot be filtered by '{name}'",
        "Under 'dimensions', name questions of type select_one, or 'language'.",
    )
    LONG_TEXT = (
        Severity.ERROR,
        "The texts in '{language}' have {count} characters together, with label, hint and message",
        "Shorten them to {limit}, the most that fits into a Telegram message.",
    )
    LONG_CHOICE_LIST = (
        Severity.ERROR,
        "The question in '{language}' has {count} characters together with its list of choices",
        "Shorten the labels so that all of it has at most {limit}.",
    )
    REFERENCE_IN_TEXT = (
        Severity.ERROR,
        "Answers inside a text are not supported yet: {source}",
        "Write the text without it.",
    )

    INVALID_EXPRESSION = (
        Severity.ERROR,
        "The expression is not usable: {detail} (at character {position})",
        "Correct it: {source}",
    )
    UNKNOWN_REFERENCE = (
        Severity.ERROR,
        "There is no question '{name}'",
        "Correct the name between ${{ and }}.",
    )
    REFERENCE_WITHOUT_ANSWER = (
        Severity.ERROR,
        "'{name}' has no answer: it is a note, a group or a row that is not recorded",
        "Refer to a question that is answered.",
    )
    LATER_REFERENCE = (
        Severity.ERROR,
        "The question '{name}' comes later, so it has no answer yet",
        "Move the question '{name}' up, or this row down.",
    )
    SELF_REFERENCE = (
        Severity.ERROR,
        "The question '{name}' refers to itself",
        "In 'constraint' write a dot for the answer; in 'relevant' refer to earlier questions.",
    )
    UNKNOWN_CODE = (
        Severity.WARNING,
        "The question '{name}' has no choice with the code '{code}', so this never applies",
        "Correct the code or the question's name.",
    )
