"""The media folder: one file for each answer, under its random name, with nothing that tells when it came."""

import os
from contextlib import suppress
from pathlib import Path

from domain.media import SAME_TIME, is_name

_PART = ".part"  # not complete yet


class MediaFolder:
    """Keeps files. Its calls wait for the disk: they belong into a thread.

    Args:
        path: The folder. It is made when the first file comes, for nobody but this program.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, name: str, ending: str, content: bytes) -> None:
        """Keep a file: afterwards it is there as a whole, even after a power cut.

        Args:
            name: Its random name.
            ending: What it is, such as `.jpg`.
            content: Its bytes.
        """
        self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path.chmod(0o700)
        part = self._path / f".{name}{ending}{_PART}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.utime(file.fileno(), (SAME_TIME, SAME_TIME))
            os.fsync(file.fileno())
        os.replace(part, self._path / f"{name}{ending}")
        self._settle()

    def rename(self, old: str, new: str) -> bool:
        """Let a file have a new name, as a new file: an old one's place and inode tell when it came.

        Returns:
            Whether it is there; done twice, it is done once.
        """
        found = self.find(old)
        if found is None:
            return self.find(new) is not None
        self.keep(new, found.suffix, found.read_bytes())
        self.remove(old)
        return True

    def find(self, name: str) -> Path | None:
        """Return the file with a name, None where there is none."""
        if not is_name(name):  # a name comes from a button, too
            return None
        return next(iter(self._path.glob(f"{name}.*")), None)

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Return a file's ending and bytes, None where there is no such file."""
        found = self.find(name)
        return None if found is None else (found.suffix, found.read_bytes())

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        if (found := self.find(name)) is not None:
            found.unlink(missing_ok=True)
            self._settle()

    def names(self) -> set[str]:
        """Return the names of all files that this program has made; what else lies there is left alone."""
        return {file.stem for file in self._files() if not file.name.endswith(_PART)}

    def forget_parts(self) -> None:
        """Delete what a killed program had not written to its end."""
        for file in self._files():
            if file.name.endswith(_PART):
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        with suppress(FileNotFoundError):
            return [one for one in self._path.iterdir() if is_name(one.name.lstrip(".").partition(".")[0])]
        return []

    def _settle(self) -> None:
        """Have what the folder lists survive a power cut; its own time tells no more than its files'."""
        descriptor = os.open(self._path, os.O_RDONLY)
        try:
            os.utime(descriptor, (SAME_TIME, SAME_TIME))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
