"""The media folder: whole files for nobody else, without a time; what is left over can be told."""

import os
import stat
from pathlib import Path

import pytest

from bot.media.folder import MediaFolder
from domain.media import new_name

A, B = new_name(b"\xaa" * 16), new_name(b"\xbb" * 16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def folder(path: Path) -> MediaFolder:
    return MediaFolder(path)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_for_this_program_only(folder: MediaFolder, path: Path) -> None:
    old = os.umask(0)
    try:
        folder.keep(A, ".jpg", b"content")
    finally:
        os.umask(old)
    assert (mode(path), mode(path / f"{A}.jpg")) == (0o700, 0o600)
    assert (path / f"{A}.jpg").read_bytes() == b"content"


def test_every_file_says_the_same_time_and_so_does_the_folder(folder: MediaFolder, path: Path) -> None:
    for name in (A, B):
        folder.keep(name, ".jpg", b"content")
    folder.remove(B)
    file = path / f"{A}.jpg"
    assert file.stat().st_mtime == file.stat().st_atime == path.stat().st_mtime == 946_684_800


def test_a_new_name_is_a_new_file(folder: MediaFolder, path: Path) -> None:
    folder.keep(A, ".ogg", b"voice")
    kept_open = (path / f"{A}.ogg").open("rb")  # its inode cannot be given to another one
    with kept_open:
        assert folder.rename(A, B)
        assert os.fstat(kept_open.fileno()).st_ino != (path / f"{B}.ogg").stat().st_ino
    assert [one.name for one in path.iterdir()] == [f"{B}.ogg"]
    assert (path / f"{B}.ogg").read_bytes() == b"voice"


def test_a_new_name_can_be_given_again_after_a_crash(folder: MediaFolder) -> None:
    folder.keep(A, ".ogg", b"voice")
    assert folder.rename(A, B)
    assert folder.rename(A, B)
    assert not folder.rename(A, new_name(b"c" * 16))


def test_a_crash_between_copy_and_removal_leaves_one_file_in_the_end(folder: MediaFolder) -> None:
    folder.keep(A, ".ogg", b"voice")
    folder.keep(B, ".ogg", b"voi")  # half a rename of an earlier life
    assert folder.rename(A, B)
    assert folder.names() == {B}


@pytest.mark.parametrize("name", ["../secret", "*", "", "a", A + "/..", A.upper()])
def test_a_name_from_elsewhere_finds_nothing(folder: MediaFolder, path: Path, name: str) -> None:
    folder.keep(A, ".jpg", b"content")
    (path.parent / "secret.txt").write_text("secret")
    assert folder.find(name) is None
    folder.remove(name)
    assert (path.parent / "secret.txt").exists()
    assert folder.names() == {A}


def test_what_others_keep_there_is_left_alone(folder: MediaFolder, path: Path) -> None:
    folder.keep(A, ".jpg", b"content")
    (path / "README.txt").write_text("ours")
    (path / f".{B}.jpg.part").write_bytes(b"half")
    assert folder.names() == {A}
    folder.forget_parts()
    assert sorted(one.name for one in path.iterdir()) == sorted([f"{A}.jpg", "README.txt"])


def test_a_folder_that_is_not_there_yet_is_empty(folder: MediaFolder, path: Path) -> None:
    assert folder.names() == set()
    folder.remove(A)
    folder.forget_parts()
    assert folder.find(A) is None
    assert not path.exists()
