"""Words for problems with a questionnaire's languages, texts and expressions."""

from bot.dialogs.form_problems_files import Words
from bot.speech import Speech
from usecases.xlsform import ProblemKind


def words_for_texts(said: Speech) -> Words:
    """Return reason and remedy for each kind of problem with languages, texts and expressions."""
    _ = said.gettext
    kind = ProblemKind
    return _words_for_expressions(said) | {
        kind.UNKNOWN_LANGUAGE: (
            _("The language “{language}” is unknown."),
            _("Write its code in brackets after the name, such as “label::Türkçe (tr)”."),
        ),
        kind.UNNAMED_LANGUAGE: (
            _("The column “{column}” names no language; it is taken as “{language}”."),
            _("Write the language into the heading, or “default_language” into the settings."),
        ),
        kind.DUPLICATE_LANGUAGE: (
            _("The column is there twice for the language “{language}”, first as “{first_column}”."),
            _("Take one of the two columns out."),
        ),
        kind.MISSING_LABEL: (
            _("The text in the form's own language (“{language}”) is missing."),
            _("Fill in the label. The own language is “default_language” in the settings."),
        ),
        kind.MISSING_CHOICE_LABEL: (
            _("The choice has no label in the form's own language (“{language}”)."),
            _("Fill in the label. The own language is “default_language” in the settings."),
        ),
        kind.MISSING_TRANSLATION: (
            _("“{language}” is complete to {percent}. Missing texts: {count}; rows: {rows}."),
            _("Add the translations; people who read this language see another one until then."),
        ),
        kind.TRANSLATED_FORM_TITLE: (
            _("XLSForm knows “form_title” in one language only, not as “{heading}”."),
            _("Write “form_title” without a language, and translations as “chat_title::Türkçe (tr)”."),
        ),
        kind.UNTRANSLATED_TITLE: (
            _("The title is missing in: {languages}."),
            _("Add columns such as “chat_title::Türkçe (tr)” to the sheet “settings”."),
        ),
        kind.TURNING_SIGNS: (
            _("Unseen signs such as U+202E turn the words beside them around; left out. Rows: {rows}."),
            _("Look whether the texts still read as they should. The marks U+200E and U+200F can stay."),
        ),
        kind.LONG_TEXT: (
            _("The texts in “{language}” have {count} characters together: label, hint and message."),
            _("Shorten them to {limit}, the most that fits into a message."),
        ),
        kind.LONG_CHOICE_LIST: (
            _("The question in “{language}” has {count} characters together with its list of choices."),
            _("Shorten the labels so that all of it has at most {limit}."),
        ),
    }


def _words_for_expressions(said: Speech) -> Words:
    _ = said.gettext
    kind = ProblemKind
    return {
        kind.INVALID_EXPRESSION: (
            _("The expression is not usable at character {position}: {detail}"),
            _("Correct it: {source}"),
        ),
        kind.INVALID_REFERENCE: (
            _("A reference in the text is not closed or empty: {source}"),
            _("Write the name of a question between the brackets, and close them."),
        ),
        kind.UNKNOWN_REFERENCE: (
            _("There is no question “{name}”."),
            _("Correct the name, or add the question. Capital letters count."),
        ),
        kind.REFERENCE_WITHOUT_ANSWER: (
            _("“{name}” has no answer: it is a note or a group."),
            _("Refer to a question that is answered."),
        ),
        kind.REFERENCE_TO_FILE: (
            _("“{name}” is a picture, a recording or a file, which cannot stand in a text."),
            _("Refer to another question, or leave the reference out."),
        ),
        kind.LAST_SAVED: (
            _("Answers of an earlier time are not kept, so {source} is not known."),
            _("Take the reference out."),
        ),
        kind.SELF_REFERENCE: (
            _("The question “{name}” refers to itself."),
            _("In “constraint”, write a dot for the answer; elsewhere refer to other questions."),
        ),
        kind.CYCLE: (
            _("These depend on each other in a circle: {names}"),
            _("Change the condition or calculation of one of them."),
        ),
        kind.OUTSIDE_REPEAT: (
            _("“{name}” is looked for inside “{repeat}”, but it does not stand there."),
            _("Name a repeat that this question stands in, or refer to the question alone."),
        ),
        kind.UNKNOWN_CODE: (
            _("The question “{name}” has no choice with the code “{code}”, so this is always the same."),
            _("Correct the code or the question's name."),
        ),
        kind.UNKNOWN_LIST_COLUMN: (
            _("The choice list “{list}” has no column “{column}”, so nothing may be offered."),
            _("Add the column to the sheet “choices”, or refer to a question as in “relevant”."),
        ),
        kind.UNREACHABLE_CODE: (
            _("This is never asked: the question “{name}” has no choice with the code “{code}”."),
            _("Correct the code or the question's name."),
        ),
        kind.UNREACHABLE: (
            _("This is never asked: its condition never holds."),
            _("Correct the condition, or take the row out."),
        ),
        kind.CONTRADICTION: (
            _("This is never asked: the conditions want different answers to “{name}” at once."),
            _("Look at its condition and those of the groups around it."),
        ),
    }
