"""What residents may answer with: which files fit which question, and what a file is by its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attachments import MEGABYTE, AttachmentKind, ReceivedFile, WrongType, check_received
from domain.dialogue import Problem
from domain.file_types import OTHER, ending_of, fits
from domain.media import RUNNING_ENDINGS, is_name, longest_side, loose_name, new_name, problem_with
from domain.survey import Kind

MEDIA = [kind for kind in Kind if kind.is_media]
OGG, PNG, MP4 = b"OggS" + bytes(20), b"\x89PNG\r\n\x1a\n" + bytes(20), b"\0\0\0\x18ftypisom" + bytes(20)


def sent(kind: AttachmentKind, media_type: str = "", name: str = "", size: int | None = 1000) -> ReceivedFile:
    return ReceivedFile(kind, "channel-id", name, media_type, size)


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        (Kind.IMAGE, sent(AttachmentKind.PICTURE, "image/jpeg")),
        (Kind.IMAGE, sent(AttachmentKind.DOCUMENT, "image/png", "plan.png")),
        (Kind.AUDIO, sent(AttachmentKind.VOICE, "audio/ogg")),
        (Kind.AUDIO, sent(AttachmentKind.AUDIO, "audio/mpeg")),
        (Kind.AUDIO, sent(AttachmentKind.DOCUMENT, "audio/x-wav", "a.wav")),
        (Kind.VIDEO, sent(AttachmentKind.VIDEO, "video/mp4")),
        (Kind.VIDEO, sent(AttachmentKind.VIDEO_NOTE, "video/mp4")),
        (Kind.FILE, sent(AttachmentKind.DOCUMENT, "application/pdf", "letter.pdf")),
        (Kind.FILE, sent(AttachmentKind.PICTURE, "image/jpeg")),
        (Kind.FILE, sent(AttachmentKind.DOCUMENT, "", "no ending", None)),
    ],
)
def test_what_fits_is_taken(kind: Kind, file: ReceivedFile) -> None:
    assert problem_with(kind, file) is None


@pytest.mark.parametrize(
    ("kind", "file", "problem"),
    [
        (Kind.IMAGE, sent(AttachmentKind.VOICE, "audio/ogg"), Problem.NEEDS_PICTURE),
        (Kind.IMAGE, sent(AttachmentKind.DOCUMENT, "image/heic", "a.heic"), Problem.NEEDS_PICTURE),
        (Kind.IMAGE, sent(AttachmentKind.DOCUMENT, "image/svg+xml", "a.svg"), Problem.NEEDS_PICTURE),
        (Kind.AUDIO, sent(AttachmentKind.PICTURE, "image/jpeg"), Problem.NEEDS_RECORDING),
        (Kind.VIDEO, sent(AttachmentKind.VOICE, "audio/ogg"), Problem.NEEDS_VIDEO),
        (
            Kind.FILE,
            sent(AttachmentKind.DOCUMENT, "application/pdf", "C:\\a\\Letter.PDF.Exe"),
            Problem.NEEDS_FILE,
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_needed(
    kind: Kind, file: ReceivedFile, problem: Problem
) -> None:
    assert problem_with(kind, file) is problem


@pytest.mark.parametrize("kind", MEDIA)
def test_what_is_too_large_is_refused_before_it_is_fetched(kind: Kind) -> None:
    fitting = {
        Kind.IMAGE: AttachmentKind.PICTURE,
        Kind.AUDIO: AttachmentKind.AUDIO,
        Kind.VIDEO: AttachmentKind.VIDEO,
        Kind.FILE: AttachmentKind.PICTURE,
    }[kind]
    largest = (10 if kind is Kind.IMAGE else 20) * MEGABYTE
    assert problem_with(kind, sent(fitting, size=largest)) is None
    assert problem_with(kind, sent(fitting, size=largest + 1)) is Problem.FILE_TOO_LARGE


@given(st.sampled_from(MEDIA), st.sampled_from(AttachmentKind), st.text(), st.text(), st.integers(0, 2**40))
def test_whatever_is_sent_gets_an_answer(
    kind: Kind, sort: AttachmentKind, media_type: str, name: str, size: int
) -> None:
    problem = problem_with(kind, sent(sort, media_type, name, size))
    assert problem is None or problem in Problem


@pytest.mark.parametrize("ending", sorted(RUNNING_ENDINGS))
def test_what_runs_something_is_no_file_to_answer_with(ending: str) -> None:
    assert problem_with(Kind.FILE, sent(AttachmentKind.DOCUMENT, "text/plain", f"x{ending.upper()}"))


@pytest.mark.parametrize("kind", [one for one in AttachmentKind if one not in ("picture", "document")])
def test_the_town_itself_still_sends_pictures_and_documents_only(kind: AttachmentKind) -> None:
    with pytest.raises(WrongType):
        check_received(sent(kind, "image/jpeg"))


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(20), ".jpg"),
        (PNG, ".png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", ".wav"),
        (OGG, ".ogg"),
        (b"ID3\x04" + bytes(20), ".mp3"),
        (b"\xff\xfb\x90\x00" + bytes(20), ".mp3"),
        (b"fLaC" + bytes(20), ".flac"),
        (MP4, ".mp4"),
        (b"\0\0\0\x18ftypM4A " + bytes(20), ".m4a"),
        (b"\0\0\0\x18ftypheic" + bytes(20), OTHER),
        (b"\x1a\x45\xdf\xa3" + bytes(20), ".webm"),
        (b"%PDF-1.7\n", ".pdf"),
        (b"PK\x03\x04" + bytes(20), ".zip"),
        ("Hinter dem Haus fehlt ein Weg".encode("utf-16"), OTHER),
        (b"", OTHER),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, ending: str) -> None:
    assert ending_of(content) == ending


@pytest.mark.parametrize(
    "content",
    [
        *(b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"),
        *(b"PK\x03\x04...AndroidManifest.xml", b"PK\x03\x04...word/vbaProject.bin"),
        *(b"<!DOCTYPE html><p>", b"<?xml?><svg onload=x>", b"  <SCRIPT>", "<html>".encode("utf-16")),
    ],
)
def test_what_runs_is_told_by_its_bytes_whatever_its_name(content: bytes) -> None:
    assert ending_of(content) is None
    assert not any(fits(kind, None) for kind in MEDIA)


@given(st.binary(max_size=5000))
def test_any_bytes_can_be_looked_at(content: bytes) -> None:
    ending = ending_of(content)
    assert ending is None or fits(Kind.FILE, ending)


def test_a_picture_does_not_pass_for_a_recording_nor_the_other_way_round() -> None:
    assert [fits(kind, ending_of(PNG)) for kind in MEDIA] == [True, False, False, True]
    assert [fits(kind, ending_of(OGG)) for kind in MEDIA] == [False, True, False, True]
    assert [fits(kind, ending_of(MP4)) for kind in MEDIA] == [False, True, True, True]


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=1), st.integers(0, 300))
def test_names_are_names_and_differ_for_every_file_of_every_response(
    random: bytes, pepper: bytes, number: int
) -> None:
    assert is_name(new_name(random))
    names = {loose_name(pepper, random, n) for n in range(number, number + 3)}
    assert len(names) == 3
    assert all(is_name(name) for name in names)
    assert loose_name(pepper + b"x", random, number) not in names


@pytest.mark.parametrize("text", ["", "a" * 31, "a" * 33, "../" + "a" * 29, "A" * 32, "a" * 31 + "\n"])
def test_what_is_no_name_is_never_taken_for_one(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(("asked", "kept"), [(None, 2048), (0, 2048), (-5, 2048), (640, 640), (9000, 4096)])
def test_a_question_asks_for_the_longest_side_within_limits(asked: int | None, kept: int) -> None:
    assert longest_side(asked) == kept
