"""Every kind of problem with a form, as a plain code; bot/dialogs/form_problems.py has the words for them."""

from enum import Enum


class Severity(Enum):
    """An error keeps the form from being used; a warning asks to look; an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ProblemKind(Enum):
    """One kind of problem, with its severity. Names in brackets are the details that it comes with."""

    severity: Severity

    def __new__(cls, code: str, severity: Severity = Severity.ERROR) -> "ProblemKind":
        """Keep the severity as an attribute of the member."""
        member = object.__new__(cls)
        member._value_ = code
        member.severity = severity
        return member

    # The file
    UNREADABLE = "unreadable"  # file_type, detail
    PROTECTED = "protected"
    FILE_TOO_LARGE = "file_too_large"  # size, limit (megabytes)
    UNPACKS_TOO_LARGE = "unpacks_too_large"  # size, limit (megabytes)
    TOO_MANY_PARTS = "too_many_parts"  # count, limit
    FORBIDDEN_XML = "forbidden_xml"  # part
    TOO_MANY_CELLS = "too_many_cells"  # limit
    TOO_MANY_QUESTIONS = "too_many_questions"  # count, limit
    TOO_MANY_CHOICES_IN_FORM = "too_many_choices_in_form"  # count, limit
    TOO_MANY_LANGUAGES = "too_many_languages"  # count, limit
    LONG_CELL = "long_cell"  # count, limit
    OLD_ENCODING = "old_encoding", Severity.WARNING  # encoding
    BROKEN_FORMULA = "broken_formula"  # source
    FORMULA_WITHOUT_VALUE = "formula_without_value"  # source
    INVALID_XLSFORM = "invalid_xlsform"  # detail
    XLSFORM_WARNING = "xlsform_warning", Severity.WARNING  # detail

    # Sheets, columns, rows
    NO_SURVEY_SHEET = "no_survey_sheet"
    NO_QUESTIONS = "no_questions"
    NO_TYPE_COLUMN = "no_type_column"
    DUPLICATE_SHEET = "duplicate_sheet"  # sheet
    REFUSED_SHEET = "refused_sheet"  # sheet
    IGNORED_SHEET = "ignored_sheet", Severity.WARNING  # sheet
    DUPLICATE_COLUMN = "duplicate_column"  # column, first_column
    IGNORED_COLUMN = "ignored_column", Severity.WARNING  # column
    REFUSED_COLUMN = "refused_column"  # column
    IGNORED_CELL = "ignored_cell", Severity.WARNING  # column, rows, count
    CELL_WITHOUT_HEADING = "cell_without_heading", Severity.WARNING  # letter, rows, count
    DISABLED_ROW = "disabled_row", Severity.WARNING  # rows, count
    COMMENT_ROW = "comment_row", Severity.INFO  # rows, count
    IGNORED_ROW = "ignored_row", Severity.WARNING  # rows, count
    IGNORED_SETTING = "ignored_setting", Severity.WARNING  # column
    NOT_ENCRYPTED = "not_encrypted", Severity.WARNING  # column
    NOT_SENT_ELSEWHERE = "not_sent_elsewhere", Severity.WARNING  # column

    # Types
    MISSING_TYPE = "missing_type"
    UNSUPPORTED_TYPE = "unsupported_type"  # type
    REFUSED_DRAWING = "refused_drawing"  # type
    REFUSED_BARCODE = "refused_barcode"  # type
    REFUSED_RECORDING = "refused_recording"  # type
    REFUSED_EXTERNAL = "refused_external"  # type
    REFUSED_MATRIX = "refused_matrix"  # type
    REFUSED_LOOP = "refused_loop"  # type
    CHOICES_FROM_REPEAT = "choices_from_repeat"  # type
    ALWAYS_EMPTY = "always_empty", Severity.WARNING  # type, name
    ONLY_IN_CONDITIONS = "only_in_conditions", Severity.WARNING  # type, name
    IGNORED_APPEARANCE = "ignored_appearance", Severity.WARNING  # appearance, rows, count
    REFUSED_APPEARANCE = "refused_appearance"  # appearance
    IGNORED_PARAMETER = "ignored_parameter", Severity.WARNING  # parameter, rows, count
    WRONG_PARAMETERS = "wrong_parameters"  # source
    WRONG_PARAMETER = "wrong_parameter"  # parameter, source
    UNBALANCED_BEGIN = "unbalanced_begin"  # name
    UNBALANCED_END = "unbalanced_end"
    CROSSED_END = "crossed_end"  # first_row
    UNNAMED_REPEAT = "unnamed_repeat", Severity.WARNING  # name

    # Names
    MISSING_NAME = "missing_name"
    INVALID_NAME = "invalid_name"  # name
    RESERVED_NAME = "reserved_name"  # name
    DUPLICATE_NAME = "duplicate_name"  # name, first_row
    OTHER_NAME_TAKEN = "other_name_taken"  # name, first_row
    FILTER_WITH_OTHER = "filter_with_other"
    SIMILAR_NAME = "similar_name", Severity.WARNING  # name, first_row

    # Questions
    REQUIRED_NOTE = "required_note"
    CONSTRAINT_ON_NOTE = "constraint_on_note", Severity.WARNING
    MISSING_CALCULATION = "missing_calculation"
    READ_ONLY_CONDITION = "read_only_condition"  # source
    INVALID_DEFAULT = "invalid_default"  # source
    DEFAULT_WITHOUT_CHOICE = "default_without_choice"  # code, list
    TRIGGER_WITHOUT_CALCULATION = "trigger_without_calculation", Severity.WARNING
    INVALID_TRIGGER = "invalid_trigger"  # source
    RANGE_NOT_A_NUMBER = "range_not_a_number"  # parameter, source
    RANGE_STEP = "range_step"  # source
    RANGE_ORDER = "range_order"  # start, end
    RANGE_TOO_LONG = "range_too_long"  # count, limit
    MISSING_FILE = "missing_file", Severity.WARNING  # file
    FILE_NOT_SHOWN = "file_not_shown", Severity.WARNING  # file
    MEDIA_ON_CHOICES = "media_on_choices", Severity.WARNING  # list, count, limit

    # Choices
    UNKNOWN_CHOICE_LIST = "unknown_choice_list"  # list
    MISSING_CHOICE_CODE = "missing_choice_code"
    MISSING_CHOICE_LIST = "missing_choice_list"
    CHOICE_CODE_WITH_SPACES = "choice_code_with_spaces"  # name
    DUPLICATE_CHOICE = "duplicate_choice"  # name, list, first_row
    DUPLICATE_CHOICE_ALLOWED = "duplicate_choice_allowed", Severity.WARNING  # list, rows, count
    TOO_MANY_CHOICES = "too_many_choices"  # count, limit
    PAGED_CHOICES = "paged_choices", Severity.INFO  # count
    LONG_CHOICE_LABEL = "long_choice_label", Severity.WARNING  # list, limit, count, rows
    UNUSED_LISTS = "unused_lists", Severity.INFO  # lists
    MISSING_CHOICE_FILE = "missing_choice_file"  # file
    UNREADABLE_CHOICE_FILE = "unreadable_choice_file"  # file

    # Languages and texts
    UNKNOWN_LANGUAGE = "unknown_language"  # language
    UNNAMED_LANGUAGE = "unnamed_language", Severity.WARNING  # column, language
    DUPLICATE_LANGUAGE = "duplicate_language"  # language, first_column
    MISSING_LABEL = "missing_label"  # language
    MISSING_CHOICE_LABEL = "missing_choice_label"  # language
    MISSING_TRANSLATION = "missing_translation", Severity.WARNING  # language, percent, count, rows
    TRANSLATED_FORM_TITLE = "translated_form_title"  # heading
    UNTRANSLATED_TITLE = "untranslated_title", Severity.WARNING  # languages
    TURNING_SIGNS = "turning_signs", Severity.WARNING  # rows, count
    LONG_TEXT = "long_text"  # language, count, limit
    LONG_CHOICE_LIST = "long_choice_list"  # language, count, limit

    # Expressions
    INVALID_EXPRESSION = "invalid_expression"  # detail, position, source
    INVALID_REFERENCE = "invalid_reference"  # source
    UNKNOWN_REFERENCE = "unknown_reference"  # name
    REFERENCE_WITHOUT_ANSWER = "reference_without_answer"  # name
    REFERENCE_TO_FILE = "reference_to_file"  # name
    LAST_SAVED = "last_saved"  # source
    SELF_REFERENCE = "self_reference"  # name
    CYCLE = "cycle"  # names
    OUTSIDE_REPEAT = "outside_repeat"  # name, repeat
    UNKNOWN_CODE = "unknown_code", Severity.WARNING  # name, code
    UNKNOWN_LIST_COLUMN = "unknown_list_column", Severity.WARNING  # column, list
    UNREACHABLE_CODE = "unreachable_code", Severity.WARNING  # name, code
    UNREACHABLE = "unreachable", Severity.WARNING
    CONTRADICTION = "contradiction", Severity.WARNING  # name

    # Our own settings
    WRONG_DIMENSION = "wrong_dimension"  # name
    VAGUE_DIMENSION = "vague_dimension"  # name, because
    INVALID_QUOTA = "invalid_quota"  # source
    QUOTA_QUESTION = "quota_question"  # name
    QUOTA_IN_REPEAT = "quota_in_repeat"  # name
    QUOTA_LANGUAGE = "quota_language"
    QUOTA_CODE = "quota_code"  # name, code
    DUPLICATE_QUOTA = "duplicate_quota"  # source
