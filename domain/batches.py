"""Batches: which submitted answers can be cut loose from their chats now, so that each hides among others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.blocks import K


@dataclass(frozen=True, slots=True)
class Waiting:
    """Submitted answers that wait: their draft, whose chat it is, and how the person came.

    `access` is "" where the survey does not tell that.
    """

    draft: int
    chat: int
    access: str = ""


def batch_of(waiting: Sequence[Waiting], *, has_ended: bool, k: int = K) -> set[int]:
    """Return the drafts that can be cut loose now.

    A response says how its person came. So whoever sees the database before and after a batch must find at
    least k chats that came in the same way: those who came by a letter wait for each other, and the others
    likewise. Once the survey has ended, all go.

    Args:
        waiting: The submitted answers of one survey.
        has_ended: The survey's last day has passed.
        k: From how many chats they have to come at least.
    """
    if has_ended:
        return {one.draft for one in waiting}
    by_access: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_access[one.access].append(one)
    return {
        one.draft for group in by_access.values() if len({each.chat for each in group}) >= k for one in group
    }
