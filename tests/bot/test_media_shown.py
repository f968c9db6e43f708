"""A moderator gets the file itself, in the way its kind is shown; its name in the folder is told nobody."""

from functools import partial
from pathlib import Path

import pytest

from bot.api import BotApi
from bot.dialogs.message import Message
from bot.dialogs.moderation_files import moderation_file
from bot.media.clean import NotWhatItSays, Raw, clean
from bot.media.folder import MediaFolder
from bot.media.reading import read_kept
from bot.speaker import Speaker
from bot.speech import OFFERED
from domain.media import new_name
from domain.outcomes import Sent
from domain.outgoing import Outgoing, Placement
from domain.survey import Kind
from simulator.server import Simulator
from tests.bot.media_samples import VIDEO, VOICE, picture
from tests.bot.saying import no_file
from usecases.deliver import Leased
from usecases.moderation_views import FileView

NAME = new_name(b"\xaa" * 16)
OPTIONS = [f"moderate:file:{NAME}:{step}" for step in ("clear", "reject", "next", "leave")]


def card(address: int = 5, kind: Kind = Kind.IMAGE, language: str = "en", cleared: bool = False) -> Outgoing:
    survey, question = {"en": "What is missing?", "de": "Was fehlt?"}, {"en": "Show <us> " + "more " * 99}
    view = FileView(NAME, kind, cleared, 3, survey, question)
    return Outgoing(address, "moderation_file", language, {"options": OPTIONS, "file": NAME}, view=view)


def test_the_card_names_survey_and_wave_and_what_can_be_decided() -> None:
    made = moderation_file(card())
    assert made.kept == NAME
    assert "What is missing?" in made.text
    assert "<b>\u2068Show" in made.text or "<b>Show &lt;us&gt; more" in made.text
    assert "wave 3" in made.text.replace("\u2068", "").replace("\u2069", "")
    labels = [button.label for row in made.rows for button in row]
    assert [label.split(". ", 1)[1] for label in labels] == [
        "Clear as it is",
        "Reject and delete",
        "Show the next one",
        "All that waits",
    ]
    assert NAME not in made.text


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.is_media])
def test_the_card_can_be_read_in_every_language(language: str, kind: Kind) -> None:
    for cleared in (False, True):
        made = moderation_file(card(kind=kind, language=language, cleared=cleared))
        assert all(len(button.data.encode()) <= 64 for row in made.rows for button in row)
        assert len(made.text) < 1024  # it stands below a picture


@pytest.mark.parametrize(
    ("content", "ending", "field"),
    [
        (picture(), ".jpg", "photo"),
        (VOICE, ".ogg", "voice"),
        (VIDEO, ".mp4", "video"),
        (b"ID3 a song", ".mp3", "audio"),
        (b"%PDF-1.7", ".pdf", "document"),
        (b"anything", ".bin", "document"),
    ],
)
async def test_each_kind_of_file_is_sent_as_what_it_is(
    simulator: Simulator, api: BotApi, tmp_path: Path, content: bytes, ending: str, field: str
) -> None:
    folder = MediaFolder(tmp_path / "media")
    folder.keep(NAME, ending, content)
    moderator = await simulator.resident("Mia")
    await moderator.start()
    speaker = Speaker(api, moderation_file, no_file, no_file, partial(read_kept, folder))
    outcome = await speaker.say(Leased(1, card(moderator.id)))
    assert isinstance(outcome, Sent)
    seen = moderator.last()
    assert field in seen
    assert "What is missing?" in seen.text
    assert len(seen.labels) == 4
    assert NAME not in repr({**seen, "reply_markup": None})


async def test_a_file_that_was_lost_leaves_a_card_that_says_so_by_having_none(
    simulator: Simulator, api: BotApi, tmp_path: Path
) -> None:
    moderator = await simulator.resident("Mia")
    await moderator.start()
    speaker = Speaker(api, moderation_file, no_file, no_file, partial(read_kept, MediaFolder(tmp_path)))
    assert isinstance(await speaker.say(Leased(1, card(moderator.id))), Sent)
    assert len(moderator.last().labels) == 4


async def test_the_next_file_takes_the_one_before_out_of_the_chat(
    simulator: Simulator, api: BotApi, tmp_path: Path
) -> None:
    folder = MediaFolder(tmp_path / "media")
    folder.keep(NAME, ".jpg", picture())
    moderator = await simulator.resident("Mia")
    await moderator.start()

    def words(outgoing: Outgoing) -> Message:
        return moderation_file(outgoing)

    speaker = Speaker(api, words, no_file, no_file, partial(read_kept, folder))
    first = await speaker.say(Leased(1, card(moderator.id)))
    assert isinstance(first, Sent)
    outgoing = card(moderator.id)
    below = Outgoing(
        outgoing.address,
        outgoing.template,
        outgoing.language,
        outgoing.args,
        Placement(replace=first.message),
        view=outgoing.view,
    )
    await speaker.say(Leased(2, below))
    await speaker.finish()
    assert [one for one in moderator.sees() if "photo" in one] == [moderator.last()]


def test_a_picture_that_no_chat_can_show_is_not_kept() -> None:
    with pytest.raises(NotWhatItSays):
        clean(Raw(Kind.IMAGE, 2048, picture("PNG", (2100, 100))))
