"""Attacks on residents' files: what rows, names, times and leftovers tell of who sent which."""

import stat
from collections.abc import Iterator
from pathlib import Path

from db import inspection, media
from db.unit import Unit
from domain.findings import Finding, found, not_testable
from domain.media import ON_THEIR_OWN, SAME_TIME, Status, is_name

_MOST_NAMES = 500  # looked for in responses; any one found breaks the promise


def verify_media(unit: Unit, folder: Path | None) -> list[Finding]:
    """Attack the table of files, and the folder.

    Args:
        unit: The unit of work; nothing is changed.
        folder: Where the files are, None where that is not looked at.
    """
    return [*_rows(unit), *_files(unit, folder)]


def _rows(unit: Unit) -> Iterator[Finding]:
    connection = unit.connection
    more = inspection.unexpected_columns(connection, "media")
    why = f"columns beyond the program's own: {', '.join(sorted(more))}" if more else "no such column"
    yield found("time, number or name beside the rows of media", not more, why)
    if connection.dialect.name == "sqlite":
        numbered = inspection.has_row_numbers(connection, "media")
        yield found("row numbers of media", not numbered, "kept" if numbered else "there are none")
    rows = list(media.rows(unit))
    linked = sum(is_linked for _, status, is_linked, _ in rows if status in ON_THEIR_OWN)
    yield found("files that were cut loose and lead to a draft", not linked, f"{linked} do")
    named = sum(
        channel_id is not None
        for _, status, _, channel_id in rows
        if status not in (Status.WANTED, Status.LOOSE, Status.GONE)
    )
    yield found("files that are here and still named in the channel", not named, f"{named} are")
    names = [name for name, *_ in rows][:_MOST_NAMES]
    holding = media.answers_naming(unit, names)
    yield found("responses that name their files", not holding, f"{holding} do")


def _files(unit: Unit, folder: Path | None) -> Iterator[Finding]:
    attack = "times of files that tell who sent them"
    if folder is None or not folder.is_dir():
        yield not_testable(attack, "there is no media folder yet")
        return
    files = [one for one in folder.iterdir() if is_name(one.name.lstrip(".").partition(".")[0])]
    told = sum(int(one.stat().st_mtime) != SAME_TIME for one in files)
    yield found(attack, not told, f"{told} of {len(files)} files say when they were written")
    open_ones = sum(bool(stat.S_IMODE(one.stat().st_mode) & 0o077) for one in (folder, *files))
    yield found("files that others on this machine can read", not open_ones, f"{open_ones} are open")
    known = media.names(unit)
    lost = sum(one.name.lstrip(".").partition(".")[0] not in known for one in files)
    yield found("files that belong to no answer", not lost, f"{lost} are left over")
