"""Who was invited by a letter and who was not, in words: what weighted shares rest on."""

from bot.dialogs.figures import count_in_words
from bot.speech import Speech
from domain.results import PublishedTable


def sample_in_words(table: PublishedTable, said: Speech) -> list[str]:
    """Return whom the weighted shares rest on, or why there are none.

    Nothing where the survey tells nobody apart, or no population is known.
    """
    basis = table.sample
    if basis is None:
        return []
    if basis.invited is None:
        return [
            said.gettext(
                "There are no weighted shares here: too few people who were invited by letter can be told"
                " from others."
            )
        ]
    lines = [
        said.ngettext(
            "Weighted shares rest on the {n} person who was invited by letter and answered.",
            "Weighted shares rest on the {n} people who were invited by letter and answered.",
            basis.invited,
        ).format(n=count_in_words(basis.invited, said))
    ]
    if basis.others:
        lines.append(
            said.ngettext(
                "{n} more person answered without an invitation and is counted, but not weighted.",
                "{n} more people answered without an invitation. They are counted, but not weighted.",
                basis.others,
            ).format(n=count_in_words(basis.others, said))
        )
    if basis.mixed:
        lines.append(
            said.ngettext(
                "{n} more person cannot be attributed to either and is counted, but not weighted.",
                "{n} more people cannot be attributed to either. They are counted, but not weighted.",
                basis.mixed,
            ).format(n=count_in_words(basis.mixed, said))
        )
    return lines
