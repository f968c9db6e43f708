"""Contributions: what becomes of a free text in moderation, and when its themes may be counted.

    new → cleared or redacted → coded
    new, cleared or redacted → rejected

Until its wave is counted, a decision can be taken back: the text is new again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.blocks import K, stands_alone
from domain.languages import Texts
from domain.tallies import Cell

OTHER = "other"
"""The code of texts that none of the process's themes fits."""

LONGEST_REASON = 200  # characters of a reason that a moderator types


class Status(StrEnum):
    """How far a text has come."""

    NEW = "new"
    CLEARED = "cleared"  # can be read as it is
    REDACTED = "redacted"  # can be read without what was blacked out
    CODED = "coded"  # and it is known what it is about
    REJECTED = "rejected"


class Decision(StrEnum):
    """What a moderator decides about a text."""

    CLEAR = "clear"
    REDACT = "redact"
    CODE = "code"
    REJECT = "reject"
    UNDO = "undo"


class Reason(StrEnum):
    """Why a text is rejected, where no other words are given."""

    INSULT = "insult"
    ADVERTISEMENT = "advertisement"
    NOT_UNDERSTANDABLE = "not_understandable"
    ONLY_PERSONAL_DATA = "only_personal_data"


SETTLED = frozenset({Status.CODED, Status.REJECTED})
"""Nothing is left to decide about these."""

READABLE = frozenset({Status.CLEARED, Status.REDACTED, Status.CODED})
"""These have a text that moderators can go on reading."""

_LEADS_TO: Mapping[Decision, Mapping[Status, Status]] = {
    Decision.CLEAR: {Status.NEW: Status.CLEARED},
    Decision.REDACT: {Status.NEW: Status.REDACTED},
    Decision.CODE: dict.fromkeys((Status.CLEARED, Status.REDACTED), Status.CODED),
    Decision.REJECT: dict.fromkeys((Status.NEW, Status.CLEARED, Status.REDACTED), Status.REJECTED),
    Decision.UNDO: dict.fromkeys((*READABLE, Status.REJECTED), Status.NEW),
}


def status_after(status: Status, decision: Decision) -> Status | None:
    """Return what a decision makes of a text, or None where it cannot be decided like that."""
    return _LEADS_TO[decision].get(status)


@dataclass(frozen=True, slots=True)
class Coding:
    """What a wave's texts on one question are about: `n` texts have themes, counted once and for ever."""

    wave: int
    n: int
    counts: Mapping[str, int]
    titles: Mapping[str, Texts] = field(default_factory=dict)  # as the themes were called then


def code(wave: int, themes_of_texts: Sequence[Sequence[str]], titles: Mapping[str, Texts]) -> Coding:
    """Count the themes of a wave's coded texts; a text counts once for each of its themes."""
    counts = {theme: sum(theme in themes for themes in themes_of_texts) for theme in [*titles, OTHER]}
    return Coding(wave, len(themes_of_texts), {theme: n for theme, n in counts.items() if n}, titles)


def published_coding(
    codings: Sequence[Coding], open_waves: Collection[int], up_to: int, k: int = K
) -> Coding | None:
    """Add up the themes that may be seen; None where these are too few.

    Only whole waves are added, in their order, up to the first that is not counted yet; and always so
    many at once that they bring at least k more texts and do not tell on all who wrote them. So no
    published sum rests on fewer than k texts, nor does the difference of any two of them, whenever they
    are looked at.

    Args:
        codings: The counted waves of one question.
        open_waves: Waves with texts on it that are not counted yet.
        up_to: The last wave of the release.
        k: The fewest texts that a step of the sum may have.
    """
    by_wave = {one.wave: one for one in codings}
    shown: Coding | None = None
    waiting: list[Coding] = []
    for wave in range(1, up_to + 1):
        if wave in open_waves:
            break
        if wave in by_wave:
            waiting.append(by_wave[wave])
        if waiting and _stands_alone(_sum(waiting), k):
            shown, waiting = _sum([*([shown] if shown else []), *waiting]), []
    return shown


def _stands_alone(one: Coding, k: int) -> bool:
    return stands_alone(Cell(one.n, one.n, one.counts), k)


def _sum(codings: Sequence[Coding]) -> Coding:
    counts: Counter[str] = Counter()
    titles: dict[str, Texts] = {}
    for one in codings:
        counts.update(one.counts)
        titles.update(one.titles)
    return Coding(codings[-1].wave, sum(one.n for one in codings), dict(counts), titles)
