"""Cleaning: of a picture nothing but what can be seen is kept, of a recording what can be heard."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.media.clean import NotWhatItSays, Raw, clean
from bot.media.tags import without_tags
from bot.pictures.workers import PictureWorkers
from domain.file_types import ending_of
from domain.survey import Kind
from tests.bot.media_samples import ID3, SECRET, SOUND, TIMES, VIDEO, VOICE, box, picture


def cleaned(content: bytes, kind: Kind = Kind.IMAGE, pixels: int = 2048) -> bytes:
    return clean(Raw(kind, pixels, content))


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def colour(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_tells_no_place_time_or_device_any_more(kind: str) -> None:
    content = picture(kind)
    assert SECRET.encode() in content or SECRET.encode("latin-1") in content
    kept = cleaned(content)
    image = seen(kept)
    assert image.format == kind
    assert not image.getexif()
    assert not image.getexif().get_ifd(0x8825)
    assert not {"exif", "icc_profile", "comment", "xmp", "XML:com.adobe.xmp", "Comment"} & set(image.info)
    for word in (SECRET, "Ayşe", "2026:10:03", "profile"):
        assert word.encode() not in kept
        assert word.encode("latin-1", "ignore") not in kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_says_how_to_turn_it_is_turned(kind: str) -> None:
    image = seen(cleaned(picture(kind, (300, 200), turned=True))).convert("RGB")
    assert image.size == (200, 300)
    (red, _, less_blue), (less_red, _, blue) = colour(image, 100, 10), colour(image, 100, 290)
    assert min(red, blue) > 200
    assert max(less_red, less_blue) < 60


@pytest.mark.parametrize(("size", "kept"), [((4000, 2000), (2048, 1024)), ((30, 20), (30, 20))])
def test_a_large_picture_is_made_smaller_and_a_small_one_is_not_made_larger(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert seen(cleaned(picture("JPEG", size))).size == kept


def test_a_question_can_ask_for_a_smaller_picture() -> None:
    assert seen(cleaned(picture("PNG", (800, 400)), pixels=640)).size == (640, 320)


def test_a_transparent_picture_stays_so() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    assert colour(seen(cleaned(out.getvalue())), 5, 5)[3] == 0


def test_a_picture_for_a_file_question_is_cleaned_as_well() -> None:
    assert SECRET.encode() not in cleaned(picture("PNG"), Kind.FILE)


def bomb(side: int) -> bytes:
    """Return a small PNG that says that it is large; it would take gigabytes to decode."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("side", [8_000, 60_000, 2**31 - 1])
def test_a_picture_built_to_fill_the_memory_is_not_decoded(side: int) -> None:
    with pytest.raises(NotWhatItSays):
        cleaned(bomb(side))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@settings(max_examples=30)
@given(data=st.data())
def test_a_damaged_picture_is_kept_clean_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind, (40, 30)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    try:
        kept = cleaned(bytes(content[:end]))
    except NotWhatItSays:
        return
    assert not seen(kept).getexif()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Kind.IMAGE, VOICE),
        (Kind.IMAGE, b"GIF89a" + bytes(50)),
        (Kind.AUDIO, picture()),
        (Kind.VIDEO, VOICE),
        (Kind.FILE, b"MZ" + bytes(50)),
        (Kind.FILE, b"<html><script>"),
        (Kind.IMAGE, b""),
    ],
)
def test_what_is_not_what_it_says_is_refused(kind: Kind, content: bytes) -> None:
    with pytest.raises(NotWhatItSays):
        cleaned(content, kind)


async def test_files_are_cleaned_and_refused_in_the_process_that_makes_pictures() -> None:
    workers = PictureWorkers()
    try:
        kept = await workers.make(clean, Raw(Kind.IMAGE, 100, picture()))
        assert seen(kept).size == (100, 67)
        with pytest.raises(NotWhatItSays):
            await workers.make(clean, Raw(Kind.IMAGE, 100, bomb(60_000)))
    finally:
        workers.close()


def test_a_voice_message_is_kept_as_it_is() -> None:
    assert cleaned(VOICE, Kind.AUDIO) == VOICE


def test_a_song_loses_its_tags_at_both_ends() -> None:
    assert cleaned(ID3 + SOUND + b"TAG" + SECRET.encode().ljust(125, b"\0"), Kind.AUDIO) == SOUND


def test_a_video_loses_place_title_and_times_and_nothing_moves() -> None:
    kept = cleaned(VIDEO, Kind.VIDEO)
    assert len(kept) == len(VIDEO)
    assert kept.index(b"mdat") == VIDEO.index(b"mdat")
    assert kept[kept.index(b"mdat") :] == VIDEO[VIDEO.index(b"mdat") :]
    for told in (SECRET.encode(), b"+48.8598", b"\xa9xyz", TIMES):
        assert told in VIDEO
        assert told not in kept
    assert struct.pack(">II", 1000, 5000) in kept  # how long it is


def test_a_lossless_recording_loses_its_comments() -> None:
    info = b"\0" + (34).to_bytes(3) + bytes(34)
    comment = SECRET.encode()
    flac = b"fLaC" + info + b"\x84" + len(comment).to_bytes(3) + comment + b"frames"
    kept = cleaned(flac, Kind.AUDIO)
    assert len(kept) == len(flac)
    assert (kept[:42], kept[-6:]) == (flac[:42], b"frames")
    assert comment not in kept


def test_a_wave_recording_keeps_its_sound_only() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    wav = b"RIFF\0\0\0\0WAVE" + chunk(b"fmt ", bytes(16)) + chunk(b"LIST", SECRET.encode())
    wav += chunk(b"data", b"sound" * 9)
    kept = cleaned(wav, Kind.AUDIO)
    assert (len(kept), kept[-53:]) == (len(wav), wav[-53:])
    assert SECRET.encode() not in kept


@given(st.sampled_from([".mp3", ".mp4", ".m4a", ".flac", ".wav", ".ogg"]), st.binary(max_size=300))
def test_tags_of_any_bytes_can_be_looked_for(ending: str, content: bytes) -> None:
    assert len(without_tags(content, ending)) <= len(content)


@given(st.binary(max_size=200), st.integers(0, 2**32 - 1))
def test_a_damaged_video_keeps_its_length(inside: bytes, size: int) -> None:
    content = struct.pack(">I4s", size, b"moov") + inside
    content = box(b"ftyp", b"isom") + content
    assert ending_of(content) == ".mp4"
    assert len(without_tags(content, ".mp4")) == len(content)
