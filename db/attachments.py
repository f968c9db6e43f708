"""Attachments: pictures and documents of the town, as bytes or under the channel's own name of them."""

from collections import OrderedDict
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, exists, insert, or_, select, update

from db.tables import attachment, broadcast, measure_update, survey_draft_file, survey_version_file
from db.unit import Unit
from domain.attachments import Attachment, AttachmentKind, ReceivedFile, digest_of

_KEPT_IN_MEMORY = 4  # attachments, of 20 MB at the most
_contents: WeakKeyDictionary[Engine, OrderedDict[int, bytes | None]] = WeakKeyDictionary()


def keep_received(unit: Unit, file: ReceivedFile) -> int:
    """Keep a file that staff have sent, whose bytes the channel has; return its id, one for the same file."""
    query = select(attachment.c.id).where(
        attachment.c.channel_id == file.channel_id, attachment.c.kind == file.kind
    )
    known: int | None = unit.connection.execute(query.order_by(attachment.c.id).limit(1)).scalar_one_or_none()
    if known is not None:
        return known
    return _add(unit, file.kind, file.name, file.media_type, channel_id=file.channel_id)


def keep_content(unit: Unit, kind: AttachmentKind, name: str, media_type: str, content: bytes) -> int:
    """Keep a file whose bytes are here; return its id, the same for the same bytes under the same name."""
    digest = digest_of(kind, name, content)
    query = select(attachment.c.id).where(attachment.c.digest == digest)
    known: int | None = unit.connection.execute(query).scalar_one_or_none()
    if known is not None:
        return known
    return _add(unit, kind, name, media_type, content=content, digest=digest)


def ids_of(unit: Unit, digests: Iterable[str]) -> dict[str, int]:
    """Return the ids of files whose bytes are kept here, by their digests (domain.shown_files)."""
    wanted = {bytes.fromhex(one) for one in digests}
    if not wanted:
        return {}
    query = select(attachment.c.digest, attachment.c.id).where(attachment.c.digest.in_(wanted))
    return {bytes(digest).hex(): number for digest, number in unit.connection.execute(query)}


def by_id(unit: Unit, attachment_id: int) -> Attachment | None:
    """Return an attachment, with its bytes where they are kept here."""
    columns = (
        attachment.c.id,
        attachment.c.kind,
        attachment.c.name,
        attachment.c.media_type,
        attachment.c.channel_id,
    )
    row = unit.connection.execute(select(*columns).where(attachment.c.id == attachment_id)).first()
    if row is None:
        return None
    number, kind, name, media_type, channel_id = row
    content = _content_of(unit, attachment_id)
    return Attachment(number, AttachmentKind(kind), name, media_type, channel_id, content)


def _content_of(unit: Unit, attachment_id: int) -> bytes | None:
    """Return an attachment's bytes, which never change: all the messages that carry them share one copy."""
    known = _contents.setdefault(unit.connection.engine, OrderedDict())
    if attachment_id not in known:
        query = select(attachment.c.content).where(attachment.c.id == attachment_id)
        content = unit.connection.execute(query).scalar_one()
        known[attachment_id] = None if content is None else bytes(content)
        if len(known) > _KEPT_IN_MEMORY:
            known.popitem(last=False)
    return known[attachment_id]


def keep_channel_id(unit: Unit, attachment_id: int, channel_id: str) -> None:
    """Remember the channel's own name of a file that was sent, so that it need not be sent again."""
    unit.connection.execute(
        update(attachment)
        .where(attachment.c.id == attachment_id, attachment.c.channel_id.is_distinct_from(channel_id))
        .values(channel_id=channel_id)
    )


def forget_unused(unit: Unit) -> int:
    """Delete what nothing carries any more, such as a picture that was replaced; return how many."""
    carried = (
        exists().where(broadcast.c.attachment_id == attachment.c.id),
        exists().where(measure_update.c.attachment_id == attachment.c.id),
        exists().where(survey_draft_file.c.attachment_id == attachment.c.id),
        exists().where(survey_version_file.c.attachment_id == attachment.c.id),
    )
    return unit.connection.execute(delete(attachment).where(~or_(*carried))).rowcount


def _add(unit: Unit, kind: AttachmentKind, name: str, media_type: str, **values: object) -> int:
    statement = insert(attachment).values(kind=kind, name=name, media_type=media_type, **values)
    added: int = unit.connection.execute(statement.returning(attachment.c.id)).scalar_one()
    return added
