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
    weighed = said.ngettext(
        "Weighted shares rest on the {n} person who was invited by letter and answered.",
        "Weighted shares rest on the {n} people who were invited by letter and answered.",
        basis.invited,
    ).format(n=count_in_words(basis.invited, said))
    more = basis.others + basis.mixed
    if not more:
        return [weighed]
    counted = said.ngettext(
        "{n} other person is counted, but not weighted.",
        "{n} others are counted, but not weighted.",
        more,
    ).format(n=count_in_words(more, said))
    return [f"{weighed} {counted}"]
