"""What is the matter with a translation that came back, in a sentence that says what to do."""

from bot.speech import Speech, isolate
from domain.returned_texts import Finding, Trouble
from domain.survey_texts import BUTTON, LONGEST


def trouble_in_words(finding: Finding, said: Speech) -> str:
    """Return the sentence for one finding; where it is comes before it (`finding_in_words`)."""
    _ = said.gettext
    match finding.trouble:
        case Trouble.UNKNOWN_PLACE:
            return _("The survey has no such text any more. The translation was not taken.")
        case Trouble.REPEATED:
            return _("This text stands in the file more than once. The first one counts.")
        case Trouble.REFERENCES:
            return _("What stands for an answer has to stay as it is: {difference}. Not taken.").format(
                difference=isolate(finding.detail)
            )
        case Trouble.MARKUP:
            return _("The marks for bold, links and the like have to stay: {difference}. Not taken.").format(
                difference=isolate(finding.detail)
            )
        case Trouble.TOO_LONG:
            return _("{count} characters are too many: {limit} is the most. Not taken.").format(
                count=isolate(said.number(int(finding.detail))), limit=isolate(said.number(LONGEST))
            )
        case Trouble.UNCONFIRMED:
            return _("It is still marked as to be confirmed, so residents do not see it.")
        case Trouble.SOURCE_CHANGED:
            return _("The text has changed since the file was written. It was kept, to be confirmed.")
        case Trouble.TURNING_SIGNS:
            return _("Unseen signs that turn the words beside them around were left out.")
        case Trouble.LONG_FOR_BUTTON:
            return _(
                "{count} characters: a button shows {limit}, so the answers are listed above it."
            ).format(count=isolate(said.number(int(finding.detail))), limit=isolate(said.number(BUTTON)))


def finding_in_words(finding: Finding, said: Speech) -> str:
    """Return one finding with its place: `Row 12, question:age:label: …`."""
    return said.gettext("Row {row}, {place}: {problem}").format(
        row=isolate(said.number(finding.row)),
        place=isolate(finding.place),
        problem=trouble_in_words(finding, said),
    )
