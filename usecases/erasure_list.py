"""The list of erasures, a file outside of the database: what a restored backup has to forget again.

It holds tokens only, in the order of their random signs: no ids, no times, nothing that says who or when.
"""

import os
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

_TOKEN = re.compile(r"[0-9a-f]{64}")


class ErasureListError(Exception):
    """The list of erasures cannot be used; the message names the file and says why."""


def read_list(path: Path) -> set[bytes]:
    """Return the tokens of a list; without a file there are none.

    Raises:
        ErasureListError: It cannot be read, or a line of it is no token.
    """
    try:
        lines = path.read_text("ascii").splitlines()
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise ErasureListError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ErasureListError(f"{path} is no list of erasures.") from error
    for number, line in enumerate(lines, start=1):
        if not _TOKEN.fullmatch(line):
            raise ErasureListError(f"{path}, line {number}: this is no token of an erasure.")
    return {bytes.fromhex(line) for line in lines}


def complete_list(path: Path, tokens: Collection[bytes]) -> bool:
    """Add what a list lacks; tell whether that was anything. A crash leaves the old list or the new one.

    It is called after every commit that erased something, and with all tokens now and then, so what one
    call misses, because the program died in between, the next one adds.

    Raises:
        ErasureListError: It cannot be read or written.
    """
    known = read_list(path)
    if known.issuperset(tokens):
        return False
    text = "".join(f"{token.hex()}\n" for token in sorted(known.union(tokens)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        raise ErasureListError(f"{path} cannot be written: {error.strerror}.") from error
    return True


def _keep_name(folder: Path) -> None:
    """Have the folder itself reach the disk, so that the new file's name outlives a loss of power."""
    if hasattr(os, "O_DIRECTORY"):  # Windows has no such thing
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _replace(path: Path, text: str) -> None:
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
            _keep_name(path.parent)
        except BaseException:
            with suppress(OSError):
                Path(file.name).unlink()
            raise
