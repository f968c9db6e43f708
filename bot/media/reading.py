"""A file of the media folder, ready to be shown to a moderator."""

import asyncio

from bot.dialogs.message import Document
from bot.media.folder import MediaFolder
from domain.attachments import AttachmentKind

_SHOWN_AS = {
    ".jpg": (AttachmentKind.PICTURE, "image/jpeg"),
    ".png": (AttachmentKind.PICTURE, "image/png"),
    ".webp": (AttachmentKind.PICTURE, "image/webp"),
    ".ogg": (AttachmentKind.VOICE, "audio/ogg"),
    ".mp3": (AttachmentKind.AUDIO, "audio/mpeg"),
    ".m4a": (AttachmentKind.AUDIO, "audio/mp4"),
    ".mp4": (AttachmentKind.VIDEO, "video/mp4"),
    ".pdf": (AttachmentKind.DOCUMENT, "application/pdf"),
    ".zip": (AttachmentKind.DOCUMENT, "application/zip"),
}
_OTHER = (AttachmentKind.DOCUMENT, "application/octet-stream")


async def read_kept(folder: MediaFolder, name: str) -> Document | None:
    """Return a file as it is shown, without the name under which it is kept; None where it is not there."""
    found = await asyncio.to_thread(folder.read, name)
    if found is None:
        return None
    ending, content = found
    kind, media_type = _SHOWN_AS.get(ending, _OTHER)
    return Document(f"file{ending}", content, media_type, kind)
