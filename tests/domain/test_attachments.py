"""Which files go along with a message to many: kinds that everybody can open, not too large."""

import pytest

from domain.attachments import (
    LARGEST,
    AttachmentKind,
    ReceivedFile,
    TooLarge,
    WrongType,
    check_content,
    check_received,
)

PNG = b"\x89PNG\r\n\x1a\n"


def received(kind: AttachmentKind, media_type: str, size: int | None = 5, name: str = "a") -> ReceivedFile:
    return ReceivedFile(kind, "id", name, media_type, size)


def test_photos_documents_and_pictures_sent_as_files_may_go() -> None:
    for file in (
        received(AttachmentKind.PICTURE, "image/jpeg"),
        received(AttachmentKind.DOCUMENT, "application/pdf"),
        received(AttachmentKind.DOCUMENT, "image/png"),
        received(AttachmentKind.DOCUMENT, "application/pdf", None),
    ):
        assert check_received(file) == file


@pytest.mark.parametrize(
    "media_type", ["application/zip", "text/html", "video/mp4", "application/x-msdownload", ""]
)
def test_what_can_run_something_or_is_not_opened_everywhere_may_not(media_type: str) -> None:
    with pytest.raises(WrongType):
        check_received(received(AttachmentKind.DOCUMENT, media_type))


@pytest.mark.parametrize("kind", LARGEST)
def test_a_file_may_be_as_large_as_its_kind_allows_and_not_a_byte_more(kind: AttachmentKind) -> None:
    assert check_received(received(kind, "image/png", LARGEST[kind])).size == LARGEST[kind]
    with pytest.raises(TooLarge, match="larger than"):
        check_received(received(kind, "image/png", LARGEST[kind] + 1))


def test_a_files_name_is_short_and_names_no_folder() -> None:
    file = received(AttachmentKind.DOCUMENT, "application/pdf", name=f"C:\\Users\\x/../{'n' * 200}.pdf")
    assert check_received(file).name == "n" * 96 + ".pdf"


def test_an_operators_file_is_what_its_name_says() -> None:
    assert check_content("fest.PNG", PNG + b"...") == (AttachmentKind.PICTURE, "image/png")
    assert check_content("plan.pdf", b"%PDF") == (AttachmentKind.DOCUMENT, "application/pdf")
    for name, content in [
        ("fest.png", b"GIF8"),
        ("fest.jpg", PNG),
        ("a.exe", b"MZ"),
        ("a", b"x"),
        ("a.pdf", b""),
    ]:
        with pytest.raises(WrongType, match="should be one of"):
            check_content(name, content)
    with pytest.raises(TooLarge):
        check_content("fest.png", PNG + bytes(LARGEST[AttachmentKind.PICTURE]))
