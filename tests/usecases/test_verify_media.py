"""`quartier verify` on residents' files: it holds on what the program makes, and finds what is planted."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.media.folder import MediaFolder
from domain.findings import Outcome
from domain.media import new_name
from tests.usecases.town import Town
from tests.usecases.with_files import KEY, SURVEY, media_rows, submit
from usecases.media_files import fetched, renamed, to_do
from usecases.verify_media import verify_media


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def pictures(town: Town, folder: Path) -> Town:
    """Ten pictures that were cut loose, and one of a draft, in table and folder."""
    town.open_survey(KEY, SURVEY)
    files = MediaFolder(folder)
    for chat in range(7001, 7012):
        submit(town, chat)
        for wish in town.run(to_do, 100).wanted:
            files.keep(wish.name, ".jpg", b"a picture")
            town.run(fetched, wish.name)
        if chat == 7010:
            town.seal()
            for old, new in town.run(to_do, 0).loose:
                town.run(renamed, new, files.rename(old, new))
    return town


def broken(town: Town, folder: Path | None) -> set[str]:
    return {one.attack for one in town.run(verify_media, folder) if one.outcome is Outcome.BROKEN}


def command(town: Town, sql: str) -> None:
    town.run(lambda unit: unit.connection.exec_driver_sql(sql))


def test_everything_holds_on_what_the_program_makes(pictures: Town, folder: Path) -> None:
    assert len(media_rows(pictures)) == 11
    assert broken(pictures, folder) == set()
    assert broken(pictures, None) == set()
    assert broken(pictures, folder / "none") == set()


def touched(folder: Path) -> None:
    os.utime(next(folder.iterdir()))


def opened(folder: Path) -> None:
    next(folder.iterdir()).chmod(0o644)


def left_over(folder: Path) -> None:
    MediaFolder(folder).keep(new_name(b"x" * 16), ".jpg", b"of nobody")


@pytest.mark.parametrize(
    ("plant", "attack"),
    [
        (touched, "times of files that tell who sent them"),
        (opened, "files that others on this machine can read"),
        (left_over, "files that belong to no answer"),
    ],
)
def test_what_the_folder_tells_is_found(
    pictures: Town, folder: Path, plant: Callable[[Path], None], attack: str
) -> None:
    plant(folder)
    assert broken(pictures, folder) == {attack}


@pytest.mark.parametrize(
    ("sql", "attack"),
    [
        (
            "UPDATE media SET dialogue_id = (SELECT max(id) FROM dialogue) WHERE status = 'kept'",
            "files that were cut loose and lead to a draft",
        ),
        (
            "UPDATE media SET channel_id = 'AgAC' WHERE status = 'fetched'",
            "files that are here and still named in the channel",
        ),
        (
            'UPDATE response SET answers = \'{"photo":"\' || '
            "(SELECT min(name) FROM media WHERE status = 'kept') || '\"}'",
            "responses that name their files",
        ),
        ("ALTER TABLE media ADD COLUMN sent_at TEXT", "time, number or name beside the rows of media"),
    ],
)
def test_what_the_tables_tell_is_found(pictures: Town, folder: Path, sql: str, attack: str) -> None:
    command(pictures, sql)
    assert broken(pictures, folder) == {attack}
