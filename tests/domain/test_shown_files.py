"""Which files are shown with a question, and which a chat can show at all."""

from dataclasses import replace

import pytest

from domain.attachments import MEGABYTE, AttachmentKind
from domain.shown_files import (
    COLUMNS,
    LARGEST_SOUND,
    files_above,
    files_of,
    files_with,
    names_shown,
    shown_file,
)
from domain.survey import Choice, Kind, Question, Survey
from domain.survey_data import survey_from_data, survey_to_data

PNG, JPEG = b"\x89PNG\r\n\x1a\n and more", b"\xff\xd8\xff and more"
MP4 = b"\0\0\0\x18ftypmp42"


def asking(**media: dict[str, str]) -> Question:
    return Question(
        "q", Kind.TEXT, {"de": "?"}, media={name.replace("_", "-"): one for name, one in media.items()}
    )


@pytest.mark.parametrize(
    ("column", "name", "content", "kind"),
    [
        ("image", "a.png", PNG, AttachmentKind.PICTURE),
        ("image", "A.PNG", PNG, AttachmentKind.PICTURE),
        ("big-image", "a.jpeg", JPEG, AttachmentKind.PICTURE),
        ("audio", "a.mp3", b"ID3 and more", AttachmentKind.AUDIO),
        ("audio", "a.mp3", b"\xff\xfb\x90\x00", AttachmentKind.AUDIO),
        ("audio", "a.m4a", MP4, AttachmentKind.AUDIO),
        ("audio", "a.ogg", b"OggS and more", AttachmentKind.VOICE),
        ("video", "a.mp4", MP4, AttachmentKind.VIDEO),
    ],
)
def test_what_a_chat_can_show_is_taken_as_what_it_is(
    column: str, name: str, content: bytes, kind: AttachmentKind
) -> None:
    file = shown_file(column, name, content)
    assert file is not None
    assert (file.kind, file.name, file.content) == (kind, name, content)


@pytest.mark.parametrize(
    ("column", "name", "content"),
    [
        ("image", "a.png", b""),
        ("image", "a.png", JPEG),
        ("image", "a.mp4", MP4),
        ("image", "a.webp", b"RIFF0000WEBP"),
        ("image", "a.png", PNG + bytes(10 * MEGABYTE)),
        ("audio", "a.mp3", b"\xff"),
        ("audio", "a.mp3", b"\xff\x00 and more"),
        ("audio", "a.wav", b"RIFF0000WAVE"),
        ("audio", "a.ogg", b"OggS" + bytes(LARGEST_SOUND)),
        ("video", "a.mp4", b"no film"),
        ("video", "a.mp3", b"ID3 and more"),
        ("audio", "mp3", b"ID3 and more"),
    ],
)
def test_what_it_cannot_show_is_not_taken(column: str, name: str, content: bytes) -> None:
    assert shown_file(column, name, content) is None


def test_a_language_without_a_file_gets_the_one_that_its_words_would_come_from() -> None:
    question = asking(image={"tr": "tr.png", "de": "de.png"}, audio={"tr": "tr.ogg"})
    assert files_with(question, "tr") == ("tr.png", "tr.ogg")
    assert files_with(question, "ar") == ("de.png", "tr.ogg")
    assert files_with(asking(), "de") == ()


def test_a_big_image_goes_instead_of_the_small_one() -> None:
    question = asking(image={"de": "small.png", "tr": "small-tr.png"}, big_image={"de": "big.png"})
    assert files_with(question, "de") == ("big.png",)


def test_no_file_is_shown_twice() -> None:
    assert files_with(asking(image={"de": "a.png"}, video={"de": "a.png"}), "de") == ("a.png",)


def test_a_surveys_files_are_those_that_its_questions_name_and_that_lie_beside_it() -> None:
    questions = (asking(image={"de": "a.png", "tr": "missing.png"}), asking(video={"de": "no-film.mp4"}))
    survey = Survey("s", "1", {"de": "S"}, ("de",), questions)
    found = files_of(survey, {"a.png": PNG, "no-film.mp4": b"no film", "other.png": PNG})
    assert [one.name for one in found] == ["a.png"]


def test_files_differ_by_name_kind_and_content() -> None:
    files = [
        shown_file("image", "a.png", PNG),
        shown_file("image", "b.png", PNG),
        shown_file("image", "a.png", PNG + b"!"),
        shown_file("audio", "a.m4a", MP4),
        shown_file("video", "a.mp4", MP4),
    ]
    assert len({one.digest for one in files if one}) == len(files)
    assert set(COLUMNS) == {"image", "big-image", "audio", "video"}


def test_files_of_choices_follow_the_questions_own_with_their_numbers() -> None:
    choices = (
        Choice("a", {"de": "A"}, media={"image": {"de": "a.png"}}),
        Choice("b", {"de": "B"}),
        Choice("c", {"de": "C"}, media={"image": {"de": "c.png"}, "audio": {"de": "c.ogg"}}),
    )
    question = replace(asking(image={"de": "all.png"}), kind=Kind.SELECT_ONE, choices=choices)
    above = files_above(question, choices[1:], "de")
    assert [(one.name, one.number) for one in above] == [("all.png", 0), ("c.png", 2), ("c.ogg", 2)]
    survey = Survey("s", "1", {"de": "S"}, ("de",), (question,))
    assert set(names_shown(survey)) == {"all.png", "a.png", "c.png", "c.ogg"}
    assert survey_from_data(survey_to_data(survey)) == survey
