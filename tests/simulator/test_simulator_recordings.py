"""Recordings, videos, round videos and places with names: from people, from the bot, read by real clients."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import telegram
from aiogram.types import Update
from PIL import Image

from simulator.client import SimulatorClient
from simulator.people import NotPossible
from simulator.residents import Resident
from simulator.server import Simulator

VOICE, MUSIC, FILM = b"OggS a voice", b"ID3 music", b"\0\0\0\x18ftypisom a film"
SENT = [
    ("voice", VOICE, "voice.ogg", "audio/ogg"),
    ("audio", MUSIC, "song.mp3", "audio/mpeg"),
    ("video", FILM, "film.mp4", "video/mp4"),
    ("video_note", FILM, "round.mp4", "video/mp4"),
]


@pytest.fixture(autouse=True)
def durations_as_the_client_will_give_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe", "tr")
    await resident.start()
    return resident


@pytest.mark.parametrize(("kind", "body", "name", "mime_type"), SENT)
async def test_what_a_person_records_reaches_the_bot_and_can_be_fetched(
    ptb: telegram.Bot, raw: Any, ayse: Resident, kind: str, body: bytes, name: str, mime_type: str
) -> None:
    await raw.updates()
    await ayse.upload(kind, body, name, mime_type=mime_type)
    (plain,) = await raw.result("getUpdates", offset=raw.offset)
    read = telegram.Update.de_json(plain, ptb)
    assert read.message is not None
    file = getattr(read.message, kind)
    assert not file.api_kwargs
    assert (file.file_size, file.duration) == (len(body), timedelta(seconds=1))
    assert getattr(Update.model_validate(plain).message, kind).file_id == file.file_id
    fetched = await ptb.get_file(file.file_id)
    assert await fetched.download_as_bytearray() == body


async def test_a_photo_comes_in_sizes_the_largest_last(ptb: telegram.Bot, raw: Any, ayse: Resident) -> None:
    target = BytesIO()
    Image.new("RGB", (1600, 900)).save(target, "JPEG")
    await raw.updates()
    await ayse.upload("photo", target.getvalue(), "street.jpg")
    ((plain),) = await raw.updates()
    sizes = telegram.Update.de_json(plain, ptb).message.photo  # type: ignore[union-attr]
    assert [(one.width, one.height) for one in sizes] == [
        (90, 51),
        (320, 180),
        (800, 450),
        (1280, 720),
        (1600, 900),
    ]
    assert len({one.file_id for one in sizes}) == len({one.file_unique_id for one in sizes}) == 5
    smaller = await ptb.get_file(sizes[1].file_id)
    assert (await smaller.download_as_bytearray())[:2] == b"\xff\xd8"


async def test_a_small_photo_has_no_larger_sizes(raw: Any, ayse: Resident) -> None:
    target = BytesIO()
    Image.new("RGB", (60, 40)).save(target, "PNG")
    await raw.updates()
    await ayse.upload("photo", target.getvalue())
    (update,) = await raw.updates()
    assert [(one["width"], one["height"]) for one in update["message"]["photo"]] == [(60, 40)]


async def test_the_bot_sends_recordings_and_videos(ptb: telegram.Bot, ayse: Resident) -> None:
    voice = await ptb.send_voice(ayse.id, VOICE, caption="<b>Ses</b>", parse_mode="HTML", duration=7)
    assert voice.voice is not None
    assert (voice.voice.duration, voice.caption_html) == (timedelta(seconds=7), "<b>Ses</b>")
    music = await ptb.send_audio(ayse.id, MUSIC, performer="Chor", title="Lied", filename="lied.mp3")
    assert music.audio is not None
    assert (music.audio.performer, music.audio.title, music.audio.file_name) == ("Chor", "Lied", "lied.mp3")
    film = await ptb.send_video(ayse.id, FILM, filename="film.mp4")
    assert film.video is not None
    again = await ptb.send_video(ayse.id, film.video.file_id)
    assert again.video is not None
    assert again.video.file_unique_id == film.video.file_unique_id
    assert ayse.last().get("video")


async def test_a_recording_does_not_become_another_kind_by_its_id(raw: Any, ayse: Resident) -> None:
    await raw.updates()
    for kind, body, name, mime_type in SENT:
        await ayse.upload(kind, body, name, mime_type=mime_type)
    ids = {}
    for update in await raw.updates():
        kind = next(one for one, *_ in SENT if one in update["message"])
        ids[kind] = update["message"][kind]["file_id"]
    for method, sent, words in [
        ("sendVoice", "audio", "Audio as Voice"),
        ("sendAudio", "voice", "Voice as Audio"),
        ("sendVideo", "video_note", "VideoNote as Video"),
        ("sendPhoto", "video", "Video as Photo"),
    ]:
        field = method.removeprefix("send").lower()
        refusal = await raw.refusal(method, chat_id=ayse.id, **{field: ids[sent]})
        assert refusal == f"Bad Request: can't use file of type {words}"


async def test_a_message_without_its_recording_is_refused(raw: Any, ayse: Resident) -> None:
    for kind in ("voice", "audio", "video"):
        refusal = await raw.refusal(f"send{kind.capitalize()}", chat_id=ayse.id)
        assert refusal == f"Bad Request: there is no {kind} in the request"


async def test_a_round_video_has_no_caption_and_there_are_no_other_kinds(ayse: Resident) -> None:
    with pytest.raises(NotPossible, match="no caption"):
        await ayse.upload("video_note", FILM, caption="hello")
    with pytest.raises(NotPossible, match="voice, audio, video"):
        await ayse.upload("sticker", FILM)


async def test_a_person_sends_a_place_with_its_accuracy_and_one_with_a_name(
    ptb: telegram.Bot, raw: Any, ayse: Resident
) -> None:
    await raw.updates()
    await ayse.send_location(48.86, 9.18, accuracy=25)
    await ayse.send_venue(48.86, 9.18, "Rathaus", "Jakob-Sigle-Platz 1")
    place, venue = (telegram.Update.de_json(one, ptb).message for one in await raw.updates())
    assert place is not None
    assert venue is not None
    assert place.location is not None
    assert place.location.horizontal_accuracy == 25
    assert venue.venue is not None
    assert (venue.venue.title, venue.venue.address) == ("Rathaus", "Jakob-Sigle-Platz 1")
    assert venue.location == venue.venue.location


@pytest.mark.parametrize("accuracy", [-1, 1501])
async def test_no_phone_has_such_an_accuracy(ayse: Resident, accuracy: float) -> None:
    with pytest.raises(NotPossible):
        await ayse.send_location(48.86, 9.18, accuracy)


async def test_the_same_over_the_control_api(sim: Simulator) -> None:
    async with SimulatorClient(sim.base_url) as client:
        far = await client.resident("Bernd")
        await far.start()
        await far.send_venue(48.86, 9.18, "Rathaus")
        await far.send_location(48.86, 9.18, 12)
        await far.upload("voice", VOICE, "v.ogg", mime_type="audio/ogg")
        venue, place, voice = list(await far.sees())[-3:]
        assert venue["venue"]["title"] == "Rathaus"
        assert place["location"]["horizontal_accuracy"] == 12
        assert voice["voice"]["mime_type"] == "audio/ogg"


async def test_a_keyboard_that_asks_for_a_place_is_shown_until_it_is_taken_away(
    ptb: telegram.Bot, sim: Simulator, ayse: Resident
) -> None:
    button = telegram.KeyboardButton("📍 Konum", request_location=True)
    markup = telegram.ReplyKeyboardMarkup(
        [[button]], resize_keyboard=True, is_persistent=True, input_field_placeholder="Konum"
    )
    await ptb.send_message(ayse.id, "?", reply_markup=markup)
    kept = sim.world.chat(ayse.id).reply_keyboard
    assert kept == {
        "keyboard": [[{"text": "📍 Konum", "request_location": True}]],
        "is_persistent": True,
        "resize_keyboard": True,
        "input_field_placeholder": "Konum",
    }
    await ayse.press("📍 Konum")
    assert "location" in ayse.sees()[-1]
    assert sim.world.chat(ayse.id).reply_keyboard == kept
    await ptb.send_message(ayse.id, "ok", reply_markup=telegram.ReplyKeyboardRemove())
    assert sim.world.chat(ayse.id).reply_keyboard is None
    with pytest.raises(NotPossible):
        await ayse.press("📍 Konum")
