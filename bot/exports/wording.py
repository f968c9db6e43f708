"""What all exports say alike: the facts of a release, how its numbers came about, what they cannot say."""

from html import unescape

from bot.dialogs.figures import (
    apart_in_words,
    count_in_words,
    dimension_in_words,
    how_counted_in_words,
    n_in_words,
    not_attributable_in_words,
    plain_number,
    rule_in_words,
    value_in_words,
    withdrawn_in_words,
    withheld_in_words,
)
from bot.dialogs.sample import sample_in_words
from bot.dialogs.under_represented import missed_in_words
from bot.speech import Speech, isolate
from domain.comparisons import Comparison
from domain.languages import text_in
from domain.releases import Release
from domain.results import THRESHOLD, PublishedResults, PublishedTable, WithheldTable
from domain.survey import ACCESS, Kind

_RULE = f"blocks of at least {THRESHOLD}"  # as a release spells the rule that is put into words here

Fact = tuple[str, str]
"""What it is called, and what it is."""


def facts(results: PublishedResults, release: Release, said: Speech) -> list[Fact]:
    """Return what identifies the release, how many people it rests on, and by which rule."""
    _ = said.gettext
    found = [
        (_("Survey"), text_in(results.title, said.language)),
        (_("Release"), f"{isolate(said.number(release.number))} · {_state(release, said)}"),
        (_("As of"), isolate(said.date(release.closed_on))),
        (_("People counted"), isolate(said.number(release.n))),
    ]
    if results.chosen is not None and results.total is not None:
        dimension, value = results.chosen
        found += [
            (
                _("Shown here"),
                f"{dimension_in_words(dimension, said)} {isolate(value_in_words(value, said))}",
            ),
            (_("People shown here"), isolate(said.number(results.total))),
            (_("Not attributable"), isolate(said.number(results.not_attributable))),
        ]
    else:
        if results.access is not None:
            found += [
                (value_in_words(one, said), isolate(said.number(one.n))) for one in results.access.values
            ]
        found += [
            (_("Not attributable"), f"{isolate(said.number(one.rest))} · {dimension_in_words(one, said)}")
            for one in results.dimensions
        ]
    if results.withdrawn:
        found.append((_("Withdrawn since"), isolate(said.number(results.withdrawn))))
    return [*found, (_("Rule"), _rule(release, said)), (_("Checksum"), release.hash)]


def _state(release: Release, said: Speech) -> str:
    _ = said.gettext
    return _("final result") if release.is_final else _("interim result, the survey goes on")


def _rule(release: Release, said: Speech) -> str:
    return rule_in_words(said) if release.rule == _RULE else release.rule


def method(release: Release, said: Speech) -> list[str]:
    """Return how the numbers came about, in plain words."""
    _ = said.gettext
    n = count_in_words(THRESHOLD, said)
    told = [
        _("People answered in a chat, in a language of their choice. Taking part was voluntary."),
        _("Once answers are submitted, they are kept without any link to the person."),
        _(
            "The answers are counted in closed blocks of at least {n} people. A block never changes,"
            " and every number here is a sum of whole blocks. That is how single people stay protected,"
            " also when two releases are compared."
        ).format(n=n),
    ]
    if not release.is_final:
        told.append(
            _(
                "While the survey goes on, at least {n} answers always wait for the next count."
                " They are not in these numbers yet."
            ).format(n=n)
        )
    if release.population:
        told.append(
            _(
                "Weighted shares show how the result would look if those who took part resembled the"
                " population. The interval beside a share shows how far chance alone could move it."
            )
        )
    if ACCESS in release.dimensions:
        told.append(
            _(
                "Some people were invited by letter, others took part by themselves. Both are counted."
                " Weighted shares and their intervals rest on those who were invited only."
            )
            if release.population
            else _(
                "Some people were invited by letter, others took part by themselves. Both are counted, and"
                " results can be told apart by that."
            )
        )
    return told


def limits(results: PublishedResults, release: Release, said: Speech) -> list[str]:
    """Return what the numbers cannot say, in plain words."""
    _ = said.gettext
    n = count_in_words(THRESHOLD, said)
    told = [
        _(
            "Everybody decided for themselves whether to take part. So the shares hold for those who"
            " answered; for all residents they may differ."
        ),
        _(
            "Where a block mixes several groups, its people count as “not attributable”."
            " They are in the total, but in none of the groups. The more these are, the less the groups"
            " can be compared."
        ),
        _(
            "Questions and groups with fewer than {n} answers, or with nearly all alike, have no numbers."
        ).format(n=n),
        _("Shares are rounded. So they may not add up to exactly {all}.").format(
            all=isolate(said.percent(1))
        ),
    ]
    if results.withdrawn:
        told.append(withdrawn_in_words(results, said))
    # These sentences are made for a message's markup.
    return told + [unescape(sentence) for sentence in missed_in_words(results, said)]


def notes(entry: PublishedTable | WithheldTable, said: Speech) -> list[str]:
    """Return the sentences below one question: how many answered, the middle, what the shares mean."""
    _ = said.gettext
    if isinstance(entry, WithheldTable):
        return [withheld_in_words(said)]
    told = [n_in_words(entry, said), *apart_in_words(entry, said)]
    if entry.kind is Kind.TEXT:
        told.append(_("What people wrote in their own words is no part of this report."))
        if entry.coded is not None:
            told.append(
                _("Texts that were read and given themes: {n}").format(n=count_in_words(entry.coded, said))
            )
    if entry.mean is not None and entry.median is not None:
        told.append(
            _("Average: {mean}. Half of the answers are at most {median}.").format(
                mean=plain_number(entry.mean, said), median=plain_number(entry.median, said)
            )
        )
    told += how_counted_in_words(entry, said)
    return told + sample_in_words(entry, said)


def comparison_notes(comparison: Comparison, said: Speech) -> list[str]:
    """Return the sentences below one question's counts by group: who is in none of them."""
    _ = said.gettext
    told = []
    if comparison.few:
        told.append(
            _("Without numbers (fewer than {n} answers, or nearly all alike): {groups}").format(
                n=count_in_words(THRESHOLD, said),
                groups=", ".join(isolate(value_in_words(one, said)) for one in comparison.few),
            )
        )
    if comparison.not_attributable:
        told.append(not_attributable_in_words(comparison.not_attributable, said))
    return told
