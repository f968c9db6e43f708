"""Methods that send and fetch files: pictures, recordings, documents, albums."""

from typing import Any

from simulator.api.call import Call
from simulator.api.sending import caption_of, keyboard_of, send
from simulator.errors import bad_request
from simulator.files import DOWNLOAD_BYTES, TOO_BIG, StoredFile
from simulator.messages import check_writable, post
from simulator.state import Message, World

MIME_TYPES = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4"}
_ONLY_AS_SENT = ("voice", "video_note")  # these cannot become something else, nor something else these
_NAMES = {"video_note": "VideoNote"}


def _stored(world: World, call: Call, kind: str, given: Any) -> StoredFile:
    """Return the file that a call means by an upload, `attach://name` or a file_id."""
    if not isinstance(given, str) or not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith("attach://"):
        upload = call.files.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        mime_type = upload.mime_type or MIME_TYPES.get(kind, "application/octet-stream")
        return world.files.add(kind, upload.name, mime_type, upload.body)
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.files.by_id(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind != known.kind and not _may_become(known.kind, kind):
        was, wanted = (_NAMES.get(one, one.capitalize()) for one in (known.kind, kind))
        raise bad_request(f"can't use file of type {was} as {wanted}")
    return known


def _may_become(sent: str, kind: str) -> bool:
    """Tell whether the id of a file that was sent as one kind can be used for another one."""
    if {sent, kind} & {*_ONLY_AS_SENT} or kind == "photo":
        return False
    return sent != "photo" or kind == "document"


def _file(world: World, call: Call, kind: str) -> StoredFile:
    given = f"attach://{kind}" if kind in call.files else call.args.get(kind)
    return _stored(world, call, kind, given)


def _media(stored: StoredFile, kind: str) -> dict[str, Any]:
    return {kind if stored.kind == kind else stored.kind: stored.as_media()}


def send_photo(world: World, call: Call) -> Message:
    """Send a picture."""
    caption = caption_of(world, call)
    return send(world, call, _media(_file(world, call, "photo"), "photo") | caption)


def send_document(world: World, call: Call) -> Message:
    """Send a file."""
    caption = caption_of(world, call)
    return send(world, call, _media(_file(world, call, "document"), "document") | caption)


def send_voice(world: World, call: Call) -> Message:
    """Send a voice message."""
    return _send_played(world, call, "voice")


def send_audio(world: World, call: Call) -> Message:
    """Send music."""
    return _send_played(world, call, "audio", "performer", "title")


def send_video(world: World, call: Call) -> Message:
    """Send a video."""
    return _send_played(world, call, "video")


def _send_played(world: World, call: Call, kind: str, *said: str) -> Message:
    caption = caption_of(world, call)
    duration = call.integer("duration")
    media = _media(_file(world, call, kind), kind)
    (field, shown), *_ = media.items()
    if duration > 0:
        shown = {**shown, "duration": duration}
    shown = {**shown, **{name: call.text(name) for name in said if call.text(name)}}
    return send(world, call, {field: shown} | caption)


def media_content(world: World, call: Call, item: Any) -> dict[str, Any]:
    """Return a message's fields for an InputMedia object.

    Raises:
        ApiError: its type is not supported here, or the file or caption is refused.
    """
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    return _media(_stored(world, call, kind, item["media"]), kind) | caption_of(world, item)


def send_media_group(world: World, call: Call) -> list[Message]:
    """Send 2 to 10 pictures, or 2 to 10 documents, as an album."""
    items = call.json("media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not 1 <= len(items) <= 10:
        raise bad_request(
            "too many messages to send as an album" if items else "there are no messages to send"
        )
    contents = [media_content(world, call, item) for item in items]
    if len({next(iter(content)) for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    keyboard_of(call)
    chat = world.chat(call.args.get("chat_id"))
    check_writable(chat)
    group = {"media_group_id": str(world.new_message_id())} if len(items) > 1 else {}
    return [post(world, chat, content | group) for content in contents]


def get_file(world: World, call: Call) -> dict[str, Any]:
    """Return where a file can be fetched."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.by_id(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.body) > DOWNLOAD_BYTES:
        raise TOO_BIG
    return {**stored.reference(), "file_path": stored.path}


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendAudio": send_audio,
    "sendVideo": send_video,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
