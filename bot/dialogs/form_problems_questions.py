"""Words for problems with what a question takes as an answer, with its choices, and with quotas."""

from bot.dialogs.form_problems_files import Words
from bot.speech import Speech
from usecases.xlsform import ProblemKind


def words_for_questions(said: Speech) -> Words:
    """Return reason and remedy for each kind of problem with questions, choices and our own settings."""
    _ = said.gettext
    kind = ProblemKind
    return (
        _words_for_choices(said)
        | _words_for_settings(said)
        | {
            kind.REQUIRED_NOTE: (
                _("A note cannot be required, since there is nothing to answer."),
                _("Write no. If the survey is to end here, write screenout under “appearance”."),
            ),
            kind.CONSTRAINT_ON_NOTE: (
                _("A note has no answer, so the constraint is left out."),
                _("Empty the cell."),
            ),
            kind.MISSING_CALCULATION: (
                _("There is nothing to calculate."),
                _("Fill in the column “calculation”, or take the row out."),
            ),
            kind.READ_ONLY_CONDITION: (
                _("“read_only” is yes or no here, not a condition: {source}"),
                _("Write yes or no; use two questions with “relevant” where it depends on answers."),
            ),
            kind.INVALID_DEFAULT: (
                _("“{source}” is no answer to a question of this type."),
                _("Correct the column “default”: digits for numbers, 2026-12-31 for days, 18:30 for times."),
            ),
            kind.DEFAULT_WITHOUT_CHOICE: (
                _("The list “{list}” has no choice with the code “{code}”."),
                _("Write a code of the list, not its label, under “default”."),
            ),
            kind.TRIGGER_WITHOUT_CALCULATION: (
                _("The trigger starts nothing, because there is no calculation; it is left out."),
                _("Fill in the column “calculation”, or empty “trigger”."),
            ),
            kind.INVALID_TRIGGER: (
                _("The trigger is no reference to a question: {source}"),
                _("Refer to questions as in “relevant”; write commas between several."),
            ),
            kind.RANGE_NOT_A_NUMBER: (
                _("“{source}” is no number for the range's “{parameter}”."),
                _("Write for example start=0 end=10 step=1 under “parameters”."),
            ),
            kind.RANGE_STEP: (
                _("The step “{source}” is not more than 0."),
                _("Write a step such as 1 or 0.5 under “parameters”."),
            ),
            kind.RANGE_ORDER: (
                _("The range ends at {end}, which is not more than its start, {start}."),
                _("Write for example start=0 end=10 step=1 under “parameters”."),
            ),
            kind.RANGE_TOO_LONG: (
                _("The range has {count} values; {limit} are the most."),
                _("Choose a larger step, or ask with the type integer or decimal."),
            ),
            kind.MISSING_FILE: (
                _("The file “{file}” did not come with the questionnaire and will not be shown."),
                _("Send it along in a .zip, or empty the cell."),
            ),
            kind.FILE_NOT_SHOWN: (
                _("The file “{file}” cannot be shown in a chat."),
                _("Send pictures as .jpg or .png, sounds as .mp3, .m4a or .ogg, films as .mp4."),
            ),
            kind.MEDIA_ON_CHOICES: (
                _("{count} choices of the list “{list}” have pictures or sounds; {limit} are the most."),
                _("Show one picture of all choices with the question, or describe them in the labels."),
            ),
        }
    )


def _words_for_choices(said: Speech) -> Words:
    _ = said.gettext
    kind = ProblemKind
    return {
        kind.UNKNOWN_CHOICE_LIST: (
            _("The choice list “{list}” has no choices."),
            _("Add them to the sheet “choices”, or correct the name of the list."),
        ),
        kind.MISSING_CHOICE_CODE: (
            _("The choice has no code."),
            _("Write a short code into the column “name”."),
        ),
        kind.MISSING_CHOICE_LIST: (
            _("The choice belongs to no list."),
            _("Write the name of its list into the column “list_name”."),
        ),
        kind.CHOICE_CODE_WITH_SPACES: (
            _("The code “{name}” contains a space."),
            _("Use an underscore; the label may contain spaces."),
        ),
        kind.DUPLICATE_CHOICE: (
            _("The code “{name}” occurs twice in the list “{list}”, first in row {first_row}."),
            _("Give one of the two another code, or write yes under “allow_choice_duplicates” in settings."),
        ),
        kind.DUPLICATE_CHOICE_ALLOWED: (
            _("Codes occur more than once in the list “{list}”. Rows: {rows}."),
            _("Make sure that “choice_filter” never offers two with the same code at once."),
        ),
        kind.FILTER_WITH_OTHER: (
            _("The type with or_other and a “choice_filter” do not go together."),
            _("Write the choice other into the list, and add a text question below that asks for it."),
        ),
        kind.TOO_MANY_CHOICES: (
            _("The list has {count} choices; {limit} are the most."),
            _("Shorten the list, or split the question."),
        ),
        kind.PAGED_CHOICES: (
            _("The question has {count} choices; the chat shows them by pages."),
            _("Nothing needs to be done. A “choice_filter” makes long lists easier."),
        ),
        kind.LONG_CHOICE_LABEL: (
            _("Labels of the list “{list}” have more than {limit} characters. Rows: {rows}."),
            _("Nothing needs to be done: they are listed in the text with numbers. Shorter is easier."),
        ),
        kind.UNUSED_LISTS: (
            _("No question uses these choice lists: {lists}."),
            _("Nothing needs to be done; they can be taken out."),
        ),
        kind.MISSING_CHOICE_FILE: (
            _("The file “{file}” with the choices did not come with the questionnaire."),
            _("Send both in one .zip, or put the choices into the sheet “choices”."),
        ),
        kind.UNREADABLE_CHOICE_FILE: (
            _("No choices can be read from the file “{file}”."),
            _("It has to be .csv, .xml or .geojson in UTF-8, each choice with a code without spaces."),
        ),
    }


def _words_for_settings(said: Speech) -> Words:
    _ = said.gettext
    kind = ProblemKind
    return {
        kind.WRONG_DIMENSION: (
            _("Results cannot be filtered by “{name}”."),
            _("Under “dimensions”, name questions of the type select_one outside repeats, or language."),
        ),
        kind.VAGUE_DIMENSION: (
            _("Results cannot be filtered by “{name}”: it reads {because}, which differs for everybody."),
            _("Calculate it from choices, numbers and days only."),
        ),
        kind.INVALID_QUOTA: (
            _("The quota cannot be read: {source}"),
            _("Write question=code:number, such as area=centre & gender=f:100; semicolons between quotas."),
        ),
        kind.QUOTA_QUESTION: (
            _("There can be no quota for “{name}”."),
            _("Name a question of the type select_one, or a calculation that stands under “dimensions”."),
        ),
        kind.QUOTA_IN_REPEAT: (
            _("There can be no quota for “{name}”: it is asked again in every entry of a repeat."),
            _("Name a question outside of repeats, such as one before it."),
        ),
        kind.QUOTA_LANGUAGE: (
            _("There can be no quota for “language”: everybody can change the language at any time."),
            _("Ask for it with a question of the type select_one under another name, and name that one."),
        ),
        kind.QUOTA_CODE: (
            _("The question “{name}” has no choice with the code “{code}”."),
            _("Write a code of its list, not a label."),
        ),
        kind.DUPLICATE_QUOTA: (
            _("This quota is there twice: {source}"),
            _("Take one of the two out."),
        ),
    }
