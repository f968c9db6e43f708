"""Files that are answers: rows of the table `media`, whose files are in the media folder."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update

from db.tables import chat, dialogue, media, member, response, survey
from db.unit import Unit
from domain.dialogue import Answer
from domain.dialogue_data import answers_from_json
from domain.keys import Key
from domain.media import LINKED, USUAL_PIXELS, Status, Wish
from domain.survey import Kind, QuestionName

T = TypeVar("T")
_AT_ONCE = 500  # names in one statement
_IS_ORPHAN = and_(media.c.dialogue_id.is_(None), media.c.status.in_(LINKED))
_IS_GONE = or_(_IS_ORPHAN, media.c.status == Status.GONE)
_CAN_BE_SEEN = and_(media.c.wave.is_not(None), media.c.status == Status.KEPT)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as its row tells it. `wave` is None while its answers wait for one."""

    name: str
    survey: str
    question: QuestionName
    kind: Kind
    status: Status
    wave: int | None


# --- of a draft ------------------------------------------------------------------------------------


def add(unit: Unit, draft_id: int, survey_key: str, wish: Wish) -> None:
    """Keep that a file is an answer of a draft and is to be fetched."""
    unit.connection.execute(
        insert(media).values(
            name=wish.name,
            dialogue_id=draft_id,
            survey_key=survey_key,
            question=wish.question,
            kind=wish.kind,
            pixels=wish.pixels if wish.kind is Kind.IMAGE else None,
            channel_id=wish.channel_id,
            status=Status.WANTED,
        )
    )


def of_drafts(unit: Unit, drafts: Iterable[int]) -> dict[int, dict[str, Kept]]:
    """Return the files of drafts, by draft and name."""
    found: dict[int, dict[str, Kept]] = {}
    for some in _portions(sorted(set(drafts))):
        query = select(media.c.dialogue_id, *_COLUMNS).where(media.c.dialogue_id.in_(some))
        for draft, *row in unit.connection.execute(query):
            found.setdefault(draft, {})[row[0]] = _kept(row)
    return found


