"""Words for problems with the type, the name and the place of a questionnaire's rows."""

from bot.dialogs.form_problems_files import Words
from bot.speech import Speech
from usecases.xlsform import ProblemKind


def words_for_rows(said: Speech) -> Words:
    """Return reason and remedy for each kind of problem with types, names, groups and appearances."""
    _ = said.gettext
    kind = ProblemKind
    return _words_for_refused(said) | {
        kind.MISSING_TYPE: (
            _("The row has no type."),
            _("Fill in the column “type”, such as text or select_one, or empty the row."),
        ),
        kind.ALWAYS_EMPTY: (
            _("“{name}” stays empty: who or which device it is ({type}) is never asked."),
            _("Nothing needs to be done; the row can be taken out."),
        ),
        kind.ONLY_IN_CONDITIONS: (
            _("“{name}” ({type}) can be used in conditions, but is never submitted."),
            _("Nothing needs to be done."),
        ),
        kind.IGNORED_APPEARANCE: (
            _("The appearance “{appearance}” has no meaning in a chat. Rows: {rows}."),
            _("Nothing needs to be done."),
        ),
        kind.IGNORED_PARAMETER: (
            _("The parameter “{parameter}” has no meaning here. Rows: {rows}."),
            _("Nothing needs to be done, unless it is misspelled."),
        ),
        kind.WRONG_PARAMETERS: (
            _("The parameters cannot be read: {source}"),
            _("Write them as name=value with spaces between, such as start=1 end=5."),
        ),
        kind.WRONG_PARAMETER: (
            _("“{source}” is no value for the parameter “{parameter}”."),
            _("Write true or false for randomize, and a whole number for max-pixels."),
        ),
        kind.UNBALANCED_BEGIN: (
            _("The group “{name}” begins here and never ends."),
            _("Add a row of the type end_group or end_repeat where it ends."),
        ),
        kind.UNBALANCED_END: (
            _("A group ends here that has not begun."),
            _("Take the row out, or add the beginning, such as begin_group."),
        ),
        kind.CROSSED_END: (
            _("What ends here is of another type than what began in row {first_row}."),
            _("End a begin_group with end_group, and a begin_repeat with end_repeat, the inner one first."),
        ),
        kind.UNNAMED_REPEAT: (
            _("The repeat “{name}” has no label; people see its name."),
            _("Write a label that says what is listed, such as “People in your household”."),
        ),
        kind.MISSING_NAME: (
            _("The row has no name."),
            _("Give it a short name, such as age."),
        ),
        kind.INVALID_NAME: (
            _("“{name}” cannot be a name."),
            _("Begin with a letter, and use only letters, digits, hyphens, dots and underscores."),
        ),
        kind.RESERVED_NAME: (
            _("The name “{name}” is reserved by XLSForm."),
            _("Choose another name, also where it is referred to."),
        ),
        kind.DUPLICATE_NAME: (
            _("The name “{name}” is already used in row {first_row}."),
            _("Give one of the two another name, also where it is referred to; other groups count too."),
        ),
        kind.OTHER_NAME_TAKEN: (
            _("The type with or_other adds a question “{name}”, but row {first_row} has this name."),
            _("Take or_other out here, or the question in that row."),
        ),
        kind.SIMILAR_NAME: (
            _("The name “{name}” differs from that in row {first_row} only by capital letters."),
            _("Choose names that are easier to tell apart; some programs confuse them."),
        ),
    }


def _words_for_refused(said: Speech) -> Words:
    _ = said.gettext
    kind = ProblemKind
    return {
        kind.UNSUPPORTED_TYPE: (
            _("The type “{type}” is unknown."),
            _("Correct it. The types that can be asked are listed in docs/xlsform.md."),
        ),
        kind.REFUSED_DRAWING: (
            _("Lines and areas on a map ({type}) cannot be drawn in a chat."),
            _("Ask for one place with the type geopoint, or for a description with text."),
        ),
        kind.REFUSED_BARCODE: (
            _("A chat cannot read barcodes."),
            _("Ask for the number with the type text, or for a photo with image."),
        ),
        kind.REFUSED_RECORDING: (
            _("“{type}” records people without their doing, which this program never does."),
            _("Take the row out."),
        ),
        kind.REFUSED_EXTERNAL: (
            _("“{type}” needs data from another program."),
            _("Put the choices into the sheet “choices”, or send a file for select_one_from_file along."),
        ),
        kind.REFUSED_MATRIX: (
            _("Tables and scores of KoboToolbox ({type}) cannot be shown in a chat."),
            _("Ask each line as a question of its own, or use the type rank to order things."),
        ),
        kind.REFUSED_LOOP: (
            _("“{type}” is an old type that is not supported."),
            _("Use begin_repeat and end_repeat, or write the questions one by one."),
        ),
        kind.CHOICES_FROM_REPEAT: (
            _("Choices made of earlier answers are not supported: {type}"),
            _("Ask with a list of the sheet “choices”, or with the type text."),
        ),
        kind.REFUSED_APPEARANCE: (
            _("“{appearance}” opens another program or looks up data, which a chat cannot do."),
            _("Empty the cell, and put the choices into the sheet “choices”."),
        ),
    }
