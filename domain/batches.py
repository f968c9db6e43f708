"""Batches: which submitted answers can be cut loose from their chats now, so that each hides among others."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from domain.blocks import K
from domain.modes import Mode


@dataclass(frozen=True, slots=True)
class Waiting:
    """Submitted answers that wait: their draft, whose chat it is, how the person came, and in which mode.

    `access` is "" where the survey does not tell that. Answers that staff enter come from no chat: each is a
    person of its own.
    """

    draft: int
    chat: int
    access: str = ""
    mode: Mode = Mode.CHAT

    @property
    def person(self) -> tuple[bool, int]:
        """Whom the answers are linked to until they are cut loose: a chat, or nobody but their draft."""
        return (True, self.draft) if self.mode.is_entered else (False, self.chat)


def batch_of(waiting: Sequence[Waiting], *, has_ended: bool, k: int = K) -> set[int]:
    """Return the drafts that can be cut loose now.

    A response says how its person came. So whoever sees the database before and after a batch must find at
    least k chats that came in the same way: those who came by a letter wait for each other, and the others
    likewise. What staff enter waits for the like, too: they know these answers, so nobody from a chat could
    hide among them. Once the survey has ended, all go.

    Args:
        waiting: The submitted answers of one survey.
        has_ended: The survey's last day has passed.
        k: From how many chats they have to come at least.
    """
    if has_ended:
        return {one.draft for one in waiting}
    if len(waiting) < k:
        return set()
    alike: dict[Hashable, list[Waiting]] = defaultdict(list)
    for one in waiting:
        alike[one.access, one.mode].append(one)
    return {
        one.draft for group in alike.values() if len({each.person for each in group}) >= k for one in group
    }
