"""The fetcher brings what is wanted, cleans it, and leaves nothing that belongs to no answer."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.api import BotApi
from bot.counts import Counts
from bot.media.clean import Raw, clean
from bot.media.fetcher import Fetcher
from bot.media.folder import MediaFolder
from db import dialogues, media, residents, surveys
from db.store import Store
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.media import Status, Wish, new_name
from domain.survey import Kind, Question, Survey
from simulator.server import Simulator
from tests.bot.media_samples import SECRET, VIDEO, VOICE, picture
from tests.bot.saying import HOUSE

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)
SURVEY = Survey("s", "1", {"de": "S"}, ("de",), (Question("photo", Kind.IMAGE, {"de": "Bild?"}),))


async def in_this_process(raw: Raw) -> bytes:
    return clean(raw)


class Town:
    """A draft whose answers are files, and a fetcher."""

    def __init__(self, store: Store, simulator: Simulator, api: BotApi, path: Path) -> None:
        self.store, self.simulator, self.api = store, simulator, api
        self.path = path / "media"
        self.folder = MediaFolder(self.path)
        self.counts = Counts()
        self.fetcher = self.another()
        self.draft = 0

    def another(self, cleaning: Callable[[Raw], Awaitable[bytes]] = in_this_process) -> Fetcher:
        """Return a fetcher as another process would start it."""
        return Fetcher(self.store, self.api, self.folder, cleaning, self.counts, HOUSE, lambda: NOW)

    async def open(self) -> None:
        def begin(unit: Unit) -> int:
            surveys.schedule(unit, "s", 0, date(2026, 10, 1), date(2026, 10, 31))
            surveys.add_version(unit, "s", "1", SURVEY, NOW)
            offer = surveys.offer(unit, "s")
            assert offer is not None
            someone = residents.add(unit, 501, "de", NOW.date())
            return dialogues.add(unit, someone.member_id, offer, Dialogue(at="photo"), NOW.date()).id

        self.draft = await self.store.run(begin)

    async def answer(
        self, content: bytes, kind: Kind = Kind.IMAGE, sort: str = "document", number: int = 1
    ) -> str:
        """Let somebody have answered with a file; return its name."""
        stored = self.simulator.world.files.add(sort, f"file{number}", "", content)
        return await self.answer_with(stored.file_id, kind, number)

    async def answer_with(self, file_id: str, kind: Kind = Kind.IMAGE, number: int = 1) -> str:
        name = new_name(bytes([number]) * 16)

        def keep(unit: Unit) -> None:
            media.add(unit, self.draft, "s", Wish(name, file_id, kind))
            draft = dialogues.by_id(unit, self.draft)
            assert draft is not None
            answers = {**draft.dialogue.answers, f"photo#{number}": name}
            dialogues.save(unit, self.draft, Dialogue(answers=answers), NOW.date())

        await self.store.run(keep)
        return name

    async def status(self, name: str) -> Status | None:
        rows: dict[str, media.Kept] = (await self.store.run(media.of_drafts, [self.draft])).get(
            self.draft, {}
        )
        return rows[name].status if name in rows else None

    async def answers(self) -> list[object]:
        draft = await self.store.run(dialogues.by_id, self.draft)
        assert draft is not None
        return list(draft.dialogue.answers.values())

    def files(self) -> list[str]:
        return sorted(one.name for one in self.path.iterdir()) if self.path.exists() else []


@pytest.fixture
async def town(store: Store, simulator: Simulator, api: BotApi, tmp_path: Path) -> Town:
    town = Town(store, simulator, api, tmp_path)
    await town.open()
    return town


async def test_a_picture_is_fetched_and_cleaned(town: Town) -> None:
    name = await town.answer(picture("JPEG", (3000, 1500)))
    await town.fetcher.look()
    assert town.files() == [f"{name}.jpg"]
    kept = (town.path / f"{name}.jpg").read_bytes()
    assert Image.open(BytesIO(kept)).size == (2048, 1024)
    assert SECRET.encode() not in kept
    assert await town.status(name) is Status.FETCHED


async def test_each_kind_gets_the_ending_that_its_bytes_have(town: Town) -> None:
    voice = await town.answer(VOICE, Kind.AUDIO, "voice", 1)
    video = await town.answer(VIDEO, Kind.VIDEO, "document", 2)
    letter = await town.answer(b"%PDF-1.7 a letter", Kind.FILE, "document", 3)
    await town.fetcher.look()
    assert town.files() == [f"{voice}.ogg", f"{video}.mp4", f"{letter}.pdf"]


async def test_more_files_than_one_look_takes_are_all_fetched(town: Town) -> None:
    names = [await town.answer(picture(size=(20 + n, 20)), number=n) for n in range(1, 12)]
    for _ in range(3):
        await town.fetcher.look()
    assert town.files() == sorted(f"{name}.jpg" for name in names)


@pytest.mark.parametrize(
    ("content", "kind"), [(VOICE, Kind.IMAGE), (b"MZ" + bytes(99), Kind.FILE), (picture()[:200], Kind.IMAGE)]
)
async def test_what_is_not_what_it_says_is_not_kept(town: Town, content: bytes, kind: Kind) -> None:
    name = await town.answer(content, kind)
    await town.fetcher.look()
    assert town.files() == []
    assert name not in await town.answers()


async def test_what_is_larger_than_it_says_is_not_read_to_its_end(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.media.fetcher.LARGEST", {Kind.FILE: 1_000_000})
    monkeypatch.setattr("simulator.files.StoredFile.reference", lambda one: {"file_id": one.file_id})
    name = await town.answer(bytes(3_000_000), Kind.FILE)
    await town.fetcher.look()
    assert town.files() == []
    assert name not in await town.answers()


async def test_a_file_that_the_channel_will_not_hand_out_is_given_up_at_once(town: Town) -> None:
    name = await town.answer(bytes(21 * 1024 * 1024), Kind.FILE)
    await town.fetcher.look()
    assert name not in await town.answers()


async def test_a_file_that_cannot_be_had_now_stays_wanted_and_holds_up_no_other(town: Town) -> None:
    unknown = await town.answer_with("no such file", number=1)
    good = await town.answer(picture(), number=2)
    for _ in range(2):
        await town.fetcher.look()
    assert (await town.status(unknown), await town.status(good)) == (Status.WANTED, Status.FETCHED)


async def test_while_the_server_is_away_everything_stays_wanted(town: Town) -> None:
    name = await town.answer(picture())
    away = BotApi("http://127.0.0.1:9", "1:x")
    fetcher = Fetcher(town.store, away, town.folder, in_this_process, town.counts, HOUSE, lambda: NOW)
    await fetcher.look()
    await away.close()
    assert await town.status(name) is Status.WANTED
    await town.another().look()
    assert await town.status(name) is Status.FETCHED


async def test_trouble_with_the_server_is_got_over(town: Town) -> None:
    await town.simulator.set_faults(errors_500=1.0)
    name = await town.answer(picture())
    await town.fetcher.look()
    assert await town.status(name) is Status.WANTED
    await town.simulator.set_faults(errors_500=0.0)
    await town.another().look()
    assert town.files() == [f"{name}.jpg"]


async def test_a_kill_at_any_point_loses_nothing_and_leaves_nothing(town: Town) -> None:
    """A kill is an exception here that ends the look, after each of the steps in turn."""

    class Killed(BaseException):
        pass

    async def killed(_raw: Raw) -> bytes:
        raise Killed

    name = await town.answer(picture())
    with pytest.raises(Killed):
        await town.another(killed).look()  # before anything was written
    assert await town.status(name) is Status.WANTED
    town.folder.keep(name, ".jpg", b"whole, but not marked")
    (town.path / f".{name}.jpg.part").write_bytes(b"half")
    await town.another().look()
    assert town.files() == [f"{name}.jpg"]
    assert Image.open(BytesIO((town.path / f"{name}.jpg").read_bytes())).size == (300, 200)


async def test_an_erased_answer_takes_its_file_along(town: Town) -> None:
    name = await town.answer(picture())
    await town.fetcher.look()
    await town.store.run(dialogues.remove, town.draft)
    await town.fetcher.look()
    assert town.files() == []
    assert await town.store.run(media.names) == set()
    assert await town.status(name) is None


async def test_an_answer_that_is_erased_while_its_file_is_fetched_leaves_none(town: Town) -> None:
    await town.answer(picture())

    async def slowly(raw: Raw) -> bytes:
        await town.store.run(dialogues.remove, town.draft)
        await town.another().look()
        return clean(raw)

    await town.another(slowly).look()
    assert town.files() == []
    assert await town.store.run(media.names) == set()


async def test_a_file_without_a_row_goes_at_the_next_sweep_and_others_files_stay(town: Town) -> None:
    name = await town.answer(picture())
    await town.fetcher.look()
    town.folder.keep(new_name(b"x" * 16), ".jpg", b"of a row that a restore has lost")
    (town.path / "notes.txt").write_text("of the operator")
    await town.fetcher.sweep()
    assert town.files() == sorted([f"{name}.jpg", "notes.txt"])


async def test_a_file_that_is_cut_loose_gets_its_new_name(town: Town) -> None:
    old, new = await town.answer(picture()), new_name(b"new" * 6)
    await town.fetcher.look()

    def cut_loose(unit: Unit) -> None:
        (kept,) = media.of_drafts(unit, [town.draft])[town.draft].values()
        media.let_loose(unit, "s", [(new, kept)])

    await town.store.run(cut_loose)
    await town.fetcher.look()
    assert town.files() == [f"{new}.jpg"]
    assert await town.store.run(media.names) == {new}
    assert old not in repr(await town.store.run(media.names))


async def test_a_row_whose_file_was_not_restored_goes(town: Town) -> None:
    old, new = await town.answer(picture()), new_name(b"new" * 6)
    await town.fetcher.look()

    def cut_loose(unit: Unit) -> None:
        (kept,) = media.of_drafts(unit, [town.draft])[town.draft].values()
        media.let_loose(unit, "s", [(new, kept)])

    await town.store.run(cut_loose)
    town.folder.remove(old)
    for _ in range(2):
        await town.fetcher.look()
    assert await town.store.run(media.names) == set()


async def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_lost(town: Town) -> None:
    name = await town.answer(picture())
    town.path.write_text("not a folder")
    with pytest.raises(OSError, match="exists"):
        await town.fetcher.look()
    assert await town.status(name) is Status.WANTED
