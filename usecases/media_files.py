"""What the fetcher asks for: which files are to be fetched, renamed and deleted, and that it was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db import media
from db.unit import Unit
from domain.media import Status, Wish
from usecases.scrub import ask_for_scrub

__all__ = ["ToDo", "fetched", "forgotten", "known_names", "renamed", "to_do"]


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done with files.

    Attributes:
        wanted: To be fetched.
        loose: To be renamed: the old name, the new one.
        gone: To be deleted: the name, and the old one where the file may still have that.
    """

    wanted: tuple[Wish, ...]
    loose: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str | None], ...]


def to_do(unit: Unit, limit: int, but: Collection[str] = ()) -> ToDo:
    """Return what is to be done now.

    Args:
        unit: The unit of work.
        limit: Files to fetch at the most.
        but: Names of files that are not to be fetched now.
    """
    wanted = media.wanted(unit, limit, but)
    return ToDo(tuple(wanted), tuple(media.loose(unit)), tuple(media.gone(unit)))


def fetched(unit: Unit, name: str) -> bool:
    """Keep that a file is in the folder; return False where nobody wants it any more."""
    return media.settle(unit, name, Status.FETCHED, Status.WANTED)


def renamed(unit: Unit, name: str, is_there: bool) -> None:
    """Keep that a file has its new name, or that there is no such file, as after half a restore."""
    media.settle(unit, name, Status.KEPT if is_there else Status.GONE, Status.LOOSE)


def forgotten(unit: Unit, names: Sequence[str]) -> None:
    """Keep that files are deleted."""
    if names:
        media.forget_gone(unit, names)
        ask_for_scrub(unit)


def known_names(unit: Unit) -> set[str]:
    """Return the names that files in the folder may have, after parting drafts from what they do not use."""
    media.let_go_of_unused(unit)
    return media.names(unit)