def owner(unit: Unit, name: str) -> tuple[int, int] | None:
    """Return the address of the chat and the draft that a file belongs to, None where it is nobody's."""
    query = (
        select(chat.c.address, dialogue.c.id)
        .select_from(media)
        .join(dialogue, dialogue.c.id == media.c.dialogue_id)
        .join(member, member.c.id == dialogue.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(media.c.name == name)
    )
    row = unit.connection.execute(query).first()
    return None if row is None else (row[0], row[1])


def unfetched(unit: Unit, survey_key: str) -> set[int]:
    """Return the drafts of a survey that have to wait until their files are fetched."""
    query = select(media.c.dialogue_id).where(
        media.c.survey_key == survey_key, media.c.status == Status.WANTED, media.c.dialogue_id.is_not(None)
    )
    return set(unit.connection.scalars(query))


def let_go_of_unused(unit: Unit) -> int:
    """Part drafts from files that are no longer among their answers; return how many files."""
    query = select(media.c.name, dialogue.c.state).join(dialogue, dialogue.c.id == media.c.dialogue_id)
    unused = [name for name, state in unit.connection.execute(query) if f'"{name}"' not in state]
    for some in _portions(unused):
        unit.connection.execute(update(media).where(media.c.name.in_(some)).values(dialogue_id=None))
    return len(unused)


def let_loose(unit: Unit, survey_key: str, new_names: Sequence[tuple[str, Kept]]) -> None:
    """Give files of drafts new names, in the order given, which has to be a random one.

    The new rows know the question and the kind, no draft and no name in the channel; the fetcher gives the
    files new names, too.
    """
    rows = [
        {
            "name": new,
            "survey_key": survey_key,
            "question": old.question,
            "kind": old.kind,
            "channel_id": old.name,
            "status": Status.LOOSE,
        }
        for new, old in new_names
    ]
    if rows:
        _delete(unit, [old.name for _, old in new_names])
        unit.connection.execute(insert(media), rows)


# --- for the fetcher -------------------------------------------------------------------------------


def wanted(unit: Unit, limit: int, but: Collection[str] = ()) -> list[Wish]:
    """Return files that are to be fetched, but for some, in the order of their random names."""
    query = select(media.c.name, media.c.channel_id, media.c.kind, media.c.pixels, media.c.question).where(
        media.c.status == Status.WANTED, media.c.dialogue_id.is_not(None), media.c.channel_id.is_not(None)
    )
    if but:
        query = query.where(media.c.name.not_in(sorted(but)[:_AT_ONCE]))
    rows = unit.connection.execute(query.order_by(media.c.name).limit(limit))
    return [
        Wish(name, channel_id, Kind(kind), pixels or USUAL_PIXELS, question)
        for name, channel_id, kind, pixels, question in rows
    ]


def loose(unit: Unit) -> list[tuple[str, str]]:
    """Return (old name, new name) of files that are cut loose and still have the old one."""
    query = select(media.c.channel_id, media.c.name).where(media.c.status == Status.LOOSE)
    return [(old, new) for old, new in unit.connection.execute(query.order_by(media.c.name))]


def gone(unit: Unit) -> list[tuple[str, str | None]]:
    """Return (name, old name or None) of files that are to be deleted."""
    query = select(media.c.name, case((media.c.status.in_(LINKED), None), else_=media.c.channel_id))
    return [(name, old) for name, old in unit.connection.execute(query.where(_IS_GONE))]


def settle(unit: Unit, name: str, status: Status, expected: Status) -> bool:
    """Keep how far a file has come, without the channel's name; return whether it was as expected."""
    changed = unit.connection.execute(
        update(media)
        .where(media.c.name == name, media.c.status == expected)
        .values(status=status, channel_id=None)
    )
    return changed.rowcount > 0


def forget_gone(unit: Unit, names: Sequence[str]) -> None:
    """Delete the rows of files that are deleted."""
    for some in _portions(names):
        unit.connection.execute(delete(media).where(media.c.name.in_(some), _IS_GONE))


def names(unit: Unit) -> set[str]:
    """Return every name that a file in the folder may have now."""
    query = select(media.c.name, case((media.c.status == Status.LOOSE, media.c.channel_id), else_=None))
    return {name for row in unit.connection.execute(query) for name in row if name}


def rows(unit: Unit) -> Iterator[tuple[str, Status, bool, str | None]]:
    """Yield name, status, whether a draft has it, and the name in the channel or the old one of each file."""
    query = select(media.c.name, media.c.status, media.c.dialogue_id.is_not(None), media.c.channel_id)
    for name, status, is_linked, channel_id in unit.connection.execute(query):
        yield name, Status(status), bool(is_linked), channel_id


def answers_naming(unit: Unit, names: Collection[str]) -> int:
    """Return how many responses hold the name of a file."""
    found = unit.connection.scalars(select(response.c.answers)) if names else ()
    return sum(any(f'"{name}"' in answers for name in names) for answers in found)


# --- of responses, and in moderation ---------------------------------------------------------------


def answers_of(unit: Unit, response_key: bytes) -> Mapping[Key, Answer]:
    """Return the answers of a response, none where it is not there."""
    found = unit.connection.execute(select(response.c.answers).where(response.c.rid == response_key)).scalar()
    return {} if found is None else answers_from_json(found)


def put_in_wave(unit: Unit, wave: int, loose_names: Sequence[str]) -> None:
    """Hand the files of a wave's responses over to moderation."""
    for some in _portions(sorted(loose_names)):
        unit.connection.execute(update(media).where(media.c.name.in_(some)).values(wave=wave))


def drop(unit: Unit, loose_names: Sequence[str]) -> None:
    """Have files deleted."""
    for some in _portions(sorted(loose_names)):
        unit.connection.execute(update(media).where(media.c.name.in_(some)).values(status=Status.GONE))


def forget_undecided(unit: Unit, before: date) -> int:
    """Have files deleted that nobody has cleared, of surveys that closed before a day; return how many."""
    closed = select(survey.c.key).where(survey.c.closes_on < before)
    old = update(media).where(media.c.survey_key.in_(closed), _CAN_BE_SEEN)
    return unit.connection.execute(old.values(status=Status.GONE)).rowcount


def by_name(unit: Unit, name: str) -> Kept | None:
    """Return a file of a closed wave that can be seen by moderators, None where there is none."""
    can_be_seen = and_(media.c.wave.is_not(None), media.c.status.in_((Status.KEPT, Status.CLEARED)))
    row = unit.connection.execute(select(*_COLUMNS).where(media.c.name == name, can_be_seen)).first()
    return None if row is None else _kept(row)


def next_file(unit: Unit, survey_key: str, status: Status, after: str = "") -> Kept | None:
    """Return the next file of closed waves, in the order of the random names; after the last one the first.

    Args:
        unit: The unit of work.
        survey_key: The survey.
        status: `KEPT` for those that wait for moderation, `CLEARED` for those that were seen.
        after: The name of the one that was shown before.
    """
    seen = (media.c.survey_key == survey_key, media.c.wave.is_not(None), media.c.status == status)
    query = select(*_COLUMNS).where(*seen).order_by(media.c.name).limit(1)
    row = unit.connection.execute(query.where(media.c.name > after)).first()
    row = row or unit.connection.execute(query).first()
    return None if row is None else _kept(row)


def decide(unit: Unit, name: str, before: Status, after: Status) -> bool:
    """Keep what moderators decided about a file; return False where it does not stand like that any more."""
    shown = update(media).where(media.c.name == name, media.c.wave.is_not(None), media.c.status == before)
    return unit.connection.execute(shown.values(status=after)).rowcount > 0


def counts(unit: Unit, survey_key: str) -> tuple[int, int]:
    """Return how many files of a survey wait for moderation, and how many were cleared."""

    def number(which: ColumnElement[bool]) -> int:
        query = select(func.count()).where(media.c.survey_key == survey_key, which)
        return unit.connection.execute(query).scalar_one()

    return number(_CAN_BE_SEEN), number(media.c.status == Status.CLEARED)


_COLUMNS = (
    *(media.c.name, media.c.survey_key, media.c.question),
    *(media.c.kind, media.c.status, media.c.wave),
)


def _kept(row: Sequence[object]) -> Kept:
    name, survey_key, question, kind, status, wave = row
    return Kept(
        str(name),
        str(survey_key),
        str(question),
        Kind(str(kind)),
        Status(str(status)),
        wave if isinstance(wave, int) else None,
    )


def _delete(unit: Unit, which: Sequence[str]) -> None:
    for some in _portions(which):
        unit.connection.execute(delete(media).where(media.c.name.in_(some)))


def _portions(things: Sequence[T]) -> Iterable[Sequence[T]]:
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
